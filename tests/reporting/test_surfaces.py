"""The same value as JSON and as a spreadsheet."""

from __future__ import annotations

import datetime
import io
import json

import openpyxl
import pytest
from tiny_ledger import COMMITTEE, report

from owners_ledger.config import committee_of
from owners_ledger.rendering.json_ import as_json, to_json
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.xlsx import workbook

WHO = committee_of({**COMMITTEE, "contact": [{"label": "业委会", "phone": "023-0000-0101"}]})
TEXT = """
2025-12-31 * "期初"
  Assets:10银行存款:01基本户  1000.00 CNY
  Equity:10期初净资产
2026-01-05 * "甲公司" "=HYPERLINK(1)"
  Assets:10银行存款:01基本户  -1200.50 CNY
    bank-no: 1
    bank-balance: -200.50
  Expenses:30运行:36日常维修
2026-03-05 * "1-1-101" "物业费"
  Assets:11库存现金         300.00 CNY
  Assets:20应收款:01物业费
    unit: "1-1-101"
2026-03-31 custom "bank-statement" Assets:10银行存款:01基本户
  first-date: 2026-01-01
  last-date: 2026-03-31
  first-no: 1
  last-no: 1
  opening: 1000.00
  closing: -200.50
"""


@pytest.fixture(scope="module")
def quarter():
    return report(TEXT, "2026-Q1", banks=True)


def test_the_json_has_the_interfaces_keys_and_adds_up(quarter):
    found = json.loads(to_json(quarter))
    assert (found["kind"], found["period"], found["estate"]) == ("quarterly", "2026-Q1", "小院")
    fen = {key: round(float(found[key]) * 100) for key in
           ("opening", "income_total", "spending_total", "closing")}  # fmt: skip
    assert fen == {
        "opening": 100000,
        "income_total": 30000,
        "spending_total": 120050,
        "closing": 9950,
    }
    assert fen["opening"] + fen["income_total"] - fen["spending_total"] == fen["closing"]
    assert found["income"][0] | {"line": "物业服务费", "amount": "300.00"} == found["income"][0]
    assert {"line", "amount", "year_to_date", "budget"} <= set(found["spending"][0])
    account = found["accounts"][0]
    assert (account["account"], account["book"], account["statement"], account["difference"]) == (
        "基本户",
        "-200.50",
        "-200.50",
        "0.00",
    )
    assert found["accounts"][1]["statement"] is None
    assert found["as_of"] == "2026-03-31"


def test_no_float_and_no_foreign_type_is_in_the_json(quarter):
    def walk(value):
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            assert value is None or type(value) in (str, int, bool), value

    walk(as_json(quarter))


def test_the_spreadsheet_holds_numbers_not_text(quarter):
    book = openpyxl.load_workbook(io.BytesIO(workbook(notice(quarter, WHO))))
    assert book.sheetnames == [
        "概览", "收入", "支出", "账户", "大额支付", "欠费", "十二个月", "逐笔", "合同", "工资", "工程",
    ]  # fmt: skip
    vouchers = book["逐笔"]
    rows = [[cell.value for cell in row] for row in vouchers.iter_rows(min_row=4)]
    assert [row[0] for row in rows] == ["逐1", "逐2"]
    assert rows[0][1].date() == datetime.date(2026, 1, 5)
    assert rows[0][4] == "'=HYPERLINK(1)"
    assert [row[6] for row in rows] == [-1200.5, 300]
    assert not [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    overview = {row[1].value: row[3].value for row in book["概览"].iter_rows(min_row=4)}
    assert overview["期末余额"] == 99.5


def test_the_spreadsheet_prints_on_a4_with_its_head_on_every_page(quarter):
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook(notice(quarter, WHO)))):
        assert sheet.page_setup.paperSize == 9
        # One page wide (the default of the format), as many high as it takes.
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$3:$3"


def test_the_same_figures_are_the_same_bytes(quarter):
    assert workbook(notice(quarter, WHO)) == workbook(
        notice(report(TEXT, "2026-Q1", banks=True), WHO)
    )
    assert to_json(quarter) == to_json(report(TEXT, "2026-Q1", banks=True))
