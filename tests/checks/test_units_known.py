"""Codes in the books stand in the registers."""

from __future__ import annotations

import pytest

CHECK = "units_known"


def test_known_codes_are_in_order(found):
    """
    2026-01-01 * "物业服务费 2026年1月"
      charge: "property-fee"
      Assets:20应收款:01物业费   64.00 CNY
        unit: "1-1-101"
      Assets:20应收款:01物业费   64.00 CNY
        unit: "1-1-102"
      Income:10物业服务费       -128.00 CNY

    2026-06-05 * "1-1-102" "补缴物业费"
      Assets:11库存现金          64.00 CNY
      Assets:20应收款:01物业费   -64.00 CNY
        unit: "1-1-102"

    2026-03-31 * "工资 2026年3月"
      payroll: "2026-03"
      Expenses:20人员:21保洁   2000.00 CNY
        staff: "S01"
      Liabilities:10应付工资  -2000.00 CNY

    2026-01-01 * "租金 2026年第1季度"
      charge: "lease"
      Assets:20应收款:01物业费   1500.00 CNY
        lease: "L-01"
      Income:10物业服务费       -1500.00 CNY

    2026-01-09 * "园艺公司" "养护"
      Expenses:30运行:33绿化   10.00 CNY
        supplier: "V-01"
      Assets:11库存现金       -10.00 CNY
    """
    assert found == []


@pytest.mark.parametrize(
    ("key", "code", "file"),
    [
        ("unit", '"1-1-201"', "units.csv"),
        ("unit", "101", "units.csv"),
        ("lease", '"L-09"', "leases.csv"),
        ("staff", '"S09"', "staff.csv"),
        ("supplier", '"V-09"', "suppliers.csv"),
    ],
)
def test_an_unknown_code_is_found(book, key, code, file):
    book.ledger(f"""
        2026-01-05 * "收付"
          Assets:11库存现金          64.00 CNY
          Assets:20应收款:01物业费   -64.00 CNY
            {key}: {code}
        """)
    (error,) = book.run(CHECK)
    assert (error.severity, error.source["lineno"]) == ("error", 3)
    assert file in error.said
    assert code.strip('"') in error.said


def test_a_code_without_any_register_is_one_warning(book):
    book.ledger("""
        2026-01-05 * "停车"
          Assets:11库存现金          64.00 CNY
          Assets:20应收款:01物业费   -32.00 CNY
            bay: "A-001"
          Assets:20应收款:01物业费   -32.00 CNY
            bay: "A-002"
        """)
    (error,) = book.run(CHECK)
    assert error.severity == "warning"
    assert "parking.csv" in error.remedy


@pytest.mark.parametrize(
    ("day", "meta", "key", "code"),
    [
        ("2026-02-01", 'charge: "property-fee"', "unit", "1-1-102"),
        ("2026-04-30", 'payroll: "2026-04"', "staff", "S01"),
        ("2025-10-01", 'charge: "lease"', "lease", "L-01"),
        ("2027-04-01", 'charge: "lease"', "lease", "L-01"),
    ],
)
def test_a_charge_outside_the_term_is_a_warning(book, day, meta, key, code):
    book.ledger(f"""
        {day} * "计收"
          {meta}
          Assets:20应收款:01物业费   64.00 CNY
            {key}: "{code}"
          Income:10物业服务费       -64.00 CNY
        """)
    (error,) = book.run(CHECK)
    assert (error.severity, error.source["lineno"]) == ("warning", 3)
    assert code in error.said


def test_a_code_wrong_in_many_places_is_one_finding_with_their_number(book):
    book.ledger(
        "".join(
            f"""
2026-0{month}-01 * "计收"
  charge: "property-fee"
  Assets:20应收款:01物业费   64.00 CNY
    unit: "9-9-999"
  Income:10物业服务费       -64.00 CNY
"""
            for month in (1, 2, 3)
        )
    )
    (error,) = book.run(CHECK)
    assert error.source["lineno"] == 3
    assert "3 处" in error.said


def test_registers_that_cannot_be_read_are_left_to_their_own_check(book):
    book.write("ledger/registers/units.csv", "nonsense")
    book.ledger("""
        2026-01-05 * "收"
          Assets:11库存现金          64.00 CNY
          Assets:20应收款:01物业费   -64.00 CNY
            unit: "9-9-999"
        """)
    assert book.run(CHECK) == []
    assert len(book.run("registers")) == 1
