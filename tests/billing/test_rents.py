"""Rents by contract: cycles, steps, rent-free days; each golden figure worked out by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from billing_rows import lease, month, registers
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.billing.rents import cycles, rent_charges
from owners_ledger.periods import Period

DAY = datetime.timedelta(days=1)
DATES = st.dates(datetime.date(2022, 1, 1), datetime.date(2025, 12, 31))


def rents(terms, *months):
    """(month, yuan) of what falls due."""
    known = registers(leases=terms)
    return [
        (text, str(one.amount))
        for text in months
        for one in rent_charges(known, month(text), lambda account: f"Income:{account}")
    ]


@given(DATES, st.integers(0, 900), st.sampled_from("月季年"), st.sampled_from(["日历", "合同"]))
def test_every_day_of_a_contract_is_paid_for_once(start, days, cycle, counted):
    end = start + days * DAY
    terms = [lease(cycle=cycle, start=str(start), end=str(end), counted=counted)]
    found = cycles(terms, datetime.date(2030, 1, 1))
    assert (found[0].first, found[-1].last) == (start, end)
    assert all(one.last + DAY == other.first for one, other in pairwise(found))


@given(DATES, st.integers(1, 500), st.integers(1, 500), st.sampled_from(["日历", "合同"]))
def test_a_step_costs_what_the_days_before_and_after_cost(start, before, after, counted):
    step, end = start + before * DAY, start + (before + after) * DAY
    terms = [
        lease("300.00", start=str(start), end=str(step - DAY), counted=counted),
        lease("450.00", start=str(step), end=str(end), counted=counted),
    ]
    known = registers(leases=terms)
    first, last = Period.month_of(start), Period.month_of(end)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = Period(first.year, first.month, count).each_month()
    charges = [one for when in months for one in rent_charges(known, when, str)]
    assert sum(piece.days for one in charges for piece in one.pieces) == before + after + 1
    for one in charges:
        for piece in one.pieces:
            assert piece.rate == Decimal("300.00" if piece.last < step else "450.00")
        exact = sum((piece.exact for piece in one.pieces), Fraction(0))
        assert abs(Fraction(one.amount) - exact) <= Fraction(1, 200)


def test_a_quarter_that_begins_in_the_middle_and_one_that_ends_there():
    """900.00 a quarter, 15 February to 10 May 2026: 45/90 × 900 = 450.00 due in February (the
    contract's first day), 40/91 × 900 = 395.604… = 395.60 due in April."""
    terms = [lease("900.00", "季", "2026-02-15", "2026-05-10")]
    months = [f"2026-{n:02d}" for n in range(1, 8)]
    assert rents(terms, *months) == [("2026-02", "450.00"), ("2026-04", "395.60")]


def test_quarters_counted_from_the_contract_s_first_day():
    """900.00 from 15 February: whole quarters in February, May, August; the last one, 15 August
    to 14 September, is 31 of the 92 days to 14 November: 303.260… = 303.26."""
    terms = [lease("900.00", "季", "2026-02-15", "2026-09-14", counted="合同")]
    months = [f"2026-{n:02d}" for n in range(1, 12)]
    assert rents(terms, *months) == [
        ("2026-02", "900.00"), ("2026-05", "900.00"), ("2026-08", "303.26"),
    ]  # fmt: skip


def test_a_step_and_rent_free_days_inside_a_quarter():
    """Q2 2026 has 91 days: April free (30 days), 31 days of May at 900, 30 of June at 1,200:
    900 × 31/91 + 1200 × 30/91 = 306.593… + 395.604… = 702.197… = 702.20."""
    terms = [
        lease("900.00", "季", "2026-04-01", "2026-05-31", free_from="2026-04-01", free_to="2026-04-30"),
        lease("1200.00", "季", "2026-06-01", "2027-03-31"),
    ]  # fmt: skip
    assert rents(terms, "2026-04") == [("2026-04", "702.20")]
    (charge,) = rent_charges(registers(leases=terms), month("2026-04"), str)
    assert [(one.days, str(one.factor), one.reason) for one in charge.pieces] == [
        (30, "0", "免租期"), (31, "1", ""), (30, "1", ""),
    ]  # fmt: skip


def test_a_month_free_of_rent_is_a_charge_of_nothing_that_says_why():
    free = [lease(start="2026-04-01", free_from="2026-04-01", free_to="2026-05-15")]
    (charge,) = rent_charges(registers(leases=free), month("2026-04"), str)
    assert (charge.amount, charge.note) == (0, "免租期")
    assert rents(free, "2026-05", "2026-06") == [("2026-05", "154.84"), ("2026-06", "300.00")]


def test_a_contract_that_changes_its_cycle_is_counted_anew():
    """300.00 a month to 15 May 2026, then 1,200.00 a year by the calendar: 15/31 × 300 =
    145.161… = 145.16 in May, and with the change 230/365 × 1200 = 756.164… = 756.16."""
    terms = [
        lease("300.00", "月", "2026-01-01", "2026-05-15"),
        lease("1200.00", "年", "2026-05-16", "2027-12-31"),
    ]
    assert rents(terms, "2026-04") == [("2026-04", "300.00")]
    known = registers(leases=terms)
    (may,) = rent_charges(known, month("2026-05"), str)
    assert may.amount == Decimal("145.16") + Decimal("756.16")
    assert rents(terms, "2026-06", "2027-01") == [("2027-01", "1200.00")]


def test_a_contract_that_pauses_owes_nothing_for_the_pause():
    """A quarter at 900.00: January and February are 59/90, back from 15 May: 47/91."""
    terms = [
        lease("900.00", "季", "2026-01-01", "2026-02-28"),
        lease("900.00", "季", "2026-05-15", "2026-12-31"),
    ]
    assert rents(terms, *(f"2026-{n:02d}" for n in range(1, 10))) == [
        ("2026-01", "590.00"), ("2026-05", "464.84"), ("2026-07", "900.00"),
    ]  # fmt: skip


@pytest.mark.parametrize("begin", ["2026-01-29", "2026-01-30", "2026-01-31"])
def test_months_from_a_late_day_are_a_whole_rent_each(begin):
    terms = [lease(start=begin, counted="合同")]
    months = [f"2026-{n:02d}" for n in range(1, 13)]
    assert rents(terms, *months) == [(text, "300.00") for text in months]
