"""``owners-ledger statement``: JSON, CSV and a table for a person; refusals on standard error."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import unicodedata

import pytest
from bank_files import SAMPLES, golden

GOOD = str(SAMPLES / "ccb_b_noprefix_quoted_gb18030.csv")
OTHER = str(SAMPLES / "cmb_36col.xlsx")
BAD = str(SAMPLES / "trap_missing_row_breaks_chain.xlsx")
HEAVY = ("beancount", "weasyprint", "fava", "jinja2", "openpyxl", "xlrd")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "statement", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_json_of_one_file_is_one_object() -> None:
    done = run(GOOD, "--format", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert list(found) == [
        "file", "bank", "profile", "account", "currency", "opening", "closing",
        "first_date", "last_date", "lines", "skipped_rows", "warnings",
    ]  # fmt: skip
    assert [line["amount"] for line in found["lines"]] == [f"{each.amount}" for each in golden()]
    assert found["lines"][0] == {
        "date": "2026-01-04",
        "time": "09:12:31",
        "amount": "12800.00",
        "balance": "22800.00",
        "counterparty": "重庆蓝桥岭广告传媒有限公司",
        "counterparty_account": "50001990000100000011",
        "text": "转账 / 电梯轿厢广告费2026年一季度",
        "serial": "101-5000019900090000001",
        "row": 2,
    }
    assert found["lines"][4]["counterparty"] is None


def test_several_files_are_a_list_and_a_refused_one_is_an_exit_code() -> None:
    done = run(GOOD, BAD, OTHER, "--format", "json")
    assert done.returncode == 1
    assert [each["bank"] for each in json.loads(done.stdout)] == ["中国建设银行", "招商银行"]
    assert f"{BAD}:6:" in done.stderr
    assert "Traceback" not in done.stderr


def test_refused_file_prints_nothing_but_the_reason() -> None:
    done = run(BAD, "--format", "json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "第 6 行的余额接不上" in done.stderr
    assert "→" in done.stderr


def test_csv_keeps_amounts_plain_and_formulas_asleep() -> None:
    found = list(csv.DictReader(io.StringIO(run(GOOD, "--format", "csv").stdout)))
    assert [row["amount"] for row in found] == [f"{each.amount}" for each in golden()]


def test_table_is_aligned_and_closes_with_the_proof() -> None:
    lines = run(GOOD).stdout.splitlines()
    assert "中国建设银行" in lines[0]
    ends = {
        sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line[: line.index(".")])
        for line in lines[2:11]
    }  # fmt: skip
    assert len(ends) == 1
    assert "10,000.00" in lines[11]
    assert "65,526.67" in lines[11]
    assert "相符" in lines[11]


@pytest.mark.parametrize("file", [GOOD, OTHER])
def test_reading_imports_nothing_heavy(file: str) -> None:
    code = (
        "import sys; from owners_ledger.cli.statement import command\n"
        f"command([{file!r}, '--format', 'json'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.strip() == b"[]"
