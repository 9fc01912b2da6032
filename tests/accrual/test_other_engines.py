"""Random books: every figure of the forms and of the cash view as beanquery adds it up.

``tools/proof.py`` does the same for 1 000 books, with hledger beside beanquery.
"""

from __future__ import annotations

import datetime

import pytest
from other_engines import Beanquery, figures, ours
from random_books import make

from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.rendering.json_ import to_json
from owners_ledger.reporting import disclose
from owners_ledger.reporting.accrual import accrual_statements

PERIODS = ["2025", "2025-12", "2026-01", "2026-Q1", "2026-06", "2026", "2025-Q4"]


def compared(seed: int, period: Period):
    book = make(seed)
    era = "2004" if period.year < 2026 else "2024"
    view = disclose(book.books, Registers(), period, draft=True)
    made = accrual_statements(book.books, period, view)
    assert '"-0.00"' not in to_json(made)
    mine = ours(made, view, era)
    opened = datetime.date(period.year, 1, 1)
    return mine, figures(Beanquery(book), book, era, opened, period)


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_every_figure_is_what_beanquery_adds_up(start: int) -> None:
    for seed in range(start, start + 20):
        period = Period.parse(PERIODS[seed % len(PERIODS)])
        mine, theirs = compared(seed, period)
        assert mine == theirs, f"book {seed}, {period}"
