"""A tariff as a value: one dated version of what is charged, and whom it concerns."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.units import Unit

KINDS = ("area", "unit", "bay", "lease", "meter", "share")
BY = ("area", "unit", "floor")
_FLOOR = re.compile(r"-?[0-9]{1,3}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Floor:
    """The share units on some floors are charged."""

    first: int
    last: int
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Tariff:
    """One dated version of a tariff.

    Attributes:
        id: the tariff's id.
        name: as bills call it.
        kind: from ``KINDS``.
        account: the receivable; "" for ``lease``: each contract names its own.
        income: what it is earned as; "" for ``lease``.
        rate: yuan per month and measure; ``None`` where the register has it.
        resolution: who set it.
        first: the first day it holds.
        last: the last day, ``None``: still holds.
        uses: only units of these uses, empty: all.
        buildings: only these buildings, empty: all.
        minimum: yuan per unit and whole month, ``None``: none.
        cap: the most per unit and whole month, ``None``: none.
        floors: shares by floor.
        late_rate: per day on what is overdue, ``None``: no late fee.
        due_day: day of the month it is due, ``None``: the last.
        by: for ``share``: by ``area``, per ``unit``, or by the ``floor``'s factor.
        late_cap: the most a late fee may be, as a share of what is overdue, ``None``: no cap.
        measure: of what a meter counts, for people (度, 立方米).
    """

    id: str
    name: str
    kind: str
    account: str
    income: str
    rate: Decimal | None
    resolution: str
    first: datetime.date
    last: datetime.date | None
    uses: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    minimum: Decimal | None = None
    cap: Decimal | None = None
    floors: tuple[Floor, ...] = ()
    late_rate: Decimal | None = None
    due_day: int | None = None
    by: str = "area"
    late_cap: Decimal | None = None
    measure: str = ""

    def concerns(self, unit: Unit) -> bool:
        """Whether a unit is charged by it."""
        return (not self.uses or unit.use in self.uses) and (
            not self.buildings or unit.building in self.buildings
        )

    def holds(self, day: datetime.date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def factor_of(self, unit: Unit) -> Decimal | None:
        """The factor of a unit's floor, ``None`` where none is set or the floor is no number."""
        floor = int(unit.floor) if _FLOOR.match(unit.floor) else None
        found = (
            one.factor
            for one in self.floors
            if floor is not None and one.first <= floor <= one.last
        )
        return next(found, None)

    def floor_factor(self, unit: Unit) -> Decimal:
        """The share of a unit's floor, 1 where none is set."""
        found = self.factor_of(unit)
        return Decimal(1) if found is None else found
