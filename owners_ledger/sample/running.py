"""The estate's running month at the bank: rents, wages, suppliers, taxes, parking takings."""

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
from owners_ledger.sample.movement import BASIC, FEES, Movement
from owners_ledger.sample.wages import Wage, wages
from owners_ledger.sample.world import World, payroll_sheet, policy, voucher_book

_EVERY = tuple(range(1, 13))
_WAGES_DUE = "Liabilities:10应付工资"
_INSURANCE_DUE = "Liabilities:11应交社保公积金"
_INCOME_TAX_DUE = "Liabilities:12应交个人所得税"
TAX_DUE = "Liabilities:13应交税费"
_BANK_FEES = "Expenses:50管理:54银行手续费"
_COMMITTEE = "Expenses:50管理:53委员会工作经费"
_INTEREST = "Income:30其他收入:11利息"
_DOCUMENT_FROM = Decimal(1000)
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
    """

    supplier: str
    months: tuple[int, ...]
    day: int
    amount: str
    swing: str
    memo: str
    chance: float = 1.0


_REGULAR = (
    Regular("V-01", _EVERY, 8, "12600", "0.12", "{month}公共用电"),
    Regular("V-02", _EVERY, 9, "1680", "0.10", "{month}公共用水"),
    Regular("V-03", (1, 4, 7, 10), 18, "12600", "0", "{quarter}电梯维保费"),
    Regular("V-04", (5,), 20, "6720", "0", "电梯年检费14台"),
    Regular("V-05", _EVERY, 16, "3500", "0", "{month}绿化养护费"),
    Regular("V-06", _EVERY, 15, "3100", "0", "{month}垃圾清运费"),
    Regular("V-07", (3, 6, 9, 12), 22, "7500", "0", "消防设施维护保养费"),
    Regular("V-08", _EVERY, 6, "420", "0.6", "五金材料"),
    Regular("V-08", _EVERY, 19, "610", "0.5", "水电维修材料", 0.6),
    Regular("V-09", _EVERY, 13, "1450", "0.5", "单元门禁维修"),
    Regular("V-09", _EVERY, 24, "2600", "0.6", "化粪池清掏及管道疏通", 0.45),
    Regular("V-09", (3, 6, 8, 11), 26, "4800", "0.4", "屋面及外墙渗漏维修"),
    Regular("V-11", _EVERY, 11, "430", "0.4", "打印复印、公示张贴"),
    Regular("V-12", (3,), 25, "8000", "0", "{year}年度收支审计费"),
    Regular("V-22", (1, 10), 17, "2680", "0.1", "节日慰问老人"),
)
_SEASON = {1: "1.15", 2: "1.10", 7: "1.20", 8: "1.30", 9: "1.25", 12: "1.05"}


def running_movements(world: World, month: Period) -> Iterator[Movement]:
    """A month's lines that do not come from households."""
    chance = world.spec.chance("running", month)
    yield from _account_fee(month)
    for lease in world.leases:
        yield from _rent(lease, month, chance)
    yield from _staff(world, month)
    for regular in _REGULAR:
        yield from _regular(world, regular, month, chance)
    yield from _yearly_insurance(world, month)
    yield from _tax(world, month)
    yield from _committee(world, month, chance)
    yield from _parking_takings(world, month, chance)
    yield from _interest(world, month, chance)


def pay(
    world: World,
    code: str,
    when: datetime.datetime,
    amount: Decimal,
    memo: str,
    *,
    leg: Leg | None = None,
    remark: str = "",
    documents: tuple[str, ...] = (),
    narration: str = "",
) -> Movement:
    """A payment to a supplier out of the basic account, with a document where one is needed."""
    supplier = world.supplier[code]
    meta: dict[str, str] = {}
    papers = documents or ((voucher_book(Period.month_of(when.date())),) * (amount >= _DOCUMENT_FROM))
    for place, paper in enumerate(papers, 1):
        meta["document" if place == 1 else f"document-{place}"] = paper
    number = int(code.partition("-")[2])
    return Movement(
        BASIC,
        when,
        -amount,
        supplier.name,
        supplier.account_number,
        names.bank(number),
        "转账",
        memo,
        (leg or Leg(supplier.account, amount, {"supplier": code}),),
        supplier.name,
        narration or memo,
        remark,
        meta,
    )


