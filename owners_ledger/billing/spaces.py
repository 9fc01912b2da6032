"""Common property that can bring income: which places there are, and what each is doing.

From ``common.csv``, the bays on common ground and the contracts. Where ``common.csv`` is empty
the places are those that bays and contracts name: a place never let cannot be known then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from owners_ledger.billing.charging import COMMON
from owners_ledger.billing.order import natural
from owners_ledger.periods import Period
from owners_ledger.registers import Bay, CommonSpace, Lease, Registers
from owners_ledger.registers.common import BAY

LET, FREE, VACANT, UNEXPLAINED = "let", "rent-free", "vacant", "unexplained"


@dataclass(frozen=True, slots=True)
class Space:
    """A place of common property in a period.

    Attributes:
        code: its code in ``common.csv``, of a bay the bay's, "" where only contracts name it.
        kind: 类别 (车位, 架空层, 广告 …).
        place: where, "" for a bay that only ``parking.csv`` has.
        leases: contracts that ran on it in the period.
        bay: the bay it is, "" where it is none.
        state: ``LET``, ``FREE`` (let, on rent-free days), ``VACANT`` with a reason, or
            ``UNEXPLAINED``: neither contract nor reason; as on its last day in the period.
        reason: why it is vacant, "" otherwise.
    """

    code: str
    kind: str
    place: str
    leases: tuple[str, ...]
    bay: str
    state: str
    reason: str

    @property
    def name(self) -> str:
        """As people call it."""
        return " ".join(filter(None, (self.code, self.place)))


def spaces(registers: Registers, period: Period) -> tuple[Space, ...]:
    """All places of a period: the register's, then bays and contracts it does not name."""
    known = [
        terms[-1]
        for several in registers.common_terms.values()
        if (terms := [one for one in several if _touches(one, period)])
    ]
    bays = {
        code: [one for one in terms if one.kind == COMMON]
        for code, terms in registers.bay_terms.items()
    }
    named = {one.code for one in known}
    found = [_known(one, registers, bays.get(one.code, []), period) for one in known]
    found += [
        _bay(code, terms, period)
        for code, terms in bays.items()
        if code not in named and any(_touches(one, period) for one in terms)
    ]
    found += _places(registers, named, period, everywhere=not registers.common)
    return tuple(sorted(found, key=lambda one: (one.kind == BAY, natural(one.code), one.place)))


def _known(space: CommonSpace, registers: Registers, bays: Sequence[Bay], period: Period) -> Space:
    leases = [one for one in registers.leases if one.resource == space.code]
    day = min(period.last, space.end or period.last)
    state = _state(leases, bays, day)
    if state == UNEXPLAINED and space.vacancy:
        state = VACANT
    return Space(
        space.code,
        space.kind,
        space.place,
        _running(leases, period),
        space.code if bays else "",
        state,
        space.vacancy if state == VACANT else "",
    )


def _bay(code: str, terms: Sequence[Bay], period: Period) -> Space:
    return Space(code, BAY, "", (), code, _state((), terms, _day(terms, period)), "")


def _places(
    registers: Registers, named: set[str], period: Period, *, everywhere: bool
) -> Iterator[Space]:
    """Places that only contracts name, a place let anew being the same place."""
    places: dict[tuple[str, str], list[Lease]] = {}
    for one in registers.leases:
        if one.resource not in named and one.start <= period.last:
            places.setdefault((one.kind, one.place), []).append(one)
    for (kind, place), leases in places.items():
        running = _running(leases, period)
        if running or everywhere:
            yield Space("", kind, place, running, "", _state(leases, (), period.last), "")


def _state(leases: Iterable[Lease], bays: Iterable[Bay], day: datetime.date) -> str:
    if any(one.covers(day) and one.unit for one in bays):
        return LET
    running = [one for one in leases if one.covers(day)]
    if not running:
        return UNEXPLAINED
    free = all(
        one.free_from is not None
        and one.free_from <= day
        and (one.free_to is None or day <= one.free_to)
        for one in running
    )
    return FREE if free else LET


def _running(leases: Iterable[Lease], period: Period) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.code for one in leases if _touches(one, period)))


def _day(terms: Sequence[Bay], period: Period) -> datetime.date:
    """The last day of the period on which a bay is in the register."""
    ends = [one.end or period.last for one in terms if one.start <= period.last]
    return min(period.last, max(ends))


def _touches(term: Bay | CommonSpace | Lease, period: Period) -> bool:
    return term.start <= period.last and (term.end is None or term.end >= period.first)
