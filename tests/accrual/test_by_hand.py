"""A small estate over two years, every figure of the three forms worked out by hand.

The books (yuan; A and B are households, L a tenant):

2024-12-31 opening      bank 1,000; A owes 100; deposit held 300; net assets 800
2025-02-10 A pays       bank +250, A's debt −100 → A is 150 ahead
2025-03-01 charged      A 60, B 60 (fee income 120)          → A 90 ahead, B owes 60
2025-05-05 grant        bank +500 restricted
2025-06-01 works        bank −400 into works under construction
2025-12-31 release      200 of the grant → government income already shown
2025-12-31 wages        100 earned, unpaid
2026-01-01 wages paid   100
2026-01-01 insurance    120 paid for the year
2026-01-31 its share    10
2026-02-01 charged      A 60, B 60                           → A 30 ahead, B owes 120
2026-03-31 tax          5 accrued
2026-03-31 refund       bank −20 paid back of fees received from B (B owes 140)

2025: income fee 120 + grant 500 (restricted) = 620; costs wages 100; change 520.
      unrestricted 120 − 100 + 200 = 220; restricted 500 − 200 = 300.
      net assets 800 → 1,320 (unrestricted 1,020, restricted 300).
      money 1,000 + 250 + 500 − 400 = 1,350.
      assets: money 1,350, B owes 60, works 400 = 1,810.
      liabilities: wages 100, A ahead 90, deposit 300 = 490. 1,810 − 490 = 1,320.
2026-Q1: income fee 120; costs insurance 10, tax 5; change 105; net assets 1,425.
      money 1,350 − 100 − 120 − 20 = 1,110.
      assets: money 1,110, B owes 140, prepaid 110, works 400 = 1,760.
      liabilities: A ahead 30, tax 5, deposit 300 = 335. 1,760 − 335 = 1,425.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader

from owners_ledger.books.load import Books
from owners_ledger.config import committee_of
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting import disclose
from owners_ledger.reporting.accrual import accrual_statements
from owners_ledger.reporting.refusal import ReportError

CHART = """
2020-01-01 open Assets:10银行 CNY
  disclose: "资金/基本户"
  npo-2004: "1002 银行存款"
  npo-2024: "1002 银行存款"
2020-01-01 open Assets:20应收 CNY
  disclose: "收入/物业服务费"
  npo-2004: "1121 应收账款"
  npo-2024: "1121 应收账款"
2020-01-01 open Assets:21预付 CNY
  disclose: "支出/保险"
  npo-2004: "1141 预付账款"
  npo-2024: "1141 预付账款"
2020-01-01 open Assets:30工程 CNY
  disclose: "支出/专项工程"
  npo-2004: "1505 在建工程"
  npo-2024: "1505 在建工程"
2020-01-01 open Liabilities:10工资 CNY
  disclose: "支出/人员工资与社保"
  npo-2004: "2204 应付工资"
  npo-2024: "2204 应付职工薪酬"
2020-01-01 open Liabilities:13税 CNY
  disclose: "支出/税费"
  npo-2004: "2206 应交税金"
  npo-2024: "2206 应交税费"
2020-01-01 open Liabilities:20押金 CNY
  disclose: "收支/装修押金"
  earmark: "押金"
  npo-2004: "2209 其他应付款"
  npo-2024: "2209 其他应付款"
2020-01-01 open Liabilities:26补助 CNY
  disclose: "收入/消防改造补助"
  npo-2004: "3102 限定性净资产"
  npo-2024: "3102 限定性净资产"
2020-01-01 open Equity:10期初 CNY
  disclose: "不列示/期初"
  npo-2004: "3101 非限定性净资产"
  npo-2024: "3101 非限定性净资产"
2020-01-01 open Income:10物业费 CNY
  disclose: "收入/物业服务费"
  npo-2004: "4301 提供服务收入"
  npo-2024: "4301 提供服务收入"
2020-01-01 open Income:30补助 CNY
  disclose: "收入/政府补助"
  npo-2004: "4401 政府补助收入"
  npo-2024: "4401 政府补助收入"
