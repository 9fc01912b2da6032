"""Statements of account of small books: sums explained, books that differ, receipts, reminders."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from unit_books import D, book

from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.ageing import NAMES, Group, age_of, aged, merged, public_table
from owners_ledger.billing.open_items import Holder
from owners_ledger.billing.reminders import reminders
from owners_ledger.periods import Period
from owners_ledger.registers import Concession, Registers, Unit

START = datetime.date(2020, 1, 1)
TARIFFS = """
[[property-fee]]
rate = "1.00"
resolution = "2020-01"
from = 2020-01-01
due-day = 10
late-rate = "0.0005"

[[property-fee.floor]]
from-floor = 1
to-floor = 1
factor = "0.90"
"""


def unit(code: str, floor: str = "5", area: str = "100.00") -> Unit:
    return Unit(code, code[0], "1", floor, D(area), "住宅", START, None, 2)


REGISTERS = Registers(
    units=(unit("1-1"), unit("1-2", floor="1"), unit("1-3")),
    concessions=(
        Concession(
            "1-1", "property-fee", "空置", D("0.50"), "2026-02",
            datetime.date(2026, 2, 15), None, 2,
        ),
    ),
)  # fmt: skip


def bill(month: str, **amounts: str) -> str:
    """A month's charges: ``a`` is 1-1 and so on."""
    legs = "".join(
        f'  物业费  {amount} CNY\n    unit: "1-{" abc".index(flat)}"\n'
        for flat, amount in amounts.items()
    )
    return f'{month}-01 * "物业服务费"\n  charge: "property-fee"\n  period: "{month}"\n{legs}  收入\n\n'


def payment(day: str, amount: str, ref: str, flat: str = "1-1") -> str:
    return (
        f'{day} * "交费"\n  收费户  {amount} CNY\n    bank-ref: "{ref}"\n'
        f'  物业费  -{amount} CNY\n    unit: "{flat}"\n\n'
    )


@pytest.fixture
def accounts(tmp_path):
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger/tariffs.toml").write_text(TARIFFS, encoding="utf-8")

    def read(text: str, first: str = "2026-01", last: str = "2026-03") -> Accounts:
        return Accounts.read(
            book(text, tmp_path), REGISTERS, Period.parse(first), Period.parse(last)
        )

    return read


def test_every_sum_is_explained(accounts):
    found = accounts(bill("2026-02", a="75.00", b="90.00", c="100.00"))
    shown = [found.of(Holder("unit", code)).charges[0] for code in ("1-1", "1-2", "1-3")]
    halves = shown[0].formula.split(" + ")
    assert halves == [
        "[2月1—14日] 100.00㎡ × 1.00元 × 14/28天",
        "[2月15—28日] 100.00㎡ × 1.00元 × 50%（空置） × 14/28天",
    ]
    assert [one.formula for one in shown[1:]] == [
        "100.00㎡ × 1.00元 × 90%（楼层系数） × 28/28天",
        "100.00㎡ × 1.00元 × 28/28天",
    ]
    assert shown[0].resolution == "2020-01、2026-02"
    assert {one.should_be for one in shown} == {None}


def test_where_the_books_hold_another_sum_both_are_said(accounts):
    found = accounts(bill("2026-01", a="99.00", b="90.00") + bill("2026-02", a="75.00"))
    wrong = found.of(Holder("unit", "1-1"))
    assert [(one.amount, one.should_be) for one in wrong.charges] == [
        (D("99.00"), D("100.00")),
        (D("75.00"), None),
    ]
    forgotten = found.of(Holder("unit", "1-2"))
    assert [(one.period, one.amount) for one in forgotten.missing] == [("2026-02", D("90.00"))]
    assert wrong.differs
    assert forgotten.differs
    assert not found.of(Holder("unit", "1-3")).charges


def test_a_correction_makes_books_and_registers_agree_again(accounts):
    text = bill("2026-01", a="120.00") + (
        '2026-02-03 * "更正"\n  charge: "property-fee"\n  period: "2026-01"\n'
        '  物业费  -20.00 CNY\n    unit: "1-1"\n  收入\n'
    )
    found = accounts(text).of(Holder("unit", "1-1"))
    assert [(one.amount, one.correction, one.should_be) for one in found.charges] == [
        (D("120.00"), False, None),
        (D("-20.00"), True, None),
    ]
    assert found.owed == found.due_now == D("100.00")
    assert found.dues[0].memo == "1-1 物业费 2026-01"


