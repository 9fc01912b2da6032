"""The amounts of many months at once: each holder is computed anew only where something changes.

Most flats and bays cost the same month after month. Between two days on which a term, a version
or a concession begins or ends, every whole month costs the same; so a check of years costs little
more than one of a month.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from owners_ledger import money
from owners_ledger.billing.billed import Key, key_of
from owners_ledger.billing.charging import bay_charge, by_id, concessions_of, unit_charge
from owners_ledger.billing.model import Charge
from owners_ledger.billing.tariff import Tariff
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.registers.row import Dated

_DAY = datetime.timedelta(days=1)
_NEVER = 10_000 * 12


@dataclass(slots=True)
class _Holder:
    """One flat or bay of one tariff: when something changes, and what it cost last."""

    edges: Sequence[datetime.date]
    charges: Callable[[Period], tuple[Charge, ...]]
    first: int = _NEVER
    last: int = -1
    amounts: tuple[tuple[Key, Decimal], ...] = ()

    def look(self, number: int, month: Period) -> tuple[tuple[Key, Decimal], ...]:
        """What it costs in a month."""
        if not self.first <= number <= self.last:
            self.first, self.last = steady(self.edges, month)
            self.amounts = tuple((key_of(one), one.amount) for one in self.charges(month))
        return self.amounts


class Amounts:
    """What flats and bays owe, month by month, of some registers and tariffs."""

    def __init__(self, registers: Registers, tariffs: Sequence[Tariff]) -> None:
        """Look at everything that can change an amount; nothing is computed yet."""
        lessened = concessions_of(registers)
        self._holders: list[_Holder] = []
        self._first, self._last = _NEVER, -1
        self._found: Mapping[Key, Decimal] = {}
        for name, versions in by_id(tariffs, ("area", "unit")).items():
            for code, terms in registers.unit_terms.items():
                less = lessened.get((code, name), ())
                compute = partial(unit_charge, code, terms, versions, concessions=less)
                self._holders.append(_Holder(_edges(versions, (*terms, *less)), compute))
        for versions in by_id(tariffs, ("bay",)).values():
            for code, bays in registers.bay_terms.items():
                self._holders.append(
                    _Holder(_edges(versions, bays), partial(bay_charge, code, bays, versions))
                )

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
