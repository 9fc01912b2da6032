"""Bills not yet paid: late, twice, past them."""

from __future__ import annotations

import pytest

CHECK = "payables"
OPEN = '2020-01-01 open Liabilities:14应付账款 CNY\n  disclose: "支出/其他支出"\n'
ROW = "P-01,V-01,养护,800.00,2026-03,Expenses:30运行:33绿化,2026-04-30\n"
BILL = """
2026-03-31 * "养护（未付）"
  accrual: "P-01"
  accrual-kind: "payable"
  period: "2026-03"
  Expenses:30运行:33绿化  800.00 CNY
    supplier: "V-01"
  Liabilities:14应付账款  -800.00 CNY
    payable: "P-01"
"""
PAID = """
{day} * "付养护费"
  Assets:11库存现金  -{amount} CNY
  Liabilities:14应付账款  {amount} CNY
    payable: "P-01"
"""
MOVED = '\n{day} * "其他"\n  Assets:11库存现金  -1.00 CNY\n  Expenses:30运行:37保险  1.00 CNY\n'
AS_COST = """
2026-04-10 * "付养护费"
  Assets:11库存现金  -800.00 CNY
  Expenses:30运行:33绿化  800.00 CNY
    supplier: "V-01"
"""
BY_HAND = """
2026-03-31 * "打印费（未付）"
  Expenses:30运行:37保险  50.00 CNY
  Liabilities:14应付账款  -50.00 CNY
    payable: "H-1"
    due: 2026-04-05
"""


def said(book, ledger: str, rows: str = ROW) -> list[str]:
    head = "编号,供应商,事由,金额,发生月,费用科目,到期日\n"
    book.write("ledger/registers/payables.csv", head + rows)
    book.write("ledger/2026/01-test.beancount", OPEN + ledger)
    found = book.run(CHECK)
    assert {error.severity for error in found} <= {"warning"}
    return [error.said for error in found]


@pytest.mark.parametrize(
    "ledger",
    [
        BILL + PAID.format(day="2026-04-10", amount="800.00"),
        BILL + PAID.format(day="2026-04-10", amount="300.00") + MOVED.format(day="2026-04-30"),
        BILL + MOVED.format(day="2026-04-30"),
        MOVED.format(day="2026-03-31"),
    ],
)
def test_paid_or_not_due_is_in_order(book, ledger):
    assert said(book, ledger) == []


@pytest.mark.parametrize(
    ("ledger", "words"),
    [
        (BILL + MOVED.format(day="2026-05-01"), "800.00 元没付，2026-04-30 已到期"),
        (
            BILL + PAID.format(day="2026-04-10", amount="300.00") + MOVED.format(day="2026-05-01"),
            "500.00 元没付",
        ),
        (
            BILL
            + PAID.format(day="2026-04-10", amount="800.00")
            + PAID.format(day="2026-04-20", amount="800.00"),
            "付了 1600.00 元",
        ),
        (BILL.replace("800", "700") + MOVED.format(day="2026-04-01"), "登记簿是 800.00"),
        (MOVED.format(day="2026-04-01"), "还没有记账"),
        (BILL + AS_COST, "又记了一次费用"),
        (
            BILL
            + PAID.format(day="2026-04-10", amount="800.00").replace('    payable: "P-01"\n', ""),
            "没有写明",
        ),
    ],
)
def test_what_is_not_in_order_is_a_warning(book, ledger, words):
    found = said(book, ledger)
    assert any(words in text for text in found), found


def test_a_bill_entered_by_hand_needs_no_register(book):
    (text,) = said(book, BY_HAND + MOVED.format(day="2026-04-06"), rows="")
    assert "H-1" in text
    assert "2026-04-05" in text
