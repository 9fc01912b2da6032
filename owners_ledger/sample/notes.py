"""The committee's sentences for the notices, and the budgets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.sample.works import (
    grant_part,
    grants,
    pump_resolution,
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


def budgets(world: World) -> Iterator[tuple[str, bytes]]:
    """``budget/<year>.toml`` of every year."""
    spec = world.spec
    for year in sorted({month.year for month in spec.months}):
        income = _scaled(world, _INCOME)
        spending = _scaled(world, _SPENDING)
        if granted := sum(month.year == year for month in grants(world)):
            income["消防改造补助"] = grant_part(world) * granted
        works = [amount for month, amount, _memo in works_instalments(world) if month.year == year]
        if works:
            spending["专项工程"] = money.total(works).quantize(Decimal("1E3"), ROUND_CEILING)
        text = f'# {year}年度预算，全年金额（元）。\nresolution = "{year - 1}-12"\n'
        for table, lines in (("income", income), ("spending", spending)):
            text += f"\n[{table}]\n" + "".join(
                f'"{line}" = "{amount.quantize(money.FEN)}"\n' for line, amount in lines.items()
            )
        yield f"budget/{year}.toml", text.encode()


def notes(world: World) -> Iterator[tuple[str, bytes]]:
    """``notes/<period>.toml`` of the last closed and the open quarters and of January."""
    spec = world.spec
    first = spec.offset(-2)
    januaries = [month for month in spec.months if month.month == 1][-1:]
    for month in dict.fromkeys((*januaries, *(one for one in spec.months if one >= first))):
        yield f"notes/{month}.toml", _text(_month_lines(world, month), _month_reason(world, month))
    quarters = {Period(one.year, one.month - 2, 3) for one in spec.months if one.month % 3 == 0}
    for quarter in sorted(quarters)[-3:]:
        yield f"notes/{quarter}.toml", _text(_quarter_lines(world, quarter), "")


def _scaled(world: World, table: tuple[tuple[str, str, bool], ...]) -> dict[str, Decimal]:
    return {
        line: world.spec.scaled(amount)
        for line, amount, everywhere in table
        if everywhere or not world.spec.is_small
    }


def _month_lines(world: World, month: Period) -> dict[str, str]:
    place = month.month % 3
    found = {
        "物业服务费": "多数业主按季缴费，集中在每季第一个月。"
        if place == 1
        else "多数业主在季度第一个月已缴，本月为补缴和按月缴纳的业主。",
    }
    if month.month != 1:
        found["保险"] = "公众责任险、电梯责任险每年1月一次付清全年，本月没有支出。"
    if world.spec.is_small:
        return found
    if place == 1:
        found["架空层租金"] = "含幼儿园本季租金（幼儿园按季交租，1、4、7、10月收到）。"
        found["广告"] = "电梯轿厢广告费按季在第一个月收到。"
        found["电梯维保与年检"] = "上季电梯维保费，按季在次季第一个月支付。"
        found["税费"] = "缴纳上季税费。"
    else:
        found["架空层租金"] = "幼儿园按季交租，本月只有快递驿站月租。"
        found["广告"] = "电梯轿厢广告费按季收取，本季已在第一个月收到。"
        found["电梯维保与年检"] = (
            "全部电梯的年度检验费，每年5月支付一次。"
            if month.month == 5
            else "维保费按季支付，本季已在第一个月付清。"
        )
        found["税费"] = "税费按季缴纳，本月没有。"
    found["消防维护"] = (
        "消防设施维护费，按季在最后一个月支付。"
        if place == 0
        else "按季在最后一个月支付，本月没有。"
    )
    for paid, amount, memo in works_instalments(world):
        if paid == month:
            found["专项工程"] = _works(world, amount, memo)
    if month in grants(world):
        found["消防改造补助"] = "街道办事处拨付的消防设施改造补助，专款专用。"
    if month == world.spec.offset(-11):
        found["日常维修"] = f"含2栋二次供水水泵更换（决议 {pump_resolution(world)}）。"
    return found


def _month_reason(world: World, month: Period) -> str:
    if any(paid == month for paid, _amount, _memo in works_instalments(world)):
        return "本月支付消防设施改造工程款"
    if month.month % 3 == 1:
        return "每季第一个月集中收取物业费和停车费，幼儿园租金也在本月收到"
    return ""


def _quarter_lines(world: World, quarter: Period) -> dict[str, str]:
    found = {"物业服务费": "含部分业主补缴上季、预缴半年或全年的物业费。"}
    if quarter.month in (1, 7):
        found["地面停车月租"] = "按半年缴纳的车位在1月、7月缴。"
    if quarter.month != 1:
        found["保险"] = "保险费每年1月一次付清全年，本季没有支出。"
    if quarter.month == 4 and not world.spec.is_small:
        found["电梯维保与年检"] = "除维保费外，含每年5月的年度检验费。"
    for paid, amount, memo in works_instalments(world):
        if paid.first in quarter:
            found["专项工程"] = _works(world, amount, memo)
    if any(month.first in quarter for month in grants(world)):
        found["消防改造补助"] = "街道办事处拨付的消防设施改造补助，专款专用。"
    return found


def _works(world: World, amount: Decimal, memo: str) -> str:
    return f"{memo}，{money.show(amount)} 元（决议 {works_resolution(world)}）。"


def _text(lines: dict[str, str], headline: str) -> bytes:
    head = f'headline = "{headline}"\n\n' if headline else ""
    body = "".join(f'"{line}" = "{text}"\n' for line, text in lines.items())
    return f"# 业委会对本期数字的说明。\n{head}[lines]\n{body}".encode()
