"""A charge between the owners of a flat: whole fen, together the charge, by the days."""

from __future__ import annotations

import datetime
from decimal import Decimal

from billing_rows import concession, day, month, registers, tariff, unit
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.billing.charging import unit_charges
from owners_ledger.billing.owners import shares_by_owner
from owners_ledger.registers import Household

APRIL = month("2026-04")


def owner(name, start="2020-01-01", end=None, role="业主"):
    return Household("1-1-101", name, role, "", day(start), day(end), 2)


def charged(area="98.00", concessions=()):
    known = registers(units=[unit(area=area)], concessions=concessions)
    (charge,) = unit_charges(known, [tariff()], APRIL)
    return charge


def split(charge, *people):
    return {one.owners: str(one.amount) for one in shares_by_owner(charge, people)}


def test_a_flat_sold_on_the_eleventh():
    """78.40 over 10 and 20 days: 26.13 and 52.27; a tenant pays nothing of it."""
    people = owner("甲", end="2026-04-10"), owner("乙", "2026-04-11"), owner("丙", role="租户")
    assert split(charged(), *people) == {("甲",): "26.13", ("乙",): "52.27"}


def test_joint_owners_are_one_and_nobody_changed():
    assert split(charged(), owner("甲"), owner("乙")) == {("甲", "乙"): "78.40"}


def test_days_without_an_owner_in_the_register_stay_unnamed():
    people = owner("甲", end="2026-04-10"), owner("乙", "2026-04-16")
    assert split(charged(), *people) == {("甲",): "26.13", (): "13.07", ("乙",): "39.20"}


def test_who_had_the_days_that_were_forgiven_pays_less():
    """Free to the 10th: all of 52.27 is the second owner's."""
    forgiven = charged(concessions=[concession("0", "2026-04-01", "2026-04-10")])
    people = owner("甲", end="2026-04-10"), owner("乙", "2026-04-11")
    assert split(forgiven, *people) == {("甲",): "0.00", ("乙",): "52.27"}


@given(
    st.integers(1, 30000).map(lambda n: f"{n / 100:.2f}"),
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), max_size=5),
)
def test_parts_sum_to_the_charge_and_days_to_the_month(area, terms):
    people = [
        owner(f"业主{n}", f"2026-04-{first:02d}", str(datetime.date(2026, 4, first) + datetime.timedelta(days=more)))
        for n, (first, more) in enumerate(terms)
    ]  # fmt: skip
    charge = charged(area)
    parts = shares_by_owner(charge, people)
    assert sum((one.amount for one in parts), Decimal(0)) == charge.amount
    assert sum(span.days for one in parts for span in one.spans) == 30
