"""What holds for every ledger: the equation, the chain of notices, months that make a quarter."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from decimal import Decimal

from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_ledger import book

from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting import disclose

FRAME = book(
    """
2025-12-31 * "期初"
  Assets:10银行存款:01基本户  1234.56 CNY
  Assets:20应收款:01物业费      78.90 CNY
    unit: "1-1-101"
  Equity:10期初净资产
2026-06-30 * "银行" "手续费"
  Assets:11库存现金  -0.01 CNY
  Expenses:50管理:54银行手续费
"""
)
MONEY = [account.name for account in FRAME.chart.money]
OTHERS = sorted(
    name
    for name, account in FRAME.chart.accounts.items()
    if account.section in ("收入", "支出", "收支")
)
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
fen = st.integers(-10_000_000, 10_000_000).map(lambda number: Decimal(number).scaleb(-2))


@st.composite
def transactions(draw):
    """A balanced entry of two to five legs, some of them money, one the rest of the others."""
    names = draw(st.lists(st.sampled_from(MONEY + OTHERS), min_size=2, max_size=5))
    amounts = [draw(fen) for _name in names[1:]]
    amounts.append(-sum(amounts, Decimal("0.00")))
    unit = draw(st.sampled_from([None, "1-1-101", "1-1-102", "2-1-101", "3-1-101"]))
    meta = {"unit": unit} if unit else None
    return data.Transaction(
        {},
        draw(st.dates(FIRST, LAST)),
        draw(st.sampled_from("*!")),
        draw(st.sampled_from([None, "甲公司", "1-1-102", "周明远"])),
        "款",
        frozenset(),
        frozenset(),
        [
            data.Posting(name, Amount(amount, "CNY"), None, None, None, meta)
            for name, amount in zip(names, amounts, strict=True)
        ],
    )


def books_of(entries):
    return replace(FRAME, entries=sorted([*FRAME.entries, *entries], key=lambda one: one.date))


def money_before(books, day):
    """The plain sum over the money accounts, as anybody would take it."""
    return sum(
        posting.units.number
        for entry in books.entries
        if isinstance(entry, data.Transaction) and entry.date < day
        for posting in entry.postings
        if posting.account in MONEY
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(transactions(), max_size=25))
def test_the_equation_holds_and_the_notices_chain(entries):
    books = books_of(entries)
    months = [Period(2026, number, 1) for number in range(1, 7)]
    quarters = [Period(2026, 1, 3), Period(2026, 4, 3)]
    for periods in (months, quarters):
        found = [disclose(books, Registers(), period) for period in periods]
        for one, period in zip(found, periods, strict=True):
            assert one.opening == money_before(books, period.first)
            assert one.closing == money_before(books, period.end)
            assert one.opening + one.income_total - one.spending_total == one.closing
            assert sum(line.amount for line in one.income) == one.income_total
            assert sum(line.amount for line in one.spending) == one.spending_total
            assert sum(account.book for account in one.accounts) == one.closing
            assert one.free + sum(mark.amount for mark in one.earmarks) == one.closing
            assert one.history[-1].closing == one.closing
        for one, following in itertools.pairwise(found):
            assert following.opening == one.closing
            assert following.previous_number == one.number


@settings(max_examples=100, deadline=None)
@given(st.lists(transactions(), max_size=25))
def test_months_make_the_quarter(entries):
    books = books_of(entries)
    quarter = disclose(books, Registers(), Period(2026, 4, 3))
    months = [disclose(books, Registers(), Period(2026, number, 1)) for number in (4, 5, 6)]
    for side in ("income", "spending"):
        totals = tuple(getattr(month, f"{side}_total") for month in months)
        assert getattr(quarter, f"{side}_months") == totals
        assert getattr(quarter, f"{side}_total") == sum(totals)
        for line in getattr(quarter, side):
            by_month = [
                {one.line: one.amount for one in getattr(month, side)}.get(line.line, 0)
                for month in months
            ]
            assert list(line.months) == by_month
            assert line.amount == sum(by_month)
        assert getattr(quarter, f"{side}_year") == getattr(months[-1], f"{side}_year")
    assert quarter.closing_months == tuple(month.closing for month in months)
    assert sum(row.amount for row in quarter.vouchers) == quarter.closing - quarter.opening
    assert quarter.arrears == months[-1].arrears
    assert [mark.amount for mark in quarter.earmarks] == [
        mark.amount for mark in months[-1].earmarks
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(transactions(), max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_entries_within_a_day_changes_no_figure(entries, random):
    shuffled = list(entries)
    random.shuffle(shuffled)
    period = Period(2026, 1, 3)
    one = disclose(books_of(entries), Registers(), period)
    two = disclose(books_of(shuffled), Registers(), period)
    for figures in ("income", "spending", "earmarks", "arrears", "history", "collection"):
        assert getattr(one, figures) == getattr(two, figures)
