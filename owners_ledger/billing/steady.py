"""The amounts of many months at once: each holder is computed anew only where something changes.

Most flats and bays cost the same month after month, and many cost the same as their neighbours.
Between two days on which a term, a version or a concession begins or ends, every whole month costs
the same; so a check of years costs little more than one of a month.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from owners_ledger import money
from owners_ledger.billing.billed import Key, key_of
from owners_ledger.billing.charging import bay_charge, by_id, concessions_of, unit_charge
from owners_ledger.billing.model import Charge
from owners_ledger.billing.tariff import Tariff
from owners_ledger.periods import Period
from owners_ledger.registers import Registers, Unit
from owners_ledger.registers.row import Dated

_DAY = datetime.timedelta(days=1)
_NEVER = 10_000 * 12


@dataclass(slots=True)
class _Holder:
    """Flats or bays of one tariff that cost the same: when something changes, what they cost last.

    Where ``holders`` (unit and bay) are given, each of them owes what is computed for one.
    """

    edges: Sequence[datetime.date]
    charges: Callable[[Period], tuple[Charge, ...]]
    first: int = _NEVER
    last: int = -1
    amounts: tuple[tuple[Key, Decimal], ...] = ()
    holders: list[tuple[str, str]] = field(default_factory=list)

    def look(self, number: int, month: Period) -> tuple[tuple[Key, Decimal], ...]:
        """What it costs in a month."""
        if not self.first <= number <= self.last:
            self.first, self.last = steady(self.edges, month)
            self.amounts = tuple(
                (key, one.amount) for one in self.charges(month) for key in self._keys(one)
            )
        return self.amounts

    def _keys(self, one: Charge) -> list[Key]:
        if not self.holders:
            return [key_of(one)]
        return [(one.tariff, unit, one.lease, bay, one.account) for unit, bay in self.holders]


class Amounts:
    """What flats and bays owe, month by month, of some registers and tariffs."""

    def __init__(self, registers: Registers, tariffs: Sequence[Tariff]) -> None:
        """Look at everything that can change an amount; nothing is computed yet."""
        lessened = concessions_of(registers)
        self._holders: list[_Holder] = []
        alike: dict[Hashable, _Holder] = {}
        self._first, self._last = _NEVER, -1
        self._found: Mapping[Key, Decimal] = {}
        for name, versions in by_id(tariffs, ("area", "unit")).items():
            for code, terms in registers.unit_terms.items():
                less = lessened.get((code, name), ())
                kind = name, _what_counts(terms, versions)
                if less or (holder := alike.get(kind)) is None:
                    compute = partial(unit_charge, code, terms, versions, concessions=less)
                    holder = _Holder(_edges(versions, (*terms, *less)), compute)
                    self._holders.append(holder)
                    if not less:
                        alike[kind] = holder
                holder.holders.append((code, ""))
        for name, versions in by_id(tariffs, ("bay",)).items():
            for code, bays in registers.bay_terms.items():
                bay = bays[0]
                like = name, bay.kind, bay.rate, bay.start, bay.end, bool(bay.unit)
                if len(bays) > 1 or (holder := alike.get(like)) is None:
                    charge = partial(bay_charge, code, bays, versions)
                    holder = _Holder(_edges(versions, bays), charge)
                    self._holders.append(holder)
                    if len(bays) == 1:
                        alike[like] = holder
                if len(bays) == 1:
                    holder.holders.append((bay.unit, code))

    def of(self, month: Period) -> Mapping[Key, Decimal]:
        """By key, as the charges of a month would sum."""
        number = _number(month.first)
        if self._first <= number <= self._last:
            return self._found
        found: dict[Key, Decimal] = {}
        self._first, self._last = 0, _NEVER
        for holder in self._holders:
            for key, amount in holder.look(number, month):
                found[key] = found.get(key, money.ZERO) + amount
            self._first = max(self._first, holder.first)
            self._last = min(self._last, holder.last)
        self._found = found
        return found


def _what_counts(terms: Sequence[Unit], versions: Sequence[Tariff]) -> Hashable:
    """All of a flat that its charges by area or per unit depend on."""
    buildings = any(one.buildings for one in versions)
    floors = any(one.floors for one in versions)
    return tuple(
        (
            one.area,
            one.use,
            one.start,
            one.end,
            one.building if buildings else "",
            one.floor if floors else "",
        )
        for one in terms
    )


def steady(edges: Sequence[datetime.date], month: Period) -> tuple[int, int]:
    """The first and last number of the whole months that cost what this one does.

    Args:
        edges: days on which something is different from the day before, in order.
        month: one calendar month.
    """
    number = _number(month.first)
    place = bisect_right(edges, month.first)
    last = _NEVER
    if place < len(edges):
        if edges[place] <= month.last:
            return number, number
        last = _number(edges[place]) - 1
    if not place:
        return 0, last
    before = edges[place - 1]
    return _number(before) + (before.day > 1), last


def _edges(versions: Iterable[Tariff], terms: Iterable[Dated]) -> list[datetime.date]:
    spans = [(one.first, one.last) for one in versions]
    spans += [(one.start, one.end) for one in terms]
    found = {first for first, _last in spans}
    found.update(last + _DAY for _first, last in spans if last and last < datetime.date.max)
    return sorted(found)


def _number(day: datetime.date) -> int:
    return day.year * 12 + day.month
