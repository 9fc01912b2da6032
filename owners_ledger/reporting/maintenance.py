"""The maintenance fund (专项维修资金) as its keeper states it, checked that it adds up.

The money usually lies with the city's fund centre, not in the committee's bank: the committee
copies the centre's statements into ``ledger/maintenance.toml``. 165号令 art. 30 wants published:
totals paid in, used, gained and left; what was paid for, its cost and apportionment; the owners'
own sub-accounts, which here appear only as each building's sum.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.reporting.funds_model import (
    MaintenanceBuilding,
    MaintenanceItem,
    MaintenanceSheet,
)

FILE = "ledger/maintenance.toml"
_DAY = datetime.timedelta(days=1)
_FIGURES = ("opening", "paid-in", "used", "gain", "balance")


class MaintenanceError(OwnersLedgerError):
    """The keeper's statements are not in order."""


@dataclass(frozen=True, slots=True)
class _Statement:
    first: datetime.date
    last: datetime.date
    figures: Mapping[str, Decimal]
    buildings: Mapping[str, Mapping[str, Decimal]]
    items: tuple[MaintenanceItem, ...]
    document: str


def maintenance(root: Path, period: Period) -> MaintenanceSheet | None:
    """The sheet of the statements that lie within a period, ``None`` without any.

    Raises:
        MaintenanceError: a statement does not add up, or one does not follow the one before.
        ConfigError: the file is no TOML.
    """
    path = root / FILE
    if not path.is_file():
        return None
    raw = load_toml(path)
    found = _statements(raw)
    chosen = [one for one in found if period.first <= one.first and one.last < period.end]
    if not chosen:
        return None
    sums = {
        key: money.total(one.figures[key] for one in chosen) for key in ("paid-in", "used", "gain")
    }
    return MaintenanceSheet(
        keeper=str(raw.get("keeper", "")),
        first=chosen[0].first,
        last=chosen[-1].last,
        opening=chosen[0].figures["opening"],
        paid_in=sums["paid-in"],
        used=sums["used"],
        gain=sums["gain"],
        balance=chosen[-1].figures["balance"],
        items=tuple(item for one in chosen for item in one.items),
        buildings=tuple(_buildings(chosen)),
        ask=str(raw.get("ask", "")),
        documents=tuple(one.document for one in chosen if one.document),
    )


def _buildings(chosen: Sequence[_Statement]) -> Iterable[MaintenanceBuilding]:
    for code in dict.fromkeys(code for one in chosen for code in one.buildings):
        rows = [one.buildings[code] for one in chosen if code in one.buildings]
        yield MaintenanceBuilding(
            code,
            rows[0]["opening"],
            money.total(row["paid-in"] for row in rows),
            money.total(row["used"] for row in rows),
            money.total(row["gain"] for row in rows),
            rows[-1]["balance"],
        )


def _statements(raw: Mapping[str, Any]) -> tuple[_Statement, ...]:
    rows = raw.get("statement", [])
    found = sorted(
        (_statement(row) for row in rows if isinstance(row, dict)), key=lambda one: one.first
    )
    for before, after in itertools.pairwise(found):
        if before.last + _DAY != after.first:
            raise _wrong(after, _("前一份到 {day} 为止，中间断开或重叠").format(day=before.last))
        if before.figures["balance"] != after.figures["opening"]:
            raise _wrong(
                after,
                _("期初 {opening} 不是前一份的余额 {balance}").format(
                    opening=after.figures["opening"], balance=before.figures["balance"]
                ),
            )
    return tuple(found)


def _statement(row: Mapping[str, Any]) -> _Statement:
    first, last = row.get("from"), row.get("to")
    if type(first) is not datetime.date or type(last) is not datetime.date or last < first:
        raise MaintenanceError(
            _("维修资金对账单的 from、to 要写成起止日期"), remedy=_remedy(), file=FILE
        )
    made = _Statement(
        first,
        last,
        _figures(row, f"{first}"),
        {str(one.get("building")): _figures(one, f"{first}") for one in row.get("building", [])},
        tuple(_item(one, first, last) for one in row.get("item", [])),
        str(row.get("document", "")),
    )
    _add_up(made)
    return made


def _add_up(one: _Statement) -> None:
    for name, row in (("", one.figures), *one.buildings.items()):
        reckoned = row["opening"] + row["paid-in"] + row["gain"] - row["used"]
        if reckoned != row["balance"]:
            raise _wrong(
                one,
                _("{building}期初＋交存＋增值－使用得 {reckoned}，余额却是 {balance}").format(
                    building=f"{name}栋" if name else "",
                    reckoned=reckoned,
                    balance=row["balance"],
                ),
            )
    for key in _FIGURES:
        parts = money.total(row[key] for row in one.buildings.values())
        if one.buildings and parts != one.figures[key]:
            raise _wrong(
                one,
                _("各栋的 {key} 合计 {parts}，总数是 {whole}").format(
                    key=key, parts=parts, whole=one.figures[key]
                ),
            )
    costs = money.total(item.cost for item in one.items)
    if costs != one.figures["used"]:
        raise _wrong(
            one,
            _("使用项目合计 {costs}，总数是 {used}").format(costs=costs, used=one.figures["used"]),
        )


def _item(row: Mapping[str, Any], first: datetime.date, last: datetime.date) -> MaintenanceItem:
    day = row.get("date")
    if type(day) is not datetime.date or not first <= day <= last:
        raise MaintenanceError(
            _("维修资金使用项目“{name}”的 date 不在这份对账单里").format(name=row.get("name", "")),
            remedy=_remedy(),
            file=FILE,
        )
    return MaintenanceItem(
        day,
        str(row.get("name", "")),
        _amount(row, "cost", f"{day}"),
        str(row.get("rule", "")),
        tuple(str(one) for one in row.get("buildings", [])),
        str(row.get("resolution", "")),
    )


def _figures(row: Mapping[str, Any], where: str) -> dict[str, Decimal]:
    return {key: _amount(row, key, where) for key in _FIGURES}


def _amount(row: Mapping[str, Any], key: str, where: str) -> Decimal:
    try:
        return money.parse(str(row[key]))
    except (KeyError, OwnersLedgerError):
        raise MaintenanceError(
            _("维修资金 {where} 的 {key} 没有写或不是金额").format(where=where, key=key),
            remedy=_remedy(),
            file=FILE,
        ) from None


def _wrong(one: _Statement, what: str) -> MaintenanceError:
    return MaintenanceError(
        _("维修资金 {first} 至 {last} 的对账单：{what}").format(
            first=one.first, last=one.last, what=what
        ),
        remedy=_remedy(),
        file=FILE,
    )


def _remedy() -> str:
    return _("请照维修资金中心的对账单核对 {file}；写法见 docs/funds.md。").format(file=FILE)
