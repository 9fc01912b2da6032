"""A half-year sheet of public income as it once hung, told with its totals: entered and set.

Opening, income, spending, closing and the net, the form of its voucher numbers and its negative
refunds are those of the published sheet. It was published without months and with totals only for
income: the single lines here are made up so that they sum to it.
"""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from tiny_ledger import book

from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.produce import produce
from owners_ledger.reporting import disclose

D = Decimal
RECEIPTS = (  # day, account, yuan
    ("2018-01-20", "Assets:20应收款:02停车费", "68400.00"),
    ("2018-02-26", "Assets:20应收款:03架空层租金", "36000.00"),
    ("2018-03-21", "Income:30其他收入:11利息", "1108.52"),
    ("2018-04-19", "Assets:20应收款:02停车费", "71350.00"),
    ("2018-05-17", "Assets:20应收款:03架空层租金", "49800.00"),
    ("2018-06-21", "Income:30其他收入:11利息", "1241.47"),
)
PAYMENTS = (  # day, voucher, payee, summary, account, yuan
    ("2018-01-11", "建-0021", "甲建筑有限公司", "3号楼外墙渗漏维修首付款", "works", "186000.00"),
    ("2018-02-08", "建-0022", "乙电梯有限公司", "电梯曳引轮更换", "repair", "95400.00"),
    ("2018-03-15", "建-0025", "甲建筑有限公司", "3号楼外墙渗漏维修进度款", "works", "372000.00"),
    ("2018-04-12", "建-0027", "丙园林有限公司", "中心绿地改造", "repair", "148900.00"),
    ("2018-05-03", "建-0029", "甲建筑有限公司", "3号楼外墙维修多收款退回", "works", "-12600.00"),
    ("2018-05-24", "建-0031", "丁水泵有限公司", "生活水泵更换", "repair", "139246.00"),
    ("2018-06-05", "建-0033", "乙电梯有限公司", "曳引轮旧件折价退回", "repair", "-3800.00"),
    ("2018-06-20", "建-0034", "", "公共收益税金", "tax", "22420.39"),
)
ACCOUNTS = {
    "works": "Assets:30在建工程:01消防改造",
    "repair": "Expenses:30运行:36日常维修",
    "tax": "Expenses:50管理:59其他",
}


def ledger() -> str:
    text = """
2017-12-31 * "期初余额"
  Assets:10银行存款:01基本户  1630005.37 CNY
  Equity:10期初净资产
"""
    for place, (day, account, yuan) in enumerate(RECEIPTS):
        unit = f'\n    unit: "{place + 1}-1-101"' if "停车费" in account else ""
        text += f"""
{day} * "公共收益"
  Assets:10银行存款:01基本户  {yuan} CNY
  {account}  -{yuan} CNY{unit}
"""
        if "停车费" in account:  # what is due of it by June; the rest is paid ahead
            text += f"""
{day} * "应收停车费"
  {account}  50000.00 CNY{unit}
  Income:20公共收益:11地面停车月租
"""
        elif "租金" in account:
            text += f"""
{day} * "应收租金"
  {account}  {yuan} CNY
  Income:20公共收益:21架空层租金
"""
    for day, voucher, payee, summary, account, yuan in PAYMENTS:
        text += f"""
{day} * "{payee}" "{summary}"
  voucher: "{voucher}"
  {ACCOUNTS[account]}  {yuan} CNY
  Assets:10银行存款:01基本户
"""
    return text


@pytest.fixture(scope="module")
def books():
    return book(ledger())


@pytest.fixture(scope="module")
def figures(books):
    return disclose(books, Registers(), Period.parse("2018-H1"))


def test_the_published_figures(figures):
    assert (figures.kind, figures.title) == ("halfyear", "2018年上半年")
    assert figures.opening == D("1630005.37")
    assert figures.income_total == D("227899.99")
    assert figures.spending_total == D("947566.39")
    assert figures.income_total - figures.spending_total == D("-719666.40")
    assert figures.closing == D("910338.97")


def test_the_half_year_is_its_two_quarters_and_six_months(books, figures):
    for parts in (("Q1", "Q2"), tuple(f"{month:02d}" for month in range(1, 7))):
        found = [disclose(books, Registers(), Period.parse(f"2018-{part}")) for part in parts]
        assert sum(one.income_total for one in found) == figures.income_total
        assert sum(one.spending_total for one in found) == figures.spending_total
        assert found[0].opening == figures.opening
        assert found[-1].closing == figures.closing
    assert figures.closing_months[-1] == figures.closing


def test_refunds_stand_in_spending_as_negative_lines(figures):
    paid = {row.number: row.amount for row in figures.payments}
    assert paid["建-0029"] == D("-12600.00")
    assert paid["建-0033"] == D("-3800.00")
    assert sum(paid.values()) == figures.spending_total


@pytest.fixture(scope="module")
def files(books, figures):
    paper = notice(figures, books.committee)
    return produce(
        paper, books.committee, Registers(), book=None, formats=("pdf", "html", "xlsx", "json")
    )


def test_the_reader_finds_what_the_sheet_did_not_say(files):
    """The complaint: nobody knew which works, and prepaid parking sat in the balance."""
    pages = [
        "".join(sheet.extract_text().split())
        for sheet in PdfReader(io.BytesIO(files.files["pdf"])).pages
    ]
    whole = "".join(pages)
    for amount in ("1,630,005.37", "227,899.99", "947,566.39", "910,338.97"):
        assert amount in pages[0]
    assert "业主预交的物业费、停车费2笔39,750.00" in pages[0]
    assert "可用余额870,588.97" in pages[0]
    for _day, voucher, payee, summary, _account, _yuan in PAYMENTS:
        assert voucher in whole
        assert summary in whole
        assert payee in whole
    assert "−12,600.00" in whole
    assert not files.warnings


def test_the_spreadsheet_adds_up(files):
    sheets = load_workbook(io.BytesIO(files.files["xlsx"]))
    rows = [row for row in sheets["逐笔"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert round(sum(Decimal(str(row[6])) for row in rows), 2) == D("-719666.40")
