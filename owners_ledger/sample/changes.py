"""What of a period a reader of the notice would ask about: the estate's own limits, counted here.

The committee's file names 7 % on the year, 10 % on the period before, from 1 000 yuan on. For the
open months, which somebody else books, a little more is explained than must be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.periods import Period
from owners_ledger.sample.tally import IN, OUT, Item, Tally, month_of

_FLOOR = Decimal(1000)
_EARLY = Decimal("0.8")
_YEAR = 12
_BEFORE, _AGO = Decimal(10), Decimal(7)
_WORDS = {
    1: ("本月", "上月", "去年同月"),
    3: ("本季", "上季", "去年同季"),
    6: ("本期", "上期", "去年同期"),
    12: ("本年", "", "上年"),
}


@dataclass(frozen=True, slots=True)
class Base:
    """What a line is compared with: the word for it, its movements, its sum."""

    word: str
    items: tuple[Item, ...]
    amount: Decimal
    month: int


@dataclass(frozen=True, slots=True)
class Change:
    """A line that needs a sentence.

    Attributes:
        side: income or spending.
        line: the notice's line.
        period: the period.
        this: how the period is called.
        items: its movements; none where the line is silent.
        amount: their sum.
        bases: what it differs from, the period before first.
    """

    side: str
    line: str
    period: Period
    this: str
    items: tuple[Item, ...]
    amount: Decimal
    bases: tuple[Base, ...]


def changes(
    tally: Tally, period: Period, planned: dict[str, dict[str, Decimal]], *, settled: bool
) -> Iterator[Change]:
    """Lines that swing or are silent.

    Args:
        tally: what moved.
        period: the period.
        planned: the year's budget per side and line.
        settled: whether the books of the period are the generator's own.
    """
    ease = Decimal(1) if settled else _EARLY
    first = month_of(period)
    for side in (IN, OUT):
        known = {line for where, line in tally.lines if where == side} | set(planned[side])
        for line in sorted(known):
            items = tuple(tally.items(side, line, first, first + period.months))
            this = _WORDS[period.months][0]
            amount = sum((one.amount for one in items), Decimal(0))
            if not items:
                start = max(first - _YEAR, tally.first)
                past = abs(tally.amount(side, line, start, first))
                if max(past, planned[side].get(line, Decimal(0))) >= _FLOOR * ease:
                    yield Change(side, line, period, this, (), amount, ())
                continue
            bases = tuple(
                base
                for base, percent in _bases(tally, period, side, line)
                if swings(amount, base.amount, percent * ease, _FLOOR * ease)
            )
            if bases:
                yield Change(side, line, period, this, items, amount, bases)


def sides(tally: Tally, period: Period, side: str) -> tuple[Change, ...]:
    """A whole side, where it swings."""
    first = month_of(period)
    items = _all(tally, side, first, first + period.months)
    amount = sum((one.amount for one in items), Decimal(0))
    bases = tuple(
        base
        for base, percent in _bases(tally, period, side, "")
        if swings(amount, base.amount, percent * _EARLY, _FLOOR)
    )
    this = _WORDS[period.months][0]
    return (Change(side, "", period, this, items, amount, bases),) if bases else ()


def swings(amount: Decimal, base: Decimal, percent: Decimal, floor: Decimal) -> bool:
    """Whether both limits are reached."""
    change = abs(amount - base)
    return change >= floor and change * 100 >= abs(base) * percent


def _bases(tally: Tally, period: Period, side: str, line: str) -> Iterator[tuple[Base, Decimal]]:
    words = _WORDS[period.months]
    compared = [(period.year_before(), words[2], _AGO)]
    if words[1]:
        compared.insert(0, (period.previous(), words[1], _BEFORE))
    for before, word, percent in compared:
        first = month_of(before)
        if first < tally.first:
            continue
        end = first + before.months
        items = (
            tuple(tally.items(side, line, first, end)) if line else _all(tally, side, first, end)
        )
        yield Base(word, items, sum((one.amount for one in items), Decimal(0)), first), percent


def _all(tally: Tally, side: str, first: int, end: int) -> tuple[Item, ...]:
    return tuple(
        one
        for where, line in tally.lines
        if where == side
        for one in tally.items(side, line, first, end)
    )
