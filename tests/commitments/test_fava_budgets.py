"""The generated directives: Fava's own reckoning of the year is the toml's, to the fen."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from beancount.core import data
from click.testing import CliRunner
from fava.beans.load import load_uncached
from fava.core.budgets import calculate_budget, parse_budgets
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.books.chart import chart_of
from owners_ledger.cli import main
from owners_ledger.commitments.fava import BudgetError, allotted
from owners_ledger.commitments.model import Budget

BUDGET = """\
resolution = "2025-12"
[income]
"物业服务费" = "1000.03"
"补助" = "60.00"
[spending]
"绿化" = "1200.00"
"维修" = "500.01"
"专项工程" = "900.00"
"""
SHARES = '[share."维修"]\n"Expenses:36维修" = 2\n"Expenses:37屋面" = 1\n'
LAST_YEAR = """
2025-05-05 * "维修"
  Assets:11库存现金  -400.00 CNY
  Expenses:36维修  300.00 CNY
  Expenses:37屋面  100.00 CNY

2026-01-05 * "维修"
  Assets:11库存现金  -400.00 CNY
  Expenses:37屋面  400.00 CNY
"""
FILE = "ledger/2026/00-budget.beancount"


def run(book, *words: str):
    book.load()
    return CliRunner().invoke(main, ["--book", str(book.root), "budget", *words])


def of_fava(book, year: int) -> dict[str, Decimal]:
    """What Fava makes of the year, by account."""
    book.load()
    entries, _errors, _options = load_uncached(
        str(book.root / "ledger/main.beancount"), is_encrypted=False
    )
    budgets, errors = parse_budgets([one for one in entries if isinstance(one, data.Custom)])
    assert not errors
    first, end = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    return {
        account: calculate_budget(budgets, account, first, end)["CNY"].quantize(Decimal("0.0001"))
        for account in budgets
    }


def test_fava_reckons_what_the_toml_says(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET + SHARES)
    assert run(book, "2026", "--write").exit_code == 0
    # The receivable discloses the fee, too, but Fava's income statement shows income.
    assert of_fava(book, 2026) == {
        "Income:10物业服务费": Decimal("-1000.03"),
        "Liabilities:26补助": Decimal("-60.00"),
        "Expenses:33绿化": Decimal("1200.00"),
        "Expenses:36维修": Decimal("333.34"),
        "Expenses:37屋面": Decimal("166.67"),
        "Assets:30在建工程:01消防": Decimal("900.00"),
    }


def test_without_a_key_last_year_decides_and_without_last_year_nobody(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET)
    refused = run(book, "2026", "--write")
    assert refused.exit_code == 1
    assert '[share."维修"]' in refused.output
    assert not (book.root / FILE).exists()
    book.ledger(LAST_YEAR)
    assert run(book, "2026", "--write").exit_code == 0
    found = of_fava(book, 2026)
    assert (found["Expenses:36维修"], found["Expenses:37屋面"]) == (
        Decimal("375.01"),
        Decimal("125.00"),
    )


def test_again_changes_nothing_and_a_stale_file_is_a_finding(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET + SHARES)
    assert run(book, "2026", "--write", "--dry-run").exit_code == 0
    assert not (book.root / FILE).exists()
    run(book, "2026", "--write")
    before = (book.root / FILE).read_bytes()
    assert book.said("budgets") == []
    run(book, "2026", "--write")
    assert (book.root / FILE).read_bytes() == before
    book.write("ledger/budget/2026.toml", BUDGET.replace("1200.00", "1300.00") + SHARES)
    (said,) = book.said("budgets")
    assert said.startswith("00-budget.beancount:1 ")
    run(book, "2026", "--write")
    assert book.said("budgets") == []
    assert of_fava(book, 2026)["Expenses:33绿化"] == Decimal("1300.00")


def test_a_file_changed_by_hand_is_kept(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET + SHARES)
    run(book, "2026", "--write")
    path = book.root / FILE
    path.write_text(path.read_text("utf-8").replace("1200.00", "1.00"), "utf-8")
    before = path.read_bytes()
    assert run(book, "2026", "--write").exit_code == 1
    assert path.read_bytes() == before


def test_an_account_without_a_budget_in_the_next_year_has_none_in_fava(book) -> None:
    book.write("ledger/budget/2026.toml", BUDGET + SHARES)
    book.write("ledger/budget/2027.toml", '[spending]\n"绿化" = "70.00"\n')
    run(book, "2026", "--write")
    run(book, "2027", "--write")
    assert {account: amount for account, amount in of_fava(book, 2027).items() if amount} == {
        "Expenses:33绿化": Decimal("70.00")
    }
    assert of_fava(book, 2026)["Assets:30在建工程:01消防"] == Decimal("900.00")


CHART = chart_of(
    "".join(
        f'2020-01-01 open Expenses:{name} CNY\n  disclose: "支出/维修"\n'
        for name in ("1甲", "2乙", "3丙")
    )
)


@given(
    st.integers(0, 10**10),
    st.lists(st.integers(0, 1000), min_size=3, max_size=3).filter(any),
)
def test_the_parts_are_the_line_to_the_fen(fen, weights) -> None:
    amount = Decimal(fen).scaleb(-2)
    accounts = sorted(CHART.accounts)
    shares = {"维修": dict(zip(accounts, map(Decimal, weights), strict=True))}
    parts = allotted(Budget("", {}, {"维修": amount}, shares=shares, year=2026), CHART, ())
    assert sum(one.amount for one in parts) == amount
    for one, weight in zip(parts, weights, strict=True):
        assert abs(one.amount - amount * weight / sum(weights)) < Decimal("0.01")


def test_a_line_that_no_account_has_is_refused() -> None:
    with pytest.raises(BudgetError, match="维秀"):
        allotted(Budget("", {}, {"维秀": Decimal(1)}, year=2026), CHART, ())
