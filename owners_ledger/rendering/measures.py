"""What fits where on paper: sizes and widths as ``reports/css/print.css`` has them.

The setter does not tell before it has set, so a few choices are made by counting signs.
"""

from __future__ import annotations

from decimal import Decimal

from owners_ledger.rendering.carry import cell_lines
from owners_ledger.rendering.sections import Section
from owners_ledger.rendering.typography import show_money
from owners_ledger.reporting.model import Disclosure, Payment

LEAF = 241.0  # millimetres of a page for voucher rows, without head, carry lines and a margin
_LINE, _PADDING = 4.45, 0.7  # millimetres of a voucher row
_SUMMARY_AND_PAYEE = {"large": (11.4, 11.0), "medium": (10.3, 11.0), "small": (9.9, 9.3)}
_NUMBER = 7.1
_SIZES = ((10, "large"), (12, "medium"))
_TEXT, _REMARK = 41.0, 14.0  # em of a line of text, of the column 说明
DENSE_REMARK = {"large": 17.0, "medium": 15.3, "small": 10.0}  # em of it beside narrow figures
_ITEM = 10.5  # em of the column of names
_CODE = 2  # lines the QR code takes
_QUARTER = 3
_MONTHS = {"large": 6, "medium": 4, "small": 3}
_ROOMY = 28  # lines of the first page that vary with the figures


def equation(figures: Disclosure) -> str:
    """``large``, ``medium`` or ``small``: the size that fits the four boxes."""
    return _size(figures.opening, figures.income_total, figures.spending_total, figures.closing)


def columns(figures: Disclosure) -> str:
    """``large``, ``medium`` or ``small``: the widths that fit every column of figures."""
    return _size(
        figures.opening,
        figures.closing,
        figures.income_year,
        figures.spending_year,
        figures.income_budget,
        figures.spending_budget,
        *(line.year_to_date for line in (*figures.income, *figures.spending)),
    )


def spacing(figures: Disclosure, sections: tuple[Section, ...], *, code: bool = False) -> str:
    """``roomy`` where the first page holds everything at the larger size, else ``dense``.

    Args:
        figures: what is printed.
        sections: income and spending.
        code: whether a QR code makes the head higher.
    """
    above = _CODE if code else 0
    above += max(len(figures.accounts), len(figures.earmarks)) + len(figures.accounts)
    above += cell_lines(figures.headline, _TEXT)
    rows = sum(
        max(cell_lines(row.remark + row.mark, _REMARK), cell_lines(row.figures.line, _ITEM))
        for section in sections
        for row in section.rows
    )
    shared = sum(1 for section in sections if section.idle)
    return "roomy" if above + rows + shared <= _ROOMY else "dense"


def month_groups(figures: Disclosure) -> tuple[tuple[int, ...], ...]:
    """Places of a long period's months, as many together as fit beside each other on paper.

    Args:
        figures: what is printed; a quarter and a month need no table of months.
    """
    months = len(figures.income_months)
    if months <= _QUARTER:
        return ()
    wide = _MONTHS[_size(*figures.income_months, *figures.spending_months, *figures.closing_months)]
    return tuple(tuple(range(first, min(first + wide, months))) for first in range(0, months, wide))


def voucher_height(row: Payment, size: str) -> float:
    """Millimetres of a row of the voucher list, at most.

    Args:
        row: the voucher.
        size: of the columns of figures.
    """
    what = row.summary if row.summary.startswith(row.line) else f"{row.line}：{row.summary}"
    what += f"，决议 {row.resolution}" if row.resolution else ""
    what += "（待核实）" if row.flagged else ""
    summary, payee = _SUMMARY_AND_PAYEE[size]
    cells = ((what, summary), (row.payee, payee), (row.number, _NUMBER))
    return _PADDING + _LINE * max(cell_lines(text, measure) for text, measure in cells)


def _size(*amounts: Decimal | None) -> str:
    longest = max(len(show_money(amount)) for amount in amounts)
    return next((name for size, name in _SIZES if longest <= size), "small")
