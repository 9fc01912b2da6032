"""The check ``payroll`` on a book of two people and three months, written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from beancount import loader
from payroll_people import write

from owners_ledger.checks.problem import CheckError

BANK = "Assets:10银行存款:01基本户"
ACCOUNTS = {
    BANK: "资金/基本户",
    "Liabilities:10应付工资": "支出/人员工资与社保",
    "Liabilities:11应交社保公积金": "支出/人员工资与社保",
    "Liabilities:12应交个人所得税": "支出/人员工资与社保",
    "Liabilities:29待核实款项": "收支/待核实款项",
    "Equity:10期初净资产": "不列示/期初净资产",
    "Expenses:20人员:21保洁": "支出/人员工资与社保",
    "Expenses:20人员:23维修": "支出/人员工资与社保",
    "Expenses:20人员:29社保公积金": "支出/人员工资与社保",
}
COMMITTEE = """\
name = "试样苑"
body = "试样苑业主委员会"
[[bank]]
code = "01"
account = "Assets:10银行存款:01基本户"
name = "基本户"
bank = "试样银行"
number = "3101019901200099017"
[payroll]
city = "重庆"
"""
STAFF = """\
工号,姓名,岗位,用工,月薪,账号,起,止
S01,试样甲,保洁,退休返聘,3000.00,,2024-01-01,
S02,试样乙,维修,劳动合同,6500.00,,2024-01-01,
"""
# S02: base 6,500.00; employee 10.5 % and 5 %, employer 25.6 % and 5 %; 492.50 taxable a month.
PAYROLL = """
2026-{month:02d}-{last} * "职工" "工资"
  payroll: "2026-{month:02d}"
  Expenses:20人员:21保洁        3000.00 CNY
    staff: "S01"
    post: "保洁"
  Expenses:20人员:23维修        6500.00 CNY
    staff: "S02"
    post: "维修"
  Expenses:20人员:29社保公积金  1989.00 CNY
    staff: "S02"
    post: "维修"
  Liabilities:10应付工资       -8477.{wage} CNY
  Liabilities:11应交社保公积金 -2996.50 CNY
  Liabilities:12应交个人所得税   -14.{tax} CNY
"""
OPENING = """
2025-12-31 * "期初"
  Assets:10银行存款:01基本户   90000.00 CNY
  Liabilities:10应付工资       -8000.00 CNY
  Equity:10期初净资产         -82000.00 CNY
2026-01-10 * "代发"
  Assets:10银行存款:01基本户   -8000.00 CNY
  Liabilities:10应付工资        8000.00 CNY
"""
PAID = """
2026-{month:02d}-10 * "代发"
  Assets:10银行存款:01基本户   -8477.{wage} CNY
  Liabilities:10应付工资        8477.{wage} CNY
2026-{month:02d}-12 * "社保"
  Assets:10银行存款:01基本户   -2346.50 CNY
  Liabilities:11应交社保公积金  2346.50 CNY
2026-{month:02d}-13 * "公积金"
  Assets:10银行存款:01基本户    -650.00 CNY
  Liabilities:11应交社保公积金   650.00 CNY
2026-{month:02d}-14 * "个税"
  Assets:10银行存款:01基本户     -14.{tax} CNY
  Liabilities:12应交个人所得税    14.{tax} CNY
"""
APRIL = """
2026-04-03 * "利息"
  Assets:10银行存款:01基本户       1.00 CNY
  Liabilities:29待核实款项        -1.00 CNY
"""
BOOK = (
    OPENING
    + PAYROLL.format(month=1, last=31, wage=72, tax=78)
    + PAID.format(month=2, wage=72, tax=78)
    + PAYROLL.format(month=2, last=28, wage=73, tax=77)
    + PAID.format(month=3, wage=73, tax=77)
    + PAYROLL.format(month=3, last=31, wage=72, tax=78)
    + APRIL
)


class Book:
    """A folder whose ledger, registers and settings a test changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("ledger/committee.toml", COMMITTEE)
        self.write("ledger/registers/staff.csv", STAFF)
        self.write(
            "ledger/main.beancount",
            'option "operating_currency" "CNY"\nplugin "owners_ledger.checks.payroll"\n'
            'include "book.beancount"\n'
            + "".join(
                f'2020-01-01 open {name} CNY\n  disclose: "{line}"\n'
                '  npo-2004: "1002 甲"\n  npo-2024: "1002 甲"\n'
                for name, line in ACCOUNTS.items()
            ),
        )

    def write(self, name: str, text: str) -> None:
        write(self.root, name, text)

    def found(self, text: str = BOOK) -> list[CheckError]:
        """What the check says."""
        self.write("ledger/book.beancount", text)
        _entries, errors, _options = loader.load_file(str(self.root / "ledger/main.beancount"))
        assert all(isinstance(error, CheckError) for error in errors), errors
        assert all(error.severity == "warning" and error.remedy for error in errors)
        return errors


