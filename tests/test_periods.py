"""Periods: what they are called, where they begin and end."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.errors import UsageError
from owners_ledger.periods import Period

periods = st.builds(
    lambda year, place, months: Period(year, place * months % 12 + 1, months),
    st.integers(1990, 2100),
    st.integers(0, 11),
    st.sampled_from([1, 3, 6, 12]),
)


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("2026-02", "2026-02-01", "2026-02-28", "2026年2月"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026年第四季度"),
        ("2018-H1", "2018-01-01", "2018-06-30", "2018年上半年"),
        ("2018-H2", "2018-07-01", "2018-12-31", "2018年下半年"),
        ("2026", "2026-01-01", "2026-12-31", "2026年度"),
    ],
)
def test_reading(text, first, last, title):
    period = Period.parse(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert (str(period), period.title) == (text, title)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-Q5", "2026-H3", "26-03", "2026-3", "", "2026-00", "２０２６"]
)
def test_what_is_no_period_is_refused_with_the_right_spelling(text):
    with pytest.raises(UsageError) as caught:
        Period.parse(text)
    assert "2026-03" in caught.value.remedy


@given(periods)
def test_periods_join_without_gap_or_overlap(period):
    assert period.previous().end == period.first
    months = list(period.each_month())
    assert months[0].first == period.first
    assert months[-1].end == period.end
    assert all(one.end == two.first for one, two in pairwise(months))
    assert period.last in period
    assert period.end not in period
    assert period.year_before().first == datetime.date(period.year - 1, period.month, 1)
