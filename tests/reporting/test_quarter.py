"""Contracts, wages by post, works."""

from __future__ import annotations

from tiny_ledger import D, day, report

from owners_ledger.commitments.model import Works
from owners_ledger.registers import Deposit, Lease, Registers
from owners_ledger.reporting import Sources

RENT = "Assets:20应收款:03架空层租金"
ANY = '2026-01-02 * "银行" "利息"\n  Assets:11库存现金  1.00 CNY\n  Income:30其他收入:11利息\n'


def lease(code, tenant, start, end, rent="900.00"):
    return Lease(
        code, "架空层", "1栋", tenant, "", D(rent), "季", D("50.00"), day(start), end and day(end), RENT, 2
    )  # fmt: skip


def test_contracts_show_companies_and_hide_persons():
    """900 was charged and 700 paid; L-02's last rent of 30 is still owed; L-03 is long over."""
    registers = Registers(
        leases=(
            lease("L-01", "小杉树幼儿园有限公司", "2021-07-01", "2025-12-31", "800.00"),
            lease("L-01", "小杉树幼儿园有限公司", "2026-01-01", "2028-06-30"),
            lease("L-02", "许建实", "2021-07-01", "2025-12-31"),
            lease("L-03", "某某商贸有限公司", "2020-07-01", "2021-12-31"),
            lease("L-04", "吴家社", "2026-03-31", None),
        ),
        deposits=(
            Deposit("D-1", "L-01", "租赁押金", D("1200.00"), day("2021-07-01"), None, 2),
            Deposit("D-2", "L-02", "租赁押金", D("60.00"), day("2021-07-01"), day("2026-01-09"), 3),
        ),
    )
    text = ANY
    for when, code, amount in (("2025-10-01", "L-02", "30.00"), ("2026-01-01", "L-01", "900.00")):
        text += f'{when} * "租金"\n  {RENT}  {amount} CNY\n    lease: "{code}"\n  Income:20公共收益:21架空层租金\n'
    text += f'2026-02-03 * "收租"\n  Assets:11库存现金  700.00 CNY\n  {RENT}  -700.00 CNY\n    lease: "L-01"\n'
    found = report(text, "2026-Q1", registers=registers).contracts
    assert [
        (one.code, one.counterparty, one.term, one.rent, one.due, one.received, one.overdue, one.deposit)
        for one in found
    ] == [
        ("L-01", "小杉树幼儿园有限公司", "2021-07-01 至 2028-06-30", "900.00 元/季", D("900.00"), D("700.00"), D("200.00"), D("1200.00")),
        ("L-02", "个人承租", "2021-07-01 至 2025-12-31", "900.00 元/季", D("0.00"), D("0.00"), D("30.00"), D("0.00")),
        ("L-04", "个人承租", "2026-03-31 起", "900.00 元/季", D("0.00"), D("0.00"), D("0.00"), D("50.00")),
    ]  # fmt: skip


def payroll(month, people):
    legs = "".join(
        f'  Expenses:20人员:21保洁  100.00 CNY\n    staff: "S{n}"\n    post: "{post}"\n'
        f'  Expenses:20人员:29社保公积金  20.00 CNY\n    staff: "S{n}"\n    post: "{post}"\n'
        for n, post in enumerate(people)
    )
    return f'{month}-28 * "职工" "工资"\n  payroll: "{month}"\n{legs}  Liabilities:10应付工资\n'


def wages(*people):
    found = report(ANY + payroll("2026-01", people) + payroll("2026-02", people), "2026-Q1").wages
    return [(one.post, one.persons, one.gross, one.insurance) for one in found]


def test_wages_of_one_or_two_are_merged():
    assert wages("保洁", "保洁", "保洁", "文员", "维修", "维修") == [
        ("保洁", 3, D("600.00"), D("120.00")),
        ("维修、文员", 3, D("600.00"), D("120.00")),
    ]
    assert wages("保洁", "保洁", "保洁", "文员") == [("保洁、文员", 4, D("800.00"), D("160.00"))]
    assert wages("保洁") == [("保洁", 1, D("200.00"), D("40.00"))]


def test_works_show_what_is_left():
    """386 000 agreed, 30 % paid in 2025, 40 % in the quarter; the retention of 5 000 is no cash."""
    account = "Assets:30在建工程:01消防改造"
    text = ANY
    for when, amount in (("2025-11-11", "115800.00"), ("2026-02-19", "154400.00")):
        text += f'{when} * "固安消防工程有限公司" "进度款"\n  Assets:11库存现金  -{amount} CNY\n  {account}  {amount} CNY\n    project: "P-01"\n'
    text += f'2026-03-01 * "质保金"\n  {account}  5000.00 CNY\n  Liabilities:10应付工资\n'
    works = Works(
        "P-01", "消防改造", "2025-03", "固安消防工程有限公司", D("386000.00"), account, "施工中"
    )
    (one,) = report(text, "2026-Q1", sources=Sources(works=(works,))).projects
    assert (one.paid_before, one.paid, one.left) == (
        D("115800.00"),
        D("154400.00"),
        D("115800.00"),
    )
    assert (one.contractor, one.state) == ("固安消防工程有限公司", "施工中")
