"""Income tax withheld: wages by the cumulative method, labour fees by the payment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.rates import Rate, RateError, Rates

FILE = "iit"


@dataclass(frozen=True, slots=True)
class YearToDate:
    """What an employee had this year from this payer, up to and with a month.

    Attributes:
        income: wages and allowances, yuan.
        deducted: own social insurance and housing fund, yuan.
        special: special additional deductions (专项附加扣除), yuan.
        months: months employed here this year.
        withheld: tax withheld in the months before, yuan.
    """

    income: Decimal
    deducted: Decimal
    special: Decimal
    months: int
    withheld: Decimal


def wage_tax(
    rates: Rates, day: datetime.date, so_far: YearToDate, *, is_whole_year: bool = False
) -> Decimal:
    """What is withheld from a month's wage, yuan.

    税务总局公告2018年第61号: the year's taxable income so far by the annual table, less what was
    withheld before; never below zero (the rest is settled after the year).

    Args:
        rates: the tables.
        day: a day of the month.
        so_far: the year up to and with the month.
        is_whole_year: the last year's wages here were within the limit of 公告2020年第19号, so
            the whole year's 60 000 yuan are deducted from January on.

    Raises:
        RateError: a table says nothing of the day.
    """
    monthly = rates.one(FILE, "wage", day).number("monthly")
    free = monthly * so_far.months
    if is_whole_year:
        free = rates.one(FILE, "whole-year", day).number("limit")
    taxable = so_far.income - free - so_far.deducted - so_far.special
    if taxable <= 0:
        return money.ZERO
    due = money.round_fen(_by_bracket(rates.on(FILE, "bracket", day), taxable))
    return max(due - so_far.withheld, money.ZERO)


def labour_tax(rates: Rates, day: datetime.date, fee: Decimal) -> Decimal:
    """What is withheld from a labour fee (劳务报酬), yuan.

    Args:
        rates: the tables.
        day: when it is paid.
        fee: one payment; what is paid for one matter within a month counts as one.

    Raises:
        RateError: a table says nothing of the day.
    """
    rule = rates.one(FILE, "labour", day)
    if fee <= rule.number("small-up-to"):
        taxable = fee - rule.number("small")
    else:
        taxable = fee - fee * rule.number("share")
    if taxable <= 0:
        return money.ZERO
    return money.round_fen(_by_bracket(rates.on(FILE, "labour-bracket", day), taxable))


def _by_bracket(brackets: Sequence[Rate], taxable: Decimal) -> Decimal:
    open_ended = [one for one in brackets if "up-to" not in one.values]
    bounded = sorted(
        (one for one in brackets if "up-to" in one.values), key=lambda one: one.number("up-to")
    )
    for one in (*bounded, *open_ended):
        if "up-to" not in one.values or taxable <= one.number("up-to"):
            return taxable * one.number("rate") - one.number("quick")
    raise RateError("iit.toml: no open bracket")