2020-01-01 open Expenses:10工资 CNY
  disclose: "支出/人员工资与社保"
  npo-2004: "5101 业务活动成本"
  npo-2024: "5101 业务活动成本"
2020-01-01 open Expenses:20保险 CNY
  disclose: "支出/保险"
  npo-2004: "5101 业务活动成本"
  npo-2024: "5101 业务活动成本"
2020-01-01 open Expenses:30税 CNY
  disclose: "支出/税费"
  npo-2004: "5401 其他费用"
  npo-2024: "5201 税金及附加"
"""
ENTRIES = """
2024-12-31 * "期初"
  Assets:10银行 1000.00 CNY
  Assets:20应收 100.00 CNY
    unit: "A"
  Liabilities:20押金 -300.00 CNY
  Equity:10期初 -800.00 CNY
2025-02-10 * "收款"
  Assets:10银行 250.00 CNY
  Assets:20应收 -250.00 CNY
    unit: "A"
2025-03-01 * "应收"
  Assets:20应收 60.00 CNY
    unit: "A"
  Assets:20应收 60.00 CNY
    unit: "B"
  Income:10物业费 -120.00 CNY
2025-05-05 * "补助"
  Assets:10银行 500.00 CNY
  Liabilities:26补助 -500.00 CNY
2025-06-01 * "工程款"
  Assets:30工程 400.00 CNY
  Assets:10银行 -400.00 CNY
2025-12-31 * "转收入"
  Liabilities:26补助 200.00 CNY
  Income:30补助 -200.00 CNY
2025-12-31 * "工资"
  Expenses:10工资 100.00 CNY
  Liabilities:10工资 -100.00 CNY
2026-01-01 * "发工资"
  Liabilities:10工资 100.00 CNY
  Assets:10银行 -100.00 CNY
2026-01-01 * "保险"
  Assets:21预付 120.00 CNY
  Assets:10银行 -120.00 CNY
2026-01-31 * "分摊"
  Expenses:20保险 10.00 CNY
  Assets:21预付 -10.00 CNY
2026-02-01 * "应收"
  Assets:20应收 60.00 CNY
    unit: "A"
  Assets:20应收 60.00 CNY
    unit: "B"
  Income:10物业费 -120.00 CNY
2026-03-31 * "计税"
  Expenses:30税 5.00 CNY
  Liabilities:13税 -5.00 CNY
2026-03-31 * "退款"
  Assets:20应收 20.00 CNY
    unit: "B"
  Assets:10银行 -20.00 CNY
