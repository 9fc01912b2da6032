"""Charges of flats and bays: recomputed day by day, by hand, and whatever the order of rows."""

from __future__ import annotations

import calendar
import datetime
import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from billing_rows import bay, concession, month, parking, registers, tariff, unit
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.billing.charging import bay_charges, unit_charges
from owners_ledger.billing.tariff import Floor
from owners_ledger.periods import Period

MONTHS = st.builds(lambda y, m: Period(y, m, 1), st.integers(2020, 2030), st.integers(1, 12))
CENTS = st.integers(1, 50000).map(lambda n: f"{n // 100}.{n % 100:02d}")
DAY = datetime.timedelta(days=1)


def rounded(exact: Fraction) -> Decimal:
    """Half up to fen, through a decimal with far more digits than matter."""
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def amounts(charges):
    return {(one.unit, one.bay): one.amount for one in charges}


def only(charges):
    (charge,) = charges
    return charge


@given(
    MONTHS,
    st.data(),
    st.lists(CENTS, min_size=2, max_size=2),
    st.lists(CENTS, min_size=2, max_size=2),
)
def test_a_month_cut_anywhere_is_the_sum_of_its_days(when, data, rates, areas):
    days = calendar.monthrange(when.year, when.month)[1]
    new_rate, new_area = (when.first + data.draw(st.integers(1, days - 1)) * DAY for _ in range(2))
    known = registers(
        units=[
            unit(area=areas[0], end=str(new_area - DAY)),
            unit(area=areas[1], start=str(new_area)),
        ]
    )
    versions = (
        tariff(rates[0], end=str(new_rate - DAY)),
        tariff(rates[1], start=str(new_rate)),
    )
    exact = Fraction(0)
    for offset in range(days):
        date = when.first + offset * DAY
        area, rate = areas[date >= new_area], rates[date >= new_rate]
        exact += Fraction(area) * Fraction(rate) / days
    charge = only(unit_charges(known, versions, when))
    assert charge.amount == rounded(exact)
    assert sum((one.exact for one in charge.pieces), Fraction(0)) == exact
    assert sum(one.days for one in charge.pieces) == days
    assert all(one.last + DAY == other.first for one, other in pairwise(charge.pieces))


@given(MONTHS, st.integers(0, 999), st.lists(CENTS, min_size=4, max_size=4))
def test_the_order_of_rows_changes_nothing(when, seed, values):
    units = [unit(f"1-1-{n}", area=values[n % 4]) for n in range(1, 6)]
    bays = [
        bay("1-1-1", values[0], end=str(when.first + 3 * DAY)),
        bay("1-1-2", values[1], start=str(when.first + 9 * DAY)),
        bay("1-1-3", code="A-2"),
    ]
    lessened = [
        concession("0.7", "2024-06-15", unit="1-1-1"),
        concession("0.5", "2020-02-20", reason="困难", unit="1-1-1"),
    ]
    versions = [
        tariff(values[2], end="2024-02-11"),
        tariff(values[3], start="2024-02-12"),
        parking(),
    ]
    plain = registers(units=units, parking=bays, concessions=lessened)
    mixed = random.Random(seed)
    for rows in (units, bays, lessened):
        mixed.shuffle(rows)
    shuffled = registers(units=units, parking=bays, concessions=lessened)
    for charges in (unit_charges, bay_charges):
        assert charges(shuffled, versions, when) == charges(plain, versions, when)


@given(MONTHS, st.lists(st.integers(1, 28), max_size=5, unique=True), CENTS)
def test_a_bay_that_changes_hands_costs_what_it_costs(when, starts, rate):
    edges = [when.first, *(when.first + (n - 1) * DAY for n in sorted(set(starts) - {1}))]
    ends = [one - DAY for one in edges[1:]] + [None]
    terms = [
        bay(f"1-1-{n % 3}", rate, start=str(first), end=last and str(last))
        for n, (first, last) in enumerate(zip(edges, ends, strict=True))
    ]
    found = bay_charges(registers(parking=terms), [parking()], when)
    assert sum(one.amount for one in found) == Decimal(rate)
    assert len({one.key for one in found}) == len(found)
    for one in found:
        share = Fraction(sum(piece.days for piece in one.pieces), when.last.day)
        assert abs(Fraction(one.amount) - Fraction(rate) * share) < Fraction(1, 100) * len(edges)


def test_a_leap_february_has_29_days():
    """98.00 ㎡ × 0.80 = 78.40 a month; from the 15th 1.00: 14/29 × 78.40 + 15/29 × 98.00 =
    37.848… + 50.689… = 88.5379… = 88.54; in 2025: 14/28 × 78.40 + 14/28 × 98.00 = 88.20."""
    for year, amount in ((2024, "88.54"), (2025, "88.20")):
        versions = (tariff(end=f"{year}-02-14"), tariff("1.00", start=f"{year}-02-15"))
        charge = only(unit_charges(registers(units=[unit()]), versions, month(f"{year}-02")))
        assert charge.amount == Decimal(amount)


