"""What is still to be written: nothing twice, differences only on request, and never in the past."""

from __future__ import annotations

import datetime
from decimal import Decimal

from beancount.core import data
from billing_rows import FEE, month, registers, tariff, unit
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.billing.billed import billed
from owners_ledger.billing.charging import unit_charges
from owners_ledger.billing.late import late_fee
from owners_ledger.billing.plan import entries, plan

MARCH = month("2026-03")
LATER = datetime.date(2026, 5, 10)
AREAS = st.dictionaries(
    st.integers(1, 6).map(lambda n: f"1-1-{n}"),
    st.integers(1, 30000).map(lambda n: f"{n / 100:.2f}"),
    min_size=1,
)


def planned(areas, books):
    known = registers(units=[unit(code, area) for code, area in areas.items()])
    charges = unit_charges(known, [tariff()], MARCH)
    return plan(charges, billed(books, MARCH), MARCH, {FEE[0]: FEE[1]})


def sums(books):
    found: dict[str, Decimal] = {}
    for entry in books:
        for leg in entry.postings:
            who = (leg.meta or {}).get("unit", leg.account)
            found[who] = found.get(who, Decimal("0.00")) + leg.units.number
    return {who: amount for who, amount in found.items() if amount}


def is_balanced(entry: data.Transaction) -> bool:
    return sum(leg.units.number for leg in entry.postings) == 0


@given(AREAS)
def test_a_month_billed_again_is_nothing_new(areas):
    first = planned(areas, [])
    assert not first.differences
    books = entries(first, {})
    assert all(map(is_balanced, books))
    assert planned(areas, books).is_done


@given(AREAS, AREAS)
def test_a_register_that_changed_is_a_difference_and_its_correction_makes_it_right(before, after):
    books = entries(planned(before, []), {})
    found = planned(after, books)
    assert not found.new
    assert entries(found, {}) == []
    corrections = entries(found, {}, correct_on=LATER)
    assert all(one.date == LATER and one.meta["period"] == "2026-03" for one in corrections)
    assert all(map(is_balanced, corrections))
    corrected = [*books, *corrections]
    assert planned(after, corrected).is_done
    expected = {one.unit: one.amount for one in found.charges if one.amount}
    assert {who: sum_ for who, sum_ in sums(corrected).items() if who != FEE[1]} == expected


def test_a_charge_that_is_gone_is_given_back():
    books = entries(planned({"1-1-1": "100.00", "1-1-2": "50.00"}, []), {})
    found = planned({"1-1-1": "100.00"}, books)
    (gone,) = found.differences
    assert (gone.key[1], gone.booked, gone.computed, gone.missing) == (
        "1-1-2", Decimal("40.00"), Decimal("0.00"), Decimal("-40.00"),
    )  # fmt: skip
    (back,) = entries(found, {"property-fee": "物业服务费"}, correct_on=LATER)
    assert sums([back]) == {"1-1-2": Decimal("-40.00"), FEE[1]: Decimal("40.00")}
    assert back.narration == "更正 物业服务费 2026年3月"


def test_late_fees_are_simple_capped_and_never_on_a_credit():
    """1,000.00 at 0.0005 a day: 20 days 10.00, capped at a tenth 100.00 after 200 days; 33.33 for
    7 days: 0.116655 = 0.12."""
    due, rate = datetime.date(2026, 1, 31), Decimal("0.0005")
    day = datetime.timedelta(days=1)

    def fee(amount, days, cap=None):
        return late_fee(Decimal(amount), due, due + days * day, rate, cap)

    assert fee("1000.00", 20) == (Decimal("10.00"), 20)
    assert fee("1000.00", 500, Decimal("0.1")) == (Decimal("100.00"), 500)
    assert fee("33.33", 7) == (Decimal("0.12"), 7)
    assert fee("1000.00", 0) == fee("1000.00", -5) == (0, 0)
    assert fee("-1000.00", 20)[0] == 0
