"""A file's bytes as grids of cells; the container is told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from owners_ledger.banking.reading import (
    readers_archive,
    readers_html,
    readers_sheet,
    readers_text,
)
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
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3\x00", "SQLite"),
)
_PROGRAMS = (b"\x7fELF", b"MZ\x90\x00")


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
    rows = 0
    for grid in grids:
        rows += len(grid.rows)
        if rows > ROW_LIMIT:
            raise refuse(
                _("表格超过 {limit} 行").format(limit=ROW_LIMIT),
                file=file,
                row=ROW_LIMIT + 1,
                remedy=_("请分月下载"),
            )
    return grids


def _grids(data: bytes, file: str, *, is_packed: bool = False) -> tuple[Grid, ...]:
    if data.startswith(_OLE) or data.startswith(_BIFF):
        sheets = readers_sheet.read_xls(data, file)
        return tuple(Grid(name, rows, ragged=False) for name, rows in sheets)
    if data.startswith(b"PK\x03\x04"):
        packed = None if is_packed else readers_archive.members(data, file)
        if packed is not None:
            return tuple(
                replace(grid, name="/".join(filter(None, (name, grid.name))))
                for name, content in packed
                for grid in _grids(content, file, is_packed=True)
            )
        sheets = readers_sheet.read_xlsx(data, file)
        return tuple(Grid(name, rows, ragged=False) for name, rows in sheets)
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise refuse(
                _("这是 {kind} 文件，不是流水表格").format(kind=kind),
                file=file,
                remedy=_("请在网上银行下载 Excel 或 CSV 格式的账户明细"),
            )
    if data.startswith(_PROGRAMS):
        raise refuse(
            _("这是一个程序，不是流水表格"),
            file=file,
            remedy=_("不要打开它；请登录网上银行，自己下载账户明细"),
        )
    if data[257:262] == b"ustar":
        raise refuse(
            _("这是 {kind} 文件，不是流水表格").format(kind="tar"),
            file=file,
            remedy=_("若是压缩包请先解压，再读里面的流水文件"),
        )
    content = readers_text.decode(data, file)
    if not content.strip("\ufeff \t\r\n"):
        raise refuse(_("文件是空的"), file=file)
    if content.lstrip()[:1] == "<":
        return (Grid("", readers_html.read_tables(content, file), ragged=False),)
    return (Grid("", readers_text.read_delimited(content, file), ragged=True),)
