"""The shipped tables of taxes on income: every row usable, no day with two rules."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from owners_ledger.rates import Rate, load_rates

RATES = load_rates(None)
NUMBERS = {
    ("vat", "threshold"): ("month", "quarter"),
    ("vat", "levy"): ("rate",),
    ("surcharge", "surcharge"): ("rate",),
    ("surcharge", "education-exempt"): ("month", "quarter"),
    ("surcharge", "half"): ("factor",),
    ("property-tax", "rent"): ("rate",),
    ("property-tax", "half"): ("factor",),
    ("stamp", "lease"): ("rate",),
    ("stamp", "half"): ("factor",),
    ("due", "due"): ("day",),
    ("depreciation", "begin"): ("months-after", "month-of-disposal"),
    ("tax-classes", "account"): (),
}
NAMED = ("kind", "tax", "place", "account")


@pytest.mark.parametrize(("file", "table"), NUMBERS)
def test_every_figure_is_a_number_and_no_two_rows_hold_on_a_day(file, table):
    rows = RATES.rows(file, table)
    assert rows
    by_name: dict[tuple[object, ...], list[Rate]] = {}
    for row in rows:
        for key in NUMBERS[file, table]:
            assert row.number(key) >= 0
        by_name.setdefault(tuple(row.values.get(key) for key in NAMED), []).append(row)
    for several in by_name.values():
        several.sort(key=lambda row: row.first)
        for one, other in pairwise(several):
            assert one.last is not None
            assert one.last < other.first


def test_no_table_is_left_out():
    known = {file for file, _table in NUMBERS}
    assert {(file, table) for file in known for table in RATES.tables[file]} == set(NUMBERS)


@pytest.mark.parametrize(
    ("day", "lease", "at_limit"),
    [("2025-12-31", "0.05", "exempt"), ("2026-01-01", "0.03", "taxed")],
)
def test_the_turn_of_2026(day, lease, at_limit):
    when = datetime.date.fromisoformat(day)
    (levy,) = [row for row in RATES.on("vat", "levy", when) if row.values["kind"] == "lease"]
    assert levy.values["rate"] == lease
    assert RATES.one("vat", "threshold", when).values["at-limit"] == at_limit


def test_what_is_not_read_in_the_law_itself_says_so():
    """No relief and no threshold was read in its own text; the rates of four laws were."""
    read = {
        row.source
        for file in ("vat", "surcharge", "property-tax", "stamp")
        for table in RATES.tables[file]
        for row in RATES.rows(file, table)
        if "未核实" not in row.source
    }
    assert all(source.startswith("城市维护建设税法第四条") for source in read)
