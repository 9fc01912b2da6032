"""Whole fen, exact sums, yuan only."""

from __future__ import annotations

import pytest

CHECK = "cents"


def test_whole_fen_are_in_order(found):
    """
    2026-01-05 * "绿化"
      Expenses:30运行:33绿化   100.1 CNY
      Assets:11库存现金       -100.10 CNY

    2026-01-06 * "绿化"
      Expenses:30运行:33绿化   100 CNY
      Assets:11库存现金

    2026-01-07 balance Assets:11库存现金  -200.10 ~ 0 CNY
    """
    assert found == []


def test_remnants_of_arithmetic_are_found(found):
    """
    2026-01-05 * "十二户平摊"
      Expenses:30运行:33绿化   (12 * 150.00) / 7 CNY
      Assets:11库存现金
    """
    assert [error.source["lineno"] for error in found] == [2, 3]
    assert "257.14285714285714285714" in found[0].said


def test_a_fraction_of_a_fen_is_found(found):
    """
    2026-01-05 * "绿化"
      Expenses:30运行:33绿化   100.005 CNY
      Assets:11库存现金       -100.005 CNY
    """
    assert [error.source["lineno"] for error in found] == [2, 3]
    assert {error.severity for error in found} == {"error"}


@pytest.mark.parametrize("amount", ["-200.00 ~ 0.01 CNY", "-200.005 ~ 0.005 CNY"])
def test_a_tolerant_assertion_is_found(book, amount):
    book.ledger(f"""
        2026-01-05 * "绿化"
          Expenses:30运行:33绿化   200.00 CNY
          Assets:11库存现金       -200.00 CNY

        2026-01-06 balance Assets:11库存现金  {amount}
        """)
    (error,) = book.run(CHECK)
    assert error.source["lineno"] == 5


def test_other_currencies_and_prices_are_found(book):
    book.write("ledger/accounts.beancount", "2020-01-01 open Assets:11库存现金\n")
    book.ledger("""
        2026-01-05 * "换汇"
          Assets:11库存现金   10.00 USD @@ 70.00 CNY
          Assets:11库存现金  -70.00 CNY
        """)
    errors = book.run(CHECK)
    assert [error.source["lineno"] for error in errors] == [2, 1]


def test_a_sum_that_beancount_forgives_is_found(book):
    """Without the option tolerance_multiplier beancount lets half a fen pass."""
    book.main = book.main.replace('option "tolerance_multiplier" "0"\n', "")
    book.ledger("""
        2026-01-05 * "绿化"
          Expenses:30运行:33绿化   150.25 CNY
          Assets:11库存现金       -150.3 CNY
        """)
    (error,) = book.run(CHECK)
    assert error.source["lineno"] == 1
    assert "0.05" in error.said
