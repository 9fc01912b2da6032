"""A budget against the books: actual + committed + left is the plan, line by line."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.commitments.load import load_commitments
from owners_ledger.commitments.model import Budget
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.reporting.budget import budget, side_of
from owners_ledger.reporting.cash import SPENDING

BUDGET = """\
resolution = "2025-12"
[income]
"物业服务费" = "1000.00"
[spending]
"绿化" = "1200.00"
"维修" = "500.00"
"专项工程" = "900.00"
"""
AMENDED = """\
[[amendment]]
date = 2026-02-10
line = "维修"
amount = "80.00"
resolution = "2026-01"
why = "屋面漏水"
[[amendment]]
date = 2026-04-10
line = "绿化"
amount = "-200.00"
"""
CONTRACT = """\
[[contract]]
code = "C-1"
supplier = "V-01"
about = "绿化"
account = "Expenses:33绿化"
amount = "100.00"
every = "月"
from = 2026-01-01
to = 2026-12-31
"""
LEDGER = """
2026-01-05 * "交费"
  Assets:11库存现金  300.00 CNY
  Income:10物业服务费  -300.00 CNY

2026-01-16 * "绿化"
  Assets:11库存现金  -100.00 CNY
  Expenses:33绿化  100.00 CNY
    supplier: "V-01"

2026-02-16 * "绿化，另种两棵树"
  Assets:11库存现金  -150.00 CNY
  Expenses:33绿化  150.00 CNY

2026-03-16 * "维修"
  Assets:11库存现金  -600.00 CNY
  Expenses:36维修  590.00 CNY
  Expenses:37屋面  10.00 CNY

2026-03-20 * "绿化，发票到了还没付"
  Expenses:33绿化  100.00 CNY
  Liabilities:14应付账款  -100.00 CNY
    supplier: "V-01"
"""


def report(book, period: str = "2026-03"):
    return budget(
        book.load(),
        load_registers(book.root),
        load_commitments(book.root),
        Period.parse(period),
    )


def rows(side):
    return {
        one.line: tuple(map(str, (one.planned, one.actual, one.committed, one.left, one.used)))
        for one in side.lines
    }


def test_by_hand(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET + AMENDED)
    book.write("ledger/contracts.toml", CONTRACT)
    book.ledger(LEDGER)
    found = report(book)
    # Twelve times 100; one is paid, one owed: eleven still leave the cash box this year.
    # The second tree payment names no supplier: spent, but not of the contract.
    assert rows(found.spending) == {
        "绿化": ("1200.00", "250.00", "1100.00", "-150.00", "20.8"),
        "专项工程": ("900.00", "0.00", "0.00", "900.00", "0.0"),
        "维修": ("580.00", "600.00", "0.00", "-20.00", "103.4"),
    }
    assert rows(found.income) == {"物业服务费": ("1000.00", "300.00", "0.00", "700.00", "30.0")}
    assert found.overruns == (
        "绿化：预算 1,200.00 元，已付 250.00 元，合同今年还要付 1,100.00 元，超出 150.00 元。",
        "维修：预算 580.00 元，已付 600.00 元，超出 20.00 元。",
    )
    # 31 + 28 + 31 days of 365.
    assert (str(found.gone), found.as_of.isoformat()) == ("24.7", "2026-03-31")
    assert [one.line for one in found.amendments] == ["维修"]
    (contract,) = found.contracts
    assert (contract.paid, contract.accrued, contract.this_year, contract.after) == (
        Decimal("100.00"),
        Decimal("100.00"),
        Decimal("1000.00"),
        Decimal(0),
    )


def test_a_year_is_told_as_far_as_the_books_reach(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET + AMENDED)
    book.ledger(LEDGER)
    assert report(book, "2026").as_of.isoformat() == "2026-03-31"
    assert report(book, "2026-01").as_of.isoformat() == "2026-01-31"
    assert report(book, "2027") is None


def test_money_on_lines_without_budget_is_named(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET.replace('"维修" = "500.00"\n', ""))
    book.ledger(LEDGER)
    found = report(book)
    assert found.unplanned == ("维修",)
    assert rows(found.spending)["维修"] == ("None", "600.00", "0.00", "None", "None")
    assert found.spending.unplanned == Decimal("600.00")
    assert found.spending.left == Decimal("2100.00") - Decimal("250.00")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BUDGET.replace("绿化", "绿花"), "“绿花”不是科目表里的栏目"),
        (BUDGET + AMENDED.replace("-200.00", "-1200.01"), "“绿化”调整后是负数：−0.01"),
        (BUDGET + AMENDED, ""),
    ],
)
def test_a_budget_fits_the_chart(book, text, words) -> None:
    book.write("ledger/budget/2026.toml", text)
    said = book.said("budgets")
    assert len(said) == bool(words)
    assert all(words in one for one in said)


YUAN = st.decimals(-(10**7), 10**7, places=2, allow_nan=False)
POSITIVE = st.decimals(0, 10**7, places=2)
LINES = st.sampled_from("甲乙丙丁")


@given(
    st.dictionaries(LINES, POSITIVE),
    st.dictionaries(LINES, YUAN),
    st.dictionaries(LINES, POSITIVE),
)
def test_actual_committed_and_left_are_the_plan(plan, actual, committed) -> None:

    side = side_of(
        SPENDING, Budget("", spending=plan), actual, committed, datetime.date(2026, 6, 30)
    )
    for one in side.lines:
        if one.planned is not None:
            assert one.actual + one.committed + one.left == one.planned
            assert one.over == max(-one.left, ZERO)
            assert bool(one.said) == (one.left < 0)
    planned = [one for one in side.lines if one.planned is not None]
    assert sum(one.actual + one.committed for one in planned) + side.left == side.planned
    assert side.actual == sum(actual.values())
    assert side.committed == sum(committed.values())
