"""The running balance as proof: in which order rows stand, which side is which, what is missing.

``balance[i] = balance[i-1] + amount[i]`` must hold for every row, forwards or backwards through
the file; a bank that names the sides from its own point of view is found out by the same rule.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

Moment = tuple[datetime.date, datetime.time]
_LINKS_TO_SWAP = 2
_WAYS = (False, True)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the balance does not follow.

    Attributes:
        at: index of the row in the file's order.
        before: index of the row before it in time.
        expected: what its balance should be.
    """

    at: int
    before: int
    expected: Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the rows.

    Attributes:
        amounts: signed, in the file's order.
        is_backwards: the newest row stands first.
        is_swapped: the sides are named the other way round.
    """

    amounts: Sequence[Decimal]
    is_backwards: bool
    is_swapped: bool


def prove(
    variants: Sequence[Sequence[Decimal]],
    balances: Sequence[Decimal],
    moments: Sequence[Moment],
    *,
    opening: Decimal | None = None,
    serials: Sequence[str] = (),
    is_newest_first: bool = False,
) -> Reading | Break:
    """The reading under which every row follows from the one before, else the first break.

    Args:
        variants: signed amounts as the columns may be meant, the most natural first.
        balances: after each row, in the file's order.
        moments: date and time of each row; they decide only where the balances leave a choice.
        opening: the balance before the first row, where the file declares it.
        serials: the bank's numbers; they decide where the moments leave a choice too.
        is_newest_first: what the bank usually does, where nothing else decides.
    """
    found = [
        (
            _against(moments, backwards),
            opening is not None and _opening(reading, balances) != opening,
            _falls(serials) is not backwards if _is_ordered(serials) else False,
            number // len(_WAYS),
            backwards is not is_newest_first,
            reading,
        )
        for number, reading in enumerate(_readings(variants, moments))
        for backwards in [reading.is_backwards]
        if _first_break(reading, balances) is None
    ]
    if found:
        return min(found, key=lambda each: each[:-1])[-1]
    return _worst(variants[0], balances, moments)


def _opening(reading: Reading, balances: Sequence[Decimal]) -> Decimal:
    first = -1 if reading.is_backwards else 0
    return balances[first] - reading.amounts[first]


def _is_ordered(serials: Sequence[str]) -> bool:
    """Whether numbers of one length only rise or only fall."""
    if len(serials) < 2 or not serials[0] or len(set(map(len, serials))) > 1:
        return False
    ordered = sorted(serials)
    return len(set(serials)) > 1 and (ordered == list(serials) or ordered[::-1] == list(serials))


def _falls(serials: Sequence[str]) -> bool:
    return serials[0] > serials[-1]


def days_that_fall(days: Sequence[datetime.date]) -> list[int]:
    """Indexes of days, oldest line first, that lie before the one above them."""
    return [at for at, (before, day) in enumerate(pairwise(days), 1) if day < before]


def order_by_date(moments: Sequence[Moment]) -> bool:
    """Whether rows without balances stand newest first."""
    return len(moments) > 1 and moments[0] > moments[-1]


def _readings(variants: Sequence[Sequence[Decimal]], moments: Sequence[Moment]) -> list[Reading]:
    """All readings worth trying; swapped sides only where they could not be a damaged row."""
    readings = [
        Reading(amounts, is_backwards, is_swapped=False)
        for amounts in variants
        for is_backwards in _WAYS
    ]
    varied = len({abs(amount) for amount in variants[0]}) > 1
    if len(moments) > _LINKS_TO_SWAP and (varied or moments[0] != moments[-1]):
        swapped = [-amount for amount in variants[0]]
        readings += [
            Reading(swapped, way, is_swapped=True) for way in _WAYS if not _against(moments, way)
        ]
    return readings


def _against(moments: Sequence[Moment], is_backwards: bool) -> bool:
    """Whether the dates speak against this order."""
    if not moments or moments[0] == moments[-1]:
        return False
    return (moments[0] > moments[-1]) is not is_backwards


def _first_break(reading: Reading, balances: Sequence[Decimal]) -> Break | None:
    amounts = reading.amounts
    if reading.is_backwards:
        for at in range(len(balances) - 2, -1, -1):
            expected = balances[at + 1] + amounts[at]
            if expected != balances[at]:
                return Break(at, at + 1, expected)
        return None
    for at in range(1, len(balances)):
        expected = balances[at - 1] + amounts[at]
        if expected != balances[at]:
            return Break(at, at - 1, expected)
    return None


def _worst(
    amounts: Sequence[Decimal], balances: Sequence[Decimal], moments: Sequence[Moment]
) -> Break:
    """The first break in the order that the dates show, else in the one with the fewest."""
    steps = list(pairwise(moments))
    rising = sum(before < after for before, after in steps)
    falling = sum(before > after for before, after in steps)
    ways = _WAYS if rising == falling else (falling > rising,)
    readings = [Reading(amounts, way, is_swapped=False) for way in ways]
    reading = min(readings, key=lambda each: _count(each, balances))
    broken = _first_break(reading, balances)
    assert broken is not None
    return broken


def _count(reading: Reading, balances: Sequence[Decimal]) -> int:
    steps = range(1, len(balances))
    if reading.is_backwards:
        return sum(balances[at] + reading.amounts[at - 1] != balances[at - 1] for at in steps)
    return sum(balances[at - 1] + reading.amounts[at] != balances[at] for at in steps)
