"""Wages of the sample estate: gross to net by simple dated figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.registers import Staff

# Base floors by year from which they hold; shares of employer and employee.
_FLOORS = ((2025, Decimal("4310.00")), (0, Decimal("4280.00")))
_EMPLOYER = Decimal("0.256")  # pension 16 %, health 8.7 %, unemployment 0.5 %, injury 0.4 %
_EMPLOYEE = Decimal("0.105")  # pension 8 %, health 2 %, unemployment 0.5 %
_FUND = Decimal("0.05")  # housing fund, each side, of the wage
_BASIC_DEDUCTION = Decimal(5000)
_FIRST_RATE = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class Wage:
    """One employee's month.

    Attributes:
        person: who.
        gross: wage.
        insurance: employer's and employee's social insurance.
        fund: employer's and employee's housing fund.
        employer: the employer's part of both.
        tax: income tax withheld.
        net: paid out.
    """

    person: Staff
    gross: Decimal
    insurance: Decimal
    fund: Decimal
    employer: Decimal
    tax: Decimal
    net: Decimal


def wages(staff: tuple[Staff, ...], month: Period) -> tuple[Wage, ...]:
    """The month's wages of those employed on its last day."""
    return tuple(_wage(one, month) for one in staff if one.covers(month.last))


def _wage(person: Staff, month: Period) -> Wage:
    if person.employment != "劳动合同":
        return Wage(
            person, person.wage, money.ZERO, money.ZERO, money.ZERO, money.ZERO, person.wage
        )
    floor = next(floor for year, floor in _FLOORS if month.year >= year)
    base = max(person.wage, floor)
    employer, employee = money.round_fen(base * _EMPLOYER), money.round_fen(base * _EMPLOYEE)
    fund = money.round_fen(person.wage * _FUND)
    tax = _tax(person.wage - employee - fund, month.month)
    return Wage(
        person,
        person.wage,
        employer + employee,
        fund + fund,
        employer + fund,
        tax,
        person.wage - employee - fund - tax,
    )


def _tax(taxed_per_month: Decimal, months: int) -> Decimal:
    """Cumulative withholding with equal months; everybody stays in the first bracket."""
    over = max(money.ZERO, taxed_per_month - _BASIC_DEDUCTION)
    return money.round_fen(over * months * _FIRST_RATE) - money.round_fen(
        over * (months - 1) * _FIRST_RATE
    )
