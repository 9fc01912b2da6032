"""Read a workbook in a process of its own: run as a script, bytes in, JSON out.

Spreadsheet readers abort the whole process on some broken files (an allocation of a terabyte, a
panic in native code), so they run where that harms nobody, with a bound on memory and time.
Nothing of this package is imported here, which keeps the start short.
"""

from __future__ import annotations

import datetime
import gc
import importlib
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

MEMORY_LIMIT = 1 << 30
SECONDS_LIMIT = 20
ROW_LIMIT = 200_000
CELL_LIMIT = 8_000_000
PIECE = 2000


def _limit() -> None:
    try:
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # not on this system; the process itself is still a wall


def _calamine(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - after the limits are set

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in workbook.sheet_names
    ]


def _xlrd(data: bytes) -> list[tuple[str, list[list[Any]]]]:
    xlrd: Any = importlib.import_module("xlrd")
    book = xlrd.open_workbook(
        file_contents=data, ignore_workbook_corruption=True, logfile=io.StringIO()
    )
    return [
        (
            sheet.name,
            [
                [
                    xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
                    if cell.ctype == xlrd.XL_CELL_DATE
                    else cell.value
                    for cell in sheet.row(at)
                ]
                for at in range(sheet.nrows)
            ],
        )
        for sheet in book.sheets()
    ]


def _plain(cell: object) -> str:
    """Dates and times as text; numbers and texts pass as they are."""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.timedelta):
        minutes, second = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}:{second:02}"
    return str(cell).partition(".")[0]


def _is_large(sheet: tuple[str, list[list[Any]]]) -> bool:
    rows = sheet[1]
    return len(rows) > ROW_LIMIT or len(rows) * len(rows[0] if rows else ()) > CELL_LIMIT


def _pieces(sheets: list[tuple[str, list[list[Any]]]]) -> Iterator[tuple[str, list[list[Any]]]]:
    """The sheets in pieces of some rows; a reader need not hold the whole text of a large one."""
    for name, rows in sheets:
        for start in range(0, max(1, len(rows)), PIECE):
            yield name if not start else "", rows[start : start + PIECE]


def main() -> None:
    """A line of JSON for some rows, ``[name, rows]``, the name "" where a sheet goes on.

    Where nothing can be read, one line: ``{"error": …}``.
    """
    _limit()
    gc.disable()  # many cells, no cycles
    data = sys.stdin.buffer.read()
    found: Any = {"error": "broken"}
    readers = (_calamine, _xlrd) if data[:1] != b"P" else (_calamine,)
    for reader in readers:
        try:
            found = reader(data)
            if any(map(_is_large, found)):
                found = {"error": "large"}
            break
        except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception
            if "password" in str(error).lower() or "encrypt" in str(error).lower():
                found = {"error": "protected"}
                break
    for piece in [found] if isinstance(found, dict) else _pieces(found):
        sys.stdout.write(json.dumps(piece, default=_plain) + "\n")


if __name__ == "__main__":
    main()