def test_receipts_are_numbered_by_day_and_what_comes_later_moves_none(accounts):
    early = payment("2026-01-05", "10.00", "02/B") + payment("2026-01-05", "10.00", "02/A", "1-2")
    text = bill("2026-01", a="100.00", b="90.00") + early + payment("2025-12-31", "5.00", "02/Z")
    before = accounts(text).receipts
    assert {one.ref: number for one, number in before.items()} == {
        "02/Z": "2025-00001",
        "02/A": "2026-00001",
        "02/B": "2026-00002",
    }
    after = accounts(text + payment("2026-02-01", "1.00", "02/C")).receipts
    assert {one: after[one] for one in before} == dict(before)


def test_a_payment_over_two_receivables_is_one_receipt(accounts):
    text = (
        '2026-01-05 * "交费"\n  收费户  30.00 CNY\n    bank-ref: "02/A"\n'
        '  物业费  -10.00 CNY\n    unit: "1-1"\n  停车费  -20.00 CNY\n    unit: "1-1"\n'
    )
    found = accounts(text).of(Holder("unit", "1-1"))
    assert [(one.number, one.amount) for one in found.payments] == [("2026-00001", D("30.00"))]
    assert [(one.name, one.amount) for one in found.credits] == [
        ("物业费", D("10.00")),
        ("停车费", D("20.00")),
    ]


def test_late_fees_are_by_the_day_on_what_is_overdue_and_only_shown(accounts):
    """Due on the 10th: 80 of January since then 80 days at the end of March, 75 of February 49;
    March's 50 (half of the fee) is 21 days late.
    """
    text = bill("2026-01", a="100.00") + bill("2026-02", a="75.00") + bill("2026-03", a="50.00")
    made = accounts(text + payment("2026-01-20", "20.00", "02/A"))
    account = made.of(Holder("unit", "1-1"))
    (found,) = reminders([account], made.tariffs, tone=2)
    assert [(one.days, one.amount, one.fee) for one in found.overdue] == [
        (80, D("80.00"), D("3.20")),
        (49, D("75.00"), D("1.84")),  # 1.8375
        (21, D("50.00"), D("0.53")),  # 0.525
    ]
    assert found.overdue[0].formula == "80.00元 × 0.05% × 80天"
    assert (found.amount, found.fee) == (D("205.00"), D("5.57"))
    assert found.resolutions == ("2020-01",)
    assert account.closing == D("205.00")
    assert not reminders([account], made.tariffs, tone=2, min_days=81)


def test_ages_are_days_after_the_day_it_was_due(accounts):
    text = bill("2026-01", a="100.00") + bill("2026-02", a="75.00") + bill("2026-03", a="50.00")
    found = aged(accounts(text).of(Holder("unit", "1-1")))
    assert found is not None
    assert dict(zip(NAMES, found.ages, strict=True)) == {
        "30天以内": 50, "31—90天": 175, "91—180天": 0, "181—365天": 0, "365天以上": 0,
    }  # fmt: skip
    assert found.oldest == 80
    assert [age_of(days) for days in (1, 30, 31, 90, 91, 180, 181, 365, 366)] == [
        0, 0, 1, 1, 2, 2, 3, 3, 4,
    ]  # fmt: skip


def test_in_public_no_group_is_smaller_than_three(accounts):
    assert merged({"1栋": (1, D(5)), "2栋": (4, D(7)), "10栋": (1, D(2)), "3栋": (9, D(1))}) == {
        "3栋": (9, 1),
        "其他楼栋": (6, 14),
    }
    made = accounts(bill("2026-01", a="1.00", b="2.00", c="4.00") + bill("2026-03", a="9.00"))
    every = [made.of(one) for one in made.rows]
    assert public_table(every, made.last) == (Group("1栋", 3, Decimal("7.00")),)
