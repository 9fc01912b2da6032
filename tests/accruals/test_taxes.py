"""Taxes on income, each figure reckoned by hand in the docstring."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.accruals.stamp import contracts, whole_rent
from owners_ledger.accruals.tax_calendar import calendar
from owners_ledger.accruals.tax_classes import Income
from owners_ledger.accruals.taxes import TaxError, Taxes, taxes
from owners_ledger.periods import Period
from owners_ledger.rates import RateError, load_rates
from owners_ledger.registers import Registers
from owners_ledger.registers.leases import Lease

D = Decimal
RATES = load_rates(None)


def reckon(
    period: str, general: str = "0", lease: str = "0", rent: str = "0", exempt: str = "0"
) -> Taxes:
    """Taxes on gross income of services, leases without and with a house, and exempt."""
    income = [
        Income("Income:A", D(general), "general", False, ""),
        Income("Income:B", D(lease), "lease", False, ""),
        Income("Income:C", D(rent), "lease", True, ""),
        Income("Income:D", D(exempt), "exempt", False, ""),
        Income("Income:E", D("99999999.00"), "none", False, ""),
    ]
    return taxes(income, [], Period.parse(period), RATES, place="市区")


def owed(found: Taxes) -> dict[str, str]:
    return {tax: str(amount) for tax, amount in found.amounts.items()}


@pytest.mark.parametrize(
    ("period", "gross", "turnover", "taxed"),
    [
        ("2025-Q4", "303000.00", "300000.00", False),
        ("2025-Q4", "303000.01", "300000.01", True),
        ("2026-Q1", "302999.99", "299999.99", False),
        ("2026-Q1", "303000.00", "300000.00", True),
        ("2025-12", "101000.00", "100000.00", False),
        ("2026-01", "100999.99", "99999.99", False),
        ("2026-01", "101000.00", "100000.00", True),
        ("2027-Q4", "303000.00", "300000.00", True),
    ],
)
def test_the_threshold_is_exempt_until_2025_and_taxed_from_2026(period, gross, turnover, taxed):
    """Services at 1 %: 303 000 / 1.01 = 300 000 exactly; 302 999.99 / 1.01 = 299 999.990…."""
    found = reckon(period, general=gross)
    assert (str(found.turnover), found.is_taxed) == (turnover, taxed)
    assert ("vat" in found.amounts) == taxed


def test_reached_means_all_of_it_and_education_surcharges_are_still_spared():
    """300 000 × 1 % = 3 000; city 3 000 × 7 % / 2 = 105; education: not above 300 000, none."""
    assert owed(reckon("2026-Q1", general="303000.00")) == {"vat": "3000.00", "city": "105.00"}


def test_leases_and_services_have_their_own_rates():
    """2026: 202 000 / 1.01 = 200 000 at 1 %, 154 500 / 1.03 = 150 000 at 3 %: 2 000 + 4 500.

    City 6 500 × 3.5 % = 227.50, education 1.5 % = 97.50, local 1 % = 65; house rent
    150 000 × 12 % / 2 = 9 000.
    """
    assert owed(reckon("2026-Q1", general="202000.00", rent="154500.00")) == {
        "vat": "6500.00",
        "city": "227.50",
        "education": "97.50",
        "local-education": "65.00",
        "property": "9000.00",
    }


def test_in_2025_a_lease_was_taxed_at_5_percent():
    """202 000 / 1.01 = 200 000 at 1 %, 157 500 / 1.05 = 150 000 at 5 %: 2 000 + 7 500."""
    found = reckon("2025-Q4", general="202000.00", lease="157500.00")
    assert found.amounts["vat"] == D("9500.00")
    assert "property" not in found.amounts


def test_below_the_threshold_house_rent_is_taxed_on_all_of_it():
    """31 500 × 12 % / 2 = 1 890: no VAT is in the rent, so none is taken off."""
    assert owed(reckon("2026-Q1", rent="31500.00")) == {"property": "1890.00"}


def test_each_amount_is_rounded_once():
    """400 000.01 / 1.01 = 396 039.6138…; × 1 % = 3 960.3961 → 3 960.40.

    City 138.614, education 59.406, local 39.604.
    """
    assert owed(reckon("2026-Q1", general="400000.01")) == {
        "vat": "3960.40",
        "city": "138.61",
        "education": "59.41",
        "local-education": "39.60",
    }


def test_exempt_income_fills_the_threshold_and_pays_nothing():
    """101 000 / 1.01 = 100 000, with 200 000 exempt just 300 000: 1 000 on the rest."""
    found = reckon("2026-Q1", general="101000.00", exempt="200000.00")
    assert found.amounts["vat"] == D("1000.00")


def test_the_place_decides_the_city_tax():
    income = [Income("Income:A", D("303000.00"), "general", False, "")]
    for place, amount in (("县城、镇", "75.00"), ("其他", "15.00")):
        found = taxes(income, [], Period.parse("2026-Q1"), RATES, place=place)
        assert found.amounts["city"] == D(amount)
    with pytest.raises(RateError, match="城里"):
        taxes(income, [], Period.parse("2026-Q1"), RATES, place="城里")


@pytest.mark.parametrize("period", ["2022-Q4", "2028-Q1"])
def test_where_the_tables_end_nothing_is_guessed(period):
    with pytest.raises(RateError):
        reckon(period, general="303000.00")


def test_income_below_zero_is_refused():
    with pytest.raises(TaxError):
        reckon("2026-Q1", general="-1.00")


@given(st.integers(0, 10**9), st.integers(1, 10**7))
def test_more_income_never_means_less_tax(fen, more):
    less = reckon("2026-Q1", lease=str(D(fen) / 100))
    greater = reckon("2026-Q1", lease=str(D(fen + more) / 100))
    assert sum(less.amounts.values()) <= sum(greater.amounts.values())


def lease(start: str, end: str | None, rent: str, cycle: str, **other) -> Lease:
    first = datetime.date.fromisoformat(start)
    last = datetime.date.fromisoformat(end) if end else None
    account = "Assets:20应收款:04公共用房租金"
    return Lease(
        "L-01", "公共用房", "库房", "某", "", D(rent), cycle, D(0), first, last, account, 2, **other
    )


@pytest.mark.parametrize(
    ("start", "end", "rent", "cycle", "whole"),
    [
        ("2026-01-01", "2028-12-31", "2400.00", "月", "86400.00"),  # 36 months
        ("2026-01-15", "2026-07-14", "100.00", "月", "600.00"),  # 6 months of its own
        ("2026-01-01", "2026-02-10", "280.00", "月", "380.00"),  # 1 month and 10 of 28 days
        ("2026-01-31", "2027-01-30", "1200.00", "年", "1200.00"),  # a year
        ("2026-01-01", "2026-12-31", "300.00", "季", "1200.00"),  # 4 quarters
    ],
)
def test_a_contracts_whole_rent(start, end, rent, cycle, whole):
    one = lease(start, end, rent, cycle)
    assert one.end is not None
    assert whole_rent(one, one.end) == D(whole)


def test_stamp_duty_is_on_the_whole_contract_in_the_quarter_it_begins():
    """36 months less 2 free ones, 34 × 2 400 = 81 600; × 0.1 % / 2 = 40.80."""
    free = {"free_from": datetime.date(2026, 1, 1), "free_to": datetime.date(2026, 2, 28)}
    registers = Registers(leases=(lease("2026-01-01", "2028-12-31", "2400.00", "月", **free),))
    for period, stamp in (("2026-Q1", "40.80"), ("2026-Q2", None), ("2025-Q4", None)):
        quarter = Period.parse(period)
        found = taxes([], list(contracts(registers, quarter)), quarter, RATES, place="市区")
        assert found.amounts.get("stamp") == (D(stamp) if stamp else None)


def test_a_contract_that_cannot_be_reckoned_is_said():
    open_end = Registers(leases=(lease("2026-01-01", None, "2400.00", "月"),))
    (found,) = contracts(open_end, Period.parse("2026-Q1"))
    assert found.rent is None
    assert "L-01" in found.note


def test_the_years_deadlines():
    found = calendar(RATES, 2026, ["vat", "iit"], monthly=False)
    vat = [one.day.isoformat() for one in found if one.tax == "vat"]
    assert vat == ["2026-04-15", "2026-07-15", "2026-10-15", "2027-01-15"]
    assert len([one for one in found if one.tax == "iit"]) == 12
    assert list(found) == sorted(found)
