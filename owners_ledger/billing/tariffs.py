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
    late-cap = "0.3"              # the most, as a share of what is overdue
    due-day = 25                  # of the month billed; missing: its last day

    [[property-fee.floor]]        # share by floor, of the version above it
    from-floor = 1
    to-floor = 3
    factor = "0.90"

``property-fee``, ``parking`` and ``lease`` are known; any other id also says ``name``, ``kind``
(``area``, ``unit``, ``bay``, ``meter``, ``share``), ``account`` and ``income``. A key that would
have no effect for its kind is refused. Every key is explained in ``docs/tariffs.md``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.billing.tariff import BY, KINDS, Floor, Tariff
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.registers.units import USES

__all__ = ["FILE", "FLOOR_KEYS", "KEYS", "KINDS", "Floor", "Tariff", "TariffError", "load_tariffs"]

FILE = "ledger/tariffs.toml"
_EVERY = frozenset(
    {
        "name", "kind", "account", "income", "resolution", "from", "to", "late-rate", "late-cap",
        "due-day",
    }
)  # fmt: skip
_FLAT = frozenset({"rate", "use", "building", "minimum", "cap", "floor"})
KEYS: Mapping[str, frozenset[str]] = {
    "area": _EVERY | _FLAT,
    "unit": _EVERY | _FLAT,
    "bay": _EVERY,
    "lease": _EVERY,
    "meter": _EVERY | {"rate", "use", "building", "measure"},
    "share": _EVERY | {"use", "building", "floor", "by"},
}
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,8})?\Z", re.ASCII)
FLOOR_KEYS = frozenset({"from-floor", "to-floor", "factor"})
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
    for one, other in combinations(found, 2):
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
    said = {**_KNOWN.get(name, {}), **row}
    kind = _kind(name, said, row)
    first, last = _term(name, said)
    rate, due = _number(name, said, "rate"), said.get("due-day")
    if rate is None and kind in ("area", "unit", "meter"):
        raise _wrong(name, _("缺少 {key}").format(key="rate"))
    if due is not None and not (type(due) is int and 1 <= due <= 28):
        raise _wrong(name, _("due-day 应是 1 到 28 的数"))
    floors, by = _floors(name, said), _by(name, said)
    if kind == "share" and (by == "floor") != bool(floors):
        raise _wrong(name, _('by = "floor" 和 [[{name}.floor]] 要一起写').format(name=name))
    minimum, cap = _yuan(name, said, "minimum"), _yuan(name, said, "cap")
    if minimum is not None and cap is not None and minimum > cap:
        raise _wrong(name, _("minimum 大于 cap"))
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
        _uses(name, said),
        _texts(name, said, "building"),
        minimum,
        cap,
        floors,
        _number(name, said, "late-rate"),
        due,
        by,
        _number(name, said, "late-cap"),
        str(said.get("measure", "")),
    )


def _kind(name: str, said: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """The kind, once all keys are known to it and what every kind needs is there."""
    kind = said.get("kind")
    if kind is None:
        raise _wrong(
            name,
            _("没有这个编号（现成的是 {known}）；自己起的编号要写 {keys}").format(
                known="、".join(_KNOWN), keys="name、kind、account、income"
            ),
        )
    if not isinstance(kind, str) or kind not in KINDS:
        raise _wrong(name, _("kind 应是 {kinds} 之一").format(kinds="、".join(KINDS)))
    if unknown := sorted(set(row) - frozenset().union(*KEYS.values())):
        raise _wrong(name, _("不认识的项 {key}").format(key=unknown[0]))
    if idle := sorted(set(row) - KEYS[kind]):
        raise _wrong(name, _("kind 是 {kind} 的收费用不上 {key}").format(kind=kind, key=idle[0]))
    for key in ("name", "account", "income"):
        if not isinstance(said.get(key), str) or not (said[key] or kind == "lease"):
            raise _wrong(name, _("缺少 {key}").format(key=key))
    return kind


def _term(name: str, said: Mapping[str, Any]) -> tuple[datetime.date, datetime.date | None]:
    first, last = said.get("from"), said.get("to")
    # A TOML time of day is a date to isinstance, and cannot be compared with one.
    if type(first) is datetime.date and (last is None or type(last) is datetime.date):
        if last is not None and last < first:
            raise _wrong(name, _("to 早于 from"))
        return first, last
    raise _wrong(name, _("from（起用日）和 to 应写成 2026-01-01 这样的日期"))


def _by(name: str, said: Mapping[str, Any]) -> str:
    by = said.get("by", BY[0])
    if by not in BY:
        raise _wrong(name, _("by 只能是 {known} 之一").format(known="、".join(BY)))
    return str(by)


def _uses(name: str, said: Mapping[str, Any]) -> tuple[str, ...]:
    uses = _texts(name, said, "use")
    if strange := sorted(set(uses) - set(USES)):
        raise _wrong(
            name,
            _("use 里的“{use}”不是房屋登记簿的用途（{known}）").format(
                use=strange[0], known="、".join(USES)
            ),
        )
    return uses


def _floors(name: str, said: Mapping[str, Any]) -> tuple[Floor, ...]:
    rows = said.get("floor", [])
    if not isinstance(rows, list):
        raise _wrong(name, _("应写成 [[{name}]] 一节").format(name=f"{name}.floor"))
    found = sorted((_floor(name, one) for one in rows), key=lambda one: one.first)
    for one, other in pairwise(found):
        if other.first <= one.last:
            raise _wrong(name, _("floor 里有楼层写了两次：{floor} 层").format(floor=other.first))
    return tuple(found)


def _floor(name: str, row: Any) -> Floor:
    factor = _number(name, row, "factor") if isinstance(row, Mapping) else None
    if (
        factor is None
        or set(row) - FLOOR_KEYS
        or not all(type(row.get(key)) is int for key in ("from-floor", "to-floor"))
        or row["from-floor"] > row["to-floor"]
    ):
        raise _wrong(name, _("floor 要有 from-floor、to-floor（楼层）和 factor（比例）"))
    return Floor(row["from-floor"], row["to-floor"], factor)


def _number(name: str, row: Mapping[str, Any], key: str) -> Decimal | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not _NUMBER.match(value):
        raise _wrong(name, _('{key} 应写成带引号的数字，如 "0.80"').format(key=key))
    return Decimal(value)


def _yuan(name: str, row: Mapping[str, Any], key: str) -> Decimal | None:
    if key not in row:
        return None
    try:
        found = money.parse(str(row[key]))
    except money.AmountError as error:
        raise _wrong(name, error.message) from None
    if found < 0:
        raise _wrong(name, _('{key} 应写成带引号的数字，如 "0.80"').format(key=key))
    return found


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
