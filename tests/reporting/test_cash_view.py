"""The equation and its lines, on ledgers small enough to add up by hand."""

from __future__ import annotations

import pytest
from tiny_ledger import D, book, lines, report

from owners_ledger.books.notes import Notes
from owners_ledger.commitments.model import Budget
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting import ReportError, Sources, disclose

OPENING = """
2025-12-31 * "期初余额"
  Assets:10银行存款:01基本户  1000.00 CNY
  Assets:11库存现金             50.00 CNY
  Assets:20应收款:01物业费      30.00 CNY
    unit: "1-1-101"
  Equity:10期初净资产
"""


def test_opening_plus_income_minus_spending_is_closing():
    found = report(
        OPENING
        + """
        2026-01-05 * "1-1-101" "物业费"
          Assets:10银行存款:01基本户   150.00 CNY
          Assets:20应收款:01物业费    -150.00 CNY
            unit: "1-1-101"
        2026-01-06 * "甲公司" "修门"
          Assets:11库存现金            -20.00 CNY
          Expenses:30运行:36日常维修    20.00 CNY
        """,
        "2026-01",
    )
    assert (found.opening, found.income_total) == (D("1050.00"), D("150.00"))
    assert (found.spending_total, found.closing) == (D("20.00"), D("1180.00"))
    assert [(one.name, one.opening, one.book) for one in found.accounts] == [
        ("基本户", D("1000.00"), D("1150.00")),
        ("现金", D("50.00"), D("30.00")),
    ]


def test_each_leg_of_a_mixed_entry_goes_to_its_own_line():
    """Rent of 500 comes in less a fee of 5 the bank kept; 100 of it pays a repair at once."""
    found = report(
        OPENING
        + """
        2026-01-07 * "甲公司" "租金，扣手续费和修理费"
          Assets:10银行存款:01基本户    395.00 CNY
          Expenses:50管理:54银行手续费     5.00 CNY
          Expenses:30运行:36日常维修     100.00 CNY
          Assets:20应收款:03架空层租金   -500.00 CNY
            lease: "L-01"
        """,
        "2026-01",
    )
    assert lines(found.income) == {"架空层租金": D("500.00")}
    assert lines(found.spending) == {"日常维修": D("100.00"), "银行手续费": D("5.00")}
    assert found.closing == D("1445.00")


def test_a_refund_lessens_its_line_and_a_deposit_stands_on_both_sides():
    found = report(
        OPENING
        + """
        2026-01-02 * "1-1-101" "物业费"
          Assets:10银行存款:01基本户   300.00 CNY
          Assets:20应收款:01物业费    -300.00 CNY
            unit: "1-1-101"
        2026-01-03 * "1-1-101" "退多交的物业费"
          Assets:10银行存款:01基本户  -120.00 CNY
          Assets:20应收款:01物业费     120.00 CNY
            unit: "1-1-101"
        2026-01-04 * "甲公司" "修门"
          Assets:10银行存款:01基本户   -80.00 CNY
          Expenses:30运行:36日常维修    80.00 CNY
        2026-01-05 * "甲公司" "退修门款"
          Assets:10银行存款:01基本户    80.00 CNY
          Expenses:30运行:36日常维修   -80.00 CNY
        2026-01-06 * "1-1-102" "装修押金"
          Assets:10银行存款:01基本户   200.00 CNY
          Liabilities:20押金:01装修押金  -200.00 CNY
        2026-01-09 * "1-1-103" "退装修押金"
          Assets:10银行存款:01基本户   -50.00 CNY
          Liabilities:20押金:01装修押金   50.00 CNY
        """,
        "2026-01",
    )
    assert lines(found.income) == {"收到装修押金": D("200.00"), "物业服务费": D("180.00")}
    assert lines(found.spending) == {"退还装修押金": D("50.00"), "日常维修": D("0.00")}
    assert [line.count for line in found.spending] == [1, 2]


def test_a_transfer_between_own_accounts_is_neither_income_nor_spending():
    """Out on the 30th, in two days later: on the way it is money in transit."""
    text = (
        OPENING
        + """
        2026-01-30 * "转入收费户"
          Assets:10银行存款:01基本户   -400.00 CNY
          Assets:10银行存款:09在途资金  400.00 CNY
        2026-02-01 * "基本户转入"
          Assets:10银行存款:02收费户    400.00 CNY
          Assets:10银行存款:09在途资金 -400.00 CNY
        """
    )
    january, february = report(text, "2026-01"), report(text, "2026-02")
    assert january.income_total == january.spending_total == february.income_total == D("0.00")
    assert {one.name: one.book for one in january.accounts} == {
        "基本户": D("600.00"),
        "在途资金": D("400.00"),
        "现金": D("50.00"),
    }
    assert {one.name: one.book for one in february.accounts} == {
        "基本户": D("600.00"),
        "收费户": D("400.00"),
        "在途资金": D("0.00"),
        "现金": D("50.00"),
    }


