"""Ledger files hold entries, not programs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from owners_ledger.checks.findings import unloadable

CHECK = "ledger_text"

HARMLESS = """
2026/01/05 * "分摊 3/12" "1/2 栋 (1/2)"  ; 平均 100/3
  document: "documents/2026/01-02.pdf"
  voucher: "记-1/2"
  Expenses:30运行:33绿化   (12 * 150.00) CNY
    bank-ref: "01/1/2"
  Assets:11库存现金       -1800.00 CNY
"""


def places(errors):
    return [(error.severity, error.source["lineno"]) for error in errors]


def test_slashes_in_texts_dates_and_comments_are_in_order(book):
    book.ledger(HARMLESS)
    assert book.run(CHECK) == []
    assert unloadable(book.root) == []


@pytest.mark.parametrize(
    "amount", ["300.00/3", "300.00 / 3", "(100.00+200.00)/3", "300.00/(1+2)", "300.00/+3"]
)
def test_divisions_are_found(book, amount):
    book.ledger(f"""
        2026-01-05 * "平摊"
          Expenses:30运行:33绿化   {amount} CNY
          Assets:11库存现金
        """)
    assert places(book.run(CHECK)) == [("error", 2)]


@pytest.mark.parametrize("amount", ["1/0", "1 /0.00", "1/(1-1)"])
def test_a_division_by_zero_is_found_before_it_ends_the_process(book, amount):
    book.ledger(f"""
        2026-01-05 * "平摊"
          Expenses:30运行:33绿化   {amount} CNY
          Assets:11库存现金
        """)
    book.write("ledger/main.beancount", book.main.format(plugin="owners_ledger.checks"))
    (finding,) = unloadable(book.root)
    assert (finding.file, finding.line) == ("ledger/2026/01-test.beancount", 2)
    assert amount in finding.excerpt
    command = [sys.executable, "-m", "owners_ledger", "--book", str(book.root), "check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "01-test.beancount:2: 错误 [ledger_text]" in done.stdout


@pytest.mark.parametrize(
    "name", ["../other.beancount", "2026/../../x.beancount", "/etc/x.beancount", "~/x"]
)
def test_includes_outside_the_folder_are_found(book, name):
    book.main += f'include "{name}"\n'
    errors = [
        error for error in book.load("owners_ledger.checks.ledger_text") if hasattr(error, "check")
    ]
    assert places(errors) == [("error", 8)]
    assert name in errors[0].said


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ('option "insert_pythonpath" "true"', "error"),
        ('2026-01-01 custom "fava-extension" "evil"', "error"),
        ('2026-01-01 custom "fava-extension" "owners_ledger.web.disclosure"', "error"),
        ('2026-01-01 custom "fava-option" "import-config" "evil.py"', "error"),
    ],
)
def test_code_in_an_included_file_is_found(book, line, severity):
    book.ledger(line)
    assert places(book.run(CHECK)) == [(severity, 1)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('plugin "beancount.plugins.leafonly"', []),
        ('2026-01-01 custom "fava-extension" "owners_ledger.web.disclosure"', []),
        ('2026-01-01 custom "fava-option" "import-config" "../importers/config.py"', []),
        ('option "insert_pythonpath" "true"', [("warning", 8)]),
        ('plugin "owners_ledger_of_a_friend"', [("warning", 8)]),
        ('2026-01-01 custom "fava-extension" "fava_dashboards"', [("warning", 8)]),
    ],
)
def test_foreign_code_in_the_main_file_is_a_warning(book, line, found):
    book.main += line + "\n"
    errors = [
        error for error in book.load("owners_ledger.checks.ledger_text") if hasattr(error, "check")
    ]
    assert places(errors) == found
