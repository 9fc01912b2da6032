"""Which payment settles which charge; every case is a ledger one could find in a book."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit_books import PARKING, D, book, ledger, paid_by, settled, unpaid

from owners_ledger.billing.allocation import Allocation, allocate
from owners_ledger.billing.open_items import (
    CHARGE,
    PAYMENT,
    UNDONE,
    Months,
    OpenItemsError,
    Row,
    read_rows,
)

QUARTER = """
2026-01-01 * "物业服务费 2026年1月"
  charge: "property-fee"
  period: "2026-01"
  物业费  100.00 CNY
    unit: "1-1"
  收入

2026-02-01 * "物业服务费 2026年2月"
  charge: "property-fee"
  period: "2026-02"
  物业费  100.00 CNY
    unit: "1-1"
  收入

2026-03-01 * "物业服务费 2026年3月"
  charge: "property-fee"
  period: "2026-03"
  物业费  100.00 CNY
    unit: "1-1"
  收入
"""


def test_parts_in_odd_order_settle_the_oldest_first():
    """Three parts of three months::

    2026-03-05 * "第二次"
      收费户  90.00 CNY
      物业费  -90.00 CNY
        unit: "1-1"

    2026-01-20 * "第一次"
      收费户  30.00 CNY
      物业费  -30.00 CNY
        unit: "1-1"

    2026-03-09 * "第三次"
      收费户  95.50 CNY
      物业费  -95.50 CNY
        unit: "1-1"
    """
    found = settled(QUARTER + ledger(test_parts_in_odd_order_settle_the_oldest_first))
    assert paid_by(found) == [
        ("01-20", "2026-01", D("30.00")),
        ("03-05", "2026-01", D("70.00")),
        ("03-05", "2026-02", D("20.00")),
        ("03-09", "2026-02", D("80.00")),
        ("03-09", "2026-03", D("15.50")),
    ]
    assert unpaid(found) == {"2026-03": D("84.50")}
    assert found.credit == 0


def test_what_the_payer_stated_comes_first():
    """March is stated, what is left over goes to the oldest::

    2026-03-10 * "交三月"
      收费户  130.00 CNY
      物业费  -130.00 CNY
        unit: "1-1"
        for: "2026-03"
    """
    found = settled(QUARTER + ledger(test_what_the_payer_stated_comes_first))
    assert paid_by(found) == [("03-10", "2026-03", D(100)), ("03-10", "2026-01", D(30))]
    assert unpaid(found) == {"2026-01": D("70.00"), "2026-02": D("100.00")}


def test_stated_months_to_come_are_waited_for():
    """February and March are stated on the transaction while January is open::

    2026-01-15 * "交二三月"
      for: "2026-02 2026-03"
      收费户  250.00 CNY
      物业费  -250.00 CNY
        unit: "1-1"
    """
    text = ledger(test_stated_months_to_come_are_waited_for)
    january = settled(QUARTER.split("\n\n", maxsplit=1)[0] + "\n\n" + text)
    assert unpaid(january) == {"2026-01": D("100.00")}
    assert january.credit == D("250.00")
    march = settled(QUARTER + text)
    assert unpaid(march) == {"2026-01": D("50.00")}
    assert march.credit == 0


def test_twelve_months_paid_ahead_pay_month_by_month():
    """All of the year before it begins, from an opening credit and a payment::

    2025-12-31 * "期初余额"
      物业费  -40.00 CNY
        unit: "1-1"
      期初

    2025-12-31 * "预交"
      收费户  1160.00 CNY
      物业费  -1160.00 CNY
        unit: "1-1"
    """
    found = settled(QUARTER + ledger(test_twelve_months_paid_ahead_pay_month_by_month))
    assert not unpaid(found)
    assert found.credit == D("900.00")
    assert [one.day.month for one in found.settlements] == [1, 1, 2, 3]


def test_an_opening_debt_is_the_oldest():
    """Owed when the books began::

    2025-12-31 * "期初余额"
      物业费  60.00 CNY
        unit: "1-1"
      期初

    2026-01-10 * "交费"
      收费户  100.00 CNY
      物业费  -100.00 CNY
        unit: "1-1"
    """
    found = settled(QUARTER + ledger(test_an_opening_debt_is_the_oldest))
    assert paid_by(found) == [("01-10", "", D("60.00")), ("01-10", "2026-01", D("40.00"))]


def test_a_correction_after_payment_gives_back_what_was_paid():
    """January should have been 80, and was paid as 100; February is short by 20 then::

    2026-01-10 * "交费"
      收费户  100.00 CNY
      物业费  -100.00 CNY
        unit: "1-1"

    2026-02-10 * "交费"
      收费户  70.00 CNY
      物业费  -70.00 CNY
        unit: "1-1"

    2026-02-20 * "更正 物业服务费 2026年1月"
      charge: "property-fee"
      period: "2026-01"
      物业费  -20.00 CNY
        unit: "1-1"
      收入

    2026-03-20 * "更正 物业服务费 2025年12月"
      charge: "property-fee"
      period: "2025-12"
      物业费  -5.00 CNY
        unit: "1-1"
      收入
    """
    found = settled(QUARTER + ledger(test_a_correction_after_payment_gives_back_what_was_paid))
    assert [one.amount for one in found.items] == [D(80), D(100), D(100)]
    assert paid_by(found) == [
        ("01-10", "2026-01", D(80)),
        ("02-10", "2026-02", D(70)),
        ("01-10", "2026-02", D(20)),
        ("03-20", "2026-02", D(5)),  # of a month that is not in these books: it is credit
    ]
    assert unpaid(found) == {"2026-02": D(5), "2026-03": D(100)}


def test_a_refund_takes_what_was_paid_ahead_and_opens_nothing():
    """More was paid than charged; the committee sends 50 back::

    2026-03-10 * "交费"
      收费户  360.00 CNY
      物业费  -360.00 CNY
        unit: "1-1"

    2026-03-20 * "退多交的"
      收费户  -50.00 CNY
      物业费  50.00 CNY
        unit: "1-1"
    """
    found = settled(QUARTER + ledger(test_a_refund_takes_what_was_paid_ahead_and_opens_nothing))
    assert not unpaid(found)
    assert found.credit == D("10.00")
    assert [one.amount for one in found.funds] == [D("310.00")]


BOUNCED = """
2026-01-10 * "交费"
  收费户  100.00 CNY
    bank-ref: "02/A1"
  物业费  -100.00 CNY
    unit: "1-1"