def tax_of_quarter(world: World, quarter: Period) -> Decimal:
    """The quarter's taxes, accrued at its end, paid in the month after."""
    if world.spec.is_small:
        return money.ZERO
    swing = world.spec.chance("tax", quarter).randrange(-400, 400)
    return money.round_fen(world.spec.scaled("4860", "0.01") * (1000 + swing // 4) / 1000)


def at(day: datetime.date, chance: random.Random | None = None, hour: int = 10) -> datetime.datetime:
    """A moment in office hours."""
    minute, second = (chance.randrange(60), chance.randrange(60)) if chance else (5, 0)
    return datetime.datetime(day.year, day.month, day.day, hour, minute, second)


def _account_fee(month: Period) -> Iterator[Movement]:
    yield Movement(
        BASIC,
        datetime.datetime(month.year, month.month, 1, 0, 30),
        Decimal("-20.00"),
        "",
        "",
        "",
        "手续费",
        "",
        (Leg(_BANK_FEES, Decimal("20.00")),),
        "开户银行",
        "账户管理费",
        "账户管理费",
    )


def _rent(lease: Lease, month: Period, chance: random.Random) -> Iterator[Movement]:
    if not lease.covers(month.first) or (month.month - 1) % rent_months(lease):
        return
    day = month.first + _DAY * chance.randrange(2, 12)
    person = len(lease.tenant) <= 3
    said = {"月": f"{month.month}月", "季": f"{month.year}年{_quarter(month)}", "年": f"{month.year}年"}
    what = {"架空层": "租金", "公共用房": "房租", "广告": "广告费", "设施": "场地费"}[lease.kind]
    yield Movement(
        BASIC,
        at(day, chance, chance.randrange(9, 17)),
        lease.rent,
        lease.tenant,
        lease.tenant_account,
        names.bank(int(lease.tenant_account[-3:])),
        "跨行转账",
        said[lease.cycle] + what,
        (Leg(lease.account, -lease.rent, {"lease": lease.code}),),
        lease.code if person else lease.tenant,
        f"{lease.place}{what}",
        "" if chance.random() < 0.5 else f"合同{lease.code}",
    )


def _staff(world: World, month: Period) -> Iterator[Movement]:
    before = month.previous()
    paid = wages(world.staff, before)
    title = f"{before.year}年{before.month}月"
    sheet = (payroll_sheet(before),) if before.first >= world.spec.start else ()
    for code, day, amount, account, memo in (
        ("V-18", 10, _net(paid), _WAGES_DUE, f"代发{title}工资"),
        ("V-14", 12, money.total(one.insurance for one in paid), _INSURANCE_DUE, f"{title}社保费"),
        ("V-15", 13, money.total(one.fund for one in paid), _INSURANCE_DUE, f"{title}住房公积金"),
        ("V-17", 14, money.total(one.tax for one in paid), _INCOME_TAX_DUE, f"{title}个人所得税"),
    ):
        if amount:
            leg = Leg(account, amount)
            papers = sheet if code == "V-18" else ()
            yield pay(world, code, at(_date(month, day)), amount, memo, leg=leg, documents=papers)


def _net(paid: tuple[Wage, ...]) -> Decimal:
    return money.total(one.net for one in paid)


def _regular(
    world: World, regular: Regular, month: Period, chance: random.Random
) -> Iterator[Movement]:
    draw, off, day, hour = (
        chance.random(),
        Decimal(chance.randrange(-1000, 1001)) / 1000,
        regular.day + chance.randrange(0, 3),
        chance.randrange(9, 17),
    )
    if month.month not in regular.months or draw > regular.chance:
        return
    if regular.supplier not in world.supplier:
        return
    amount = world.spec.scaled(regular.amount)
    if regular.swing != "0":
        season = _SEASON.get(month.month, "1") if regular.supplier == "V-01" else "1"
        amount = money.round_fen(
            world.spec.scaled(regular.amount, "0.01")
            * (1 + off * Decimal(regular.swing))
            * Decimal(season)
        )
    before = month.previous()
    memo = regular.memo.format(
        month=f"{before.year}年{before.month}月",
        quarter=f"{before.year}年{_quarter(before)}",
        year=month.year - 1,
    )
    yield pay(world, regular.supplier, at(_date(month, day), chance, hour), amount, memo)


def _yearly_insurance(world: World, month: Period) -> Iterator[Movement]:
    if month.month == 1:
        amount = insurance(world)
        memo = f"{month.year}年公众责任险电梯责任险保费"
        papers = (policy(month.year), voucher_book(month)) if amount >= _DOCUMENT_FROM else ()
        yield pay(world, "V-10", at(_date(month, 12), hour=15), amount, memo, documents=papers)


def insurance(world: World) -> Decimal:
    """The year's premium."""
    return world.spec.scaled("26400")


def _tax(world: World, month: Period) -> Iterator[Movement]:
    if month.month % 3 == 1 and not world.spec.is_small:
        before = month.previous()
        amount = tax_of_quarter(world, Period(before.year, before.month - 2, 3))
        leg = Leg(TAX_DUE, amount, {"supplier": "V-16"})
        memo = f"{before.year}年{_quarter(before)}税费"
        yield pay(world, "V-16", at(_date(month, 15)), amount, memo, leg=leg)


def _committee(world: World, month: Period, chance: random.Random) -> Iterator[Movement]:
    """Expenses a member laid out; the member's name stays with the bank."""
    member = world.estate.homes[len(world.estate.homes) // 2]
    day, amount = 20 + chance.randrange(5), Decimal(chance.randrange(60_000, 98_000)) / 100
    if world.spec.is_small and month.month % 6:
        return
    amount = money.round_fen(amount / (10 if world.spec.is_small else 1))
    payer = member.payers[0]
    yield Movement(
        BASIC,
        at(_date(month, day), chance),
        -amount,
        payer.name,
        payer.card,
        payer.bank,
        "转账",
        f"报销{month.month}月委员会工作经费",
        (Leg(_COMMITTEE, amount),),
        "委员会",
        "委员会工作经费报销",
    )


def _parking_takings(world: World, month: Period, chance: random.Random) -> Iterator[Movement]:
    supplier = world.supplier["V-19"]
    day = month.first
    while day < month.end:
        cars = world.spec.count(260, 3)
        amount = Decimal(chance.randrange(cars * 3, cars * 6))
        yield Movement(
            FEES,
            datetime.datetime(day.year, day.month, day.day, 6, 10, chance.randrange(60)),
            amount.quantize(money.FEN),
            supplier.name,
            supplier.account_number,
            names.bank(19),
            "转账",
            f"微信支付结算{day:%m%d}",
            (Leg(supplier.account, -amount.quantize(money.FEN), {"supplier": "V-19"}),),
            supplier.name,
            "临时停车微信收款",
        )
        day += _DAY * chance.randrange(3, 6)


def _interest(world: World, month: Period, chance: random.Random) -> Iterator[Movement]:
    if month.month % 3:
        return
    for account, amount in ((BASIC, "168"), (FEES, "31")):
        earned = money.round_fen(
            world.spec.scaled(amount, "0.01") * Decimal(chance.randrange(850, 1150)) / 1000
        )
        yield Movement(
            account,
            datetime.datetime(month.year, month.month, 21, 2, 10),
            earned,
            "",
            "",
            "",
            "结息",
            "利息",
            (Leg(_INTEREST, -earned),),
            "开户银行",
            "存款利息",
        )


def _quarter(month: Period) -> str:
    return f"{'一二三四'[(month.month - 1) // 3]}季度"


def _date(month: Period, day: int) -> datetime.date:
    return datetime.date(month.year, month.month, day)
