"""The statements of the district's maintenance-fund centre, invented, half-yearly."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.sample.in_place import STAMP
from owners_ledger.sample.world import World

_PER_SQUARE_METRE = Decimal(42)
_GAIN = Decimal("0.0062")
_USES = (
    ("屋面防水维修", "38600", "按建筑面积由该栋业主分摊"),
    ("电梯曳引钢丝绳更换", "21400", "按建筑面积由该单元业主分摊"),
    ("外墙渗漏维修", "16850", "按建筑面积由该栋业主分摊"),
)
_DAY = datetime.timedelta(days=1)


def maintenance_text(world: World) -> str:
    """``maintenance.toml``: one statement per half year that is over, oldest first."""
    areas: dict[str, Decimal] = {}
    for home in world.estate.homes:
        code = home.unit.building
        areas[code] = areas.get(code, Decimal(0)) + home.unit.area
    held = {code: money.round_fen(area * _PER_SQUARE_METRE) for code, area in areas.items()}
    parts = [
        f"{STAMP}# 专项维修资金在市里的维修资金中心，不在本账的银行账户；照中心的对账单抄录。\n",
        'keeper = "市住宅专项维修资金管理中心"\n',
        'ask = "各户分户账可带身份证件到业委会办公室查询，或在市维修资金网上凭房号查询"\n',
    ]
    for number, (first, last) in enumerate(_halves(world)):
        text, held = _statement(world, number, first, last, held)
        parts.append(text)
    return "".join(parts)


def _halves(world: World) -> Iterator[tuple[datetime.date, datetime.date]]:
    spec = world.spec
    day = datetime.date(spec.start.year, 1 if spec.start.month <= 6 else 7, 1)
    while True:
        last = Period(day.year, day.month, 6).last
        if last > spec.closed_until.last:
            return
        yield day, last
        day = last + _DAY


def _statement(
    world: World,
    number: int,
    first: datetime.date,
    last: datetime.date,
    held: dict[str, Decimal],
) -> tuple[str, dict[str, Decimal]]:
    chance = world.spec.chance("maintenance", first)
    codes = [*held]
    used = dict.fromkeys(codes, money.ZERO)
    name, cost, rule = _USES[number % len(_USES)]
    code = codes[chance.randrange(len(codes))]
    used[code] = world.spec.scaled(cost, "10")
    day = first + _DAY * chance.randrange(20, 150)
    gain = {one: money.round_fen(amount * _GAIN) for one, amount in held.items()}
    paid = dict.fromkeys(codes, money.ZERO)
    paid[codes[-1]] = money.round_fen(Decimal(chance.randrange(2600, 4300)))
    closing = {one: held[one] + paid[one] + gain[one] - used[one] for one in codes}
    head = _figures(
        *(money.total(each.values()) for each in (held, paid, used, gain, closing)), sep="\n"
    )
    parts = [
        f"\n[[statement]]\nfrom = {first}\nto = {last}\n{head}\n",
        f"""
  [[statement.item]]
  date = {day}
  name = "{code}栋{name}"
  cost = "{used[code]}"
  buildings = ["{code}"]
  rule = "{rule}"
""",
    ]
    parts += [
        f'\n  [[statement.building]]\n  building = "{one}"\n  '
        + _figures(held[one], paid[one], used[one], gain[one], closing[one], sep="\n  ")
        + "\n"
        for one in codes
    ]
    return "".join(parts), closing


def _figures(
    opening: Decimal, paid: Decimal, used: Decimal, gain: Decimal, balance: Decimal, *, sep: str
) -> str:
    return sep.join(
        f'{key} = "{amount}"'
        for key, amount in (
            ("opening", opening),
            ("paid-in", paid),
            ("used", used),
            ("gain", gain),
            ("balance", balance),
        )
    )
