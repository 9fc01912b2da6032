"""The year of a small estate, every figure of its own parts worked out by hand.

Three flats owe 100.00 a month. In 2025 flat 101 pays every month in the month; 102 pays nothing
from October on; 103 pays a whole year ahead in December. A shop rents for 600.00 a quarter.
"""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader
from tiny_ledger import CHART, book, day

from owners_ledger.config import ConfigError
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates
from owners_ledger.registers import Registers
from owners_ledger.registers.assets import Asset
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.produce import produce
from owners_ledger.reporting.sources import Budget, Sources
from owners_ledger.reporting.whole import owed, year
from owners_ledger.reporting.whole.compose import full_report
from owners_ledger.reporting.whole.tables import read_tables

D = Decimal
YEAR = Period.parse("2025")
FEE = "Assets:20应收款:01物业费"
BANK = "Assets:10银行存款:01基本户"
TAX = """
2010-01-01 open Liabilities:13应交税费 CNY
  disclose: "支出/税费"
2010-01-01 open Expenses:50管理:55税费 CNY
  disclose: "支出/税费"
"""


def ledger() -> str:
    text = (
        TAX
        + f"""
2024-12-31 * "期初余额"
  {BANK}  10000.00 CNY
  {FEE}  50.00 CNY
    unit: "1-1-102"
  Liabilities:20押金:01装修押金  -2000.00 CNY
  Liabilities:13应交税费  -300.00 CNY
  Equity:10期初净资产
"""
    )
    for month in range(1, 13):
        for flat in ("101", "102", "103"):
            text += f"""
2025-{month:02d}-01 * "物业费"
  {FEE}  100.00 CNY
    unit: "1-1-{flat}"
  Income:10物业服务费
"""
            if flat == "102" and month >= 10:
                continue
            text += f"""
2025-{month:02d}-05 * "1-1-{flat}" "物业费"
  {BANK}  100.00 CNY
  {FEE}
    unit: "1-1-{flat}"
"""
        if month % 3 == 1:
            text += f"""
2025-{month:02d}-02 * "租金"
  Assets:20应收款:03架空层租金  600.00 CNY
    lease: "L-1"
  Income:20公共收益:21架空层租金
2025-{month:02d}-08 * "甲公司" "租金"
  {BANK}  600.00 CNY
  Assets:20应收款:03架空层租金
    lease: "L-1"
"""
    return (
        text
        + f"""
2025-12-20 * "1-1-103" "预交物业费"
  {BANK}  1200.00 CNY
  {FEE}
    unit: "1-1-103"
2025-03-03 * "1-1-103" "装修押金"
  {BANK}  1000.00 CNY
  Liabilities:20押金:01装修押金
2025-08-03 * "退押金"
  Liabilities:20押金:01装修押金  1500.00 CNY
  {BANK}
2025-06-30 * "计提印花税"
  tax: "stamp"
  Expenses:50管理:55税费  7.20 CNY
  Liabilities:13应交税费
2025-01-15 * "国家金库" "税费"
  Liabilities:13应交税费  300.00 CNY
  {BANK}
2025-07-15 * "国家金库" "印花税"
  tax: "stamp"
  Liabilities:13应交税费  7.20 CNY
  {BANK}
2025-09-09 * "乙公司" "修门"
  Expenses:30运行:36日常维修  2400.00 CNY
  {BANK}
"""
    )


BUDGET = Budget("2024-12", {"物业服务费": D("3600.00")}, {"日常维修": D("2000.00")})


@pytest.fixture(scope="module")
def books():
    return book(ledger(), households=3)


@pytest.fixture(scope="module")
def figures(books):
    return full_report(books, Registers(), YEAR, Sources(budget=BUDGET))


def test_the_equation_and_twelve_months(figures):
    # 101 and 103: 24 × 100, 102: 9 × 100, ahead 1 200, rent 4 × 600, deposit 1 000
    assert figures.income_total == D("7900.00")
    # 1 500 + 300 + 7.20 + 2 400
    assert figures.spending_total == D("4207.20")
    assert (figures.opening, figures.closing) == (D("10000.00"), D("13692.80"))
    assert sum(figures.income_months) == figures.income_total
    assert sum(figures.spending_months) == figures.spending_total
    assert figures.closing_months[-1] == figures.closing
    assert len(figures.closing_months) == 12


