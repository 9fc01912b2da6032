"""Registers: units, households, bays, leases, staff, meters …, one row per dated term.

CSV in ``ledger/registers/``; a missing file is an empty register. Looking up by code gives the
term that covers the day; without a day the latest one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from owners_ledger.registers import (
    assets,
    common,
    concessions,
    deposits,
    households,
    leases,
    meters,
    parking,
    payables,
    readings,
    spreads,
    staff,
    suppliers,
    units,
    waiting,
)
from owners_ledger.registers.assets import Asset
from owners_ledger.registers.common import CommonSpace
from owners_ledger.registers.concessions import Concession
from owners_ledger.registers.deposits import Deposit
from owners_ledger.registers.households import Household
from owners_ledger.registers.leases import Lease
from owners_ledger.registers.meters import Meter
from owners_ledger.registers.parking import Bay
from owners_ledger.registers.payables import Payable
from owners_ledger.registers.readings import Reading
from owners_ledger.registers.row import RegisterError, Row
from owners_ledger.registers.spreads import Spread
from owners_ledger.registers.staff import Staff
from owners_ledger.registers.suppliers import Supplier
from owners_ledger.registers.table import read_table
from owners_ledger.registers.units import Unit
from owners_ledger.registers.validate import validate
from owners_ledger.registers.waiting import Waiting

__all__ = [
    "Asset",
    "Bay",
    "CommonSpace",
    "Concession",
    "Deposit",
    "Household",
    "Lease",
    "Meter",
    "Payable",
    "Reading",
    "RegisterError",
    "Registers",
    "Spread",
    "Staff",
    "Supplier",
    "Unit",
    "Waiting",
    "load_registers",
    "registers_dir",
    "validate",
]

FOLDER = "ledger/registers"


class _Coded(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def start(self) -> datetime.date: ...
    def covers(self, day: datetime.date) -> bool: ...


_Made = TypeVar("_Made")
_Term = TypeVar("_Term", bound=_Coded)


@dataclass(frozen=True)
class Registers:
    """All registers of a book, rows in the order of the files."""

    units: tuple[Unit, ...] = ()
    households: tuple[Household, ...] = ()
    parking: tuple[Bay, ...] = ()
    leases: tuple[Lease, ...] = ()
    staff: tuple[Staff, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    concessions: tuple[Concession, ...] = ()
    spreads: tuple[Spread, ...] = ()
    assets: tuple[Asset, ...] = ()
    payables: tuple[Payable, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    common: tuple[CommonSpace, ...] = ()
    meters: tuple[Meter, ...] = ()
    readings: tuple[Reading, ...] = ()

    def unit(self, code: str, day: datetime.date | None = None) -> Unit | None:
        """The unit of a code on a day (``None``: its latest term), if there is one."""
        return _pick(self.unit_terms, code, day)

    def bay(self, code: str, day: datetime.date | None = None) -> Bay | None:
        """The bay of a code on a day."""
        return _pick(self.bay_terms, code, day)

    def lease(self, code: str, day: datetime.date | None = None) -> Lease | None:
        """The lease of a code on a day."""
        return _pick(self.lease_terms, code, day)

    def employee(self, code: str, day: datetime.date | None = None) -> Staff | None:
        """The employee of a code on a day."""
        return _pick(self.staff_terms, code, day)

    def supplier(self, code: str, day: datetime.date | None = None) -> Supplier | None:
        """The supplier of a code on a day."""
        return _pick(self.supplier_terms, code, day)

    def deposit(self, code: str, day: datetime.date | None = None) -> Deposit | None:
        """The deposit of a code on a day."""
        return _pick(self.deposit_terms, code, day)

    def space(self, code: str, day: datetime.date | None = None) -> CommonSpace | None:
        """The common property of a code on a day."""
        return _pick(self.common_terms, code, day)

    def meter(self, code: str, day: datetime.date | None = None) -> Meter | None:
        """The meter of a code on a day."""
        return _pick(self.meter_terms, code, day)

    def readings_of(self, meter: str) -> tuple[Reading, ...]:
        """The readings of a meter, oldest first."""
        return self.meter_readings.get(meter, ())

    def waiting_on(self, day: datetime.date) -> tuple[Waiting, ...]:
        """Who waits for a bay on a day, the first to be served first."""
        queue = [one for one in self.waiting if one.covers(day)]
        return tuple(sorted(queue, key=lambda one: (one.start, one.row)))

    def units_on(self, day: datetime.date) -> tuple[Unit, ...]:
        """The units that exist on a day."""
        return tuple(unit for unit in self.units if unit.covers(day))

    def household(self, unit: str, day: datetime.date | None = None) -> tuple[Household, ...]:
        """The people of a unit, on a day or ever, in the order of the file."""
        people = self.people.get(unit, ())
        return tuple(one for one in people if day is None or one.covers(day))

    def bays_of(self, unit: str, day: datetime.date) -> tuple[Bay, ...]:
        """The bays a unit rents or owns on a day."""
        return tuple(bay for bay in self.parking if bay.unit == unit and bay.covers(day))

    @cached_property
    def unit_terms(self) -> Mapping[str, tuple[Unit, ...]]:
        """Terms by unit code, oldest first; so for the other registers."""
        return _by_code(self.units)

    @cached_property
    def bay_terms(self) -> Mapping[str, tuple[Bay, ...]]:
        return _by_code(self.parking)

    @cached_property
    def lease_terms(self) -> Mapping[str, tuple[Lease, ...]]:
        return _by_code(self.leases)

    @cached_property
    def staff_terms(self) -> Mapping[str, tuple[Staff, ...]]:
        return _by_code(self.staff)

    @cached_property
    def supplier_terms(self) -> Mapping[str, tuple[Supplier, ...]]:
        return _by_code(self.suppliers)

    @cached_property
    def deposit_terms(self) -> Mapping[str, tuple[Deposit, ...]]:
        return _by_code(self.deposits)

    @cached_property
    def common_terms(self) -> Mapping[str, tuple[CommonSpace, ...]]:
        return _by_code(self.common)

    @cached_property
    def meter_terms(self) -> Mapping[str, tuple[Meter, ...]]:
        return _by_code(self.meters)

    @cached_property
    def meter_readings(self) -> Mapping[str, tuple[Reading, ...]]:
        return readings.in_order(self.readings, f"{FOLDER}/{readings.FILE}")

    @cached_property
    def people(self) -> Mapping[str, tuple[Household, ...]]:
        """People by unit, in the order of the file."""
        found: dict[str, list[Household]] = {}
        for one in self.households:
            found.setdefault(one.unit, []).append(one)
        return {unit: tuple(people) for unit, people in found.items()}


def registers_dir(root: Path) -> Path:
    """The folder of a book's registers."""
    return root / FOLDER


