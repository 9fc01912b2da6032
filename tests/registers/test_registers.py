"""The registers of a book: fields, terms by day, and what cannot be."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from owners_ledger.banking.match.people import People
from owners_ledger.registers import (
    Bay,
    Deposit,
    Household,
    Lease,
    RegisterError,
    Staff,
    Supplier,
    load_registers,
    validate,
)
from owners_ledger.reporting.privacy import Cover

FILES = {
    "units": (
        "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n"
        "3-1-502,3,1,5,98.50,住宅,2020-01-01,2025-06-30\n"
        "3-1-502,3,1,5,98.60,住宅,2025-07-01,\n"
        "3-S-1,3,,1,45.00,商铺,2020-01-01,\n"
    ),
    "households": (
        "房号,姓名,身份,电话,起,止\n"
        "3-1-502,甲某某,业主,13900000001,2020-01-01,2025-06-30\n"
        "3-1-502,乙某某,业主,,2025-07-01,\n"
        "3-1-502,丙某,家属,,2025-07-01,\n"
    ),
    "parking": "车位,类型,房号,车牌,月租,起,止\nA-017,公共,3-1-502,渝A00000,300,2025-01-01,\nA-018,公共,,,300,2025-01-01,\n",
    "leases": (
        "合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目\n"
        'L-01,架空层,3幢,测试商行,500 100,"24,000.00",季,2000,2024-09-01,2028-08-31,Assets:20应收款:03架空层租金\n'
    ),
    "staff": "工号,姓名,岗位,用工,月薪,账号,起,止\nS03,丁某,保洁,劳动合同,3200,621700,2024-01-01,\n",
    "suppliers": (
        "编号,名称,别名,账号,科目,说明,起,止\n"
        "V-05,测试电梯公司,电梯分公司; 电梯服务部,,Expenses:30运行:31电梯维保与年检,维保,2024-01-01,\n"
    ),
    "deposits": "编号,房号或合同,类别,金额,起,止\nD-012,3-1-502,装修押金,2000.00,2025-03-01,\nD-013,L-01,租赁押金,2000.00,2024-09-01,\n",
}
START = datetime.date(2024, 1, 1)


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "ledger" / "registers"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def change(book, name, old, new):
    path = book / "ledger" / "registers" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_column_lands_in_its_field(book):
    registers = load_registers(book)
    assert registers.households[0] == Household(
        "3-1-502",
        "甲某某",
        "业主",
        "13900000001",
        datetime.date(2020, 1, 1),
        datetime.date(2025, 6, 30),
        2,
    )
    assert registers.parking[0] == Bay(
        "A-017",
        "公共",
        "3-1-502",
        "渝A00000",
        Decimal("300.00"),
        datetime.date(2025, 1, 1),
        None,
        2,
    )
    assert registers.leases == (
        Lease(
            "L-01", "架空层", "3幢", "测试商行", "500100", Decimal("24000.00"), "季", Decimal("2000.00"),
            datetime.date(2024, 9, 1), datetime.date(2028, 8, 31), "Assets:20应收款:03架空层租金", 2,
        ),
    )  # fmt: skip
    assert registers.staff == (
        Staff("S03", "丁某", "保洁", "劳动合同", Decimal("3200.00"), "621700", START, None, 2),
    )
    assert registers.suppliers == (
        Supplier(
            "V-05", "测试电梯公司", ("电梯分公司", "电梯服务部"), "", "Expenses:30运行:31电梯维保与年检", "维保", START, None, 2,
        ),
    )  # fmt: skip
    assert registers.deposits[0] == Deposit(
        "D-012", "3-1-502", "装修押金", Decimal("2000.00"), datetime.date(2025, 3, 1), None, 2
    )


def test_lookups_give_the_term_that_covers_the_day(book):
    registers = load_registers(book)
    before, after = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
    assert registers.unit("3-1-502", before).area == Decimal("98.50")
    assert registers.unit("3-1-502", after).area == Decimal("98.60")
    assert registers.unit("3-1-502").area == Decimal("98.60")
    assert registers.unit("3-1-502", datetime.date(2019, 12, 31)) is None
    assert registers.unit("9-9-999") is None
    assert [one.name for one in registers.household("3-1-502", before)] == ["甲某某"]
    assert [one.name for one in registers.household("3-1-502", after)] == ["乙某某", "丙某"]
    assert [bay.code for bay in registers.bays_of("3-1-502", after)] == ["A-017"]
    assert len(registers.units_on(after)) == 2


def test_a_book_without_registers_has_empty_ones(tmp_path):
    registers = load_registers(tmp_path)
    assert registers.units == ()
    assert validate(registers) == []


def test_an_error_names_the_file_relative_to_the_book(book):
    change(book, "staff", "保洁", "保安")
    with pytest.raises(RegisterError) as caught:
        load_registers(book)
    assert caught.value.file == "ledger/registers/staff.csv"
    assert "保洁 / 秩序维护 / 维修 / 文员" in caught.value.remedy


def test_registers_in_order_have_no_findings(book):
    assert validate(load_registers(book)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "row", "said"),
    [
        ("units", "2025-06-30", "", 3, "重叠"),
        ("units", "2025-06-30", "2025-07-01", 3, "重叠"),
        ("units", "45.00", "0", 4, "45.00→0"),
        ("units", "45.00", "5000.01", 4, "5000.01"),
        ("units", "2020-01-01,2025-06-30", "2020-01-01,2019-12-31", 2, "早于"),
        ("households", "3-1-502,丙某", "3-1-520,丙某", 4, "3-1-520"),
        ("parking", "A-017,公共,3-1-502", "A-017,公共,3-1-520", 2, "3-1-520"),
        ("parking", "A-018", "A-017", 3, "A-017"),
        ("deposits", "D-013,L-01", "D-013,L-10", 3, "L-10"),
        ("deposits", "D-013", "D-012", 3, "D-012"),
    ],
)
def test_what_cannot_be_is_found_at_its_row(book, name, old, new, row, said):
    change(book, name, old, new)
    (finding,) = validate(load_registers(book))
    assert (finding.file, finding.line) == (f"ledger/registers/{name}.csv", row)
    assert finding.severity == "error"
    assert said.partition("→")[2] or said in finding.message
    assert finding.remedy


def test_two_suppliers_of_one_name_are_a_warning(book):
    path = book / "ledger" / "registers" / "suppliers.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("V-06,电梯服务部,,,,,2024-01-01,\n")
    (finding,) = validate(load_registers(book))
    assert (finding.severity, finding.line) == ("warning", 3)
    assert "V-05" in finding.message


def test_joint_owners_in_one_cell_are_known_and_covered_each(book):
    change(book, "households", "乙某某,业主", "乙某某、戊某某,业主")
    registers = load_registers(book)
    day = datetime.date(2025, 8, 1)
    assert [one.unit for one in People(registers).residents("戊某某", day)] == ["3-1-502"]
    covered = Cover.of(registers).text("收到戊某某和乙某某交来")
    assert "戊某某" not in covered
    assert "乙某某" not in covered
