"""The banks' own samples against the nine true lines, and every trap with what it must say."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from bank_files import SAMPLES, golden

from owners_ledger.banking.reading.door import read_statements
from owners_ledger.banking.reading.refusal import StatementError

NO_TIME = {"icbc_c_account_head.xls", "bank_of_chongqing_payer_payee.xls"}
# file: (bank, account, how a serial is written, skipped rows)
BANKS = {
    "abc_1_10col_trailer.xls": ("中国农业银行", "31-090101040099017", None, (13,)),
    "bank_of_chongqing_payer_payee.xls": ("重庆银行", "150101990400099017", None, ()),
    "boc_hisqry_pipe_gb18030.txt": ("中国银行", "113099000099", "2026{}", ()),
    "boc_hisqry_utf8bom.csv": ("中国银行", "113099000099", "2026{}", ()),
    "bocom_new_trailer.xls": ("交通银行", "500500990019900000017", None, (12,)),
    "bocom_old_flag.xls": ("交通银行", "500500990019900000017", None, ()),
    "ccb_b_noprefix_quoted_gb18030.csv": ("中国建设银行", "50050199009900000017", "{n}-50000199000{}", ()),
    "ccb_c_mingxi.xls": ("中国建设银行", "50050199009900000017", "{n}-50000199000{}", ()),
    "cib_18col_desc.xls": ("兴业银行", "346010100199000017", "2026{}", ()),
    "citic_22col.xlsx": ("中信银行", "8111201990100990017", "G{}", ()),
    "cmb_36col.xlsx": ("招商银行", "123999900010017", "C0{}AQ", ()),
    "cmbc_10col.xlsx": ("中国民生银行", "699990017", "3130{}", ()),
    "cqrcb_new_15col.xlsx": ("重庆农村商业银行", "3101019901200099017", "CQ2026{}", ()),
    "icbc_a_historydetail_inout.xlsx": ("中国工商银行", "3100099900099900018", None, ()),
    "icbc_b_historydetail_gb18030.csv": ("中国工商银行", "3100099900099900018", None, ()),
    "icbc_c_account_head.xls": ("中国工商银行", "3100099900099900018", None, (15,)),
    "pab_11col_blank_row0.xlsx": ("平安银行", "15000099000017", "80{}", ()),
    "psbc_old_12col.xls": ("中国邮政储蓄银行", "950099010000990017", "PS26{}", ()),
    "spdb_13col.xls": ("上海浦东发展银行", "83010078801900000017", "9991{}", ()),
    "trap_html_named.xls": ("中国建设银行", "12650000000990017", "{n}-50000199000{}", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", BANKS)
def test_sample_says_the_nine_true_lines(name: str) -> None:
    bank, account, serial, skipped = BANKS[name]
    (statement,) = read_statements(SAMPLES / name, name=name)
    assert (statement.file, statement.bank, statement.account) == (name, bank, account)
    assert statement.skipped_rows == skipped
    unproved = [warning for warning in statement.warnings if "只有一个来源" in warning]
    assert list(statement.warnings) == unproved
    assert bool(unproved) is name.startswith("bank_of_chongqing")
    assert (statement.opening, statement.closing) == (Decimal("10000.00"), Decimal("65526.67"))
    assert len(statement.lines) == 9
    for number, (line, true) in enumerate(zip(statement.lines, golden(), strict=True), 101):
        assert (line.date, line.amount, line.balance) == (
            true.when.date(),
            true.amount,
            true.balance,
        )
        assert line.time == (None if name in NO_TIME else true.when.time())
        assert line.counterparty == (true.party or None)
        assert line.counterparty_account == (true.party_account or None)
        expected = serial and serial.format(_tail(serial, true.serial), n=number)
        assert line.serial == expected
        assert line.text


def _tail(pattern: str, serial: str) -> str:
    return "9" + serial[1:] if not pattern.startswith("C0") else serial


def test_overlapping_downloads_agree_on_the_rows_they_share() -> None:
    (first,) = read_statements(SAMPLES / "overlap_1_icbc_0101_0116.xlsx")
    (second,) = read_statements(SAMPLES / "overlap_2_icbc_0112_0131.xlsx")
    shared = [(line.date, line.amount, line.balance, line.text) for line in second.lines[:3]]
    assert [(line.date, line.amount, line.balance, line.text) for line in first.lines[4:]] == shared
    assert first.lines[4].balance == second.opening + second.lines[0].amount


def test_missing_row_is_refused_with_its_place_and_both_amounts() -> None:
    with pytest.raises(StatementError) as caught:
        read_statements(SAMPLES / "trap_missing_row_breaks_chain.xlsx", name="流水.xlsx")
    assert (caught.value.file, caught.value.line) == ("流水.xlsx", 6)
    for part in ("第 6 行", "19,539.50", "19,534.50", "19,834.50"):
        assert part in caught.value.message
    assert "重新下载" in caught.value.remedy


def test_file_without_rows_is_an_empty_statement_with_a_warning() -> None:
    (statement,) = read_statements(SAMPLES / "trap_empty_no_rows.xlsx")
    assert statement.lines == ()
    assert (statement.opening, statement.closing, statement.first_date) == (None, None, None)
    assert any("没有交易" in warning for warning in statement.warnings)


def test_resaved_workbook_keeps_amounts_and_dates_and_drops_ruined_accounts() -> None:
    (statement,) = read_statements(SAMPLES / "trap_resaved_floats_and_dates.xlsx")
    assert [
        (datetime.datetime.combine(line.date, line.time), line.amount, line.balance)
        for line in statement.lines
    ] == [(true.when, true.amount, true.balance) for true in golden()]
    assert {line.counterparty_account for line in statement.lines} == {None}
    assert any("科学计数" in warning and "第 2、3" in warning for warning in statement.warnings)


def test_wechat_fund_bill() -> None:
    (statement,) = read_statements(SAMPLES / "wechat_merchant_fund_basic_utf8bom.csv")
    assert (statement.bank, statement.warnings) == ("微信支付", ())
    assert [str(line.amount) for line in statement.lines] == ["300.00", "-1.80", "-1000.00"]
    assert (str(statement.opening), str(statement.closing)) == ("1000.00", "298.20")
    assert [line.serial for line in statement.lines] == [None] * 3  # its numbers repeat
    assert statement.skipped_rows == (5, 6)


def test_wechat_fund_bill_that_lost_a_row_is_refused_by_its_totals(tmp_path: Path) -> None:
    whole = (SAMPLES / "wechat_merchant_fund_basic_utf8bom.csv").read_text(encoding="utf-8-sig")
    rows = whole.splitlines(keepends=True)
    file = tmp_path / "x"
    file.write_text("".join(rows[:3] + rows[4:]), encoding="utf-8")
    with pytest.raises(StatementError, match="总笔数 3 笔，表里有 2 笔"):
        read_statements(file)


def test_alipay_fund_bill_whose_balance_is_for_reference_only(tmp_path: Path) -> None:
    sample = SAMPLES / "alipay_merchant_fund_gb18030.csv"
    (statement,) = read_statements(sample)
    assert (statement.bank, statement.account) == ("支付宝", "20889999000000170156")
    assert [str(line.amount) for line in statement.lines] == ["300.00", "-1.80", "-1000.00"]
    assert (str(statement.first_date), statement.warnings) == ("2026-01-01", ())
    file = tmp_path / "x"
    file.write_bytes(sample.read_bytes().replace(b"1298.20", b"1299.20"))
    (statement,) = read_statements(file)
    assert [str(line.amount) for line in statement.lines] == ["300.00", "-1.80", "-1000.00"]
    assert any("接不上" in warning for warning in statement.warnings)
