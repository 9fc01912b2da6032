"""The registers as an index: which units, tenants, suppliers and staff a line speaks of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owners_ledger.banking.match.model import Asked
from owners_ledger.banking.match.text import (
    Flat,
    bay_key,
    bays,
    digits,
    flats,
    name_key,
    number,
    plain,
    plate_key,
    plates,
)
from owners_ledger.registers import Bay, Household, Lease, Registers, Staff, Supplier

NAME_SIGNS = 3  # shorter names stand in many a memo by chance
Index = dict[Any, list[Any]]


@dataclass(frozen=True, slots=True)
class Named:
    """The units a memo names.

    Attributes:
        units: codes of units that are in the register, in order, each once.
        vague: whether one name fits several units (then ``units`` are those), may be no name at
            all, or is a bay's whose term is over.
        unknown: whether the memo names a flat that does not exist that day.
        bays: codes of the bays named (by code or plate).
        strange_plate: whether the memo names a plate no bay has.
    """

    units: tuple[str, ...]
    vague: bool
    unknown: bool
    bays: tuple[str, ...] = ()
    strange_plate: bool = False


class People:
    """Look-ups by what a bank line gives; terms are filtered by the line's day."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self._flats: Index = {}
        self._buildings = {one.code: number(plain(one.building)) for one in registers.units}
        self._codes = {plain(unit.code): unit.code for unit in registers.units}
        for unit in registers.units:
            building = number(plain(unit.building))
            stairwell = number(plain(unit.stairwell)) if unit.stairwell else None
            room = number(plain(unit.code).rpartition("-")[2])
            for key in (
                (building, stairwell, room),
                (building, None, room),
                (None, None, room),
            ):
                codes = self._flats.setdefault(key, [])
                if room is not None and unit.code not in codes:
                    codes.append(unit.code)
        self._names = _index(
            (key, one)
            for one in registers.households
            for key in dict.fromkeys(map(name_key, one.names))
        )
        self._plates = _index((plate_key(bay.plate), bay) for bay in registers.parking)
        self._bays = _index((bay_key(bay.code), bay) for bay in registers.parking)
        self._tenants = _index(
            pair
            for lease in registers.leases
            for pair in (
                (name_key(lease.tenant), lease),
                ("#" + digits(lease.tenant_account), lease),
            )
        )
        self._suppliers = _index(
            pair
            for one in registers.suppliers
            for pair in (
                ("#" + digits(one.account_number), one),
                *((name_key(name), one) for name in (one.name, *one.aliases)),
            )
        )
        self._staff = _index(
            pair
            for one in registers.staff
            for pair in (("#" + digits(one.account), one), (name_key(one.name), one))
        )

    def named(self, asked: Asked) -> Named:
        """The units a memo names, by flat, plate or bay; a bare amount is no flat."""
        text, day = asked.text, asked.date
        units: dict[str, None] = {}
        vague = unknown = False
        rest = text
        for code in self._literal(text):
            if code == str(int(abs(asked.amount))):
                continue
            units[code] = None
            unknown = unknown or not self.registers.unit(code, day)
            rest = rest.replace(plain(code), " ")
        for flat in flats(rest):
            if flat.building is None and abs(asked.amount) in flat.rooms:
                continue
            codes = self._resolve(flat, day)
            vague = vague or len(codes) > 1 or (flat.dated and bool(codes))
            today = any(self.registers.unit(code, day) for code in codes)
            unknown = unknown or (not today and (flat.plain or bool(codes)))
            units.update(dict.fromkeys(codes))
        found = self._bays_of(asked)
        vague = vague or any(bay.unit and not bay.covers(day) for bay in found)
        units.update(dict.fromkeys(bay.unit for bay in found if bay.unit))
        return Named(
            tuple(units),
            vague,
            unknown,
            tuple(bay.code for bay in found if bay.unit),
            any(key not in self._plates for key in plates(text)),
        )

    def building(self, unit: str) -> int | None:
        """The number of a unit's building."""
        return self._buildings.get(unit)

    def _literal(self, text: str) -> list[str]:
        """Unit codes that are no numbers (``S-03``) and stand in the memo as they are."""
        words = "".join(
            sign if sign.isascii() and (sign.isalnum() or sign == "-") else " " for sign in text
        )
        return [self._codes[word] for word in words.split() if word in self._codes]

    def _resolve(self, flat: Flat, day: datetime.date) -> Sequence[str]:
        codes = [
            code
            for room in flat.rooms
            for code in self._flats.get((flat.building, flat.stairwell, room), ())
        ]
        return [code for code in codes if self.registers.unit(code, day)] or codes

    def _bays_of(self, asked: Asked) -> list[Bay]:
        size = str(int(abs(asked.amount)))
        named = [key for key in bays(asked.text) if key != size]
        found = [
            bay
            for index, keys in ((self._plates, plates(asked.text)), (self._bays, named))
            for key in keys
            for bay in _on(index.get(key, ()), asked.date)
        ]
        return list(dict.fromkeys(found))

    def residents(self, name: str, day: datetime.date) -> list[Household]:
        """People of that name on a day, else people who once had it."""
        return _on(self._names.get(name, ()), day) if name else []

    def mentioned(self, text: str, day: datetime.date) -> list[Household]:
        """People of today whose whole name stands in a memo."""
        return [
            one
            for name, several in self._names.items()
            if len(name) >= NAME_SIGNS and name in text
            for one in several
            if one.covers(day)
        ]

    def leases(self, name: str, account: str, day: datetime.date) -> list[Lease]:
        """A tenant's leases, by account, else by name; those of the day, else the past ones."""
        return _on(self._by(self._tenants, name, account), day)

    def suppliers(self, name: str, account: str, day: datetime.date) -> list[Supplier]:
        """Suppliers by account, else by name or alias."""
        return _on(self._by(self._suppliers, name, account), day)

    def staff(self, name: str, account: str, day: datetime.date) -> list[Staff]:
        """Employees by account, else by name."""
        return _on(self._by(self._staff, name, account), day)

    @staticmethod
    def _by(index: Mapping[Any, list[Any]], name: str, account: str) -> list[Any]:
        by_account = index.get("#" + account, []) if account else []
        return by_account or (index.get(name, []) if name else [])


def _index(pairs: Iterable[tuple[str, Any]]) -> Index:
    index: Index = {}
    for key, value in pairs:
        if key not in ("", "#"):
            index.setdefault(key, []).append(value)
    return index


def _on(terms: Iterable[Any], day: datetime.date) -> list[Any]:
    """The terms that cover a day; where none does, the latest of each that ended before."""
    several = list(terms)
    return [term for term in several if term.covers(day)] or [
        term for term in several if term.start <= day
    ]
