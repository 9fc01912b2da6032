"""The sample estate's twenty-one months, paid by a generator that knows nothing of these tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.payroll.run import run
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.reporting.quarter import wages

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def books():
    return load_books(ROOT)


def booked(books, month):
    return [one for one in books.transactions if one.meta.get("payroll") == str(month)]


def test_every_month_is_paid_as_the_sample_books_it(books, tmp_path):
    months = [Period(year, month, 1) for year in (2025, 2026) for month in range(1, 13)][:21]
    for month in months:
        found = run(books, month, tmp_path)
        (there,) = booked(books, month)
        assert found.pays
        assert (found.differences, found.missing) == ((), ())
        assert [path.parent for path, _content in found.files] == [tmp_path]  # the batch only
        net = sum(one.amount for one in found.batch)
        assert {-leg.units.number for leg in there.postings if "应付工资" in leg.account} == {net}


def test_what_is_published_of_wages_is_by_post_and_never_of_one_or_two(books):
    """One mechanic, one clerk: they are shown together with a larger post."""
    quarter = Period(2026, 4, 3)
    payrolls = [one for one in books.transactions if one.meta.get("payroll")]
    shown = wages(payrolls, quarter)
    assert all(one.persons >= 3 for one in shown)
    assert sorted(post for one in shown for post in one.post.split("、")) == [
        "保洁",
        "文员",
        "秩序维护",
        "维修",
    ]
    staff = load_registers(ROOT).staff
    assert sum(one.persons for one in shown) == len([s for s in staff if s.covers(quarter.last)])
    assert str(sum(one.gross for one in shown)) == "90000.00"  # three months of 30,000.00
    assert str(sum(one.insurance for one in shown)) == "24872.40"  # of 8,290.80
