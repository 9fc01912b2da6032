"""The estate's running month at the bank: rents, suppliers, parking takings, the bank itself."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period
from owners_ledger.registers import Lease
from owners_ledger.sample import names
from owners_ledger.sample.contracts import rent_months
from owners_ledger.sample.movement import BASIC, FEES, Movement, Party, at, date_in, quarter_words
from owners_ledger.sample.paying import pay
from owners_ledger.sample.world import World, invoice, policy, voucher_book

_EVERY = tuple(range(1, 13))
_BANK_FEES = "Expenses:50管理:54银行手续费"
_COMMITTEE = "Expenses:50管理:53委员会工作经费"
_INTEREST = "Income:30其他收入:11利息"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Regular:
    """A payment that comes round.

    Attributes:
        supplier: whom.
        months: in which months.
        day: about when.
        amount: of the reference estate.
        swing: how far it may lie off, as a share; 0 is a contract's fixed sum.
        memo: what for; ``{month}``, ``{quarter}`` and ``{year}`` are the period before.
        chance: how likely it is at all.
        paper: a document of its own beside the month's voucher book, or "".
    """

    supplier: str
    months: tuple[int, ...]
    day: int
    amount: str
    swing: str
    memo: str
    chance: float = 1.0
    paper: str = ""


REGULAR = (
    Regular("V-01", _EVERY, 8, "12600", "0.12", "{month}公共用电"),
    Regular("V-02", _EVERY, 9, "1680", "0.10", "{month}公共用水"),
    Regular("V-03", (1, 4, 7, 10), 18, "12600", "0", "{quarter}电梯维保费"),
    Regular("V-04", (5,), 20, "6720", "0", "电梯年检费", paper="电梯年检发票"),
    Regular("V-05", _EVERY, 16, "3500", "0", "{month}绿化养护费"),
    Regular("V-06", _EVERY, 15, "3100", "0", "{month}垃圾清运费"),
    Regular("V-07", (3, 6, 9, 12), 22, "7500", "0", "消防设施维护保养费"),
    Regular("V-08", _EVERY, 6, "420", "0.6", "五金材料"),
    Regular("V-08", _EVERY, 19, "610", "0.5", "水电维修材料", 0.6),
    Regular("V-09", _EVERY, 13, "1450", "0.5", "单元门禁维修"),
    Regular("V-09", _EVERY, 24, "2600", "0.6", "化粪池清掏及管道疏通", 0.45),
    Regular("V-09", (3, 6, 8, 11), 25, "4800", "0.4", "屋面及外墙渗漏维修"),
    Regular("V-11", _EVERY, 11, "430", "0.4", "打印复印、公示张贴"),
    Regular("V-12", (3,), 25, "8000", "0", "{year}年度收支审计费", paper="审计报告"),
    Regular("V-16", (1, 10), 17, "2680", "0.1", "节日慰问老人"),
)
_SEASON = {1: "1.15", 2: "1.10", 7: "1.20", 8: "1.30", 9: "1.25", 12: "1.05"}


def running_movements(world: World, month: Period) -> Iterator[Movement]:
    """A month's lines that come round, households' and wages' apart."""
    chance = world.spec.chance("running", month)
    yield _of_bank(
        BASIC,
        at(month.first, hour=1),
        Decimal("-20.00"),
        ("手续费", "", "账户管理费"),
        (_BANK_FEES, "银行手续费"),
    )
    for lease in world.leases:
        yield from _rent(lease, month, chance)
    for regular in REGULAR:
        yield from _regular(world, regular, month, chance)
    if month.month == 1:
        memo = f"{month.year}年公众责任险电梯责任险保费"
        papers = (policy(month.year), voucher_book(month))
        when = at(date_in(month, 12), hour=15)
        yield pay(world, "V-10", when, insurance(world), memo, documents=papers)
    yield from _committee(world, month, chance)
    yield from _parking_takings(world, month, chance)
    yield from _interest(world, month, chance)


def insurance(world: World) -> Decimal:
    """The year's premium."""
    return world.spec.scaled("26400")


def regular_papers(world: World, month: Period) -> Iterator[str]:
    """Documents of their own that a month's payments name."""
    for regular in REGULAR:
        if regular.paper and month.month in regular.months and regular.supplier in world.supplier:
            yield invoice(month, regular.paper)


