"""Every month of a bank account is asserted; the newest may wait for its statement."""

from __future__ import annotations

import pytest

CHECK = "bank_assertions"


def line(day, number):
    return f"""
{day} * "1-1-101" "物业费"
  Assets:10银行存款:01基本户   80.00 CNY
    bank-no: {number}
  Assets:20应收款:01物业费    -80.00 CNY
"""


def statement(last):
    return f"""
{last} custom "bank-statement" Assets:10银行存款:01基本户
  file: "statements/a.csv"
  sha256: "00"
  first-date: 2026-01-01
  last-date: {last}
  first-no: 1
  last-no: 1
  opening: 0.00
  closing: 80.00
"""


def asserted(day, amount):
    return f"\n{day} balance Assets:10银行存款:01基本户  {amount} CNY\n"


TWO_MONTHS = line("2026-01-10", 1) + line("2026-02-10", 2)


@pytest.mark.parametrize(
    "ledger",
    [
        pytest.param("", id="no postings"),
        pytest.param(line("2026-01-10", 1), id="only the newest month"),
        pytest.param(TWO_MONTHS + asserted("2026-02-01", "80.00"), id="on the 1st"),
        pytest.param(
            TWO_MONTHS + asserted("2026-02-10", "80.00"), id="on the day of the next line"
        ),
        pytest.param(
            line("2026-01-10", 1) + line("2026-04-10", 2) + asserted("2026-03-15", "80.00"),
            id="after a month without postings",
        ),
        pytest.param(
            line("2026-01-10", 1) + statement("2026-01-20"), id="the newest statement ends earlier"
        ),
    ],
)
def test_asserted_months_are_in_order(book, ledger):
    book.ledger(ledger or "; nothing\n")
    assert book.run(CHECK) == []


@pytest.mark.parametrize(
    ("ledger", "place"),
    [
        pytest.param(TWO_MONTHS, 2, id="none at all"),
        pytest.param(TWO_MONTHS + asserted("2026-01-31", "80.00"), 2, id="before the month's end"),
        pytest.param(TWO_MONTHS + asserted("2026-02-11", "160.00"), 2, id="after the next line"),
        pytest.param(
            line("2026-01-10", 1) + statement("2026-01-31"), 2, id="the newest statement is whole"
        ),
    ],
)
def test_a_month_without_assertion_is_found(book, ledger, place):
    book.ledger(ledger)
    (error,) = book.run(CHECK)
    assert error.source["lineno"] == place
    assert "2026年1月末" in error.said
    assert "2026-02-01 balance Assets:10银行存款:01基本户" in error.remedy


def test_opening_balances_need_no_assertion(book):
    book.ledger("""
        2025-12-31 * "期初余额"
          Assets:10银行存款:01基本户  1000.00 CNY
          Equity:10期初净资产        -1000.00 CNY
        """)
    assert book.run(CHECK) == []
