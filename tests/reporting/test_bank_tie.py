"""What the bank says: coverage, running balance, lines counted, what is in transit."""

from __future__ import annotations

import pytest
from tiny_ledger import D, book, report

from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting import ReportError, disclose

OPENING = """
2025-12-31 * "期初余额"
  Assets:10银行存款:01基本户  100.00 CNY
  Equity:10期初净资产
"""


def line(day, number, amount, balance):
    return f"""
2026-{day} * "甲公司" "款"
  Assets:10银行存款:01基本户  {amount} CNY
    bank-no: {number}
    bank-balance: {balance}
  Expenses:30运行:36日常维修
"""


def fact(first, last, first_no, last_no, opening, closing):
    return f"""
2026-{last} custom "bank-statement" Assets:10银行存款:01基本户
  first-date: 2026-{first}
  last-date: 2026-{last}
  first-no: {first_no}
  last-no: {last_no}
  opening: {opening}
  closing: {closing}
"""


JANUARY = (
    OPENING
    + line("01-05", 1, "-10.00", "90.00")
    + line("01-20", 2, "-5.00", "85.00")
    + fact("01-01", "01-31", 1, 2, "100.00", "85.00")
)


def only(found):
    (account,) = found.accounts
    return account


def test_a_statement_that_ends_with_the_period():
    account = only(report(JANUARY, "2026-01", banks=True))
    assert (account.book, account.statement, account.difference) == (
        D("85.00"),
        D("85.00"),
        D("0.00"),
    )
    assert (account.statement_lines, account.booked_lines) == (2, 2)
    assert (account.tail, str(account.covered_to)) == ("9017", "2026-01-31")


def test_a_statement_over_two_months_is_read_by_its_running_balance():
    text = (
        OPENING
        + line("01-05", 1, "-10.00", "90.00")
        + line("02-03", 2, "-5.00", "85.00")
        + line("03-03", 3, "-5.00", "80.00")
        + fact("01-01", "03-31", 1, 3, "100.00", "80.00")
    )
    january, february = (
        only(report(text, period, banks=True)) for period in ("2026-01", "2026-02")
    )
    assert (january.statement, january.statement_lines, january.booked_lines) == (D("90.00"), 1, 1)
    assert (february.statement, february.difference) == (D("85.00"), D("0.00"))


def test_no_line_yet_is_the_statements_opening():
    text = (
        OPENING
        + line("02-03", 1, "-5.00", "95.00")
        + fact("01-01", "02-28", 1, 1, "100.00", "95.00")
    )
    assert only(report(text, "2026-01", banks=True)).statement == D("100.00")


def test_a_quiet_month_with_a_statement_is_a_period():
    text = JANUARY + fact("02-01", "02-28", 3, 2, "85.00", "85.00")
    found = report(text, "2026-02", banks=True)
    assert (found.opening, found.closing, only(found).statement_lines) == (
        D("85.00"),
        D("85.00"),
        0,
    )


def test_a_period_the_statements_do_not_reach_is_refused_but_for_a_draft():
    text = JANUARY + line("02-03", 3, "-5.00", "80.00")
    with pytest.raises(ReportError, match="基本户的对账单只到 2026-01-31"):
        report(text, "2026-02", banks=True)
    books = book(text, banks=True)
    draft = disclose(books, Registers(), Period.parse("2026-02"), draft=True)
    assert draft.draft
    assert (only(draft).book, only(draft).statement) == (D("80.00"), None)
    with pytest.raises(ReportError, match="基本户没有对账单"):
        report(OPENING + line("02-03", 1, "-5.00", "95.00"), "2026-02", banks=True)


def test_a_gap_between_statements_ends_the_coverage():
    """February's statement is missing: its line 3 is nowhere, whatever March says."""
    text = (
        JANUARY
        + line("03-03", 4, "-5.00", "70.00")
        + fact("03-01", "03-31", 4, 4, "75.00", "70.00")
    )
    with pytest.raises(ReportError, match="只到 2026-01-31"):
        report(text, "2026-03", banks=True)


def test_a_file_that_names_only_its_lines_days_is_covered_by_the_next_one():
    text = (
        OPENING
        + line("01-20", 1, "-5.00", "95.00")
        + fact("01-20", "01-20", 1, 1, "100.00", "95.00")
        + line("02-10", 2, "-5.00", "90.00")
        + fact("02-10", "02-10", 2, 2, "95.00", "90.00")
    )
    assert only(report(text, "2026-01", banks=True)).statement == D("95.00")


def test_a_line_that_was_not_booked_shows_in_the_count_and_the_difference():
    """The bank has three lines down to 70; line 3 of 15.00 is missing in the books."""
    text = JANUARY.replace(
        fact("01-01", "01-31", 1, 2, "100.00", "85.00"),
        fact("01-01", "01-31", 1, 3, "100.00", "70.00"),
    )
    account = only(report(text, "2026-01", banks=True))
    assert (account.statement_lines, account.booked_lines) == (3, 2)
    assert account.difference == D("15.00")


def test_a_movement_only_in_the_books_is_in_transit():
    account = only(
        report(
            JANUARY
            + """
2026-01-31 * "甲公司" "转账支票，银行未付"
  voucher: "记-9"
  Assets:10银行存款:01基本户  -7.00 CNY
  Expenses:30运行:36日常维修
""",
            "2026-01",
            banks=True,
        )
    )
    assert account.difference == D("-7.00")
    assert [(item.number, item.summary, item.amount) for item in account.in_transit] == [
        ("记-9", "转账支票，银行未付", D("-7.00"))
    ]