def test_a_flat_that_exists_part_of_a_month_and_two_that_become_one():
    """Until 10 March 60.00 and 40.00 ㎡, from the 11th one of 101.00 ㎡ (31 days, 0.80):
    48.00 × 10/31 = 15.4838… = 15.48; 32.00 × 10/31 = 10.3225… = 10.32;
    80.80 × 21/31 = 54.7354… = 54.74."""
    known = registers(
        units=[
            unit("1-1-101", "60.00", end="2026-03-10"),
            unit("1-1-102", "40.00", end="2026-03-10"),
            unit("1-1-103", "101.00", start="2026-03-11"),
        ]
    )
    found = amounts(unit_charges(known, [tariff()], month("2026-03")))
    assert found == {
        ("1-1-101", ""): Decimal("15.48"),
        ("1-1-102", ""): Decimal("10.32"),
        ("1-1-103", ""): Decimal("54.74"),
    }
    after = amounts(unit_charges(known, [tariff()], month("2026-04")))
    assert after == {("1-1-103", ""): Decimal("80.80")}


@pytest.mark.parametrize(
    ("area", "amount", "note"),
    [("10.00", "20.00", "按最低收费"), ("98.00", "78.40", ""), ("900.00", "200.00", "按最高收费")],
)
def test_minimum_and_cap_are_per_flat_and_month(area, amount, note):
    bounded = tariff(minimum=Decimal("20.00"), cap=Decimal("200.00"))
    charge = only(unit_charges(registers(units=[unit(area=area)]), [bounded], month("2026-03")))
    assert (charge.amount, charge.note) == (Decimal(amount), note)


def test_a_minimum_holds_for_its_own_days_and_is_lessened_with_the_charge():
    """10.00 ㎡ × 0.80 = 8.00. 2026-04-01…15 without a minimum: 4.00; from the 16th with 20.00:
    15/30 × 20.00 = 10.00; together 14.00. Half forgiven all month: 2.00 + 5.00 = 7.00."""
    versions = (tariff(end="2026-04-15"), tariff(start="2026-04-16", minimum=Decimal("20.00")))
    small = [unit(area="10.00")]
    plain = only(unit_charges(registers(units=small), versions, month("2026-04")))
    halved = registers(units=small, concessions=[concession("0.5", "2026-04-01")])
    assert plain.amount == Decimal("14.00")
    assert only(unit_charges(halved, versions, month("2026-04"))).amount == Decimal("7.00")


def test_a_concession_holds_for_its_days_and_says_why():
    """Empty from 11 to 20 April at 70 %: 78.40 × (20 + 10 × 0.7)/30 = 70.56."""
    known = registers(units=[unit()], concessions=[concession("0.7", "2026-04-11", "2026-04-20")])
    charge = only(unit_charges(known, [tariff()], month("2026-04")))
    assert charge.amount == Decimal("70.56")
    assert [(one.days, one.reason) for one in charge.pieces] == [(10, ""), (10, "空置"), (10, "")]
    assert charge.pieces[1].resolution == "2020-01、2025-02"


def test_floors_have_their_share_and_a_floor_without_number_all_of_it():
    """78.40 × 0.90 = 70.56 up to the third floor."""
    low = tariff(floors=(Floor(-1, 3, Decimal("0.90")),))
    units = [unit(f"1-1-{n}", floor=floor) for n, floor in enumerate(("1", "-1", "4", "夹层"))]
    found = unit_charges(registers(units=units), [low], month("2026-04"))
    assert [str(one.amount) for one in found] == ["70.56", "70.56", "78.40", "78.40"]
    assert found[0].pieces[0].reason == "楼层系数"


def test_each_use_has_its_own_version_and_account():
    shops = {"account": "Assets:20应收款:09商铺", "income": "Income:11商铺"}
    versions = (
        tariff(uses=("住宅",), end="2029-12-31"),
        tariff("2.00", uses=("商铺",), **shops),
        tariff("9.99", start="2030-01-01", uses=("住宅",), **shops),
    )
    known = registers(units=[unit("1-1-1", use="住宅"), unit("1-1-2", use="商铺")])
    flat, shop = unit_charges(known, versions, month("2026-03"))
    assert (str(flat.amount), flat.account) == ("78.40", "Assets:20应收款:01物业费")
    assert (str(shop.amount), shop.account, shop.income) == ("196.00", *shops.values())


def test_bays_that_are_owned_vacant_or_free_cost_nothing():
    known = registers(
        parking=[
            bay("1-1-1", code="A-1", kind="产权"),
            bay("", code="A-2"),
            bay("1-1-1", "0.00", code="A-3"),
            bay("1-1-2", "100.00", code="A-10"),
            bay("1-1-1", "80.00", code="A-9", start="2026-04-11"),
        ]
    )
    found = bay_charges(known, [parking()], month("2026-04"))
    assert [(one.bay, str(one.amount)) for one in found] == [("A-9", "53.33"), ("A-10", "100.00")]


def test_a_bay_tariff_that_begins_inside_the_month_is_charged_from_then():
    """80.00 × 15/30."""
    charge = only(
        bay_charges(registers(parking=[bay("1-1-1")]), [parking("2026-04-16")], month("2026-04"))
    )
    assert charge.amount == Decimal("40.00")