def _rent(lease: Lease, month: Period, chance: random.Random) -> Iterator[Movement]:
    if not lease.covers(month.first) or (month.month - 1) % rent_months(lease):
        return
    day = month.first + _DAY * chance.randrange(2, 12)
    said = {"月": f"{month.month}月", "季": quarter_words(month), "年": f"{month.year}年"}
    what = {"架空层": "租金", "公共用房": "房租", "广告": "广告费", "设施": "场地费"}[lease.kind]
    yield Movement(
        BASIC,
        at(day, chance, chance.randrange(9, 17)),
        lease.rent,
        Party(lease.tenant, lease.tenant_account, names.bank(int(lease.tenant_account[-3:]))),
        "跨行转账",
        said[lease.cycle] + what,
        (Leg(lease.account, -lease.rent, {"lease": lease.code}),),
        lease.code if len(lease.tenant) <= 3 else lease.tenant,
        f"{lease.place}费" if lease.kind == "设施" else f"{lease.place}租金",
        "" if chance.random() < 0.5 else f"合同{lease.code}",
    )


def _regular(
    world: World, regular: Regular, month: Period, chance: random.Random
) -> Iterator[Movement]:
    draw, off, day, hour = (
        chance.random(),
        Decimal(chance.randrange(-1000, 1001)) / 1000,
        regular.day + chance.randrange(0, 3),
        chance.randrange(9, 17),
    )
    due = month.month in regular.months and draw <= regular.chance
    if not due or regular.supplier not in world.supplier:
        return
    amount = world.spec.scaled(regular.amount)
    if regular.swing != "0":
        season = _SEASON.get(month.month, "1") if regular.supplier == "V-01" else "1"
        share = (1 + off * Decimal(regular.swing)) * Decimal(season)
        amount = money.round_fen(world.spec.scaled(regular.amount, "0.01") * share)
    before = month.previous()
    memo = regular.memo.format(
        month=f"{before.year}年{before.month}月", quarter=quarter_words(before), year=month.year - 1
    )
    papers = (voucher_book(month), invoice(month, regular.paper)) if regular.paper else ()
    when = at(date_in(month, day), chance, hour)
    yield pay(world, regular.supplier, when, amount, memo, documents=papers)


def _committee(world: World, month: Period, chance: random.Random) -> Iterator[Movement]:
    """Expenses a member laid out; the member's name stays with the bank."""
    member = world.estate.homes[len(world.estate.homes) // 2].payers[0]
    day, amount = 20 + chance.randrange(5), Decimal(chance.randrange(60_000, 98_000)) / 100
    if world.spec.is_small:
        amount = money.round_fen(amount / 10)
        if month.month % 6:
            return
    yield Movement(
        BASIC,
        at(date_in(month, day), chance),
        -amount,
        Party(member.name, member.card, member.bank),
        "转账",
        f"报销{month.month}月委员会工作经费",
        (Leg(_COMMITTEE, amount),),
        "委员会",
        "委员会工作经费",
    )


def _parking_takings(world: World, month: Period, chance: random.Random) -> Iterator[Movement]:
    day = month.first
    cars = world.spec.count(260, 3)
    wechat = world.supplier["V-17"]
    while day < month.end:
        amount = Decimal(chance.randrange(cars * 3, cars * 6)).quantize(money.FEN)
        yield Movement(
            FEES,
            at(day, chance, 6),
            amount,
            Party(wechat.name, wechat.account_number, names.bank(2)),
            "转账",
            f"微信支付商户结算{day:%Y%m%d}",
            (Leg(wechat.account, -amount, {"supplier": wechat.code}),),
            wechat.name,
            wechat.note,
        )
        day += _DAY * chance.randrange(3, 6)


def _interest(world: World, month: Period, chance: random.Random) -> Iterator[Movement]:
    if month.month % 3:
        return
    when = at(date_in(month, 21), hour=2)
    for account, amount in ((BASIC, "168"), (FEES, "31")):
        share = Decimal(chance.randrange(850, 1150)) / 1000
        earned = money.round_fen(world.spec.scaled(amount, "0.01") * share)
        yield _of_bank(account, when, earned, ("结息", "利息", ""), (_INTEREST, "存款利息"))


def _of_bank(
    account: str,
    when: datetime.datetime,
    amount: Decimal,
    said: tuple[str, str, str],
    booked: tuple[str, str],
) -> Movement:
    summary, memo, remark = said
    against, narration = booked
    leg = Leg(against, -amount)
    return Movement(
        account, when, amount, Party(), summary, memo, (leg,), "开户银行", narration, remark
    )
