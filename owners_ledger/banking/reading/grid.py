"""A file's bytes as grids of cells; the container is told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from owners_ledger.banking.reading import readers_html, readers_sheet, readers_text
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

FILE_LIMIT = 64 * 1024 * 1024
ROW_LIMIT = 200_000
COLUMN_LIMIT = 100

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BIFF = (
    *(b"\x09\x08\x10\x00", b"\x09\x08\x08\x00"),
    *(b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00"),
)
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"RIFF", "RIFF"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of raw cells as it stands in the file.

    Attributes:
        name: the sheet's name, "" where the container has none.
        rows: the cells row by row; the first is row 1.
        ragged: rows may differ in length (text files), so a short row is a cut row.
    """

    name: str
    rows: Sequence[Sequence[object]]
    ragged: bool


def load(data: bytes, file: str) -> tuple[Grid, ...]:
    """The file's tables.

    Raises:
        StatementError: the file is no table, is broken, protected or beyond the limits.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise refuse(_("文件是空的"), file=file)
    if len(data) > FILE_LIMIT:
        size = len(data) // 1024 // 1024
        raise refuse(_("文件有 {size} MB，流水不会这么大").format(size=size), file=file)
    grids = _grids(data, file)
    for grid in grids:
        if len(grid.rows) > ROW_LIMIT:
            raise refuse(
                _("表格超过 {limit} 行").format(limit=ROW_LIMIT),
                file=file,
                row=ROW_LIMIT + 1,
                remedy=_("请分月下载"),
            )
    return grids


def _grids(data: bytes, file: str) -> tuple[Grid, ...]:
    if data.startswith(_OLE) or data.startswith(_BIFF):
        sheets = readers_sheet.read_xls(data, file)
        return tuple(Grid(name, rows, ragged=False) for name, rows in sheets)
    if data.startswith(b"PK\x03\x04"):
        sheets = readers_sheet.read_xlsx(data, file)
        return tuple(Grid(name, rows, ragged=False) for name, rows in sheets)
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise refuse(
                _("这是 {kind} 文件，不是流水表格").format(kind=kind),
                file=file,
                remedy=_("请在网上银行下载 Excel 或 CSV 格式的账户明细"),
            )
    content = readers_text.decode(data, file)
    if content.lstrip()[:1] == "<":
        return (Grid("", readers_html.read_tables(content, file), ragged=False),)
    return (Grid("", readers_text.read_delimited(content, file), ragged=True),)
