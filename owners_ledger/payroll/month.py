"""A month's pay of everybody on the staff register: gross, withheld, net, and what it costs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger import money
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.payroll.extras import FOLDER, SPECIAL, Extra
from owners_ledger.payroll.insurance import Share, shares
from owners_ledger.payroll.tax import YearToDate, labour_tax, wage_tax
from owners_ledger.periods import Period
from owners_ledger.rates import Rates
from owners_ledger.registers import Staff
from owners_ledger.registers.staff import LABOUR

Extras = Callable[[Period], Sequence[Extra]]


class PayrollError(OwnersLedgerError):
    """The month's pay cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Pay:
    """One person's month.

    Attributes:
        person: the term on the staff register.
        month: the month.
        wage: yuan for the days employed.
        allowance: yuan for the days employed.
        extras: the month's additions and subtractions.
        shares: insurance and housing fund.
        tax: income tax withheld, yuan.
        days: days employed in the month.
    """

    person: Staff
    month: Period
    wage: Decimal
    allowance: Decimal
    extras: tuple[Extra, ...]
    shares: tuple[Share, ...]
    tax: Decimal
    days: int

    @property
    def gross(self) -> Decimal:
        """应发, yuan."""
        return self.wage + self.allowance + money.total(one.signed for one in self.extras)

    @property
    def own_share(self) -> Decimal:
        """Withheld for insurance and fund, yuan."""
        return money.total(one.employee for one in self.shares)

    @property
    def employer_share(self) -> Decimal:
        """The employer's part of insurance and fund, yuan."""
        return money.total(one.employer for one in self.shares)

    @property
    def net(self) -> Decimal:
        """实发, yuan."""
        return self.gross - self.own_share - self.tax


def payroll(
    staff: Iterable[Staff], month: Period, rates: Rates, extras: Extras, *, city: str
) -> tuple[Pay, ...]:
    """The month's pay, in the order of the register.

    The year's earlier months are worked out anew from the same registers, since the tax is
    cumulative over the calendar year.

    Args:
        staff: all terms of everybody.
        month: one calendar month.
        rates: the tables.
        extras: a month's additions and subtractions.
        city: where employees are insured whose row names no place.

    Raises:
        PayrollError: an addition names nobody employed that month, or more is taken than earned.
        RateError: a table says nothing of the month.
    """
    people: dict[str, list[Staff]] = {}
    for one in staff:
        people.setdefault(one.code, []).append(one)
    months = [Period(month.year, number, 1) for number in range(1, month.month + 1)]
    monthly = {one: extras(one) for one in months}
    for each in months:
        _check_extras(monthly[each], people, each)
    found = []
    for terms in people.values():
        pays = _year(terms, months, rates, monthly, city)
        found += [one for one in pays if one.month == month]
    return tuple(found)


def _year(
    terms: Sequence[Staff],
    months: Sequence[Period],
    rates: Rates,
    monthly: dict[Period, Sequence[Extra]],
    city: str,
) -> list[Pay]:
    income = deducted = special = withheld = money.ZERO
    employed = 0
    pays: list[Pay] = []
    for month in months:
        spans = [
            (one, first, last)
            for one in terms
            for first, last in [_within(one, month)]
            if first <= last
        ]
        if not spans:
            continue
        person = spans[-1][0]
        extras = tuple(one for one in monthly[month] if one.staff == person.code)
        days = sum((last - first).days + 1 for _one, first, last in spans)
        wage = _by_days(((one.wage, first, last) for one, first, last in spans), month)
        allowance = _by_days(((one.allowance, first, last) for one, first, last in spans), month)
        gross = wage + allowance + money.total(one.signed for one in extras)
        parts: tuple[Share, ...] = ()
        if person.is_insured:
            parts = shares(
                rates,
                person.city or city,
                month.first,
                person.wage if person.base is None else person.base,
                person.wage if person.fund_base is None else person.fund_base,
            )
        own = money.total(one.employee for one in parts)
        if person.employment == LABOUR:
            tax = labour_tax(rates, month.last, gross)
        else:
            employed += 1
            income += gross
            deducted += own
            special += money.total(one.amount for one in extras if one.item == SPECIAL)
            so_far = YearToDate(income, deducted, special, employed, withheld)
            tax = wage_tax(rates, month.last, so_far, is_whole_year=person.is_whole_year)
            withheld += tax
        pay = Pay(person, month, wage, allowance, extras, parts, tax, days)
        if pay.net < 0:
            raise PayrollError(
                _("{code} {month} 的实发是负数（{net}）").format(
                    code=person.code, month=month, net=money.show(pay.net)
                ),
                remedy=_("请检查缺勤扣款和缴费基数。"),
                file=f"{FOLDER}/{month}.csv",
            )
        pays.append(pay)
    return pays


def _within(one: Staff, month: Period) -> tuple[datetime.date, datetime.date]:
    return max(one.start, month.first), min(one.end or month.last, month.last)


def _by_days(
    parts: Iterable[tuple[Decimal, datetime.date, datetime.date]], month: Period
) -> Decimal:
    """A monthly amount for the days employed, by the calendar days of the month, rounded once."""
    whole = (month.end - month.first).days
    exact = sum(
        (Fraction(amount) * ((last - first).days + 1) / whole for amount, first, last in parts),
        Fraction(0),
    )
    fen = (2 * exact * 100 + 1).__floor__() // 2
    return (Decimal(fen) * money.FEN).quantize(money.FEN)


def _check_extras(extras: Sequence[Extra], people: dict[str, list[Staff]], month: Period) -> None:
    for one in extras:
        terms = people.get(one.staff, [])
        if not any(first <= last for term in terms for first, last in [_within(term, month)]):
            raise PayrollError(
                _("第 {row} 行：工号 {code} 在 {month} 不在职").format(
                    row=one.row, code=one.staff, month=month
                ),
                remedy=_("请改正工号，或在 ledger/registers/staff.csv 里登记。"),
                file=f"{FOLDER}/{month}.csv",
                line=one.row,
            )
