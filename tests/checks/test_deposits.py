"""Deposits: the register and the books say the same."""

from __future__ import annotations

import pytest

CHECK = "deposits"
HEAD = "编号,房号或合同,类别,金额,起,止\n"
TAKEN = """
        2026-01-10 * "1-1-101" "装修押金"
          Assets:11库存现金   2000.00 CNY
          Liabilities:20押金:01装修押金  -2000.00 CNY
            {meta}
"""
BACK = """
        2026-03-10 * "1-1-101" "退还装修押金"
          Assets:11库存现金   -{amount} CNY
          Liabilities:20押金:01装修押金  {amount} CNY
            deposit: "D-01"
"""
LATER = """
        {day} * "绿化"
          Assets:11库存现金   -1.00 CNY
          Expenses:30运行:33绿化  1.00 CNY
"""
CODED = TAKEN.format(meta='deposit: "D-01"')
OF_UNIT = TAKEN.format(meta='unit: "1-1-101"')
ONE = "D-01,1-1-101,装修押金,2000.00,2026-01-10,\n"
RETURNED = "D-01,1-1-101,装修押金,2000.00,2026-01-10,2026-03-10\n"
AGAIN = "D-02,1-1-101,装修押金,2000.00,2026-04-01,\n"


def said(book, rows: str, ledger: str) -> list[tuple[str, str]]:
    book.write("ledger/registers/deposits.csv", HEAD + rows)
    book.ledger(ledger)
    found = book.run(CHECK)
    assert {error.severity for error in found} <= {"warning"}
    return [(error.said, error.source["filename"].rpartition("/")[2]) for error in found]


@pytest.mark.parametrize(
    ("rows", "ledger"),
    [
        (ONE, CODED),
        (ONE, OF_UNIT),
        (RETURNED, CODED + BACK.format(amount="2000.00")),
        (RETURNED, OF_UNIT + BACK.format(amount="2000.00")),
        # registered already, the statement is not imported yet
        (ONE + AGAIN, CODED),
        (RETURNED, CODED),
        # two deposits of one unit: the day tells which
        (RETURNED + AGAIN.replace("2026-04", "2026-06"), OF_UNIT + BACK.format(amount="2000.00")),
    ],
)
def test_what_agrees_is_in_order(book, rows, ledger):
    assert said(book, rows, ledger) == []


@pytest.mark.parametrize(
    ("rows", "ledger", "words", "file"),
    [
        (ONE, LATER.format(day="2026-02-01"), "账上没有", "deposits.csv"),
        ("", OF_UNIT, "空的", "01-test.beancount"),
        (ONE.replace("101", "102"), OF_UNIT, "找不到", "01-test.beancount"),
        (RETURNED, CODED + LATER.format(day="2026-03-10"), "还有 2000.00", "deposits.csv"),
        (ONE, CODED + BACK.format(amount="2000.00"), "已退清", "deposits.csv"),
        (RETURNED, CODED + BACK.format(amount="2500.00"), "多 500.00", "01-test.beancount"),
        (ONE.replace("2000", "3000"), CODED, "登记簿是 3000.00", "01-test.beancount"),
    ],
)
def test_what_differs_is_a_warning(book, rows, ledger, words, file):
    found = said(book, rows, ledger)
    assert any(words in text and name == file for text, name in found), found


LEASE = "D-09,L-01,租赁押金,3000.00,2026-02-15,\n"
LET = """
        2026-02-15 * "测试商行" "租赁押金"
          Assets:11库存现金   3000.00 CNY
          Liabilities:20押金:01装修押金  -3000.00 CNY
            lease: "L-01"
"""


@pytest.mark.parametrize(
    ("day", "rules", "flagged"),
    [
        ("2027-03-16", "", False),
        ("2027-03-17", "", True),
        ("2027-03-17", "[rules]\ndeposit-days = 60\n", False),
    ],
)
def test_a_deposit_of_a_lease_that_is_over(book, day, rules, flagged):
    """The lease ends on 2027-02-14; 30 days after it is 2027-03-16."""
    path = book.root / "ledger" / "committee.toml"
    text = path.read_text("utf-8").partition("[rules]")[0] + rules
    path.write_text(text, encoding="utf-8")
    found = said(book, LEASE, LET + LATER.format(day=day))
    assert [("L-01" in text and "3000.00" in text) for text, _file in found] == [True] * flagged


@pytest.mark.parametrize(("agreed", "flagged"), [("3000.00", False), ("6000.00", True)])
def test_the_contract_and_the_register_agree_on_the_sum(book, agreed, flagged):
    path = book.root / "ledger" / "registers" / "leases.csv"
    text = path.read_text("utf-8").replace(",季,0,", f",季,{agreed},")
    path.write_text(text, encoding="utf-8")
    found = said(book, LEASE, LET)
    assert [agreed in text and "L-01" in text for text, _file in found] == [True] * flagged
