"""All formats of a report, made and searched before any of them is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger.config import Committee
from owners_ledger.i18n import _
from owners_ledger.registers import Registers
from owners_ledger.rendering import page, privacy
from owners_ledger.rendering.document import Document, Embedded
from owners_ledger.rendering.json_ import to_json
from owners_ledger.rendering.paper import Paper

FORMATS = ("pdf", "html", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Produced:
    """What is to be written.

    Attributes:
        files: content by format.
        warnings: what the setter did not understand.
    """

    files: dict[str, bytes]
    warnings: tuple[str, ...]


def produce(
    report: Paper,
    committee: Committee,
    registers: Registers,
    *,
    book: Path | None,
    formats: Iterable[str],
    paper: str = "a4",
    words: Iterable[str] = (),
    set_page: Callable[..., Document] | None = None,
) -> Produced:
    """A report in the wanted formats.

    Args:
        report: what to print.
        committee: who publishes it.
        registers: whose persons must not appear in it.
        book: the committee's folder (its own templates come first).
        formats: of ``FORMATS``.
        paper: ``a4`` or ``a3``.
        words: words that may contain a name (the chart's accounts).
        set_page: makes the PDF (``worker.Setter``); without it, it is set in this process.

    Raises:
        RenderError: a template is wrong.
        PrivacyError: personal data would get out.
    """
    guard = privacy.Guard.of(registers, committee, words)
    privacy.refuse(guard, _fields(report.value))
    wanted = set(formats)
    files: dict[str, bytes] = {}
    warnings: tuple[str, ...] = ()
    data = to_json(report.value).encode()
    if "json" in wanted:
        files["json"] = data
    if "html" in wanted:
        files["html"] = page.web(
            book, report.kind, report.variables(True), draft=report.draft
        ).encode()
    if "xlsx" in wanted:
        from owners_ledger.rendering import xlsx  # noqa: PLC0415 - slow import, often not wanted

        files["xlsx"] = xlsx.workbook(report)
    if "pdf" in wanted:
        sheet = page.printed(book, report.kind, report.variables(False), draft=report.draft)
        document = (set_page or _set_here)(
            sheet.html,
            sheet.styles,
            day=report.as_of,
            embedded=(Embedded(f"{report.stem}.json", "figures", data),),
            paper=paper,
        )
        files["pdf"], warnings = document.content, document.warnings
        privacy.refuse(guard, _pages(document))
    for name, content in files.items():
        privacy.refuse(guard, _texts(name, content))
    return Produced(files, warnings)


def _set_here(*args: Any, **options: Any) -> Document:
    from owners_ledger.rendering.pdf import make_pdf  # noqa: PLC0415 - slow import

    return make_pdf(*args, **options)


def _fields(value: Any) -> Iterator[tuple[str, str, bool]]:
    for where, text in privacy.free_texts(value):
        yield _("“{where}”的文字里").format(where=where), text, True


def _pages(document: Document) -> Iterator[tuple[str, str, bool]]:
    for number, text in enumerate(document.texts, start=1):
        yield _("PDF 第 {number} 页").format(number=number), text, False


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str, bool]]:
    if name == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                if member.endswith((".xml", ".rels")):
                    yield "XLSX", archive.read(member).decode(), False
    elif name != "pdf":
        yield name.upper(), content.decode(), False
