"""Income tax withheld: wages by the cumulative method, labour fees by the payment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.rates import FOLDER, Rate, RateError, Rates

FILE = "iit"


@dataclass(frozen=True, slots=True)
class YearToDate:
    """What an employee had this year from this payer, up to and with a month.

    Attributes:
        income: wages and allowances, yuan.
        deducted: own social insurance and housing fund, yuan.
        special: special additional deductions (专项附加扣除), yuan.
        months: months the basic deduction is counted for.
        withheld: tax withheld in the months before, yuan.
    """

    income: Decimal = money.ZERO
    deducted: Decimal = money.ZERO
    special: Decimal = money.ZERO
    months: int = 0
    withheld: Decimal = money.ZERO


@dataclass(frozen=True, slots=True)
class Withholding:
    """How the tax on a wage came about; everything but ``tax`` is of the year so far, in yuan.

    Attributes:
        so_far: income and what is deducted from it.
        free: the basic deduction (减除费用).
        taxable: 应纳税所得额, zero where the deductions are larger.
        rate: of the highest bracket reached.
        quick: its quick deduction (速算扣除数).
        due: tax on ``taxable``.
        tax: what is withheld this month: ``due`` less what was withheld before, never negative.
    """

    so_far: YearToDate
    free: Decimal
    taxable: Decimal
    rate: Decimal
    quick: Decimal
    due: Decimal
    tax: Decimal


def wage_tax(
    rates: Rates, day: datetime.date, so_far: YearToDate, *, is_whole_year: bool = False
) -> Withholding:
    """What is withheld from a month's wage.

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
    if is_whole_year:
        free = whole_year_limit(rates, day)
    else:
        free = rates.one(FILE, "wage", day).number("monthly") * so_far.months
    taxable = max(so_far.income - free - so_far.deducted - so_far.special, money.ZERO)
    bracket = _bracket(rates, "bracket", day, taxable)
    rate, quick = bracket.number("rate"), bracket.number("quick")
    due = money.round_fen(taxable * rate - quick)
    tax = max(due - so_far.withheld, money.ZERO)
    return Withholding(so_far, free, taxable, rate, quick, due, tax)


def whole_year_limit(rates: Rates, day: datetime.date) -> Decimal:
    """Up to which wage of the last year 公告2020年第19号 applies, and what it deducts, yuan.

    Raises:
        RateError: the table says nothing of the day.
    """
    return rates.one(FILE, "whole-year", day).number("limit")


def is_first_job_rule(rates: Rates, day: datetime.date) -> bool:
    """Whether 公告2020年第13号 holds on a day."""
    return bool(rates.on(FILE, "first-job", day))


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
    bracket = _bracket(rates, "labour-bracket", day, taxable)
    return money.round_fen(taxable * bracket.number("rate") - bracket.number("quick"))


def _bracket(rates: Rates, table: str, day: datetime.date, taxable: Decimal) -> Rate:
    """The row of a table of brackets; the table must have one open row and no step twice."""
    rows: Sequence[Rate] = rates.on(FILE, table, day)
    bounded = sorted(
        (one for one in rows if "up-to" in one.values), key=lambda one: one.number("up-to")
    )
    open_ended = [one for one in rows if "up-to" not in one.values]
    if len(open_ended) != 1 or len({one.number("up-to") for one in bounded}) < len(bounded):
        raise RateError(
            _("{day} 的税率表 {table} 不完整：每一级只能有一条，最高一级不写 up-to").format(
                day=day, table=table
            ),
            remedy=_("请照随程序发布的 iit.toml 改正。"),
            file=f"{FOLDER}/{FILE}.toml",
        )
    return next((one for one in bounded if taxable <= one.number("up-to")), open_ended[0])