@pytest.fixture
def book(tmp_path) -> Book:
    return Book(tmp_path)


def changed(old: str, new: str, text: str = BOOK) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_a_book_that_pays_as_it_owes_is_in_order(book):
    assert book.found() == []


def test_wages_may_be_paid_within_their_month(book):
    early = BOOK.replace('2026-02-10 * "代发"', '2026-01-31 * "代发"').replace(
        '2026-03-10 * "代发"', '2026-02-28 * "代发"'
    )
    march = PAID.format(month=3, wage=72, tax=78).partition('2026-03-12 * "社保"')[0]
    assert book.found(early + march.replace("03-10", "03-31")) == []


def test_the_housing_fund_may_be_paid_later_than_the_insurance(book):
    """Insurance within the month, the fund in the next."""
    text = BOOK.replace('2026-02-12 * "社保"', '2026-01-31 * "社保"')
    text = text.replace('2026-03-12 * "社保"', '2026-02-28 * "社保"')
    now = '2026-03-31 * "社保"\n  Assets:10银行存款:01基本户 -2346.50 CNY\n'
    assert book.found(text + now + "  Liabilities:11应交社保公积金 2346.50 CNY\n") == []


def test_the_insurance_may_be_paid_later_than_the_housing_fund(book):
    text = BOOK.replace('2026-02-13 * "公积金"', '2026-01-31 * "公积金"')
    text = text.replace('2026-03-13 * "公积金"', '2026-02-28 * "公积金"')
    now = '2026-03-31 * "公积金"\n  Assets:10银行存款:01基本户 -650.00 CNY\n'
    assert book.found(text + now + "  Liabilities:11应交社保公积金 650.00 CNY\n") == []


def test_a_register_changed_afterwards_is_named_by_code_and_amount(book):
    book.write("ledger/registers/staff.csv", STAFF.replace("3000.00", "3100.00"))
    errors = book.found()
    assert [error.entry.date.month for error in errors] == [1, 2, 3]
    assert "S01 保洁：账上 3,000.00，应为 3,100.00，差 100.00" in errors[0].said
    assert "应付工资：账上 8,477.72，应为 8,577.72" in errors[0].said


def test_additions_of_a_month_count(book):
    book.write("ledger/payroll/2026-02.csv", "工号,项目,金额,说明\nS01,奖金,50.00,\n")
    (error,) = book.found()
    assert "2026年2月" in error.said
    assert "应为 3,050.00" in error.said


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [
        ("ledger/payroll/2026-02.csv", "工号,项目,金额,说明\nS09,奖金,50.00,\n", "2026-02.csv"),
        ("ledger/payroll/2026-02.csv", "工号,项目,金额,说明\nS01,红包,50.00,\n", "2026-02.csv"),
        ("ledger/committee.toml", COMMITTEE.replace("重庆", "成都"), "social-成都.toml"),
    ],
)
def test_what_cannot_be_worked_out_is_said_once_with_its_file(book, file, text, where):
    book.write(file, text)
    (error,) = book.found()
    assert error.source["filename"].endswith(where)


def test_a_month_without_payroll_is_found_once_the_bank_is_further(book):
    text = changed(PAYROLL.format(month=3, last=31, wage=72, tax=78), "")
    (error,) = book.found(text)
    assert "2026-03 有在职的职工" in error.said
    assert "owners-ledger payroll 2026-03" in error.remedy
    assert book.found(text.replace(APRIL, "")) == []  # nobody pays before the month is over


def test_a_month_nobody_was_employed_in_needs_no_payroll(book):
    book.write(
        "ledger/registers/staff.csv", STAFF.replace("2024-01-01,\n", "2024-01-01,2026-02-28\n")
    )
    assert book.found(changed(PAYROLL.format(month=3, last=31, wage=72, tax=78), "")) == []


def test_books_that_pay_nobody_this_way_are_left_alone(book):
    book.write("ledger/committee.toml", COMMITTEE.partition("[payroll]")[0])
    assert book.found(OPENING + APRIL) == []


def test_a_payment_short_of_what_is_owed_is_named_with_its_month(book):
    text = changed(
        "-2346.50 CNY\n  Liabilities:11应交社保公积金  2346.50",
        "-2346.40 CNY\n  Liabilities:11应交社保公积金  2346.40",
    )
    (error,) = book.found(text)
    assert "到2026年3月底，应交社保公积金与付出的钱相差 0.10：2026年2月少付 0.10" in error.said


