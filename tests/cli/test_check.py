"""``owners-ledger check``: exit codes, the printed form, JSON."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from owners_ledger.cli import main

MAIN = """\
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"
plugin "owners_ledger.checks"
2020-01-01 open Assets:11库存现金 CNY
  disclose: "资金/现金"
  npo-2004: "1001 现金"
  npo-2024: "1001 现金"
2020-01-01 open Expenses:30运行:33绿化 CNY
  disclose: "支出/绿化"
  npo-2004: "5101 业务活动成本"
  npo-2024: "5101 业务活动成本"
"""
PAYMENT = """\
2026-01-05 {flag} "绿化"
  Assets:11库存现金       -{amount} CNY
  Expenses:30运行:33绿化   {amount} CNY
"""


@pytest.fixture
def check(tmp_path):
    """Run check on a book; gives exit code and output."""
    (tmp_path / "ledger" / "documents").mkdir(parents=True)
    committee = tmp_path / "ledger" / "committee.toml"
    committee.write_text('name = "测试苑"\nbody = "测试苑业主委员会"\n', encoding="utf-8")

    def run(ledger="", *arguments, committee_text=None):
        (tmp_path / "ledger" / "main.beancount").write_text(MAIN + ledger, encoding="utf-8")
        if committee_text is not None:
            committee.write_text(committee_text, encoding="utf-8")
        return CliRunner().invoke(main, ["--book", str(tmp_path), "check", *arguments])

    return run


def test_a_book_in_order(check):
    result = check(PAYMENT.format(flag="*", amount="10.00"))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "没有问题" in result.stderr


def test_an_error_is_printed_with_place_excerpt_and_remedy(check):
    result = check(PAYMENT.format(flag="*", amount="10.005"))
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "ledger/main.beancount:14: 错误 [cents]\n    14 |   Assets:11库存现金       -10.005 CNY\n"
    )
    assert "\n  → " in result.stdout


def test_warnings_alone_leave_the_exit_code_at_zero(check):
    result = check(PAYMENT.format(flag="*", amount="2000.00"))
    assert result.exit_code == 0
    assert "提醒 [documents]" in result.stdout
    assert "1 处提醒" in result.stderr


def test_lines_to_review_are_counted_but_no_finding(check):
    result = check(PAYMENT.format(flag="!", amount="2000.00"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 笔待核实" in result.stderr


def test_json_has_the_public_keys(check):
    result = check(PAYMENT.format(flag="*", amount="2000.00"), "--format", "json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert list(finding) == ["check", "severity", "file", "line", "message", "remedy"]
    assert finding | {"message": "", "remedy": ""} == {
        "check": "documents",
        "severity": "warning",
        "file": "ledger/main.beancount",
        "line": 13,
        "message": "",
        "remedy": "",
    }
    assert result.exit_code == 0


def test_json_of_a_book_in_order_is_an_empty_list(check):
    assert json.loads(check("", "--format", "json").stdout) == {"findings": []}


def test_a_book_that_cannot_be_loaded_is_a_finding_too(check):
    result = check("", "--format", "json", committee_text="name = \n")
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["file"] == "ledger/committee.toml"
    assert finding["severity"] == "error"
    assert result.exit_code == 1