def load_registers(root: Path) -> Registers:
    """Read all registers of a book.

    Args:
        root: the committee's folder (the one that holds ``ledger/``).

    Raises:
        RegisterError: a file cannot be read; of that file, further errors are in ``more``.
    """
    found = Registers(
        units=_read(root, units, units.of),
        households=_read(root, households, households.of),
        parking=_read(root, parking, parking.of),
        leases=_read(root, leases, leases.of),
        staff=_read(root, staff, staff.of),
        suppliers=_read(root, suppliers, suppliers.of),
        deposits=_read(root, deposits, deposits.of),
        concessions=_read(root, concessions, concessions.of),
        spreads=_read(root, spreads, spreads.of),
        assets=_read(root, assets, assets.of),
        payables=_read(root, payables, payables.of),
        waiting=_read(root, waiting, waiting.of),
        common=_read(root, common, common.of),
        meters=_read(root, meters, meters.of),
        readings=_read(root, readings, readings.of),
    )
    readings.in_order(found.readings, f"{FOLDER}/{readings.FILE}")
    return found


class _Register(Protocol):
    @property
    def FILE(self) -> str: ...  # noqa: N802 - a module's constants
    @property
    def COLUMNS(self) -> tuple[str, ...]: ...  # noqa: N802 - a module's constants
    @property
    def OPTIONAL(self) -> tuple[str, ...]: ...  # noqa: N802 - a module's constants


def _read(root: Path, register: _Register, make: Callable[[Row], _Made]) -> tuple[_Made, ...]:
    return read_table(
        registers_dir(root) / register.FILE,
        register.COLUMNS,
        make,
        f"{FOLDER}/{register.FILE}",
        optional=register.OPTIONAL,
    )


def _by_code(terms: Iterable[_Term]) -> dict[str, tuple[_Term, ...]]:
    found: dict[str, list[_Term]] = {}
    for term in terms:
        found.setdefault(term.code, []).append(term)
    return {
        code: tuple(sorted(several, key=lambda term: term.start)) for code, several in found.items()
    }


def _pick(
    terms: Mapping[str, tuple[_Term, ...]], code: str, day: datetime.date | None
) -> _Term | None:
    several = terms.get(code, ())
    if day is None:
        return several[-1] if several else None
    return next((term for term in several if term.covers(day)), None)