"""


def books(chart: str = CHART, entries: str = ENTRIES) -> Books:
    found, errors, options = loader.load_string(chart + entries)
    assert not errors, errors
    committee = committee_of({"name": "小院", "body": "小院业主委员会"})
    return Books(Path("/book"), committee, found, [], options)


def statements(period: str, chart: str = CHART, entries: str = ENTRIES):
    one, asked = books(chart, entries), Period.parse(period)
    return accrual_statements(one, asked, disclose(one, Registers(), asked, draft=True))


def whole(*rows: str) -> dict[str, tuple[int, ...]]:
    """``货币资金 1000 1350`` → {"货币资金": (1000, 1350)}."""
    return {row.split()[0]: tuple(int(one) for one in row.split()[1:]) for row in rows}


def printed(rows) -> dict[str, tuple[Decimal, ...]]:
    """Rows of the balance sheet or the cash-flow statement that have an amount, totals too."""
    found = {}
    for one in rows:
        amounts = getattr(one, "amounts", None) or (
            () if one.row is None else (one.opening, one.closing)
        )
        if any(amounts):
            found[one.title] = tuple(amounts)
    return found


def splits(statement) -> dict[str, tuple[Decimal, ...]]:
    """Unrestricted and restricted of each group of columns, by row."""
    found = {}
    for one in statement.rows:
        amounts = [part for split in one.amounts for part in (split.unrestricted, split.restricted)]
        if any(amounts):
            found[one.title] = tuple(amounts)
    return found


def test_balance_sheet_of_2025_in_the_form_of_2004() -> None:
    sheet = statements("2025").balance
    assert (sheet.opening_title, sheet.closing_title) == ("年初数", "期末数")
    assert printed(sheet.assets) == whole(
        "货币资金 1000 1350",
        "应收款项 100 60",
        "流动资产合计 1100 1410",
        "在建工程 0 400",
        "固定资产合计 0 400",
        "资产总计 1100 1810",
    )
    assert printed(sheet.claims) == whole(
        "应付款项 300 300",
        "应付工资 0 100",
        "预收账款 0 90",
        "流动负债合计 300 490",
        "负债合计 300 490",
        "非限定性净资产 800 1020",
        "限定性净资产 0 300",
        "净资产合计 800 1320",
        "负债和净资产总计 1100 1810",
    )


def test_activities_of_2025_show_the_grant_once_and_its_release() -> None:
    made = statements("2025").activities
    assert made.columns == ("本年累计数",)  # the books hold no 2024
    assert splits(made) == whole(
        "提供服务收入 120 0",
        "政府补助收入 0 500",
        "收入合计 120 500",
        "（一）业务活动成本 100 0",
        "人员工资与社保 100 0",
        "费用合计 100 0",
        "三、限定性净资产转为非限定性净资产 200 -200",
        "四、净资产变动额（若为净资产减少额，以“−”号填列） 220 300",
    )


def test_cash_flows_of_2025_end_at_the_bank() -> None:
    made = statements("2025").cash_flows
    assert printed(made.rows) == whole(
        "提供服务收到的现金 250",
        "政府补助收到的现金 500",
        "现金流入小计 750",
        "业务活动产生的现金流量净额 750",
        "购建固定资产和无形资产所支付的现金 400",
        "现金流出小计 400",
        "投资活动产生的现金流量净额 -400",
        "五、现金及现金等价物净增加额 350",
    )
    assert (made.opening, made.increase, made.closing) == (1000, 350, 1350)


def test_bridge_of_2025() -> None:
    made = statements("2025").bridge
    # 350 − 40 (debts of 100 came down to 60) − 90 (A ahead) − 100 (wages) + 400 (works) = 520
    assert (made.surplus, made.change) == (350, 520)
    assert {line.title: line.amount for line in made.lines} == {
        "应收款项减少": -40,
        "预收款项增加": -90,
        "应付工资、社保增加": -100,
        "在建工程、固定资产增加": 400,
    }
    assert {(one.line, one.cash, one.accrual) for one in made.items} == {
        ("物业服务费", 250, 120),
        ("消防改造补助", 500, 500),
        ("专项工程", 400, 0),
        ("人员工资与社保", 0, 100),
    }


def test_first_quarter_of_2026_opens_with_2025_in_the_new_form() -> None:
    made = statements("2026-Q1")
    sheet = made.balance
    assert (made.era, sheet.opening_title, sheet.opened) == (
        "2024",
        "年初余额",
        datetime.date(2025, 12, 31),
    )
    assert printed(sheet.assets) == whole(
        "货币资金 1350 1110",
        "应收款项 60 140",
        "预付账款 0 110",
        "流动资产合计 1410 1360",
        "在建工程 400 400",
        "固定资产合计 400 400",
        "非流动资产合计 400 400",
        "资产总计 1810 1760",
    )
    assert printed(sheet.claims) == whole(
        "应付款项 300 300",
        "应付职工薪酬 100 0",
        "应交税费 0 5",
        "预收账款 90 30",
        "流动负债合计 490 335",
        "负债合计 490 335",
        "非限定性净资产 1020 1125",
        "限定性净资产 300 300",
        "净资产合计 1320 1425",
        "负债和净资产总计 1810 1760",
    )
    assert made.activities.columns == ("本季度数", "本年累计数")
    assert splits(made.activities) == whole(
        "提供服务收入 120 0 120 0",
        "收入合计 120 0 120 0",
        "（一）业务活动成本 10 0 10 0",
        "保险 10 0 10 0",
        "（二）税金及附加 5 0 5 0",
        "费用合计 15 0 15 0",
        "六、净资产变动额（减少以“−”号填列） 105 0 105 0",
    )
    assert printed(made.cash_flows.rows) == whole(
        "提供服务收到的现金 -20 -20",
        "现金流入小计 -20 -20",
        "支付给员工以及为员工支付的现金 100 100",
        "购买商品、接受服务支付的现金 120 120",
        "现金流出小计 220 220",
        "业务活动产生的现金流量净额 -240 -240",
        "五、现金及现金等价物净增加额 -240 -240",
    )


def test_march_alone_has_the_year_beside_it() -> None:
    made = statements("2026-03")
    assert made.activities.columns == ("本月数", "本年累计数")
    assert [(one.unrestricted, one.restricted) for one in made.activities.change] == [
        (-5, 0),
        (105, 0),
    ]
    assert (made.cash_flows.opening, made.cash_flows.increase) == (1130, -20)
    assert made.balance.net_opening.total == 1320


@pytest.mark.parametrize(
    ("year", "columns"),
    [("2025", ("本年累计数",)), ("2026", ("本年累计数",)), ("2027", ("上年数", "本年累计数"))],
)
def test_the_year_before_is_shown_from_the_second_year_of_a_system(year, columns) -> None:
    later = (
        ENTRIES
        + """