def test_a_payment_beyond_what_is_owed_is_named_and_one_made_good_is_not(book):
    text = changed(
        "     -14.77 CNY\n  Liabilities:12应交个人所得税    14.77",
        "     -15.77 CNY\n  Liabilities:12应交个人所得税    15.77",
    )
    (error,) = book.found(text)
    assert "相差 −1.00：2026年3月多付 1.00" in error.said
    back = '2026-03-28 * "退税"\n  Assets:10银行存款:01基本户 1.00 CNY\n  Liabilities:12应交个人所得税 -1.00 CNY\n'
    assert book.found(text + back) == []


BOUNCED = """
2026-03-11 * "退汇"
  Assets:10银行存款:01基本户    3000.00 CNY
  Liabilities:10应付工资       -3000.00 CNY
    staff: "S01"
"""
AGAIN = """
2026-03-20 * "重发"
  Assets:10银行存款:01基本户   -3000.00 CNY
  Liabilities:10应付工资        3000.00 CNY
    staff: "S01"
"""


def test_a_wage_that_came_back_stays_owed_to_that_person_until_it_is_paid(book):
    (error,) = book.found(BOOK + BOUNCED)
    assert "2026年3月少付 3,000.00" in error.said
    assert "退回还没有重发的：S01 3,000.00" in error.said
    assert book.found(BOOK + BOUNCED + AGAIN) == []


def test_a_payment_booked_as_something_else_leaves_its_month_owed(book):
    text = changed("  Liabilities:12应交个人所得税    14.78", "  Liabilities:29待核实款项    14.78")
    (error,) = book.found(text)
    assert "应交个人所得税与付出的钱相差 14.78：2026年2月少付 14.78" in error.said


def test_a_month_that_is_none_is_named(book):
    (error,) = book.found(changed('payroll: "2026-01"', 'payroll: "2026年1月"'))
    assert "2026年1月" in error.said


def test_what_was_owed_when_the_books_began_is_to_be_paid_in_their_first_month(book):
    (error,) = book.found(changed(OPENING[OPENING.index("2026-01-10") :], "\n"))
    assert "相差 8,000.00：2026年1月少付 8,000.00" in error.said


def test_only_what_is_still_wrong_is_named(book):
    """Ten yuan too little in February are made good in March, when the tax is one too much."""
    text = BOOK.replace("8477.72 CNY\n2026-02-12", "8467.72 CNY\n2026-02-12")
    text = changed(
        "-8477.72 CNY\n  Liabilities:10应付工资        8467.72",
        "-8467.72 CNY\n  Liabilities:10应付工资        8467.72",
        text,
    )
    more = '2026-03-{day} * "补"\n  Assets:10银行存款:01基本户 -{sum} CNY\n  Liabilities:10应付工资 {sum} CNY\n'
    (error,) = book.found(text)
    assert "2026年2月少付 10.00" in error.said
    assert book.found(text + more.format(day=20, sum="10.00")) == []
    (error,) = book.found(text + more.format(day=20, sum="11.00"))
    assert error.said.endswith("相差 −1.00：2026年2月少付 10.00、2026年3月多付 11.00")
    april = PAYROLL.format(month=4, last=30, wage=73, tax=77)
    april += PAID.format(month=4, wage=72, tax=78)
    april += more.format(day=20, sum="10.00") + more.format(day=30, sum="1.00").replace(
        "-03-", "-04-"
    )
    later = '2026-05-02 * "利息"\n  Assets:10银行存款:01基本户 1.00 CNY\n  Liabilities:29待核实款项 -1.00 CNY\n'
    (error,) = book.found(text + april + later)
    assert error.said.endswith("相差 −1.00：2026年4月多付 1.00")


STATEMENT = """
2026-03-{day} custom "bank-statement" "Assets:10银行存款:01基本户"
  file: "甲.csv"
  sha256: "甲"
  first-date: 2026-01-01
  last-date: 2026-03-{day}
  first-no: 1
  last-no: 9
  opening: 0.00
  closing: 0.00
"""


def test_a_month_whose_statement_is_not_complete_is_not_judged(book):
    text = changed(
        "    14.77", "    15.77", BOOK.replace("-14.77 CNY\n  Liab", "-15.77 CNY\n  Liab")
    )
    text = text.replace("12应交个人所得税   -15.77", "12应交个人所得税   -14.77")
    assert book.found(text + STATEMENT.format(day=20)) == []
    (error,) = book.found(text + STATEMENT.format(day=31))
    assert "2026年3月多付 1.00" in error.said
