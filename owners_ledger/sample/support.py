"""How much public income supports the property's running costs, quarter by quarter.

The owners' budget names a sum; an estate whose public income does not reach, or whose fees need
more, gives what keeps both funds above zero: the sample's committee can look ahead.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.resources import data_dir
from owners_ledger.sample.movement import Movement

_OPEN = re.compile(r"^\S+ open (\S+) CNY\n(?:  .*\n)*?  fund: \"(.+)\"$", re.MULTILINE)
FEE, PUBLIC = "物业费", "公共收益"
_STEP = Decimal(100)
_CUSHION = Decimal(800)  # what the cash box may take from a fund within a quarter
_Day = tuple[datetime.date, Decimal, Decimal]


def supports(
    moves: Iterable[tuple[Period, Iterable[Movement]]],
    given: Mapping[Period, Decimal],
    planned: Mapping[Period, Decimal],
    start: tuple[Decimal, Decimal],
    until: datetime.date,
) -> dict[Period, Decimal]:
    """What public income gives to the property fee, by the month in which it gives.

    Args:
        moves: the bank's lines month by month.
        given: what public income gives to other funds, by month.
        planned: the budget's sums, by month of payment.
        start: money of fee and public income when the books begin.
        until: the first day whose lines are not booked yet.
    """
    funds = FEE, PUBLIC
    of = dict(_OPEN.findall((data_dir("ledger") / "accounts.beancount").read_text("utf-8")))
    days = [
        (month, sorted(_days(month, lines, of, funds, given.get(month, money.ZERO))))
        for month, lines in moves
    ]
    fee, public = start
    found: dict[Period, Decimal] = {}
    for place, (month, _lines) in enumerate(days):
        if month not in planned:
            continue
        quarter = [one for _later, lines in _until_next(days[place:], planned) for one in lines]
        fee_low, fee_sum = _path([(day, change) for day, change, _other in quarter])
        public_sum = money.total(change for _day, _other, change in quarter)
        # Public income must also bear what it gives later, also while later lines are not booked.
        rest = [one for _later, lines in days[place:] for one in lines]
        known = [one for one in rest if one[0] < until or one[2] < 0]
        public_low = min(
            _path([(day, change) for day, _other, change in each])[0] for each in (rest, known)
        )
        need = _rounded(-(fee + fee_low) + _CUSHION, ROUND_CEILING)
        reach = _rounded(public + public_low - _CUSHION, ROUND_FLOOR)
        amount = min(max(planned[month], need), reach)
        found[month] = amount
        fee, public = fee + amount + fee_sum, public - amount + public_sum
    return found


def _until_next(
    days: list[tuple[Period, list[_Day]]], planned: Mapping[Period, Decimal]
) -> Iterator[tuple[Period, list[_Day]]]:
    for place, one in enumerate(days):
        if place and one[0] in planned:
            return
        yield one


def _days(
    month: Period,
    lines: Iterable[Movement],
    of: Mapping[str, str],
    funds: tuple[str, str],
    given: Decimal,
) -> Iterator[_Day]:
    yield month.first, money.ZERO, -given
    for line in lines:
        changes = [money.ZERO, money.ZERO]
        for leg in line.legs:
            fund = of.get(leg.account)
            if fund in funds:
                changes[funds.index(fund)] -= leg.amount
        if any(changes):
            yield line.when.date(), changes[0], changes[1]


def _path(changes: list[tuple[datetime.date, Decimal]]) -> tuple[Decimal, Decimal]:
    """The lowest end of a day, not above zero, and the sum."""
    lowest = whole = money.ZERO
    for place, (day, change) in enumerate(changes):
        whole += change
        if place + 1 == len(changes) or changes[place + 1][0] != day:
            lowest = min(lowest, whole)
    return lowest, whole


def _rounded(amount: Decimal, way: str) -> Decimal:
    steps = (amount / _STEP).quantize(Decimal(1), rounding=way)
    return max(steps * _STEP, money.ZERO).quantize(money.FEN)
