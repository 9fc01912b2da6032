"""The public ledger says the same sums as the books, and nothing about a household."""

from __future__ import annotations

import datetime
import textwrap
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data
from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.books.load import Books, load_books
from owners_ledger.config import committee_of
from owners_ledger.periods import Period
from owners_ledger.publishing.projection import Projection, project
from owners_ledger.publishing.projection.text import as_text
from owners_ledger.registers import Household, Registers, Staff, load_registers

D = Decimal
ROOT = Path(__file__).parents[2]
BANK, FEE, BAY = (
    "Assets:10银行存款:01基本户",
    "Assets:20应收款:01物业费",
    "Assets:20应收款:02停车费",
)
CHART = """
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
2020-01-01 open Assets:10银行存款:01基本户 CNY
  disclose: "资金/基本户"
2020-01-01 open Assets:20应收款:01物业费 CNY
  disclose: "收入/物业服务费"
2020-01-01 open Assets:20应收款:02停车费 CNY
  disclose: "收入/地面停车月租"
2020-01-01 open Income:10物业服务费 CNY
  disclose: "收入/物业服务费"
2020-01-01 open Liabilities:10应付工资 CNY
  disclose: "支出/人员工资与社保"
2020-01-01 open Liabilities:29待核实款项 CNY
  disclose: "收支/待核实收款/待核实付款"
2020-01-01 open Expenses:20人员:21保洁 CNY
  disclose: "支出/人员工资与社保"
2020-01-01 open Expenses:20人员:24文员 CNY
  disclose: "支出/人员工资与社保"
2020-01-01 open Expenses:30运行:36日常维修 CNY
  disclose: "支出/日常维修"
"""
START = datetime.date(2020, 1, 1)
PEOPLE = Registers(
    households=(Household("1-1-101", "邓长贵", "业主", "13812345678", START, None, 2),),
    staff=tuple(
        Staff(f"S{n}", name, post, "劳动合同", D("2500.00"), "", START, None, n)
        for n, (name, post) in enumerate(
            [("齐一鸣", "保洁"), ("齐二鸣", "保洁"), ("齐三鸣", "保洁"), ("何文静", "文员")], 1
        )
    ),
)


def books(text: str) -> Books:
    entries, errors, options = loader.load_string(CHART + textwrap.dedent(text))
    assert not errors
    return Books(
        Path(), committee_of({"name": "小院", "body": "小院业主委员会"}), entries, errors, options
    )


def paid(day: int, unit: str, fee: str, bay: str = "0.00") -> str:
    total = D(fee) + D(bay)
    legs = [f'  {FEE} -{fee} CNY\n    unit: "{unit}"\n']
    if D(bay):
        legs.append(f'  {BAY} -{bay} CNY\n    unit: "{unit}"\n    bay: "A-001"\n')
    return (
        f'\n2026-03-{day:02d} * "{unit}" "物业费" ^secret-link\n'
        f'  {BANK} {total} CNY\n    bank-payer: "邓长贵"\n    bank-text: "邓长贵 13812345678"\n'
        + "".join(legs)
    )


