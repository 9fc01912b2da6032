"""``ledger/tariffs.toml``: what is charged, since when, and by whose decision.

::

    [[property-fee]]              # the tariff's id; each entry is one dated version
    rate = "0.80"                 # yuan per month and unit of measure
    resolution = "2020-01"
    from = 2020-01-01
    to = 2026-06-30               # may be missing
    use = ["住宅"]                # only units of these uses; missing: all
    building = ["1", "2"]         # only these buildings; missing: all
    minimum = "10.00"             # per unit and whole month
    cap = "200.00"
    late-rate = "0.0005"          # per day on what is overdue, where a resolution has it
    due-day = 25                  # of the month billed; missing: its last day

    [[property-fee.floor]]        # share by floor, of the version above it
    from-floor = 1
    to-floor = 3
    factor = "0.90"

``property-fee``, ``parking`` and ``lease`` are known; any other id also says ``name``, ``kind``
(``area``, ``unit``, ``bay``, ``meter``, ``share``), ``account`` and ``income``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.registers.units import Unit

FILE = "ledger/tariffs.toml"
KINDS = ("area", "unit", "bay", "lease", "meter", "share")
_KEYS = frozenset(
    {
        "name", "kind", "account", "income", "rate", "resolution", "from", "to", "use",
        "building", "minimum", "cap", "late-rate", "due-day", "floor", "by",
    }
)  # fmt: skip
FLOOR = re.compile(r"-?[0-9]{1,3}\Z", re.ASCII)
_FLOOR_KEYS = frozenset({"from-floor", "to-floor", "factor"})
_KNOWN: Mapping[str, Mapping[str, str]] = {
    "property-fee": {
        "name": "物业服务费",
        "kind": "area",
        "account": "Assets:20应收款:01物业费",
        "income": "Income:10物业服务费",
    },
    "parking": {
        "name": "地面停车月租",
        "kind": "bay",
        "account": "Assets:20应收款:02停车费",
        "income": "Income:20公共收益:11地面停车月租",
    },
    "lease": {"name": "租金和场地费", "kind": "lease", "account": "", "income": ""},
}
_ALWAYS = ("parking", "lease")  # their rates stand in the registers


class TariffError(OwnersLedgerError):
    """``tariffs.toml`` says something impossible."""


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
        by: for ``share``: ``area`` or ``unit``.
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

    def concerns(self, unit: Unit) -> bool:
        """Whether a unit is charged by it."""
        return (not self.uses or unit.use in self.uses) and (
            not self.buildings or unit.building in self.buildings
        )

    def holds(self, day: datetime.date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def floor_factor(self, unit: Unit) -> Decimal:
        """The share of a unit's floor, 1 where none is set (also where the floor is no number)."""
        floor = int(unit.floor) if FLOOR.match(unit.floor) else None
        found = (
            one.factor
            for one in self.floors
            if floor is not None and one.first <= floor <= one.last
        )
        return next(found, Decimal(1))


def load_tariffs(root: Path) -> tuple[Tariff, ...]:
    """All versions of all tariffs, by id and date; parking and leases are always there.

    Raises:
        TariffError: an entry lacks a key, has an unknown one, or two versions overlap.
        ConfigError: the file is no TOML.
    """
    path = root / FILE
    raw = load_toml(path) if path.exists() else {}
    found = [
        _tariff(name, row)
        for name, rows in raw.items()
        for row in (rows if isinstance(rows, list) else [rows])
    ]
    found += [
        _tariff(name, {"from": datetime.date.min, "resolution": ""})
        for name in _ALWAYS
        if name not in raw
    ]
    found.sort(key=lambda one: (one.id, one.first))
    for one, other in pairwise(found):
        if one.id == other.id and _overlap(one, other):
            raise _wrong(one.id, _("{day} 起的一段与前一段重叠").format(day=other.first))
    return tuple(found)


def _overlap(one: Tariff, other: Tariff) -> bool:
    """Whether both hold for one unit on one day."""
    if one.last is not None and one.last < other.first:
        return False
    return _share(one.uses, other.uses) and _share(one.buildings, other.buildings)


def _share(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two lists, empty meaning all, have one in common."""
    return not some or not others or not set(some).isdisjoint(others)


def _tariff(name: str, row: Any) -> Tariff:
    if not isinstance(row, Mapping):
        raise _wrong(name, _("应写成 [[{name}]] 一节").format(name=name))
    if unknown := sorted(set(row) - _KEYS):
        raise _wrong(name, _("不认识的项 {key}").format(key=unknown[0]))
    said = {**_KNOWN.get(name, {}), **row}
    kind = said.get("kind")
    if kind not in KINDS:
        raise _wrong(name, _("kind 应是 {kinds} 之一").format(kinds="、".join(KINDS)))
    for key in ("name", "account", "income"):
        if not isinstance(said.get(key), str) or not (said[key] or kind == "lease"):
            raise _wrong(name, _("缺少 {key}").format(key=key))
    first, last = said.get("from"), said.get("to")
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date | None):
        raise _wrong(name, _("from（起用日）和 to 应写成 2026-01-01 这样的日期"))
    rate = _number(name, said, "rate")
    if rate is None and kind in ("area", "unit", "meter"):
        raise _wrong(name, _("缺少 {key}").format(key="rate"))
    due = said.get("due-day")
    if due is not None and not (isinstance(due, int) and 1 <= due <= 28):
        raise _wrong(name, _("due-day 应是 1 到 28 的数"))
    if said.get("by", "area") not in ("area", "unit"):
        raise _wrong(name, _("by 只能是 area 或 unit"))
    return Tariff(
        name,
        said["name"],
        kind,
        said["account"],
        said["income"],
        rate,
        str(said.get("resolution", "")),
        first,
        last,
        _texts(name, said, "use"),
        _texts(name, said, "building"),
        _yuan(name, said, "minimum"),
        _yuan(name, said, "cap"),
        tuple(_floor(name, one) for one in said.get("floor", ())),
        _number(name, said, "late-rate"),
        due,
        said.get("by", "area"),
    )


def _floor(name: str, row: Any) -> Floor:
    factor = _number(name, row, "factor") if isinstance(row, Mapping) else None
    if (
        factor is None
        or set(row) - _FLOOR_KEYS
        or not all(isinstance(row.get(key), int) for key in ("from-floor", "to-floor"))
    ):
        raise _wrong(name, _("floor 要有 from-floor、to-floor（楼层）和 factor（比例）"))
    return Floor(row["from-floor"], row["to-floor"], factor)


def _number(name: str, row: Mapping[str, Any], key: str) -> Decimal | None:
    value = row.get(key)
    if value is None:
        return None
    try:
        found = Decimal(value) if isinstance(value, str) and value.isascii() else Decimal("NaN")
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise _wrong(name, _('{key} 应写成带引号的数字，如 "0.80"').format(key=key))
    return found


def _yuan(name: str, row: Mapping[str, Any], key: str) -> Decimal | None:
    if key not in row:
        return None
    try:
        return money.parse(str(row[key]))
    except money.AmountError as error:
        raise _wrong(name, error.message) from None


def _texts(name: str, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise _wrong(name, _('{key} 应写成 ["…", "…"]').format(key=key))


def _wrong(name: str, what: str) -> TariffError:
    return TariffError(
        _("收费标准 {name}：{what}").format(name=name, what=what),
        remedy=_("请对照 docs/tariffs.md 改正。"),
        file=FILE,
    )
