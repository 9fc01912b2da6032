"""Arrears per building, payments ahead, deposits, collection."""

from __future__ import annotations

from tiny_ledger import D, day, report

from owners_ledger.registers import Deposit, Registers, Unit


def charge(month, *units, account="01物业费", income="Income:10物业服务费", amount="100.00"):
    legs = "".join(
        f'  Assets:20应收款:{account}  {amount} CNY\n    unit: "{unit}"\n' for unit in units
    )
    return f'2026-{month}-01 * "应收"\n  charge: "property-fee"\n{legs}  {income}\n'


def pay(when, unit, amount, account="01物业费"):
    return (
        f'2026-{when} * "{unit}" "款"\n  Assets:11库存现金  {amount} CNY\n'
        f'  Assets:20应收款:{account}  -{amount} CNY\n    unit: "{unit}"\n'
    )


ONE = [f"1-1-10{n}" for n in (1, 2, 3)]
TWO = [f"2-1-10{n}" for n in (1, 2, 3)]


def arrears(found):
    return [(one.building, one.units, one.amount) for one in found.arrears]


def test_arrears_are_unpaid_charges_of_the_months_before_the_last():
    """1-1-101 paid January, 102 half of it, 103 nothing; February's charge is not late yet."""
    text = charge("01", *ONE) + charge("02", *ONE)
    text += pay("01-09", "1-1-101", "100.00") + pay("02-09", "1-1-102", "50.00")
    text += charge("01", *TWO) + pay("01-10", "2-1-101", "10.00")
    assert arrears(report(text, "2026-02")) == [("其他楼栋", 5, D("440.00"))]
    assert report(text, "2026-01").arrears == ()


def test_small_groups_are_merged_until_nobody_can_be_told():
    """Three households owe in building 1, one each in 2 and 10: merged 2 < 3, so 1 joins too."""
    text = charge("01", *ONE, "2-1-101", "10-1-101") + pay("02-02", "1-1-101", "1.00")
    assert arrears(report(text, "2026-02")) == [("其他楼栋", 5, D("499.00"))]
    more = text + charge("01", "2-1-102", "3-1-101", "3-1-102", "3-1-103", "3-1-104")
    assert arrears(report(more, "2026-02")) == [
        ("1栋", 3, D("299.00")),
        ("3栋", 4, D("400.00")),
        ("其他楼栋", 3, D("300.00")),
    ]


def test_buildings_are_named_by_the_register():
    units = tuple(
        Unit(f"A-{n}", "映山楼", "", "", D("80.00"), "住宅", day("2020-01-01"), None, n)
        for n in (1, 2, 3)
    )
    text = charge("01", "A-1", "A-2", "A-3") + pay("02-02", "A-1", "1.00")
    found = report(text, "2026-02", registers=Registers(units=units))
    assert arrears(found) == [("映山楼", 3, D("299.00"))]


def test_paid_ahead_and_deposits_are_not_free_money():
    """101 paid 250 for a charge of 100 and owes 30 parking; the deposit is 2000, held by one row."""
    text = (
        charge("01", *ONE)
        + charge(
            "01",
            "1-1-101",
            account="02停车费",
            income="Income:20公共收益:11地面停车月租",
            amount="30.00",
        )
        + pay("01-05", "1-1-101", "250.00")
        + """
2026-01-08 * "1-1-102" "装修押金"
  Assets:11库存现金  2000.00 CNY
  Liabilities:20押金:01装修押金
"""
    )
    deposits = (
        Deposit("D-1", "1-1-102", "装修押金", D("2000.00"), day("2026-01-08"), None, 2),
        Deposit("D-2", "1-1-103", "装修押金", D("9.00"), day("2025-01-08"), day("2025-02-01"), 3),
    )
    found = report(text, "2026-01", registers=Registers(deposits=deposits))
    assert [(one.name, one.amount, one.count) for one in found.earmarks] == [
        ("押金", D("2000.00"), 1),
        ("业主预交的物业费、停车费", D("150.00"), 1),
    ]
    assert (found.closing, found.free) == (D("2250.00"), D("100.00"))


def test_an_overdrawn_grant_frees_no_money():
    found = report(
        """
        2026-01-08 * "多付的工程款"
          Assets:11库存现金  -10.00 CNY
          Liabilities:26专项补助:01消防改造补助
        """,
        "2026-01",
    )
    assert (found.earmarks, found.free) == ((), D("-10.00"))


def test_collection_counts_payments_against_the_oldest_charge_first():
    """Charged 300 in February; 101 is even, 102 owes 30 of it, 103 both months: 170 of 300."""
    text = charge("01", *ONE) + charge("02", *ONE)
    text += pay("02-05", "1-1-101", "200.00") + pay("02-06", "1-1-102", "170.00")
    assert report(text, "2026-02").collection == D("56.7")
    assert (
        report(
            '2026-03-01 * "x"\n  Assets:11库存现金  1.00 CNY\n  Income:30其他收入:11利息', "2026-03"
        ).collection
        is None
    )