2026-02-10 * "交费" ^second
  收费户  70.00 CNY
    bank-ref: "02/A2"
  物业费  -70.00 CNY
    unit: "1-1"

2026-02-11 * "交费"
  收费户  30.00 CNY
    bank-ref: "02/A3"
  物业费  -30.00 CNY
    unit: "1-1"
"""


@pytest.mark.parametrize(
    ("amount", "marks", "open_then"),
    [
        ("100.00", "", {"2026-01": 100, "2026-03": 100}),  # equals the first payment
        ("60.00", '    reverses: "02/A1"\n', {"2026-01": 60, "2026-03": 100}),
        ("70.00", "^second", {"2026-02": 70, "2026-03": 100}),
        ("60.00", "", {"2026-02": 60, "2026-03": 100}),  # equals none: the newest, one by one
        ("230.00", "", {"": 30, "2026-01": 100, "2026-02": 100, "2026-03": 100}),
    ],
    ids=["equal", "named", "linked", "newest", "more than was paid"],
)
def test_a_bounced_transfer_opens_what_that_payment_paid(amount, marks, open_then):
    link = marks if marks.startswith("^") else ""
    text = (
        f'{QUARTER}{BOUNCED}\n2026-03-20 * "退汇" {link}\n  收费户  -{amount} CNY\n'
        f'  物业费  {amount} CNY\n    unit: "1-1"\n{"" if link else marks}'
    )
    assert unpaid(settled(text)) == open_then


def test_a_payment_for_another_flat_is_moved_by_an_ordinary_entry():
    """1-1 paid by mistake what 1-2 owed::

    2026-01-01 * "物业服务费 2026年1月"
      charge: "property-fee"
      period: "2026-01"
      物业费  100.00 CNY
        unit: "1-2"
      收入

    2026-01-10 * "交费"
      收费户  100.00 CNY
      物业费  -100.00 CNY
        unit: "1-1"

    2026-01-20 * "1-1 的款是替 1-2 交的"
      物业费  100.00 CNY
        unit: "1-1"
      物业费  -100.00 CNY
        unit: "1-2"
    """
    text = QUARTER + ledger(test_a_payment_for_another_flat_is_moved_by_an_ordinary_entry)
    assert unpaid(settled(text)) == {"2026-01": 100, "2026-02": 100, "2026-03": 100}
    assert not settled(text).settlements
    assert paid_by(settled(text, "1-2")) == [("01-20", "2026-01", D("100.00"))]


def test_a_named_bay_is_paid_before_the_other_bay():
    """Two bays, one paid by name::

    2026-01-01 * "停车"
      charge: "parking"
      period: "2026-01"
      停车费  80.00 CNY
        unit: "1-1"
        bay: "A-1"
      停车费  90.00 CNY
        unit: "1-1"
        bay: "A-2"
      车位收入

    2026-01-10 * "交 A-2"
      收费户  100.00 CNY
      停车费  -100.00 CNY
        unit: "1-1"
        bay: "A-2"
    """
    found = settled(ledger(test_a_named_bay_is_paid_before_the_other_bay), account=PARKING)
    assert {one.row.bay: one.open for one in found.items} == {"A-1": D("70.00"), "A-2": 0}


def test_a_purpose_that_is_no_month_is_refused_with_its_place():
    """No month::

    2026-01-10 * "交费"
      收费户  100.00 CNY
      物业费  -100.00 CNY
        unit: "1-1"
        for: "三月"
    """
    with pytest.raises(OpenItemsError, match="三月") as caught:
        read_rows(book(ledger(test_a_purpose_that_is_no_month_is_refused_with_its_place)), ())
    assert caught.value.line


MONTHS = [f"2026-{month:02d}" for month in range(1, 7)]
fen = st.integers(1, 30000).map(lambda one: Decimal(one) / 100)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 7, 31))


@st.composite
def charges(draw: st.DrawFn) -> Row:
    month = draw(st.integers(1, 6))
    first = datetime.date(2026, month, 1)
    due = first.replace(day=28)
    bay = draw(st.sampled_from(["", "A-1"]))
    return Row(first, CHARGE, draw(fen), due, "fee", MONTHS[month - 1], bay)


@st.composite
def payments(draw: st.DrawFn) -> Row:
    day = draw(days)
    stated = sorted(draw(st.tuples(st.sampled_from(MONTHS), st.sampled_from(MONTHS))))
    months = draw(st.sampled_from([None, None, Months(*stated)]))
    bay = draw(st.sampled_from(["", "", "A-1"]))
    return Row(
        day, PAYMENT, -draw(fen), day, bay=bay, ref=draw(st.sampled_from("abc")), months=months
    )


@st.composite
def undone(draw: st.DrawFn, paid: list[Row]) -> Row:
    day = draw(days)
    amount = draw(st.sampled_from([-one.amount for one in paid]) if paid else fen)
    amount = draw(st.sampled_from([amount, draw(fen)]))
    return Row(day, UNDONE, amount, day, reverses=draw(st.sampled_from(["", "a"])))


@st.composite
def rows(draw: st.DrawFn, *, only_paid: bool = False) -> list[Row]:
    owed = draw(st.lists(charges(), max_size=8))
    paid = draw(st.lists(payments(), max_size=8))
    if only_paid:
        return owed + paid
    back = draw(st.lists(undone(paid), max_size=3))
    wrong = [
        Row(draw(days), CHARGE, -draw(fen), one.due, one.tariff, one.period, one.bay)
        for one in draw(st.lists(st.sampled_from(owed), max_size=3) if owed else st.just([]))
    ]
    return owed + paid + back + wrong


def closed(found: Allocation) -> None:
    """Each side's parts are its settlements, none twice, nothing lost."""
    by_item, by_fund = Counter(), Counter()
    for one in found.settlements:
        assert one.amount > 0
        by_item[one.item] += one.amount
        by_fund[one.fund] += one.amount
    for at, item in enumerate(found.items):
        assert item.open >= 0
        assert item.open + by_item[at] == item.amount
    for at, fund in enumerate(found.funds):
        assert fund.credit >= 0
        assert fund.credit + by_fund[at] == fund.amount


@given(rows())
def test_nothing_is_lost_absorbed_or_settled_twice(every: list[Row]) -> None:
    found = allocate(every)
    closed(found)
    assert found.open - found.credit == sum(one.amount for one in every)


@given(rows(), st.randoms())
def test_the_order_of_rows_changes_nothing(every: list[Row], chance: random.Random) -> None:
    shuffled = list(every)
    chance.shuffle(shuffled)
    assert allocate(shuffled) == allocate(every)


@given(rows())
def test_what_is_owed_and_what_is_free_do_not_stand_side_by_side(every: list[Row]) -> None:
    """But for credit that waits for the months its payer stated."""
    found = allocate(every)
    latest = max((one.row.period for one in found.items), default="")
    free = [
        one.credit
        for one in found.funds
        if one.credit and not (one.row.months and one.row.months.last > latest)
    ]
    assert not (free and found.open)


@given(rows(only_paid=True), payments())
def test_another_payment_opens_no_charge_further(every: list[Row], more: Row) -> None:
    before = {id(one.row): one.open for one in allocate(every).items}
    for one in allocate([*every, more]).items:
        assert one.open <= before[id(one.row)]
