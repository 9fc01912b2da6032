"""A sum over the months it covers, exact to the fen."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.registers.spreads import BY_DAY, Spread


@dataclass(frozen=True, slots=True)
class Share:
    """One month's part of a whole.

    Attributes:
        month: the month.
        amount: yuan.
        number: which part it is, from 1.
        count: how many there are.
    """

    month: Period
    amount: Decimal
    number: int
    count: int


def shares(spread: Spread) -> tuple[Share, ...]:
    """Every month's part of a spread; together they are the sum (largest remainder).

    By month a whole month weighs 1 and the first and last one their days over the days of that
    very month; by day every month weighs its days. A leap February has 29 of them.
    """
    months = months_between(spread.start, spread.end)
    days = [_days(month, spread.start, spread.end) for month in months]
    weights = [
        Fraction(some) if spread.by == BY_DAY else Fraction(some, (month.end - month.first).days)
        for month, some in zip(months, days, strict=True)
    ]
    scale = math.lcm(*(one.denominator for one in weights))
    amounts = money.split(spread.amount, [Decimal(int(one * scale)) for one in weights])
    return numbered(months, amounts)


def numbered(months: tuple[Period, ...], amounts: tuple[Decimal, ...]) -> tuple[Share, ...]:
    """Months with their amounts, numbered."""
    return tuple(
        Share(month, amount, number, len(months))
        for number, (month, amount) in enumerate(zip(months, amounts, strict=True), 1)
    )


def months_between(first: datetime.date, last: datetime.date) -> tuple[Period, ...]:
    """The calendar months that the days touch."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return months_from(Period.month_of(first), count)


def months_from(first: Period, count: int) -> tuple[Period, ...]:
    """So many months in a row."""
    begin = first.year * 12 + first.month - 1
    return tuple(
        Period(year, month + 1, 1)
        for year, month in (divmod(begin + offset, 12) for offset in range(count))
    )


def _days(month: Period, first: datetime.date, last: datetime.date) -> int:
    return (min(month.last, last) - max(month.first, first)).days + 1