def balances(entries: list[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(lambda: D("0.00"))
    for account, amount in entries:
        found[account] += amount
    return {account: amount for account, amount in found.items() if amount}


def of_books(one: Books, through: Period) -> dict[str, Decimal]:
    return balances(
        [
            (leg.account, leg.units.number)
            for entry in one.transactions
            if entry.date <= through.last
            for leg in entry.postings
        ]
    )


def of_public(found: Projection) -> dict[str, Decimal]:
    return balances([(leg.account, leg.amount) for entry in found.entries for leg in entry.legs])


MARCH = Period.parse("2026-03")


def test_households_appear_three_at_a_time():
    found = project(
        books(
            paid(1, "1-1-101", "70.00")
            + paid(2, "1-1-102", "71.00", "80.00")
            + paid(3, "1-1-103", "72.00", "80.00")
            + paid(9, "1-1-104", "73.00")
        ),
        PEOPLE,
        MARCH,
    )
    assert [
        (
            one.date.day,
            one.payee,
            one.movements,
            [(leg.account, str(leg.amount)) for leg in one.legs],
        )
        for one in found.entries
    ] == [
        (9, "业主", 4, [(BANK, "286.00"), (FEE, "-286.00")]),
        # Two households with a bay: the month's sum on its last day, without a number or a count.
        (31, "业主", 0, [(BANK, "160.00"), (BAY, "-160.00")]),
    ]
    assert found.entries[1].number == ""


def test_a_refund_is_not_netted_against_payments():
    text = "".join(paid(day, f"1-1-10{day}", "70.00") for day in (1, 2, 3, 4))
    text += f'\n2026-03-05 * "1-1-101" "退多缴"\n  {BANK} -9.00 CNY\n  {FEE} 9.00 CNY\n    unit: "1-1-101"\n'
    found = project(books(text), PEOPLE, MARCH)
    assert [leg.amount for one in found.entries for leg in one.legs if leg.account == BANK] == [
        D("280.00"),
        D("-9.00"),
    ]


def test_a_post_with_one_employee_has_no_account_of_its_own():
    wages = (
        (1, "21保洁", "2400.00"),
        (2, "21保洁", "2500.00"),
        (3, "21保洁", "2600.00"),
        (4, "24文员", "3900.00"),
    )
    text = '2026-03-31 * "职工" "工资 2026年3月"\n  payroll: "2026-03"\n' + "".join(
        f'  Expenses:20人员:{account} {wage} CNY\n    staff: "S{n}"\n' for n, account, wage in wages
    )
    found = project(books(text + "  Liabilities:10应付工资 -11400.00 CNY\n"), PEOPLE, MARCH)
    assert of_public(found) == {
        "Expenses:20人员:98岗位合并": D("11400.00"),
        "Liabilities:10应付工资": D("-11400.00"),
    }
    assert "3900.00" not in as_text(found, "小院")


def test_what_is_not_certain_carries_no_words_of_the_payer():
    found = project(
        books(
            f'2026-03-02 ! "邓长贵" "我是三楼老邓 13812345678"\n  {BANK} 50.00 CNY\n'
            "  Liabilities:29待核实款项 -50.00 CNY\n"
        ),
        PEOPLE,
        MARCH,
    )
    assert [(one.payee, one.summary, one.flagged) for one in found.entries] == [
        ("待核实", "待核实", True)
    ]


def test_nothing_private_is_copied_and_any_beancount_loads_it():
    text = as_text(
        project(
            books(
                "".join(paid(n, f"1-1-10{n}", "70.00") for n in (1, 2, 3))
                + f'\n2026-03-08 * "云杉维修有限公司" "修门，邓长贵 1-1-101 要求" #private ^l-1\n'
                f'  note-to-self: "秘密"\n  document: "documents/邓长贵.pdf"\n  voucher: "记-7"\n'
                f"  {BANK} -30.00 CNY\n  Expenses:30运行:36日常维修 30.00 CNY\n"
            ),
            PEOPLE,
            MARCH,
        ),
        "小院",
    )
    for secret in ("邓长贵", "13812345678", "1-1-101", "A-001", "秘密", "documents/", "^", "#"):
        assert secret not in text
    assert "documents: 1" in text
    assert 'number: "记-7"' in text
    entries, errors, _options = loader.load_string(text)
    assert not errors
    assert sum(isinstance(one, data.Balance) for one in entries) == 1


HISTORY = st.lists(
    st.tuples(
        st.integers(1, 28),
        st.integers(101, 112),
        st.integers(1, 99999),
        st.one_of(st.just(0), st.integers(1, 9999)),
    ),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(HISTORY)
def test_balances_are_the_books_and_no_row_is_one_households(history):
    text = "".join(
        paid(day, f"1-1-{flat}", f"{D(fee) / 100:.2f}", f"{D(bay) / 100:.2f}")
        for day, flat, fee, bay in history
    )
    one = books(text)
    found = project(one, PEOPLE, MARCH)
    assert of_public(found) == of_books(one, MARCH)
    for entry in found.entries:
        if entry.movements:
            same = {
                flat
                for day, flat, _fee, bay in history
                if day <= entry.date.day and (bay or entry.legs[1].account == FEE)
            }
            assert len(same) >= 3


@pytest.mark.parametrize("month", ["2025-01", "2025-12", "2026-06"])
def test_the_sample_estate_says_the_same_sums(month, sample_books):
    through = Period.parse(month)
    found = project(*sample_books, through)
    theirs, ours = of_public(found), of_books(sample_books[0], through)
    # Wage accounts of small posts stand under one.
    wages = {name for name in {*theirs, *ours} if name.startswith("Expenses:20人员")}
    assert sum(theirs.get(name, D(0)) for name in wages) == sum(
        ours.get(name, D(0)) for name in wages
    )
    assert {k: v for k, v in theirs.items() if k not in wages} == {
        k: v for k, v in ours.items() if k not in wages
    }
    entries, errors, _options = loader.load_string(as_text(found, "云杉苑小区"))
    assert not errors
    assert sum(isinstance(entry, data.Transaction) for entry in entries) == len(found.entries)


@pytest.fixture(scope="module")
def sample_books():
    return load_books(ROOT), load_registers(ROOT)
