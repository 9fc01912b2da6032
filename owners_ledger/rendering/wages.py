"""The private papers of a payroll: slips, the sheet to sign, the bank's batch as a workbook.

They are read by employees and the bank, so they are Chinese whatever the user reads.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from owners_ledger.config import Committee
from owners_ledger.i18n import books_language
from owners_ledger.payroll.batch import HEAD, Payment
from owners_ledger.payroll.pay import Pay
from owners_ledger.periods import Period
from owners_ledger.rendering import page, templates
from owners_ledger.rendering.document import Document
from owners_ledger.rendering.payslip import sheet_rows, slip
from owners_ledger.rendering.xlsx import EPOCH, safe

_STYLE = "css/payroll.css"
SetPage = Callable[..., Document]


def slips(
    pays: Sequence[Pay],
    month: Period,
    committee: Committee,
    *,
    book: Path | None,
    set_page: SetPage,
) -> Iterator[tuple[str, bytes]]:
    """Payslips: all in one file, and for each person a file that knows of nobody else.

    Args:
        pays: everybody's.
        month: the month.
        committee: who pays.
        book: the committee's folder (its own templates come first).
        set_page: makes a PDF.

    Yields:
        File name and content.

    Raises:
        RenderError: the template is wrong.
    """
    papers = [(f"{month}-工资条.pdf", list(pays))]
    papers += [(f"{month}-工资条/{one.person.code}.pdf", [one]) for one in pays]
    for name, these in papers:
        with books_language():
            variables = {"board": committee, "slips": [slip(one, month) for one in these]}
        yield name, _set(book, "payslip.html", variables, month, set_page)


def sheet(
    pays: Sequence[Pay],
    month: Period,
    committee: Committee,
    *,
    book: Path | None,
    set_page: SetPage,
) -> tuple[str, bytes]:
    """The pay sheet (工资发放表), a line to sign for each person: file name and content.

    Raises:
        RenderError: the template is wrong.
    """
    with books_language():
        *rows, sums = sheet_rows(pays)
    variables = {"board": committee, "month": month.title, "rows": rows, "sums": sums}
    content = _set(book, "paysheet.html", variables, month, set_page)
    return f"{month}-工资发放表.pdf", content


def batch_workbook(found: Sequence[Payment], month: Period) -> bytes:
    """The bank's batch as a workbook: account numbers are text, nothing becomes a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": month.title, "author": "", "company": "", "created": EPOCH})
    text, amount = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
    table: Any = book.add_worksheet("代发工资")
    table.set_column(0, 0, 26, text)
    table.set_column(1, 3, 16)
    for column, head in enumerate(HEAD):
        table.write_string(0, column, head)
    for row, one in enumerate((one for one in found if one.account), start=1):
        table.write_string(row, 0, safe(one.account), text)
        table.write_string(row, 1, safe(one.name))
        table.write_number(row, 2, one.amount, amount)
        table.write_string(row, 3, safe(one.purpose))
    book.close()
    return buffer.getvalue()


def _set(
    book: Path | None, name: str, variables: dict[str, Any], month: Period, set_page: SetPage
) -> bytes:
    html = templates.render(book, name, variables)
    return set_page(html, (page.style(book, _STYLE),), day=month.last).content