2027-01-01 * "收款"
  Assets:10银行 7.00 CNY
  Income:10物业费 -7.00 CNY
"""
    )
    made = statements(year, entries=later)
    assert made.activities.columns == columns
    if year == "2027":
        assert [one.total for one in made.activities.change] == [105, 7]
        assert made.cash_flows.rows[-1].amounts == (7, -240)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ('  npo-2024: "5201 税金及附加"\n', "", "没有 npo-2024"),
        ('"5201 税金及附加"', '"5401 其他费用"', "不是这套制度的科目|不是一回事"),
        ('"5201 税金及附加"', '"5201 管理费用"', "不是一回事"),
        ('"5201 税金及附加"', '"2206 应交税费"', "Expenses 类"),
        ('npo-2024: "1002 银行存款"', 'npo-2024: "1101 短期投资"', "现金流量"),
    ],
)
def test_an_account_without_its_right_line_is_refused_with_its_place(was, now, words) -> None:
    assert was in CHART
    with pytest.raises(ReportError, match=words) as caught:
        statements("2026-Q1", chart=CHART.replace(was, now))
    assert caught.value.line is not None
    assert statements("2025", chart=CHART.replace(was, now)).era == "2004"


def test_books_that_begin_in_the_middle_of_a_year_open_there() -> None:
    shifted = ENTRIES.replace("2024-12-31", "2025-01-31")
    made = statements("2025-Q2", entries=shifted)
    assert made.balance.opening_title == "启用时余额"
    assert made.balance.net_opening.total == 800
    assert made.activities.change[1].total == 620


def test_who_is_ahead_does_not_hide_who_owes() -> None:
    entries = ENTRIES.replace('unit: "B"', 'unit: "A"')
    together = statements("2025", entries=entries).balance
    apart = statements("2025").balance
    assert together.assets_total[1] == apart.assets_total[1] - 60
    assert together.net_closing == apart.net_closing


@pytest.mark.parametrize(
    ("year", "row"),
    [("2025", "支付的其他与业务活动有关的现金"), ("2026", "各项税费支付的现金")],
)
def test_tax_paid_has_a_row_of_its_own_in_the_new_form(year: str, row: str) -> None:
    paid = f"""
{year}-05-04 * "缴税"
  Expenses:30税 3.00 CNY
  Liabilities:13税 4.00 CNY
  Assets:10银行 -7.00 CNY
"""
    found = printed(statements(f"{year}-05", entries=ENTRIES + paid).cash_flows.rows)
    assert found[row][0] == 7
