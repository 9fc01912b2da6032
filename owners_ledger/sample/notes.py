"""The committee's sentences for the notices, and the budgets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.sample.changes import changes, sides
from owners_ledger.sample.reasons import reason, whole
from owners_ledger.sample.tally import IN, OUT, Tally, month_of
from owners_ledger.sample.works import (
    grant_part,
    grants,
    pump_resolution,
    works_contract,
    works_instalments,
    works_resolution,
)
from owners_ledger.sample.world import World

# Yuan a year of the reference estate; what is not in a yard stays out of its budget.
_INCOME = (
    ("物业服务费", "538000", True),
    ("地面停车月租", "226000", True),
    ("架空层租金", "124800", False),
    ("临时停车", "106000", True),
    ("广告", "57200", False),
    ("公共用房租金", "21600", False),
    ("快递柜、充电桩等场地", "16800", True),
    ("废品变卖", "1200", False),
    ("利息", "800", False),
)
_SPENDING = (
    ("人员工资与社保", "462000", False),
    ("公共水电", "186000", True),
    ("日常维修", "82000", True),
    ("电梯维保与年检", "57120", False),
    ("绿化", "42000", False),
    ("清洁与垃圾清运", "37200", True),
    ("消防维护", "30000", False),
    ("保险", "26400", True),
    ("税费", "19600", False),
    ("委员会工作经费", "10000", False),
    ("审计法律", "8000", False),
    ("社区活动慰问", "5400", False),
    ("办公印刷", "5200", True),
    ("银行手续费", "240", True),
)
_WAGES = "人员工资与社保"
_SHARES = (
    ("Expenses:20人员:21保洁", 26),
    ("Expenses:20人员:22秩序维护", 25),
    ("Expenses:20人员:23维修", 17),
    ("Expenses:20人员:24文员", 10),
    ("Expenses:20人员:29社保公积金", 22),
)
_YEAR = 12
_ASKED = Decimal(800)
_OWNERS = "业主"
# What the committee says of a supplier it pays for the first time in a year.
_FIRST = MappingProxyType(
    {
        "V-04": "特种设备检测机构，每年5月检验全部电梯。",
        "V-07": "消防设施维护单位，维护费按季支付。",
        "V-10": "保险公司，公众责任险和电梯责任险每年1月投保。",
        "V-12": "会计师事务所，审计上年度的收支。",
        "V-13": "消防设施改造工程的承包方，合同价 {contract} 元（决议 {resolution}）。",
        "V-16": "节日慰问老人的慰问品，在这家店买。",
    }
)


def budgets(world: World) -> Iterator[tuple[str, bytes]]:
    """``budget/<year>.toml`` of every year."""
    for year in sorted({month.year for month in world.spec.months}):
        text = f'# {year}年度预算，全年金额（元）。\nresolution = "{year - 1}-12"\n'
        for side, table in ((IN, "income"), (OUT, "spending")):
            text += f"\n[{table}]\n" + "".join(
                f'"{line}" = "{amount.quantize(money.FEN)}"\n'
                for line, amount in planned(world, year)[side].items()
            )
        if _WAGES in planned(world, year)[OUT]:
            rows = "".join(f'"{account}" = {weight}\n' for account, weight in _SHARES)
            text += f'\n# 这一栏分到几个科目（Fava 里的预算）。\n[share."{_WAGES}"]\n{rows}'
        yield f"budget/{year}.toml", text.encode()


def planned(world: World, year: int) -> dict[str, dict[str, Decimal]]:
    """A year's budget per side and line."""
    income = _scaled(world, _INCOME)
    spending = _scaled(world, _SPENDING)
    if granted := sum(month.year == year for month in grants(world)):
        income["消防改造补助"] = grant_part(world) * granted
    works = [amount for month, amount, _memo in works_instalments(world) if month.year == year]
    if works:
        spending["专项工程"] = money.total(works).quantize(Decimal("1E3"), ROUND_CEILING)
    return {IN: income, OUT: spending}


def notes(world: World, tally: Tally) -> Iterator[tuple[str, bytes]]:
    """``notes/<period>.toml`` of every month, quarter, half year and year of the books.

    Args:
        world: the estate.
        tally: what really moved, to the last open month.
    """
    months = world.spec.months
    periods = [
        *months,
        *(Period(one.year, one.month - 2, 3) for one in months if one.month % 3 == 0),
        *(Period(one.year, one.month - 5, 6) for one in months if one.month % 6 == 0),
        *(Period(one.year, 1, 12) for one in months if one.month == 12),
    ]
    for period in periods:
        if period.first < world.spec.start:
            continue
        content = _content(world, tally, period)
        if content:
            yield f"notes/{period}.toml", f"# 业委会对本期数字的说明。\n{content}".encode()


def _content(world: World, tally: Tally, period: Period) -> str:
    settled = Period.month_of(period.last) <= world.spec.closed_until
    lines = {
        change.line: reason(world, change)
        for change in changes(tally, period, planned(world, period.year), settled=settled)
    }
    if world.spec.offset(-11).first in period and lines.get("日常维修"):
        lines["日常维修"] += f"水泵更换按决议 {pump_resolution(world)}。"
    totals = {
        side: whole(tally, change) for side in (IN, OUT) for change in sides(tally, period, side)
    }
    payees = _payees(world, tally, period) if period.months == 1 else {}
    headline = _month_reason(world, period) if period.months == 1 else ""
    parts = [f'headline = "{headline}"\n'] if headline else []
    for name, table in (("lines", lines), ("payees", payees), ("totals", totals)):
        if table:
            rows = "".join(f'"{key}" = "{text}"\n' for key, text in table.items())
            parts.append(f"[{name}]\n{rows}")
    return "\n".join(parts)


def _payees(world: World, tally: Tally, month: Period) -> dict[str, str]:
    """Who was paid for the first time in a year, and for what."""
    now = month_of(month)
    start = max(now - _YEAR, tally.first)
    if start >= now:
        return {}
    paid: dict[str, Decimal] = {}
    before: set[str] = set()
    lines: dict[str, str] = {}
    codes = {one.name: one.code for one in world.suppliers}
    for (side, line), items in tally.lines.items():
        for one in items:
            name = _OWNERS if "unit" in one.meta else one.payee
            if side != OUT or not name or (name != _OWNERS and name not in codes):
                continue
            if start <= one.month < now:
                before.add(name)
            elif one.month == now:
                paid[name] = paid.get(name, money.ZERO) + one.amount
                lines[name] = line
    found = {}
    for name, amount in paid.items():
        if name in before or amount < _ASKED:
            continue
        text = _FIRST.get(codes.get(name, ""), "")
        if name == _OWNERS:
            text = "退还业主的装修押金，装修完工验收后原路退回。"
        found[name] = (text or f"为小区供应服务，列在“{lines[name]}”。").format(
            resolution=works_resolution(world), contract=money.show(works_contract(world))
        )
    return found


def _scaled(world: World, table: tuple[tuple[str, str, bool], ...]) -> dict[str, Decimal]:
    return {
        line: world.spec.scaled(amount)
        for line, amount, everywhere in table
        if everywhere or not world.spec.is_small
    }


def _month_reason(world: World, month: Period) -> str:
    if any(paid == month for paid, _amount, _memo in works_instalments(world)):
        return "本月支付消防设施改造工程款"
    if month.month % 3 == 1:
        return "每季第一个月集中收取物业费和停车费，幼儿园租金也在本月收到"
    return ""
