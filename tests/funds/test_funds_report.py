"""``report funds``: what stands on paper, on the screen and in the sheets is the statement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fund_book import CHART, Book, entry
from openpyxl import load_workbook

from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.funds.chart_text import unfenced
from owners_ledger.periods import Period
from owners_ledger.reporting.funds import funds_report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("funds")
    arguments = ["report", "funds", "2025", "--draft", "--format", "html,xlsx,json"]
    result = CliRunner().invoke(main, ["--book", str(ROOT), *arguments, "--output", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def test_every_format_says_the_same(made: Path) -> None:
    found = funds_report(load_books(ROOT), Period.parse("2025"), draft=True)
    (page,) = (path.read_text(encoding="utf-8") for path in made.glob("*.html"))
    (data,) = (json.loads(path.read_text(encoding="utf-8")) for path in made.glob("*.json"))
    (sheets,) = (load_workbook(path) for path in made.glob("*.xlsx"))
    printed = {row[1].value: row for row in sheets["各项资金"].iter_rows()}
    assert [one.fund for one in found.funds] == [
        *("公共收益", "物业费", "工作经费", "消防改造", "押金代管")
    ]
    for one, said in zip(found.funds, data["funds"], strict=True):
        assert f"{one.closing:,.2f}" in page
        assert said["closing"] == str(one.closing)
        assert f"{printed[one.fund][7].value:.2f}" == str(one.closing)
    assert found.public_income is not None
    assert found.maintenance is not None
    for amount in (
        found.public_income.net,
        found.maintenance.balance,
        *(one.cost for one in found.maintenance.items),
    ):
        assert f"{amount:,.2f}" in page
    assert "民法典第二百八十二条" in page
    assert "凭房号查询" in page


def test_a_book_with_one_fund_has_nothing_to_print(tmp_path: Path) -> None:
    book = Book(tmp_path)
    (tmp_path / "ledger" / "funds.toml").unlink()
    book.write("accounts.beancount", unfenced(CHART))
    book.enter()
    result = CliRunner().invoke(
        main, ["--book", str(tmp_path), "report", "funds", "2025-Q1", "--format", "json"]
    )
    assert result.exit_code == 1
    assert "没有分开各项资金" in result.output


def test_a_book_whose_funds_are_crossed_gives_no_report(tmp_path: Path) -> None:

    book = Book(tmp_path)
    book.enter(entry(("Expenses:30保洁", "1.00"), ("Income:20公共收益", "-1.00")))
    result = CliRunner().invoke(
        main, ["--book", str(tmp_path), "report", "funds", "2025-Q1", "--format", "json"]
    )
    assert result.exit_code == 1
    assert "却没有写明" in result.output
    assert not [*tmp_path.glob("notices/**/*.json")]
