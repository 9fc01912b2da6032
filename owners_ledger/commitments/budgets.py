"""``ledger/budget/<year>.toml``: the year's budget by line of the notice, and its amendments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from owners_ledger.commitments.model import Amendment, Budget
from owners_ledger.commitments.toml_file import Table, TomlFile
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

FOLDER = "budget"
SIDES = ("income", "spending")


def budget(file: TomlFile, year: int) -> Budget | None:
    """A year's budget, ``None`` where there is none.

    Raises:
        ConfigError: it is not as it must be.
    """
    if not file.values:
        return None
    changed = file.each("amendment", _amendment)
    found: Budget = file.whole(
        lambda item: Budget(
            resolution=item.text("resolution"),
            income=_amounts(item, "income"),
            spending=_amounts(item, "spending"),
            amendments=tuple(sorted(changed, key=lambda one: one.date)),
            shares=_shares(item),
            year=year,
            place=item.place,
        )
    )
    return found


def _amounts(item: Table, side: str) -> Mapping[str, Decimal]:
    table = item.table(side)
    found = {}
    for line in table.values if table else ():
        found[line] = table.sum(line) if table else ZERO
        if found[line] < 0:
            raise ValueError(_("“{line}”的预算是负数").format(line=line))
    return MappingProxyType(found)


def _amendment(item: Table) -> Amendment:
    item.known("date", "side", "line", "amount", "resolution", "why")
    side = item.text("side") or "spending"
    if side not in SIDES:
        raise ValueError(_("side 只能写 income 或 spending"))
    return Amendment(
        item.needed_day("date"),
        side,
        item.required("line"),
        item.sum("amount"),
        item.text("resolution"),
        item.text("why"),
        item.place,
    )


def _shares(item: Table) -> Mapping[str, Mapping[str, Decimal]]:
    table = item.table("share")
    found: dict[str, Mapping[str, Decimal]] = {}
    for line in table.values if table else ():
        weights = table.table(line) if table else None
        one = {account: _weight(line, weight) for account, weight in _items(weights)}
        if not sum(one.values()):
            raise ValueError(_("share.“{line}”的份额合计是零").format(line=line))
        found[line] = MappingProxyType(one)
    return MappingProxyType(found)


def _items(table: Table | None) -> Iterable[tuple[str, Any]]:
    return table.values.items() if table else ()


def _weight(line: str, written: Any) -> Decimal:
    if isinstance(written, int | str | Decimal) and not isinstance(written, bool):
        try:
            found = Decimal(str(written))
        except ArithmeticError:
            found = Decimal(-1)
        if found.is_finite() and found >= 0:
            return found
    raise ValueError(_("share.“{line}”应写成 科目 = 份额").format(line=line))
