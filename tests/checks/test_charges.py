"""Charges and rents against registers, tariffs and the bank: flagged and unflagged."""

from __future__ import annotations

import pytest
from checked_book import CHART

TARIFFS = '[[property-fee]]\nrate = "0.80"\nfrom = 2020-01-01\n'
CHARGED = """
2026-{month}-01 * "物业服务费"
  charge: "property-fee"
  period: "2026-{month}"
  Assets:20应收款:01物业费  {amount} CNY
    unit: "1-1-101"
{second}  Income:10物业服务费

"""
SECOND = """\
  Assets:20应收款:01物业费  64.00 CNY
    unit: "1-1-102"
"""
RENT = """
2026-02-15 * "租金"
  charge: "lease"
  period: "2026-02"
  Assets:20应收款:01物业费  1500.00 CNY
    lease: "L-01"
  Income:10物业服务费

"""
MARCH_RENT = RENT.replace("02-15", "03-01").replace("2026-02", "2026-03").replace("1500", "3000")
BANK = """
2026-{month}-10 * "收款"
  Assets:10银行存款:02收费户  {amount} CNY
    bank-ref: "02/{month}{about}"
  Assets:20应收款:01物业费
    {key}: "{about}"

"""


def fee(month, amount="64.00"):
    """Flat 1-1-102 is in the register to the end of January."""
    return CHARGED.format(month=month, amount=amount, second=SECOND if month == "01" else "")


def paid(month, amount="64.00", about="1-1-101"):
    key = "lease" if about.startswith("L") else "unit"
    return BANK.format(month=month, amount=amount, about=about, key=key)


@pytest.fixture
def charges(book):
    assert CHART["Income:10物业服务费"][0] == "收入/物业服务费"
    book.write("ledger/tariffs.toml", TARIFFS)

    def run(*texts):
        book.ledger("".join(texts))
        return book.run("charges")

    return run


@pytest.fixture
def leases(book):
    def run(*texts):
        book.ledger("".join(texts))
        return book.run("leases")

    return run


def test_months_that_are_charged_as_registers_say_are_in_order(charges):
    assert charges(fee("01"), fee("02"), RENT, paid("03")) == []


def test_a_charge_that_differs_is_told_with_both_amounts(charges):
    (error,) = charges(fee("01", "63.99"), fee("02"), RENT, paid("03"))
    assert error.severity == "warning"
    assert error.said.startswith("2026年1月的物业服务费：1 笔与登记簿和收费标准不同")
    assert "1-1-101 账上 63.99，应为 64.00" in error.said
    assert "bill 2026-01 --correct" in error.remedy
    assert error.source["lineno"] == 1


def test_a_correction_makes_it_right(charges):
    correction = fee("01", "0.01").replace(SECOND, "").replace("2026-01-01", "2026-03-05")
    assert charges(fee("01", "63.99"), correction, fee("02"), RENT, paid("03")) == []


def test_a_flat_nobody_charged_and_one_that_is_gone_are_differences(charges, book):
    units = book.root / "ledger" / "registers" / "units.csv"
    units.write_text(units.read_text("utf-8").replace("1-1-102", "1-1-103"), "utf-8")
    (error,) = charges(fee("01"), fee("02"), RENT, paid("03"))
    assert "2 笔" in error.said
    assert "1-1-102 账上 64.00，应为 0.00" in error.said


def test_a_closed_month_without_charges_is_told(charges):
    missing = charges(fee("01"), paid("04"))
    assert [(one.severity, one.remedy[:32]) for one in missing] == [
        ("warning", f"请运行 owners-ledger bill 2026-0{n}。") for n in (2, 2, 3)
    ]
    assert missing[0].said == "2026年2月的租金和场地费没有记应收（1 笔）"


def test_the_last_month_of_the_bank_may_still_be_without(charges):
    assert charges(fee("01"), fee("02"), RENT, paid("03")) == []


def test_books_that_never_charge_anybody_are_in_order(book):
    book.ledger(paid("04"))
    assert book.run("charges") == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("ledger/tariffs.toml", TARIFFS.replace("rate", "rat"), "rat"),
        ("ledger/shared/2026-01.csv", "项目,金额,凭证\nlift,1.00,v\n", "lift"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(charges, book, file, text, said):
    book.write(file, text)
    (error,) = charges(fee("01"), paid("02"))
    assert said in error.said
    assert error.source["filename"].endswith(file)


def test_a_period_that_is_no_month_is_told(charges):
    (error,) = charges(fee("01").replace('"2026-01"', '"2026-Q1"'), paid("02"))
    assert "2026-Q1" in error.said


def test_rent_that_came_is_in_order(leases):
    assert (
        leases(RENT, paid("02", "1500.00", "L-01"), MARCH_RENT, paid("03", "3000.00", "L-01")) == []
    )


def test_rent_of_the_last_month_is_not_late(leases):
    assert leases(RENT, paid("02", "1500.00", "L-01"), MARCH_RENT, paid("03")) == []


def test_rent_that_is_a_month_late_is_told_with_what_is_missing(leases):
    (error,) = leases(RENT, paid("03", "1400.00", "L-01"))
    assert error.said == "合同 L-01：到2026年2月已到期的租金还有 100.00 元没有收到"
    assert error.severity == "warning"
    assert error.source["lineno"] == 1


NOTE = """
2026-03-02 * "缓交"
  Assets:20应收款:01物业费  0.00 CNY
    lease: "L-01"
    lease-note: "业委会同意月底前付清"
  Income:10物业服务费

"""


def test_rent_that_is_late_with_a_word_is_in_order(leases):
    assert leases(RENT, NOTE, paid("03")) == []
    on_charge = RENT.replace('    lease: "L-01"\n', '    lease: "L-01"\n    lease-note: "诉讼中"\n')
    assert leases(on_charge, paid("03")) == []
    assert len(leases(NOTE.replace("03-02", "01-02"), RENT, paid("03"))) == 1


def test_a_contract_that_brought_nothing_at_all_is_told_at_its_row(leases, book):
    (error,) = leases(paid("01"), paid("03"))
    assert error.said == "合同 L-01 按约定早该有租金，账上一分也没有"
    assert error.source["filename"].endswith("ledger/registers/leases.csv")
    assert error.source["lineno"] == 2
    register = book.root / "ledger" / "registers" / "leases.csv"
    head, row = register.read_text("utf-8").splitlines()
    register.write_text(f"{head},免租起,免租止\n{row},2026-02-15,2026-12-31\n", "utf-8")
    assert leases(paid("01"), paid("03")) == []


def test_rent_booked_as_income_without_a_charge_is_income(leases):
    direct = """
2026-02-20 * "收租金"
  Assets:11库存现金  1500.00 CNY
  Income:10物业服务费
    lease: "L-01"

"""
    assert leases(direct, paid("03")) == []
