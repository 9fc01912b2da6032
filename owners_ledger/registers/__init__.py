"""Registers: units, households, bays, leases, staff, suppliers, deposits, one row per dated term.

CSV in ``ledger/registers/``; a missing file is an empty register. Looking up by code gives the
term that covers the day; without a day the latest one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from owners_ledger.registers import (
    assets,
    concessions,
    deposits,
    households,
    leases,
    parking,
    payables,
    spreads,
    staff,
    suppliers,
    units,
)
from owners_ledger.registers.assets import Asset
from owners_ledger.registers.concessions import Concession
from owners_ledger.registers.deposits import Deposit
from owners_ledger.registers.households import Household
from owners_ledger.registers.leases import Lease
from owners_ledger.registers.parking import Bay
from owners_ledger.registers.payables import Payable
from owners_ledger.registers.row import RegisterError, Row
from owners_ledger.registers.spreads import Spread
from owners_ledger.registers.staff import Staff
from owners_ledger.registers.suppliers import Supplier
from owners_ledger.registers.table import read_table
from owners_ledger.registers.units import Unit
from owners_ledger.registers.validate import validate

__all__ = [
    "Asset",
    "Bay",
    "Concession",
    "Deposit",
    "Household",
    "Lease",
    "Payable",
    "RegisterError",
    "Registers",
    "Spread",
    "Staff",
    "Supplier",
    "Unit",
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
    return Registers(
        units=_read(root, units.FILE, units.COLUMNS, units.of),
        households=_read(root, households.FILE, households.COLUMNS, households.of),
        parking=_read(root, parking.FILE, parking.COLUMNS, parking.of),
        leases=_read(root, leases.FILE, leases.COLUMNS, leases.of, leases.OPTIONAL),
        staff=_read(root, staff.FILE, staff.COLUMNS, staff.of, staff.OPTIONAL),
        suppliers=_read(root, suppliers.FILE, suppliers.COLUMNS, suppliers.of),
        deposits=_read(root, deposits.FILE, deposits.COLUMNS, deposits.of),
        concessions=_read(root, concessions.FILE, concessions.COLUMNS, concessions.of),
        spreads=_read(root, spreads.FILE, spreads.COLUMNS, spreads.of, spreads.OPTIONAL),
        assets=_read(root, assets.FILE, assets.COLUMNS, assets.of, assets.OPTIONAL),
        payables=_read(root, payables.FILE, payables.COLUMNS, payables.of, payables.OPTIONAL),
    )


def _read(
    root: Path,
    file: str,
    columns: Sequence[str],
    make: Callable[[Row], _Made],
    optional: Sequence[str] = (),
) -> tuple[_Made, ...]:
    path = registers_dir(root) / file
    return read_table(path, columns, make, f"{FOLDER}/{file}", optional=optional)


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
