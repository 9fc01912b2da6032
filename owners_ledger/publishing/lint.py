"""The last look before anything is public: personal data in it stops ``publish``.

It names the entry and the field. What was public before under the same hash was looked at then.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from owners_ledger.i18n import _
from owners_ledger.publishing.model import PublicBook
from owners_ledger.publishing.projection import Projection
from owners_ledger.publishing.seals import FOLDER as SEALS
from owners_ledger.rendering.privacy import Guard, free_texts, refuse

_PAGES = (".html", ".css", ".js", ".svg")
_TEXT = (*_PAGES, ".json", ".csv", ".toml", ".beancount", ".py", ".md", ".txt")


def look_at_figures(guard: Guard, book: PublicBook, projection: Projection) -> None:
    """Every field of what is to be shown; a name counts wherever it stands.

    Codes of seals are left out: by chance their digits look like a card's.

    Raises:
        PrivacyError: names entry and field.
    """
    seen: set[str] = {one.head for one in book.heads}
    refuse(guard, (place for place in _fields(book, projection) if _is_new(place[1], seen)))


def look_at_files(
    guard: Guard, files: Mapping[str, bytes], known: frozenset[str], codes: Iterable[str]
) -> None:
    """Every finished file but the seals, which are hashes and nothing else.

    Args:
        guard: what must not appear.
        files: content by path.
        known: paths whose content was public before.
        codes: of seals, which by chance may look like a card's number.

    Raises:
        PrivacyError: names the file.
    """
    looked = {
        name: content
        for name, content in files.items()
        if name not in known and not name.startswith(SEALS)
    }
    refuse(guard, _texts(looked, tuple(codes)))


def _is_new(text: str, seen: set[str]) -> bool:
    if text in seen:
        return False
    seen.add(text)
    return True


def _fields(book: PublicBook, projection: Projection) -> Iterator[tuple[str, str, bool]]:
    for where, text in free_texts(book):
        yield _("“{where}”的文字里").format(where=where), text, True
    for entry in projection.entries:
        for field, text in (
            (_("对方"), entry.payee),
            (_("摘要"), entry.summary),
            (_("凭证号"), entry.number),
            (_("决议"), entry.resolution),
        ):
            yield (
                _("{day} 分录“{summary}”的{field}里").format(
                    day=entry.date, summary=entry.summary[:12], field=field
                ),
                text,
                True,
            )
    for name in projection.opens:
        yield _("科目名称里"), name, False


def _texts(files: Mapping[str, bytes], codes: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    for name, content in files.items():
        yield _("文件名里"), name, False
        for text in _inside(name, content):
            for code in codes:
                text = text.replace(code, "")  # noqa: PLW2901 - the same text without it
            yield _("{name} 里").format(name=name), text, False


def _inside(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(_TEXT):
        yield content.decode()
    elif name.endswith(".pdf"):
        from pypdf import PdfReader  # noqa: PLC0415 - only with a PDF

        reader = PdfReader(io.BytesIO(content))
        for sheet in reader.pages:
            yield sheet.extract_text()
        for attached in reader.attachments.values():
            for data in attached:
                yield data.decode(errors="replace")
    elif name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield packed.read(member).decode(errors="replace")


def is_readable(name: str) -> bool:
    """Whether a file's content can be looked at; nothing else is published."""
    return name.endswith((*_TEXT, ".pdf", ".xlsx"))
