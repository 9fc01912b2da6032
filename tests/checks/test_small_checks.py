"""Disclosure lines, pads, bank references, options and plugins, files: flagged and unflagged."""

from __future__ import annotations

import pytest

ACCOUNT = """\
2020-01-01 open Expenses:30运行:38新科目 CNY
  disclose: "支出/新科目"
  npo-2004: "5101 业务活动成本"
  npo-2024: "5101 业务活动成本"
"""


def places(errors):
    return [error.source["lineno"] for error in errors]


def test_a_complete_account_is_in_order(book):
    book.ledger(ACCOUNT)
    assert book.run("disclosure_lines") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('  disclose: "支出/新科目"\n', ""),
        ("支出/新科目", "支出"),
        ("支出/新科目", "支出/"),
        ("支出/新科目", "花费/新科目"),
        ("支出/新科目", "资金/新科目"),
        ('  npo-2004: "5101 业务活动成本"\n', ""),
        ('npo-2024: "5101 业务活动成本"', 'npo-2024: "业务活动成本"'),
    ],
)
def test_an_account_no_notice_would_show_is_found(book, old, new):
    book.ledger(ACCOUNT.replace(old, new))
    (error,) = book.run("disclosure_lines")
    assert places([error]) == [1]
    assert "Expenses:30运行:38新科目" in error.said
    assert error.severity == "error"


PAD = """
2025-12-31 pad Assets:11库存现金 Equity:10期初净资产
2026-01-01 balance Assets:11库存现金  100.00 CNY

2026-01-05 * "绿化"
  Expenses:30运行:33绿化   30.00 CNY
  Assets:11库存现金       -30.00 CNY
"""


def test_a_pad_of_the_opening_balance_is_in_order(book):
    book.ledger(PAD)
    assert book.run("pads") == []


def test_a_pad_that_hides_a_hole_is_found(book):
    book.ledger(
        PAD
        + """
2026-01-31 pad Assets:11库存现金 Expenses:30运行:33绿化
2026-02-01 balance Assets:11库存现金  50.00 CNY
2026-02-10 pad Assets:11库存现金 Equity:10期初净资产
2026-02-20 balance Assets:11库存现金  40.00 CNY
"""
    )
    assert places(book.run("pads")) == [8, 10]


REFS = """
2025-12-31 * "期初余额"
  Assets:10银行存款:01基本户  1000.00 CNY
  Equity:10期初净资产        -1000.00 CNY

2026-01-05 * "1-1-101" "物业费"
  Assets:10银行存款:01基本户  80.00 CNY
    bank-ref: "01/S1"
  Assets:20应收款:01物业费   -80.00 CNY

2026-01-05 * "转账"
  Assets:10银行存款:01基本户  -50.00 CNY
    bank-ref: "01/S2"
  Assets:10银行存款:02收费户   50.00 CNY
    bank-ref: "02/S2"
"""


def test_references_on_every_bank_posting_are_in_order(book):
    book.ledger(REFS)
    assert book.run("bank_refs") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('    bank-ref: "01/S1"\n', "", 6, "没有 bank-ref"),
        ('"01/S2"', '"01/S1"', 11, "两次"),
        ('"02/S2"', '"01/S2"', 13, "不属于"),
        ("  Assets:10银行存款:01基本户  80.00", "  Assets:11库存现金  80.00", 6, "不属于"),
    ],
)
def test_a_bank_posting_without_its_own_reference_is_found(book, old, new, line, said):
    book.ledger(REFS.replace(old, new))
    (error,) = book.run("bank_refs")
    assert places([error]) == [line]
    assert said in error.said


BY_BALANCE = """
2026-01-05 * "1-1-101" "物业费"
  Assets:10银行存款:01基本户  80.00 CNY
    bank-ref: "01/B2026-01-05:80.00:1080.00:1"
    bank-balance: 1080.00
  Assets:20应收款:01物业费   -80.00 CNY
"""


def test_a_reference_by_date_amount_and_balance_must_still_agree(book):
    book.ledger(BY_BALANCE)
    assert book.run("bank_refs") == []
    for old, new in (
        ("2026-01-05 *", "2026-01-06 *"),
        ("80.00 CNY", "85.00 CNY"),
        ("balance: 1080.00", "balance: 1090.00"),
    ):
        book.ledger(BY_BALANCE.replace(old, new))
        (error,) = book.run("bank_refs")
        assert places([error]) == [2]
        assert "不符" in error.said


def test_the_options_of_the_main_file_are_in_order(book):
    assert book.run("plugins_active") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('option "tolerance_multiplier" "0"\n', "", "tolerance_multiplier"),
        ('"tolerance_multiplier" "0"', '"tolerance_multiplier" "0.5"', "tolerance_multiplier"),
        ('option "operating_currency" "CNY"\n', "", "operating_currency"),
        ('option "documents" "documents"\n', "", "documents"),
        ("plugin", 'option "inferred_tolerance_default" "CNY:0.01"\nplugin', "放宽"),
    ],
)
def test_a_missing_option_is_found(book, old, new, said):
    assert old in book.main
    book.main = book.main.replace(old, new, 1)
    (error,) = book.run("plugins_active")
    assert said in error.said
    assert error.source["filename"].endswith("main.beancount")


def test_options_and_plugins_in_included_files_are_found(book):
    """Beancount ignores them without a word, even a plugin that does not exist."""
    book.ledger("""
        ; option "in" "a comment"
        option "tolerance_multiplier" "0.5"
        plugin "no.such.plugin"

        2026-01-05 * "plugin" "option 是一个词"
          Expenses:30运行:33绿化   30.00 CNY
          Assets:11库存现金       -30.00 CNY
        """)
    errors = book.run("plugins_active")
    assert places(errors) == [2, 3]
    assert all(error.source["filename"].endswith("01-test.beancount") for error in errors)


def test_every_ledger_file_is_included(book):
    book.write("ledger/inbox/draft.beancount", "not a ledger at all")
    book.write("ledger/2026/.stage-1.beancount", "half a file")
    assert book.run("files_included") == []


@pytest.mark.parametrize("name", ["2026年/02-manual.beancount", "extra.beancount"])
def test_a_ledger_file_outside_the_books_is_found(book, name):
    book.write(f"ledger/{name}", "")
    (error,) = book.run("files_included")
    assert error.source["filename"].endswith(name)


def test_registers_and_committee_are_in_order(book):
    assert book.run("registers") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("registers/units.csv", "80.00,住宅,2020-01-01,\n", "0.00,住宅,2020-01-01,\n", 2),
        ("registers/units.csv", "住宅,2020-01-01,2026", "车库,2020-01-01,2026", 3),
        ("registers/households.csv", "1-1-102,", "1-1-109,", 3),
        ("committee.toml", 'code = "02"', 'code = "01"', 0),
        ("committee.toml", "02收费户", "03没有的户", 0),
        ("committee.toml", "name =", "title =", 0),
    ],
)
def test_registers_and_committee_that_cannot_be_are_found_at_their_row(book, file, old, new, line):
    path = book.root / "ledger" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (error,) = book.run("registers")
    assert error.source["filename"] == str(path)
    assert error.source["lineno"] == line
