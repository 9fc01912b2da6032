"""A register's CSV file as checked rows: every complaint names file, row, column and value."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from owners_ledger.i18n import _
from owners_ledger.registers.row import RegisterError, Row, clean

REMARK = "备注"  # allowed in every register, never read

_Made = TypeVar("_Made")


def read_table(
    path: Path,
    columns: Sequence[str],
    make: Callable[[Row], _Made],
    file: str | None = None,
    *,
    optional: Sequence[str] = (),
) -> tuple[_Made, ...]:
    """All rows of a register, each made into a value; a missing file has none.

    Args:
        path: the CSV file (UTF-8 with or without BOM, or GB18030).
        columns: the header's columns, in any order; every one must be there.
        make: a row's value, raises ``RegisterError`` through the row's methods.
        file: how messages call the file.
        optional: columns that may be missing.

    Raises:
        RegisterError: the file cannot be read; the first complaint, with the others in ``more``.
    """
    if not path.exists():
        return ()
    name = file or str(path)
    return make_rows(_grid(path, name), columns, make, name, optional=optional)


def read_rows(
    path: Path, columns: Sequence[str], optional: Sequence[str], file: str
) -> tuple[Row, ...]:
    """The rows of a register as they are written, columns in the order of the header.

    Raises:
        RegisterError: as ``read_table``.
    """
    return read_table(path, columns, lambda row: row, file, optional=optional)


def make_rows(
    grid: Sequence[Sequence[str]],
    columns: Sequence[str],
    make: Callable[[Row], _Made],
    file: str,
    *,
    optional: Sequence[str] = (),
) -> tuple[_Made, ...]:
    """The same from a grid of text whose first filled row is the header.

    Raises:
        RegisterError: as ``read_table``.
    """
    head_at, header = next(
        ((at, row) for at, row in enumerate(grid) if any(map(clean, row))), (0, ())
    )
    names = _header(header, columns, optional, file, head_at + 1)
    made: list[_Made] = []
    errors: list[RegisterError] = []
    for number, cells in enumerate(grid[head_at + 1 :], head_at + 2):
        try:
            if row := _row(cells, names, file, number):
                made.append(make(row))
        except RegisterError as error:
            errors.append(error)
    if errors:
        errors[0].more = tuple(errors[1:])
        raise errors[0]
    return tuple(made)


def _grid(path: Path, file: str) -> list[list[str]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RegisterError(
            _("读不到登记簿（{why}）").format(why=error.strerror),
            remedy=_("请确认它是一个文件，并且可以读取。"),
            file=file,
        ) from error
    reader = csv.reader(io.StringIO(_decoded(raw, file), newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise RegisterError(
            _("第 {row} 行不是完整的 CSV（引号没有配对，或单元格过长）").format(row=len(rows) + 1),
            remedy=_("请检查该行的双引号，或用表格软件另存为 CSV。"),
            file=file,
            line=len(rows) + 1,
        ) from error
    return rows


def _decoded(raw: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RegisterError(
        _("登记簿既不是 UTF-8 也不是 GB18030 编码的文本"),
        remedy=_("请用表格软件另存为“CSV UTF-8（逗号分隔）”。"),
        file=file,
    )


def _header(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str], file: str, number: int
) -> list[str]:
    names = [unicodedata.normalize("NFKC", clean(cell)) for cell in header]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name not in (*columns, *optional, REMARK)]
    missing = [column for column in columns if column not in names]
    twice = [column for column in (*columns, *optional) if names.count(column) > 1]
    complaints = [
        text.format(columns="、".join(f"“{name[:40]}”" for name in bad))
        for text, bad in (
            (_("缺少列{columns}"), missing),
            (_("不认识的列{columns}"), unknown),
            (_("列{columns}出现了两次"), twice),
        )
        if bad
    ]
    if complaints:
        raise RegisterError(
            _("表头不对：{complaints}").format(complaints="；".join(complaints)),
            remedy=_("表头应为 {columns}（逗号分隔，另可有{optional}）。").format(
                columns=",".join(columns), optional="、".join((*optional, REMARK))
            ),
            file=file,
            line=number,
        )
    return names


def _row(cells: Sequence[str], names: Sequence[str], file: str, number: int) -> Row | None:
    is_plain = "".join(cells).isprintable()  # so nearly every row is, and nothing is to be cleaned
    values = [cell.strip() for cell in cells] if is_plain else [clean(cell) for cell in cells]
    if not any(values):
        return None
    row = Row(file, number, dict(zip(names, values, strict=False)))
    if is_plain and len(values) <= len(names):
        return row
    for place, value in enumerate(values):
        if value and place >= len(names):
            raise RegisterError(
                _("第 {row} 行比表头多出一格“{value}”").format(row=number, value=value[:40]),
                remedy=_("请检查该行是否多了逗号；内容里有逗号的单元格要加双引号。"),
                file=file,
                line=number,
            )
        if not value.isprintable() and any(unicodedata.category(sign) == "Cc" for sign in value):
            raise row.fail(names[place], _("一行文字（单元格里有换行或控制字符，请删去）"))
    return row
