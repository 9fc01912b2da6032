"""A published file read back: the figures inside it, and whether its page shows them."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

LIMIT = 64 * 1024 * 1024
_CODE = re.compile(r"(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}(?![0-9A-Z-])")
_AMOUNT = re.compile(r"\d[\d,]*\.\d{2}(?!\d)")
_NAME = re.compile(r"([a-z-]+?)-(\d{4}(?:-(?:\d{2}|Q[1-4]|H[12]))?)(-draft)?\Z")


class UnreadableError(OwnersLedgerError):
    """A file from which no figures can be read."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says.

    Attributes:
        kind: of report.
        period: its period or code.
        draft: whether it calls itself a draft.
        figures: its JSON object, ``None`` for a spreadsheet.
        code: 核对码 of the figures, "" for a spreadsheet.
        fault: why the file contradicts itself, "" where it does not.
    """

    kind: str
    period: str
    draft: bool
    figures: Mapping[str, Any] | None
    code: str
    fault: str = ""


def read_given(path: Path) -> Given:
    """The figures in a PDF, a JSON file or a spreadsheet.

    Raises:
        UnreadableError: it is none of these, or holds no figures.
    """
    try:
        if path.stat().st_size > LIMIT:
            raise UnreadableError(_("文件太大"))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(_("读不到文件：{why}").format(why=error.strerror)) from error
    if content.startswith(b"%PDF"):
        return _of_pdf(content)
    if content.startswith(b"PK"):
        match = _NAME.match(path.stem)
        if match is None:
            raise UnreadableError(
                _("看不出是哪一种报告、哪一期：表格的文件名应当是 monthly-2026-03.xlsx 这样的")
            )
        return Given(match[1], match[2], bool(match[3]), None, "")
    return _of_figures(_object(content))


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_("不是公示的 PDF、JSON 或表格")) from error
    if not isinstance(found, dict) or not all(
        isinstance(found.get(key), str) for key in ("kind", "period")
    ):
        raise UnreadableError(_("里面没有公示的数据（kind、period）"))
    return found


def _of_figures(found: Mapping[str, Any], fault: str = "") -> Given:
    from owners_ledger.rendering.seal import seal_code  # noqa: PLC0415 - a command's own

    draft = found.get("draft") is True
    return Given(found["kind"], found["period"], draft, found, seal_code(found), fault)


def _of_pdf(content: bytes) -> Given:
    import pypdf  # noqa: PLC0415 - heavy
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - heavy

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        inside = [
            one for name, many in reader.attachments.items() for one in many if ".json" in name
        ]
        page = "\n".join(one.extract_text() for one in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(_("这个 PDF 打不开")) from error
    if len(inside) != 1:
        raise UnreadableError(_("这个 PDF 里没有带数据，可能是扫描件或者另存过"))
    given = _of_figures(_object(inside[0]))
    return _of_figures(given.figures or {}, _fault(given, page))


def _fault(given: Given, page: str) -> str:
    """Whether what one sees is what the file holds: its code, and the figures that matter."""
    from owners_ledger.closing.figures import key_amounts  # noqa: PLC0415 - a command's own

    codes = set(_CODE.findall(page))
    if codes and given.code not in codes:
        return _("页面上印的核对码 {printed} 与里面的数据（{code}）不符").format(
            printed="、".join(sorted(codes)), code=given.code
        )
    shown = {one.replace(",", "") for one in _AMOUNT.findall(page)}
    missing = sorted(key_amounts(given.figures or {}) - shown)
    if missing:
        return _("页面上的数字与里面的数据不符：页面上找不到 {amounts}").format(
            amounts="、".join(missing[:3])
        )
    return ""
