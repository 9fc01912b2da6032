"""A report as a spreadsheet: the same figures, as numbers, ready for A4.

The same report gives the same bytes. Text never becomes a formula, neither here nor when the
sheet is saved as CSV and opened again.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from owners_ledger.rendering.carry import cell_lines
from owners_ledger.rendering.id_column import ID_HEAD
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Cell, Table

_A4 = 9
_FONT = "Microsoft YaHei"
_MONEY = "#,##0.00;−#,##0.00;0.00"
_LINE = 16.5  # points
_DRAFT = "草稿，未经复核，不得张贴　"
EPOCH = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet's dates have no zone


def workbook(paper: Paper) -> bytes:
    """The workbook's bytes.

    Args:
        paper: any report.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": paper.title, "author": "", "company": "", "created": EPOCH})
    formats = _formats(book)
    under = _DRAFT + paper.number if paper.draft else paper.number
    for table in paper.tables():
        _sheet(book, formats, table, paper.title, under)
    book.close()
    return buffer.getvalue()


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("物业费")
    ("'=1+1", '物业费')
    """
    return f"'{text}" if text.lstrip(" \t\r\n")[:1] in {"=", "+", "-", "@"} else text


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
    total = {**base, "bold": True, "top": 2, "bg_color": "#EBEBEB"}
    head = {**base, "bold": True, "bottom": 1, "top": 1, "text_wrap": True}
    return {
        "title": book.add_format({**base, "font_size": 16, "bold": True}),
        "sub": book.add_format({**base, "font_size": 10}),
        "head": book.add_format({**head, "indent": 1}),
        "head of figures": book.add_format({**head, "align": "right"}),
        "text": book.add_format({**base, "text_wrap": True, "indent": 1}),
        "money": book.add_format({**base, "num_format": _MONEY}),
        "whole": book.add_format({**base, "num_format": "0"}),
        "date": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left", "indent": 1}),
        "text+": book.add_format({**total, "indent": 1}),
        "money+": book.add_format({**total, "num_format": _MONEY}),
        "whole+": book.add_format({**total, "num_format": "0"}),
        "date+": book.add_format(
            {**total, "num_format": "yyyy-mm-dd", "align": "left", "indent": 1}
        ),
    }


def _sheet(book: Any, formats: dict[str, Any], table: Table, title: str, sub: str) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.set_paper(_A4)
    if table.wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    sheet.set_footer("&L" + title.replace("&", "&&") + "&R第 &P 页／共 &N 页")
    sheet.write_string(0, 0, safe(f"{title}：{table.name}"), formats["title"])
    sheet.write_string(1, 0, safe(sub), formats["sub"])
    sheet.set_row(0, 26)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        figures = any(isinstance(row[place], Decimal | int) for row in table.rows)
        head = formats["head of figures" if figures else "head"]
        sheet.write_string(2, place, column.head, head)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 2 if table.columns[0].head == ID_HEAD else 1)
    put = _writer(sheet, formats)
    for number, row in enumerate(table.rows, start=3):
        sheet.set_row(number, _LINE * _lines(table, row))
        for place, value in enumerate(row):
            put(number, place, value, "")
    if table.total:
        for place, value in enumerate(table.total):
            put(3 + len(table.rows), place, value, "+")


def _lines(table: Table, row: Sequence[Cell]) -> int:
    """Lines the row's longest text takes: a spreadsheet does not say, and LibreOffice cuts it."""
    texts = [
        cell_lines(cell, column.width / 2 - 1)
        for cell, column in zip(row, table.columns, strict=True)
        if isinstance(cell, str)
    ]
    return max(texts, default=1)


def _writer(sheet: Any, formats: dict[str, Any]) -> Callable[[int, int, Cell, str], None]:
    def put(row: int, column: int, value: Cell, weight: str) -> None:
        if value is None:
            sheet.write_blank(row, column, None, formats["text" + weight])
        elif isinstance(value, str):
            sheet.write_string(row, column, safe(value), formats["text" + weight])
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, value, formats["money" + weight])
        elif isinstance(value, datetime.date):
            when = datetime.datetime.combine(value, datetime.time())
            sheet.write_datetime(row, column, when, formats["date" + weight])
        else:
            sheet.write_number(row, column, value, formats["whole" + weight])

    return put