def test_deposits(figures):
    (kind,) = figures.parts.deposits
    assert (kind.opening, kind.received, kind.returned) == (D("2000.00"), D("1000"), D("1500"))
    assert (kind.closing, kind.taken, kind.given) == (D("1500.00"), 1, 1)


def test_owed_ahead_and_owing(figures):
    rows = {
        (one.kind, one.name): (one.opening, one.closing, one.holders)
        for one in figures.parts.claims
    }
    assert rows == {
        ("owed", "物业服务费"): (D("50.00"), D("350.00"), 1),
        ("ahead", "物业服务费"): (D("0.00"), D("1200.00"), 1),
        ("owing", "应交税费"): (D("300.00"), D("0.00"), 0),
    }


def test_taxes_apart_where_the_books_tell_them_apart(figures):
    rows = {one.name: (one.charged, one.paid) for one in figures.parts.taxes}
    assert rows == {
        "应交税费（未分税种）": (D("0.00"), D("300.00")),
        "印花税": (D("7.20"), D("7.20")),
    }


def test_collection_by_month_settles_the_oldest_first(figures):
    fee, rent = figures.parts.collected
    assert (fee.line, fee.charged, fee.paid) == ("物业服务费", D("3600"), D("3250.00"))
    paid = [one.paid for one in fee.months]
    # 102 owes 350: December, November, October, and 50 of September.
    assert paid == [D("300")] * 8 + [D("250.00"), D("200"), D("200"), D("200")]
    assert (rent.line, rent.charged, rent.paid) == ("架空层租金", D("2400"), D("2400"))


def test_the_ages_sum_to_the_arrears(figures):
    assert [(one.name, one.units, one.amount) for one in figures.parts.ages] == [
        ("1—3个月", 0, D("250.00"))
    ]
    assert sum(one.amount for one in figures.arrears) == D("250.00")


def test_members_only_where_they_asked_for_it(books, figures):
    assert figures.parts.members is None
    found = owed.members(read_tables(books, YEAR), ("1-1-101", "1-1-102"), YEAR)
    assert (found.members, found.paid, found.overdue) == (2, 1, D("250.00"))


def test_an_asset_loses_a_month_s_part_each_month():
    """12 000.00, 5 % residual, 60 months: 190.00 a month from the month after first use."""
    asset = Asset(
        "G-1", "监控", D("12000.00"), D("0.05"), 60, day("2024-11-15"), None, "", "", "", "", "", 2
    )
    (found,) = year.fixed_assets(Registers(assets=(asset,)), YEAR, load_rates(None))
    assert (found.charged, found.written_off) == (D("2280.00"), D("2470.00"))
    assert found.value == D("9530.00")
    gone = replace(asset, end=datetime.date(2024, 12, 31))
    assert year.fixed_assets(Registers(assets=(gone,)), YEAR, load_rates(None)) == ()


def test_the_sentences_say_what_the_figures_are(figures):
    said = figures.parts.summary
    assert said[0] == (
        "年初有 10,000.00 元，全年收入 7,900.00 元，支出 4,207.20 元，"
        "年末有 13,692.80 元，比年初多 3,692.80 元。"
    )
    # Fees 2 400 + 900 + 1 200 = 4 500 of 7 900: 57; rent 30; deposits 13.
    assert said[1] == "每收进 100 元，来自物业服务费 57 元，架空层租金 30 元，收到装修押金 13 元。"
    # 4 207.20 / 3 flats / 12 months
    assert "平均每户每月的支出是 116.9 元" in said[3]
    assert said[4].startswith("列入预算的收入 4,500.00 元，是预算的 125.0%，多 900.00 元")
    assert "超出最多的是日常维修，400.00 元" in said[5]


