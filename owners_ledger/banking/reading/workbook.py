"""Cells of a workbook, xlsx and xls, as the spreadsheet readers give them.

These readers abort the whole process on some broken files (an allocation of a terabyte, a panic
in native code): files from outside come here only in the process ``door`` starts for them.
"""

from __future__ import annotations

import datetime
import importlib
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from owners_ledger.banking.reading.readers_text import shared

Sheet = tuple[str, list[list[Any]]]

ROW_LIMIT = 200_000
SHEET_LIMIT = 100
CELL_LIMIT = 8_000_000
_PLAIN = (str, float, int, bool, type(None))


class WorkbookError(Exception):
    """The workbook cannot be read; ``args[0]`` is ``broken``, ``protected`` or ``large``."""


def sheets(data: bytes, *, is_xlsx: bool) -> list[Sheet]:
    """The sheets with their rows; dates and times as text, numbers and texts as they are.

    Raises:
        WorkbookError: no reader makes anything of it, or it is beyond the limits.
    """
    readers: tuple[Callable[[bytes], list[Sheet]], ...] = (_calamine,)
    if not is_xlsx:
        readers += (_xlrd,)
    for reader in readers:
        try:
            return reader(data)
        except (MemoryError, WorkbookError):
            raise
        except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception
            if "password" in str(error).lower() or "encrypt" in str(error).lower():
                raise WorkbookError("protected") from None
    raise WorkbookError("broken")


def _calamine(data: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - text files do without

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(workbook.sheet_names) > SHEET_LIMIT:
        raise WorkbookError("large")
    found = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        _check(sheet.total_height, sheet.total_width)
        rows = sheet.to_python(skip_empty_area=False)
        found.append((name, list(shared(_plain_rows(rows)))))
    return found


def _xlrd(data: bytes) -> list[Sheet]:
    xlrd: Any = importlib.import_module("xlrd")
    book = xlrd.open_workbook(
        file_contents=data, ignore_workbook_corruption=True, logfile=io.StringIO()
    )
    found = []
    for sheet in book.sheets():
        _check(sheet.nrows, sheet.ncols)
        rows = (
            [
                xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
                if cell.ctype == xlrd.XL_CELL_DATE
                else cell.value
                for cell in sheet.row(at)
            ]
            for at in range(sheet.nrows)
        )
        found.append((sheet.name, list(shared(_plain_rows(rows)))))
    return found


def _check(height: int, width: int) -> None:
    if height > ROW_LIMIT or height * width > CELL_LIMIT:
        raise WorkbookError("large")


def _plain_rows(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [cell if isinstance(cell, _PLAIN) else _plain(cell) for cell in row]


def _plain(cell: object) -> str:
    """Dates and times as text."""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.timedelta):
        minutes, second = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}:{second:02}"
    return str(cell).partition(".")[0]
