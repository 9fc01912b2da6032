"""Days cut and counted: nothing lost, nothing twice, whatever day a contract begins on."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.billing.spans import Span, add_months, calendar_cycles, cut, own_cycles

DATES = st.dates(datetime.date(2019, 1, 1), datetime.date(2032, 12, 31))
TERMS = st.lists(st.tuples(DATES, st.none() | DATES), max_size=6)
DAY = datetime.timedelta(days=1)


@given(DATES, st.integers(0, 400), TERMS)
def test_a_span_cut_is_the_span(first, length, terms):
    span = Span(first, first + length * DAY)
    parts = cut(span, terms)
    assert (parts[0].first, parts[-1].last) == (span.first, span.last)
    assert all(one.last + DAY == other.first for one, other in pairwise(parts))
    for part in parts:
        for start, end in terms:
            inside = {
                start <= one and (end is None or one <= end) for one in (part.first, part.last)
            }
            assert len(inside) == 1, "a term begins or ends inside a part"


@given(DATES, st.sampled_from([1, 3, 12]), st.integers(0, 2000))
def test_cycles_of_a_contract_follow_one_another(begin, months, days):
    until = begin + days * DAY
    found = list(own_cycles(begin, until, months))
    assert found[0].first == begin
    assert found[-1].first <= until <= found[-1].last
    assert all(one.last + DAY == other.first for one, other in pairwise(found))
    assert all(28 * months <= one.days <= 31 * months for one in found)


@pytest.mark.parametrize(
    ("begin", "firsts"),
    [
        ("2024-01-31", ["01-31", "02-29", "03-31", "04-30", "05-31"]),
        ("2025-01-31", ["01-31", "02-28", "03-31", "04-30", "05-31"]),
        ("2025-01-30", ["01-30", "02-28", "03-30", "04-30", "05-30"]),
        ("2025-01-29", ["01-29", "02-28", "03-29", "04-29", "05-29"]),
    ],
)
def test_anniversary_months_come_back_to_their_day(begin, firsts):
    start = datetime.date.fromisoformat(begin)
    found = own_cycles(start, start.replace(month=5), 1)
    assert [str(one.first)[5:] for one in found] == firsts


@given(DATES, st.integers(0, 900), st.sampled_from([1, 3, 12]))
def test_calendar_cycles_cover_the_days_and_begin_on_a_first(first, days, months):
    last = first + days * DAY
    found = list(calendar_cycles(first, last, months))
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    assert all(one.last + DAY == other.first for one, other in pairwise(found))
    assert all(one.first.day == 1 and one.first.month % months == 1 % months for one in found)


@given(DATES, st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)