def test_lines_by_size_with_year_previous_and_budget():
    found = report(
        OPENING
        + """
        2026-01-05 * "甲公司" "一月"
          Assets:10银行存款:01基本户   -30.00 CNY
          Expenses:30运行:36日常维修    30.00 CNY
        2026-02-05 * "甲公司" "二月"
          Assets:10银行存款:01基本户   -45.00 CNY
          Expenses:30运行:36日常维修    40.00 CNY
          Expenses:50管理:54银行手续费   5.00 CNY
        2026-03-05 * "银行" "三月"
          Assets:10银行存款:01基本户    -7.00 CNY
          Expenses:50管理:54银行手续费   7.00 CNY
        """,
        "2026-03",
        sources=Sources(
            budget=Budget("2025-12", {}, {"日常维修": D("600.00"), "绿化": D("90.00")}),
            notes=Notes(lines={"绿化": "春季补栽推迟到四月。"}),
        ),
    )
    assert [
        (line.line, line.amount, line.year_to_date, line.previous, line.budget)
        for line in found.spending
    ] == [
        ("银行手续费", D("7.00"), D("12.00"), D("5.00"), None),
        ("日常维修", D("0.00"), D("70.00"), D("40.00"), D("600.00")),
        ("绿化", D("0.00"), D("0.00"), D("0.00"), D("90.00")),
    ]
    assert found.spending[2].note == "春季补栽推迟到四月。"
    assert (found.spending_year, found.spending_budget) == (D("82.00"), D("690.00"))
    assert [point.month for point in found.history] == ["2026-01", "2026-02", "2026-03"]
    assert [point.closing for point in found.history] == [D("1020.00"), D("975.00"), D("968.00")]


def test_a_quarter_is_its_months_side_by_side():
    text = (
        OPENING
        + """
        2026-01-05 * "甲公司" "一月"
          Assets:10银行存款:01基本户   -30.00 CNY
          Expenses:30运行:36日常维修    30.00 CNY
        2026-03-05 * "甲公司" "三月"
          Assets:10银行存款:01基本户   -11.00 CNY
          Expenses:30运行:36日常维修    11.00 CNY
        """
    )
    quarter = report(text, "2026-Q1")
    assert quarter.spending[0].months == (D("30.00"), D("0.00"), D("11.00"))
    assert quarter.spending_months == (D("30.00"), D("0.00"), D("11.00"))
    assert quarter.closing_months == (D("1020.00"), D("1020.00"), D("1009.00"))
    assert (quarter.number, quarter.previous_number) == ("公示〔2026〕季第 1 号", "")


def test_numbers_and_days_of_posting():
    calendar = report(OPENING + QUIET, "2026-02")
    assert (calendar.number, calendar.previous_number) == (
        "公示〔2026〕第 2 号",
        "公示〔2026〕第 1 号",
    )
    assert str(calendar.posted_from) == "2026-03-08"
    assert str(calendar.posted_to) == "2026-04-07"
    working = report(OPENING + QUIET, "2026-02", posting={"days": 5, "kind": "工作日", "lag": 6})
    assert (str(working.posted_from), str(working.posted_to)) == ("2026-03-06", "2026-03-13")


QUIET = """
2026-02-05 * "银行" "手续费"
  Assets:11库存现金             -1.00 CNY
  Expenses:50管理:54银行手续费   1.00 CNY
"""


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2025-11", "账本第一笔在 2025-12-31"),
        ("2025-12", "账本从 2026年1月开始"),
        ("2025-Q4", "账本从 2026年1月开始"),
        ("2026-03", "还没有记账"),
        ("2031-Q2", "还没有记账"),
    ],
)
def test_a_period_without_books_is_refused(period, says):
    with pytest.raises(ReportError, match=says):
        report(OPENING + QUIET, period)


def test_an_opening_entry_inside_the_period_is_named():
    with pytest.raises(ReportError, match="期初余额") as caught:
        report(OPENING.replace("2025-12-31", "2026-02-10") + QUIET, "2026-02")
    assert caught.value.line


NOWHERE = """
2026-02-10 * "甲公司" "不知记到哪里"
  Assets:11库存现金   -1.00 CNY
  Equity:99无栏目      1.00 CNY
"""


def test_money_against_an_account_without_a_line_is_named():
    with pytest.raises(ReportError, match="99无栏目"):
        report(NOWHERE, "2026-02")


def test_empty_books_are_refused():
    with pytest.raises(ReportError, match="没有账"):
        report("", "2026-01")


def test_books_with_an_error_give_no_figures():
    books = book(OPENING + QUIET)
    books.errors.append(ValueError("借贷不平"))
    with pytest.raises(ReportError, match="1 处错误"):
        disclose(books, Registers(), Period.parse("2026-02"))
