"""Spreads and depreciation: exact, in order, by hand where a person can reckon it."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.accruals.depreciation import depreciation, written_off
from owners_ledger.accruals.shares import shares
from owners_ledger.rates import load_rates
from owners_ledger.registers.assets import Asset
from owners_ledger.registers.spreads import Spread

D = Decimal
RATES = load_rates(None)
DAYS = st.dates(datetime.date(2010, 1, 1), datetime.date(2040, 12, 31))
YUAN = st.decimals(D("0.00"), D("9999999.99"), places=2)


def spread(amount: str | Decimal, start: str, end: str, by: str = "按月") -> Spread:
    return Spread("T", "险", D(amount), date(start), date(end), by, "Assets:A", "Expenses:B", "", 2)


def asset(cost: str | Decimal, residual: str, months: int, start: str, end: str = "") -> Asset:
    left = date(end) if end else None
    names = ("Assets:A", "Assets:B", "Expenses:C", "Expenses:D", "")
    return Asset("G", "机", D(cost), D(residual), months, date(start), left, *names, 2)


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def parts(found) -> dict[str, str]:
    return {str(one.month): str(one.amount) for one in found}


def test_a_sum_over_whole_months():
    """100 over 3: 33.33 each leaves one fen, which the first month takes."""
    assert parts(shares(spread("100.00", "2026-01-01", "2026-03-31"))) == {
        "2026-01": "33.34",
        "2026-02": "33.33",
        "2026-03": "33.33",
    }


def test_the_first_and_the_last_month_by_their_days():
    """From the 16th: 16/31 + 11 + 15/31 = 12 months of 100; 51.612… and 48.387…."""
    found = parts(shares(spread("1200.00", "2026-01-16", "2027-01-15")))
    assert (found["2026-01"], found["2027-01"]) == ("51.61", "48.39")
    assert {found[f"2026-{month:02d}"] for month in range(2, 13)} == {"100.00"}


@pytest.mark.parametrize(
    ("year", "whole", "february"), [(2026, 365, "28.00"), (2028, 366, "29.00")]
)
def test_by_days_a_leap_february_has_29(year, whole, february):
    found = parts(shares(spread(f"{whole}.00", f"{year}-01-01", f"{year}-12-31", "按日")))
    assert (found[f"{year}-01"], found[f"{year}-02"]) == ("31.00", february)


@given(YUAN, DAYS, st.integers(0, 4000), st.sampled_from(["按月", "按日"]))
def test_the_parts_are_the_whole_and_none_is_below_zero(amount, start, days, by):
    end = start + datetime.timedelta(days=days)
    found = shares(spread(amount, start.isoformat(), end.isoformat(), by))
    assert sum(one.amount for one in found) == amount
    assert all(one.amount >= 0 for one in found)
    assert [one.number for one in found] == list(range(1, found[0].count + 1))
    assert start in found[0].month
    assert end in found[-1].month


@given(YUAN, st.integers(1, 120))
def test_whole_months_differ_by_a_fen_at_most_and_never_grow(amount, months):
    year, month = divmod(months - 1, 12)
    end = datetime.date(2026 + year, month + 1, 28)
    found = [one.amount for one in shares(spread(amount, "2026-01-01", last_day(end)))]
    assert found == sorted(found, reverse=True)
    assert found[0] - found[-1] <= D("0.01")


def last_day(day: datetime.date) -> str:
    following = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return (following - datetime.timedelta(days=1)).isoformat()


def test_depreciation_begins_the_month_after():
    """9500 over 36: 263.888… down to 263.88; 35 times that is 9235.80, the last month 264.20."""
    found = depreciation(asset("10000.00", "0.05", 36, "2026-03-15"), RATES)
    assert (str(found[0].month), str(found[-1].month)) == ("2026-04", "2029-03")
    assert {one.amount for one in found[:-1]} == {D("263.88")}
    assert found[-1].amount == D("264.20")


def test_the_month_of_disposal_still_counts():
    """April, May, June: 3 × 263.88."""
    gone = asset("10000.00", "0.05", 36, "2026-03-15", "2026-06-10")
    assert [str(one.month) for one in depreciation(gone, RATES)] == [
        "2026-04",
        "2026-05",
        "2026-06",
    ]
    assert written_off(gone, RATES) == D("791.64")


def test_disposed_of_in_its_first_month_nothing_is_written_off():
    assert written_off(asset("10000.00", "0.05", 36, "2026-03-15", "2026-03-31"), RATES) == 0


@given(YUAN, st.integers(0, 10000), st.integers(1, 600))
def test_what_is_written_off_is_cost_less_residual(cost, residual, months):
    share = D(residual) / 10000
    found = depreciation(asset(cost, str(share), months, "2026-03-15"), RATES)
    kept = (cost * share).quantize(D("0.01"), rounding="ROUND_HALF_UP")
    assert sum(one.amount for one in found) == cost - kept
    assert all(one.amount >= 0 for one in found)
    assert len(found) == months
