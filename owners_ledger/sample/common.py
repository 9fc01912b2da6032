"""Common property, the waiting list for bays, and what is spread over a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from owners_ledger.sample import names
from owners_ledger.sample.running import insurance
from owners_ledger.sample.world import World, policy

Row = tuple[object, ...]

_KINDS = {"快递柜场地": "快递柜", "充电桩场地": "充电桩", "净水机场地": "其他"}
_REASONS = ("排队的住户待分配", "地面塌陷，待修", "挡消防登高面，暂停出租")
_WAITING = 5
_FIRST_PLATE = 900  # beyond those of the bays


def resource(lease: str) -> str:
    """The space a contract lets: G-01 for L-01."""
    return lease.replace("L-", "G-")


def common_rows(world: World) -> Iterator[Row]:
    """What contracts let, a place nobody may use yet, and the bays that stand empty."""
    for one in world.leases:
        kind = _KINDS.get(one.place, one.kind)
        yield resource(one.code), kind, one.place, "", one.start, None
    start = world.spec.origin
    yield "G-20", "摊位", "南门内侧空地", "业主大会还没有同意设摊", start, None
    empty = [bay for bay in world.estate.bays if bay.kind == "公共" and not bay.unit]
    for number, bay in enumerate(empty):
        reason = _REASONS[number % len(_REASONS)]
        yield bay.code, "车位", f"地面车位 {bay.code}", reason, bay.start, bay.end


def waiting_rows(world: World) -> Iterator[Row]:
    """Households that wait for a bay."""
    let = {bay.unit for bay in world.estate.bays}
    without = [home.unit.code for home in world.estate.homes if home.unit.code not in let]
    for number, unit in enumerate(without[:_WAITING]):
        day = world.spec.start + datetime.timedelta(days=23 * (number + 1))
        yield unit, day, names.plate(_FIRST_PLATE + number)


def spread_rows(world: World) -> Iterator[Row]:
    """The insurance of each year that begins within the books."""
    for year in sorted({month.year for month in world.spec.months}):
        first = datetime.date(year, 1, 1)
        if world.spec.start <= first:
            yield (
                f"B-{year}",
                f"{year}年保险费",
                insurance(world),
                first,
                datetime.date(year, 12, 31),
                "按月",
                "Assets:21预付款:01保险",
                "Expenses:30运行:37保险",
                policy(year),
            )
