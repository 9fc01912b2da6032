"""Any size, any age, any seed: in order, to the fen."""

from __future__ import annotations

import datetime
import sys

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sample_proof import (
    assert_closed_months_are_booked,
    assert_deposits_are_those_of_the_register,
    assert_files_come_out_and_join,
)

from owners_ledger.books.load import load_books
from owners_ledger.periods import Period
from owners_ledger.sample import EstateSpec, generate


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example takes half a second
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    flats=st.integers(4, 400),
    seed=st.integers(0, sys.maxsize),
    start=st.dates(datetime.date(2001, 1, 1), datetime.date(2040, 1, 1)),
    closed=st.integers(0, 3),
    more=st.integers(0, 2),
)
def test_any_estate_is_in_order(tmp_path_factory, flats, seed, start, closed, more):
    months = [Period.month_of(start)]
    while len(months) <= closed + more:
        months.append(Period.month_of(months[-1].end))
    spec = EstateSpec(flats, months[0].first, months[closed], months[-1], seed)
    root = tmp_path_factory.mktemp("any")
    generate(spec, root)
    book = load_books(root)
    assert [error.message for error in book.errors] == []
    assert_files_come_out_and_join(root)
    assert_closed_months_are_booked(book)
    assert_deposits_are_those_of_the_register(book)
