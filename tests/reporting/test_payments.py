"""Single movements on a board: threshold, numbers, payees by class, households only in groups."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_ledger import D, day, report

from owners_ledger.registers import Household, Lease, Registers, Staff, Supplier

EVER = day("2020-01-01")


def staff(number, post):
    return Staff(
        f"S{number:02}", f"卫长青{number}", post, "劳动合同", D("1.00"), "", EVER, None, number
    )


REGISTERS = Registers(
    households=(Household("1-1-101", "欧阳晓岚", "业主", "19900000001", EVER, None, 2),),
    leases=(
        Lease("L-01", "架空层", "1栋", "晓岚幼儿园有限公司", "", D("9.00"), "季", D("0.00"), EVER, None, "Assets:20应收款:03架空层租金", 2),
        Lease("L-02", "架空层", "2栋", "许建实", "", D("9.00"), "月", D("0.00"), EVER, None, "Assets:20应收款:03架空层租金", 3),
    ),
    staff=(staff(1, "保洁"), staff(2, "保洁"), staff(3, "保洁"), staff(4, "文员")),
    suppliers=(
        Supplier("V-01", "待报解社会保险费", (), "", "", "", EVER, None, 2),
        Supplier("V-02", "明杉会计师事务所（普通合伙）", (), "", "", "", EVER, None, 3),
        Supplier("V-03", "孙师傅", (), "", "", "", EVER, None, 4),
    ),
)  # fmt: skip


def entry(payee, narration, cash, account, *, when="2026-01-05", meta="", leg=""):
    amount = D(cash)
    lines = [f'{when} * "{payee}" "{narration}"', *([f"  {meta}"] if meta else [])]
    lines += [f"  Assets:11库存现金  {amount} CNY", f"  {account}  {-amount} CNY"]
    lines += [f"    {leg}"] if leg else []
    return "\n".join(lines) + "\n"


REPAIR = "Expenses:30运行:36日常维修"


def payments(text, period="2026-01", **more):
    return report(text, period, registers=REGISTERS, **more).payments


@pytest.mark.parametrize(
    ("payee", "account", "leg", "shown"),
    [
        ("渝北区云杉电梯有限公司", REPAIR, "", "渝北区云杉电梯有限公司"),
        ("明杉会计师事务所(普通合伙)", REPAIR, "", "明杉会计师事务所（普通合伙）"),
        ("待报解社会保险费", REPAIR, "", "待报解社会保险费"),
        ("孙师傅", REPAIR, "", "个人"),
        ("周明远", REPAIR, "", "个人"),
        ("周明远", REPAIR, 'supplier: "V-03"', "个人"),
        ("1-1-101", "Liabilities:20押金:01装修押金", "", "业主"),
        ("周明远", "Assets:20应收款:01物业费", 'unit: "1-1-101"', "业主"),
        ("职工", "Liabilities:10应付工资", "", "职工"),
        ("卫长青1", REPAIR, 'staff: "S01"', "职工（保洁）"),
        ("卫长青4", REPAIR, 'staff: "S04"', "职工"),
        ("L-02", "Assets:20应收款:03架空层租金", 'lease: "L-02"', "个人承租"),
        ("晓岚幼儿园", "Assets:20应收款:03架空层租金", 'lease: "L-01"', "晓岚幼儿园有限公司"),
        ("周明远", "Liabilities:29待核实款项", "", "待核实"),
        ("欧阳晓岚便民服务部", REPAIR, "", "××便民服务部"),
    ],
)
def test_a_payee_is_an_organisation_or_a_class(payee, account, leg, shown):
    (row,) = payments(entry(payee, "款", "-1000.00", account, leg=leg))
    assert row.payee == shown


def test_payments_at_the_threshold_by_date_refunds_negative():
    text = (
        entry("甲公司", "第二笔", "-1000.00", REPAIR, when="2026-01-09", meta='voucher: "记-7"')
        + entry("乙公司", "不到限额", "-999.99", REPAIR)
        + entry(
            "丙公司", "第一笔", "-1500.00", REPAIR, when="2026-01-02", meta='resolution: "2025-9"'
        )
        + entry("丙公司", "退回", "1200.00", REPAIR, when="2026-01-20", meta='document: "a.pdf"')
        + entry("丁公司", "收入不在此列", "8000.00", "Income:30其他收入:11利息")
        + entry("1-1-101", "退多交的", "-1100.00", "Assets:20应收款:01物业费", when="2026-01-21")
    )
    assert [
        (row.number, row.summary, row.payee, row.amount, row.resolution, row.documents)
        for row in payments(text)
    ] == [
        ("现金-0102", "第一笔", "丙公司", D("1500.00"), "2025-9", 0),
        ("记-7", "第二笔", "甲公司", D("1000.00"), "", 0),
        ("现金-0120", "退回", "丙公司", D("-1200.00"), "", 1),
        ("现金-0121", "物业服务费", "业主", D("1100.00"), "", 0),
    ]


def test_a_payment_split_over_lines_is_listed_whole():
    """One transfer of 1200.00, 700 repair and 500 fee: neither alone reaches the threshold."""
    rows = payments(
        """
        2026-01-05 ! "甲公司" "修理和手续费"
          Assets:10银行存款:01基本户      -1200.00 CNY
            bank-no: 88
          Expenses:30运行:36日常维修       700.00 CNY
          Expenses:50管理:54银行手续费     500.00 CNY
        """
    )
    assert [(row.number, row.line, row.amount, row.flagged) for row in rows] == [
        ("基本户-88", "日常维修", D("700.00"), True),
        ("基本户-88", "银行手续费", D("500.00"), True),
    ]


def test_wages_name_a_number_of_people_not_their_names():
    payroll = '2026-01-31 * "职工" "工资"\n  payroll: "2026-01"\n' + "".join(
        f'  Expenses:20人员:21保洁  1000.00 CNY\n    staff: "S0{n}"\n    post: "保洁"\n'
        for n in (1, 2, 3)
    )
    text = payroll + "  Liabilities:10应付工资\n"
    text += entry(
        "代发工资过渡户",
        "代发2026年1月工资",
        "-3000.00",
        "Liabilities:10应付工资",
        when="2026-02-10",
    )
    (row,) = payments(text, "2026-02")
    assert (row.payee, row.summary) == ("职工（3 人）", "代发2026年1月工资（3 人）")


def test_personal_data_in_a_narration_is_covered():
    text = entry(
        "甲公司", "退欧阳晓岚3-1-502押金，电话13812345678，车渝A·12345", "-1000.00", REPAIR
    )
    (row,) = payments(text)
    assert row.summary == "退××××押金，电话××，车××"


def test_a_short_name_of_staff_is_covered_even_inside_a_sentence():
    someone = Staff("S09", "方正", "维修", "劳动合同", D("1.00"), "", EVER, None, 9)
    text = entry("职工", "方正报销水管", "-1000.00", REPAIR, leg='staff: "S09"')
    (row,) = report(text, "2026-01", registers=Registers(staff=(someone,))).payments
    assert (row.summary, row.payee) == ("××报销水管", "职工")


def test_a_listed_supplier_is_known_by_what_the_bank_said():
    """The books name no payee; the bank's account number is one of the register's."""
    text = """
        2026-01-05 * "缴纳社会保险费"
          Assets:10银行存款:01基本户  -1000.00 CNY
            bank-no: 1
            bank-payer: "周明远"
            bank-account: "500019900000"
          Expenses:20人员:29社保公积金
    """
    listed = Supplier("V-1", "待报解社会保险费", (), "500019900000", "", "", EVER, None, 2)
    (row,) = report(text, "2026-01", registers=Registers(suppliers=(listed,))).payments
    assert row.payee == "待报解社会保险费"
    (row,) = report(text, "2026-01").payments
    assert row.payee == ""
    (row,) = report(text.replace("周明远", "某市住房公积金管理中心"), "2026-01").payments
    assert row.payee == "某市住房公积金管理中心"


def receipt(when, unit, amount):
    return entry(
        unit, "物业费", amount, "Assets:20应收款:01物业费", when=when, leg=f'unit: "{unit}"'
    )


def test_household_receipts_stand_in_rows_of_three_or_more():
    """2 on the 3rd and 1 on the 5th join; 3 on the 9th stand alone; 1 on the 20th joins them."""
    text = (
        receipt("2026-01-03", "1-1-101", "10.00")
        + receipt("2026-01-03", "1-1-102", "20.00")
        + receipt("2026-01-05", "1-1-103", "30.00")
        + "".join(receipt("2026-01-09", f"2-1-10{n}", "1.00") for n in (1, 2, 3))
        + receipt("2026-01-20", "2-1-104", "5.00")
        + receipt("2026-02-20", "2-1-104", "7.00")
        + entry("甲公司", "修门", "-40.00", REPAIR, when="2026-01-06")
    )
    found = report(text, "2026-Q1", registers=REGISTERS)
    assert [(str(row.date), row.summary, row.payee, row.amount) for row in found.vouchers] == [
        ("2026-01-05", "物业服务费 3 笔，1月3日起", "业主", D("60.00")),
        ("2026-01-06", "修门", "甲公司", D("-40.00")),
        ("2026-01-20", "物业服务费 4 笔，1月9日起", "业主", D("8.00")),
        ("2026-02-20", "物业服务费 1 笔", "业主", D("7.00")),
    ]
    assert sum(row.amount for row in found.vouchers) == found.closing - found.opening
    assert sum(row.movements for row in found.vouchers) == 9


def test_one_household_paying_thrice_is_not_a_group():
    text = "".join(receipt(f"2026-01-0{n}", "1-1-101", "10.00") for n in (1, 2, 3))
    text += receipt("2026-01-04", "1-1-102", "5.00") + receipt("2026-01-05", "1-1-103", "5.00")
    (row,) = report(text, "2026-Q1").vouchers
    assert (row.movements, row.amount) == (5, Decimal("40.00"))
