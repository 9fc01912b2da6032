"""Books of several sizes and ages, recomputed from their bank files by other means."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal

import pytest
from beanquery import query
from sample_proof import (
    assert_closed_months_are_booked,
    assert_deposits_are_those_of_the_register,
    assert_files_come_out_and_join,
    bank_files,
)

from owners_ledger.books.load import load_books
from owners_ledger.errors import UsageError
from owners_ledger.periods import Period
from owners_ledger.sample import EstateSpec, generate

JANUARY, FEBRUARY = Period(2026, 1, 1), Period(2026, 2, 1)
ESTATES = {
    "yard": EstateSpec(30),
    "old yard": EstateSpec.aged(8, flats=12),
    "middling": EstateSpec(230, datetime.date(2025, 8, 1), FEBRUARY, FEBRUARY),
    "reference": EstateSpec(
        620, datetime.date(2025, 10, 1), Period(2026, 3, 1), Period(2026, 6, 1)
    ),
    "large": EstateSpec(5000, JANUARY.first, JANUARY, FEBRUARY),
}


@pytest.fixture(scope="module", params=ESTATES, ids=str)
def book(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("estate")
    generate(ESTATES[request.param], root)
    return load_books(root)


def test_it_loads_without_a_finding(book):
    assert [error.message for error in book.errors] == []


def test_every_bank_file_comes_out_and_joins_the_one_before(book):
    assert_files_come_out_and_join(book.root)


def test_the_closed_months_are_in_the_books_line_by_line(book):
    assert_closed_months_are_booked(book)


def test_deposits_held_are_those_of_the_register(book):
    assert_deposits_are_those_of_the_register(book)


def test_the_books_hold_what_the_bank_says_at_each_month_s_end(book):
    table = (
        "SELECT account, year, month, sum(position) AS moved "
        "WHERE account ~ ':01基本户$|:02收费户$' GROUP BY account, year, month ORDER BY year, month"
    )
    _types, rows = query.run_query(book.entries, book.options, table, numberify=True)
    held = defaultdict(Decimal)
    balances = {}
    for account, year, month, moved in rows:
        held[account[-3:]] += moved
        balances[account[-3:], Period(year, month, 1)] = held[account[-3:]]
    said = {
        (account, month): rows[-1].balance
        for account, files in bank_files(book.root, "statements").items()
        for month, rows in files
    }
    opening = min(month for _account, month in balances)
    assert {key: sum_ for key, sum_ in balances.items() if key[1] != opening} == said


def test_nothing_is_left_in_transit_and_no_money_is_missing(book):
    sums = defaultdict(Decimal)
    for entry in book.transactions:
        for posting in entry.postings:
            sums[posting.account] += posting.units.number
    assert sums["Assets:10银行存款:09在途资金"] == 0
    assert sums["Assets:11库存现金"] >= 0
    assert sums["Liabilities:29待核实款项"] == 0
    assert all(
        amount <= 0 for account, amount in sums.items() if account.startswith("Liabilities:")
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"flats": 3},
        {"start": datetime.date(2025, 1, 2)},
        {"closed_until": Period(2024, 12, 1)},
        {"open_until": Period(2026, 5, 1)},
        {"closed_until": Period(2026, 4, 3)},
    ],
    ids=str,
)
def test_an_impossible_estate_is_refused(wrong):
    with pytest.raises(UsageError):
        EstateSpec(**wrong)
