"""The exported books: the same amounts, and nothing that says who."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data
from click.testing import CliRunner
from test_by_hand import CHART, books

from owners_ledger.books.export import FORMS
from owners_ledger.cli import main

ROOT = Path(__file__).parents[2]
SECRETS = ("周明远", "6217990000000001998", "1-1-503", "V-17", "S01", "=cmd", "bank-")
ENTRY = """
2025-01-10 ! "周明远" "物业费 1-1-503"
  voucher: "记-7"
  bank-text: "周明远转账"
  Assets:10银行 0.01 CNY
    bank-payer: "周明远"
    bank-account: "6217990000000001998"
  Assets:20应收 -1234567.89 CNY
    unit: "1-1-503"
  Expenses:10工资 1234567.88 CNY
    staff: "S01"
    supplier: "V-17"
    project: "=cmd"
"""


def by_account(text: str, form: str) -> dict[str, Decimal]:
    """Sums per account of an export, read plainly."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    if form == "csv":
        for row in csv.DictReader(io.StringIO(text)):
            found[row["科目"]] += Decimal(row["金额"])
    else:
        for line in text.splitlines():
            name, _gap, amount = line.strip().partition("  ")
            if line.startswith("  ") and amount.endswith(" CNY") and ":" in name:
                found[name] += Decimal(amount.removesuffix(" CNY"))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_an_export_has_every_fen_and_no_person(form: str) -> None:
    text = FORMS[form](books(entries=ENTRY))
    assert by_account(text, form) == {
        "Assets:10银行": Decimal("0.01"),
        "Assets:20应收": Decimal("-1234567.89"),
        "Expenses:10工资": Decimal("1234567.88"),
    }
    for secret in SECRETS:
        shown = text.replace("'=cmd", "") if form == "csv" else text.replace("project: =cmd", "")
        assert secret not in shown.replace('project: "=cmd"', "")


def test_a_beancount_export_loads_with_the_same_balances() -> None:
    entries, errors, _options = loader.load_string(FORMS["beancount"](books()))
    assert not errors
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in books().transactions:
        for leg in one.postings:
            sums[leg.account] += leg.units.number
    again: dict[str, Decimal] = defaultdict(Decimal)
    for one in entries:
        if isinstance(one, data.Transaction):
            for leg in one.postings:
                again[leg.account] += leg.units.number
    assert again == sums
    assert len([one for one in entries if isinstance(one, data.Open)]) == CHART.count(" open ")


@pytest.mark.parametrize("target", ["ledger/x.journal", "ledger/2026/x.beancount"])
def test_an_export_is_not_put_among_the_books(target: str) -> None:
    result = CliRunner().invoke(main, ["--book", str(ROOT), "export", str(ROOT / target)])
    assert result.exit_code == 2
    assert not (ROOT / target).exists()


def test_the_sample_is_exported_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "账.csv"
    result = CliRunner().invoke(
        main, ["--book", str(ROOT), "export", str(target), "--format", "csv"]
    )
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert sum(Decimal(row["金额"]) for row in rows) == 0
    assert len(rows) > 20_000
