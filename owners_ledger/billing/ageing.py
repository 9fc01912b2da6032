"""Arrears by age and building: the treasurer's list, and the table that shames nobody.

In public a group of fewer than ``SMALL`` households is put together with others: two households
and a sum are two neighbours and what they owe.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from owners_ledger.money import ZERO, total
from owners_ledger.periods import Period
from owners_ledger.registers import Registers

if TYPE_CHECKING:
    from owners_ledger.billing.account_of import HolderAccount

BOUNDS = (30, 90, 180, 365)
NAMES = ("30天以内", "31—90天", "91—180天", "181—365天", "365天以上")
MERGED = "其他楼栋"
SMALL = 3


@dataclass(frozen=True, slots=True)
class Aged:
    """One holder's arrears.

    Attributes:
        code: the flat or contract.
        building: its building, "" for a contract.
        ages: yuan overdue, by ``NAMES``.
        oldest: days since the oldest part was due.
    """

    code: str
    building: str
    ages: tuple[Decimal, ...]
    oldest: int

    @property
    def amount(self) -> Decimal:
        """All that is overdue."""
        return total(self.ages)


def aged(account: HolderAccount) -> Aged | None:
    """What is overdue at a statement's end, ``None`` where nothing is."""
    ages = [ZERO] * len(NAMES)
    oldest = 0
    for item in account.items:
        days = (account.last - item.row.due).days
        if days > 0:
            ages[age_of(days)] += item.amount
            oldest = max(oldest, days)
    return Aged(account.code, account.building, tuple(ages), oldest) if oldest else None


def age_of(days: int) -> int:
    """Which of ``NAMES`` so many days are."""
    return sum(1 for bound in BOUNDS if days > bound)


@dataclass(frozen=True, slots=True)
class Group:
    """Households in arrears and their sum: all that is public."""

    name: str
    households: int
    amount: Decimal


def public_table(accounts: Iterable[HolderAccount], day: datetime.date) -> tuple[Group, ...]:
    """Arrears by building as notices have them, small groups merged.

    As on a notice, what is charged for the day's own month is not called overdue.
    """
    month = str(Period.month_of(day))
    groups: dict[str, tuple[int, Decimal]] = {}
    for one in accounts:
        late = total(
            item.amount
            for item in one.items
            if item.row.due <= day and item.row.period != month and item.row.day <= day
        )
        if one.holder.kind == "unit" and late:
            units, sofar = groups.get(one.building, (0, ZERO))
            groups[one.building] = units + 1, sofar + late
    return tuple(Group(name, units, late) for name, (units, late) in merged(groups).items())


def merged(groups: Mapping[str, tuple[int, Decimal]]) -> dict[str, tuple[int, Decimal]]:
    """Households and yuan by building, in order, small groups together and large enough."""
    large = dict(sorted(groups.items(), key=lambda item: _natural(item[0])))
    small = [name for name, (units, _amount) in large.items() if units < SMALL]
    if not small:
        return large
    parts = [large.pop(name) for name in small]
    while sum(units for units, _amount in parts) < SMALL and large:
        parts.append(large.pop(min(large, key=lambda name: large[name][0])))
    large[MERGED] = (
        sum(units for units, _amount in parts),
        total(amount for _units, amount in parts),
    )
    return large


def building_of(unit: str, registers: Registers) -> str:
    """A unit's building as a notice names it."""
    known = registers.unit(unit)
    name = known.building if known else unit.partition("-")[0]
    return f"{name}栋" if name.isdecimal() else name


def _natural(name: str) -> tuple[int, str]:
    digits = "".join(sign for sign in name if sign in "0123456789")
    return int(digits or "0"), name