def test_next_year_s_budget_stands_beside_this_year(figures):
    following = Budget(
        "2025-11", {"物业服务费": D("3600")}, {"绿化": D("10"), "日常维修": D("2500")}
    )
    found = year.next_budget(2026, following, figures.income, figures.spending)
    assert [(one.line, one.actual, one.budget) for one in found.spending] == [
        ("日常维修", D("2400.00"), D("2000.00")),
        ("绿化", D("0.00"), None),
    ]
    assert (found.income_total, found.spending_total) == (D("3600"), D("2510"))
    assert year.next_budget(2026, None, figures.income, figures.spending) is None


def test_passages_are_known_by_their_keys(tmp_path):
    folder = tmp_path / "ledger" / "annual"
    folder.mkdir(parents=True)
    file = folder / "2025.toml"
    file.write_text('plan = "换水泵"\naudit = "无保留"\n', encoding="utf-8")
    assert [(one.title, one.text) for one in year.sayings(tmp_path, 2025)] == [
        ("审计", "无保留"),
        ("下一年的打算", "换水泵"),
    ]
    file.write_text('audits = "x"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="audits"):
        year.sayings(tmp_path, 2025)
    assert year.sayings(tmp_path, 2024) == ()


def test_a_small_yard_gets_a_short_report_without_empty_headings():
    yard = book(
        """
        2024-12-31 * "期初余额"
          Assets:11库存现金  500.00 CNY
          Equity:10期初净资产
        2025-02-02 * "临时停车"
          Assets:11库存现金  60.00 CNY
          Income:20公共收益:11地面停车月租
        2025-05-05 * "灯泡"
          Expenses:30运行:36日常维修  20.00 CNY
          Assets:11库存现金
        """
    )
    report = full_report(yard, Registers(), YEAR, Sources())
    made = produce(
        notice(report, yard.committee),
        yard.committee,
        Registers(),
        book=None,
        formats=("pdf", "html", "xlsx"),
    )
    pages = PdfReader(io.BytesIO(made.files["pdf"])).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert len(pages) <= 3
    for heading in ("押金", "应收、预收", "收缴率", "固定资产", "决议", "预算", "工程", "税，按"):
        assert heading not in text
    names = load_workbook(io.BytesIO(made.files["xlsx"])).sheetnames
    assert not {"押金", "税", "固定资产", "下年预算"} & set(names)


MOVES = st.lists(
    st.tuples(
        st.integers(0, 364),
        st.sampled_from(
            (
                "Income:10物业服务费",
                "Income:20公共收益:21架空层租金",
                "Expenses:30运行:36日常维修",
                "Expenses:50管理:54银行手续费",
                "Liabilities:20押金:01装修押金",
                "Liabilities:29待核实款项",
            )
        ),
        st.integers(-50_000, 50_000).filter(bool),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(MOVES)
def test_the_year_is_its_halves_quarters_and_months(moves):
    text = '\n2024-12-31 * "期初"\n  Assets:11库存现金  999.99 CNY\n  Equity:10期初净资产\n'
    for days, account, fen in moves:
        when = datetime.date(2025, 1, 1) + datetime.timedelta(days)
        text += f'\n{when} * "x"\n  Assets:11库存现金  {D(fen) / 100} CNY\n  {account}\n'
    assert CHART
    books = book(text)

    def of(name: str):
        return full_report(books, Registers(), Period.parse(name), Sources(), draft=True)

    whole = of("2025")
    for names in (
        ("2025-H1", "2025-H2"),
        tuple(f"2025-Q{n}" for n in range(1, 5)),
        tuple(f"2025-{n:02d}" for n in range(1, 13)),
    ):
        last = books.transactions[-1].date
        parts = [of(name) for name in names if Period.parse(name).first <= last]
        assert sum(one.income_total for one in parts) == whole.income_total
        assert sum(one.spending_total for one in parts) == whole.spending_total
        assert parts[-1].closing == whole.closing
        for side in ("income", "spending"):
            for line in getattr(whole, side):
                same = [
                    one.amount
                    for part in parts
                    for one in getattr(part, side)
                    if one.line == line.line
                ]
                assert sum(same) == line.amount
    quarters = [of(f"2025-Q{n}") for n in range(1, 5) if Period.parse(f"2025-Q{n}").first <= last]
    received = sum(kind.received for one in quarters for kind in one.parts.deposits)
    assert received == sum(kind.received for kind in whole.parts.deposits)
