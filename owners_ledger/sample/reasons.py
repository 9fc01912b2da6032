"""Why a line of the sample estate changed, in a committee's words, from what really happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from owners_ledger.money import show
from owners_ledger.sample.changes import Base, Change
from owners_ledger.sample.contracts import rent_months
from owners_ledger.sample.tally import Item, Tally, month_of
from owners_ledger.sample.works import works_resolution
from owners_ledger.sample.world import World

_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "架空层租金": ("架空层", "租金"),
        "公共用房租金": ("公共用房", "房租"),
        "广告": ("广告", "广告费"),
        "快递柜、充电桩等场地": ("设施", "场地费"),
    }
)
_SILENT: Mapping[str, str] = MappingProxyType(
    {
        "保险": "每年1月一次付清全年",
        "审计法律": "审计费每年3月支付一次",
        "社区活动慰问": "只在1月和10月慰问老人",
        "消防维护": "按季在最后一个月支付",
        "税费": "按季在次季第一个月缴纳",
        "电梯维保与年检": "维保费按季支付，年检费5月支付",
        "损坏赔偿": "没有人撞坏道闸杆",
        "收到租赁押金": "只在签新合同时收",
        "消防改造补助": "街道办事处按工程进度分笔拨付",
        "专项工程": "工程款按合同分期支付",
        "退还装修押金": "没有装修完工的",
        "收到装修押金": "没有开工装修的",
        "利息": "存款利息按季结，每季最后一个月到账",
    }
)
_DUE: Mapping[str, str] = MappingProxyType(
    {
        "保险": "公众责任险、电梯责任险，每年1月付清全年",
        "审计法律": "上年度审计费，每年3月支付",
        "社区活动慰问": "慰问老人，每年1月和10月各一次",
        "消防维护": "按季在最后一个月支付",
        "税费": "上季税费，每季第一个月缴",
        "消防改造补助": "街道办事处拨付的消防设施改造补助，专款专用",
    }
)
_WARM, _COLD = (7, 8, 9), (12, 1, 2)
_TOP = 2
_MOST = Decimal("0.6")


def reason(world: World, change: Change) -> str:
    """One sentence on a line."""
    if not change.items:
        return f"{_silent(world, change)}。"
    for lines, make in _BY_LINE:
        if change.line in lines:
            return make(world, change)
    if change.line in _DUE:
        return f"{_DUE[change.line]}。"
    return f"{_parts(change)}。"


def whole(tally: Tally, change: Change) -> str:
    """One sentence on a side of the notice: the lines that moved it most."""
    first = month_of(change.period)
    now = tally.side(change.side, first, first + change.period.months)
    verb = ("多收", "少收") if change.side == "收入" else ("多付", "少付")
    said: list[tuple[str, str]] = []
    for base in change.bases:
        before = tally.side(change.side, base.month, base.month + change.period.months)
        moved = {line: now.get(line, Decimal(0)) - before.get(line, Decimal(0)) for line in now}
        named = "、".join(
            f"{line}{verb[amount < 0]} {show(abs(amount))} 元"
            for line, amount in _top(moved, change.amount - base.amount)
        )
        said.append((base.word, named))
    return "；".join(f"与{word}相比，主要是{named}" for word, named in said) + "。"


def _silent(world: World, change: Change) -> str:
    if change.line in _KINDS:
        kind, what = _KINDS[change.line]
        cycles = [
            f"{lease.place}按{lease.cycle}交{what}"
            for lease in world.leases
            if lease.kind == kind and lease.cycle != "月" and lease.covers(change.period.first)
        ]
        return "、".join(cycles) or f"没有到期的{what}"
    return _SILENT.get(change.line, "按实际需要支出")


def _counted(lead: str, unit: str) -> Callable[[World, Change], str]:
    def make(_world: World, change: Change) -> str:
        return f"{lead}：{_counts(change, unit)}。" if lead else f"{_counts(change, unit)}。"

    return make


def _counts(change: Change, unit: str = "笔") -> str:
    """How many movements, where that explains the change; else what each was on average."""
    now = len(change.items)
    alike = [
        one for one in change.bases if (now - len(one.items)) * (change.amount - one.amount) > 0
    ]
    said = []
    if alike:
        said.append(
            "，".join(
                [
                    f"{change.this} {now} {unit}",
                    *(_number(one, unit) for one in alike),
                ]
            )
        )
    for one in change.bases:
        if one not in alike and one.items:
            mean = _mean(change.items) - _mean(one.items)
            said.append(
                f"每{unit}平均比{one.word}{'多' if mean > 0 else '少'} {show(abs(mean))} 元"
            )
    return "；".join(said)


def _number(base: Base, unit: str) -> str:
    return f"{base.word} {len(base.items)} {unit}" if base.items else f"{base.word}没有"


def _fees(_world: World, change: Change) -> str:
    return f"{_rhythm(change)}；{_counts(change)}。"


def _rhythm(change: Change) -> str:
    """When households pay, as the period stands in it."""
    period = change.period
    if period.months == 1:
        return "多数业主按季在第一个月缴" if period.month % 3 == 1 else "多数业主在每季第一个月已缴"
    if period.months == 3:
        return (
            "按半年、按年预缴的业主多在本季缴"
            if period.month in (1, 7)
            else "按半年、按年预缴的业主在上季已缴"
        )
    return "按年预缴的业主多在上半年缴"


def _rents(world: World, change: Change) -> str:
    kind, what = _KINDS[change.line]
    said: dict[str, None] = {}
    for base in change.bases:
        for lease in world.leases:
            now, before = _of(change.items, lease.code), _of(base.items, lease.code)
            if lease.kind != kind or now == before:
                continue
            start = lease.start
            if not before and month_of(change.period) - 11 <= start.year * 12 + start.month - 1:
                since = f"{lease.place}{start.year}年{start.month}月起出租"
                said[f"{since}，每{lease.cycle} {show(lease.rent)} 元"] = None
            elif rent_months(lease) > change.period.months:
                when = (
                    f"{change.this}收到 {show(now)} 元" if now else f"{change.this}不是交费的时候"
                )
                said[f"{lease.place}按{lease.cycle}交{what}，{when}"] = None
            else:
                more = "多" if now > before else "少"
                said[f"{lease.place}比{base.word}{more} {show(abs(now - before))} 元"] = None
    return f"{'；'.join(said)}。"


def _of(items: Sequence[Item], lease: str) -> Decimal:
    return sum((one.amount for one in items if one.meta.get("lease") == lease), Decimal(0))


def _deposits(lead: str) -> Callable[[World, Change], str]:
    def make(_world: World, change: Change) -> str:
        bounced = sum("退汇" in one.what for one in change.items)
        text = f"{lead}：{_counts(change)}"
        if bounced:
            text += f"；含退款因户名不符退回的 {bounced} 笔，已改正重付"
        return f"{text}。"

    return make


def _lifts(_world: World, change: Change) -> str:
    if change.period.months == 1:
        if change.period.month % 3 == 1:
            return "上季维保费，每季第一个月支付。"
        return "全部电梯的年度检验费，每年5月支付。"
    tested = any("年检" in one.what for one in change.items)
    return (
        f"维保费不变；每年5月支付的年度检验费在{change.this}。"
        if tested
        else f"维保费不变；年度检验费每年5月支付，{change.this}没有。"
    )


def _works(world: World, change: Change) -> str:
    paid = "、".join(f"{one.what} {show(one.amount)} 元" for one in change.items)
    return f"{paid}（决议 {works_resolution(world)}）。"


def _repairs(_world: World, change: Change) -> str:
    return f"{_parts(change)}。"


def _power(_world: World, change: Change) -> str:
    month = change.period.month
    lead = ""
    if change.period.months == 1 and change.amount > change.bases[0].amount:
        lead = "夏季用电多；" if month in _WARM else "冬季用电多；" if month in _COLD else ""
    return f"{lead}{_parts(change)}。"


def _parts(change: Change) -> str:
    """Which things were more or less than before."""
    now = _sums(change.items)
    said: dict[str, None] = {}
    for base in change.bases:
        before = _sums(base.items)
        moved = {
            what: now.get(what, Decimal(0)) - before.get(what, Decimal(0))
            for what in {**now, **before}
        }
        for what, amount in _top(moved, change.amount - base.amount):
            if what not in before:
                text = f"{change.this}有{what} {show(amount)} 元，{base.word}没有"
            elif what not in now:
                text = f"{base.word}有{what} {show(-amount)} 元，{change.this}没有"
            else:
                more = "多" if amount > 0 else "少"
                text = f"{what}比{base.word}{more} {show(abs(amount))} 元"
            said[text] = None
    return "；".join(said)


def _top(moved: Mapping[str, Decimal], grown: Decimal) -> list[tuple[str, Decimal]]:
    """The one or two that moved most in the direction of the whole."""
    same = sorted(
        (one for one in moved.items() if one[1] * grown > 0), key=lambda one: (-abs(one[1]), one[0])
    )
    enough = bool(same) and abs(same[0][1]) >= abs(grown) * _MOST
    return same[: 1 if enough else _TOP]


def _sums(items: Sequence[Item]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in items:
        sums[one.what] = sums.get(one.what, Decimal(0)) + one.amount
    return sums


def _mean(items: Sequence[Item]) -> Decimal:
    return sum((one.amount for one in items), Decimal(0)) / len(items)


_BY_LINE: tuple[tuple[frozenset[str], Callable[[World, Change], str]], ...] = (
    (frozenset({"物业服务费", "地面停车月租"}), _fees),
    (frozenset({"临时停车"}), _counted("", "次到账")),
    (frozenset({"损坏赔偿"}), _counted("撞坏道闸杆", "起")),
    (frozenset({"收到装修押金"}), _deposits("开工装修")),
    (frozenset({"退还装修押金"}), _deposits("装修完工")),
    (frozenset({"收到租赁押金"}), _counted("新签合同", "份")),
    (frozenset({"电梯维保与年检"}), _lifts),
    (frozenset({"专项工程"}), _works),
    (frozenset({"公共水电"}), _power),
    (frozenset({"日常维修"}), _repairs),
    (frozenset(_KINDS), _rents),
)
