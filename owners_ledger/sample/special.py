"""What does not come round: works and their subsidy, deposits, damages, a returned payment."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period
from owners_ledger.registers import Deposit
from owners_ledger.sample import names
from owners_ledger.sample.movement import BASIC, FEES, Movement, Party, at
from owners_ledger.sample.paying import pay
from owners_ledger.sample.world import WORKS_CONTRACT, World, invoice, voucher_book

WORKS = "Assets:30在建工程:01消防改造"
GRANT = "Liabilities:26专项补助:01消防改造补助"
FITTING = "Liabilities:20押金:01装修押金"
LEASE_DEPOSIT = "Liabilities:20押金:02租赁押金"
_DAMAGES = "Income:20公共收益:51损坏赔偿"
_REPAIR = "Expenses:30运行:36日常维修"
_DAY = datetime.timedelta(days=1)
_CONTRACT = "386000"
_GRANT_PART = "60000"
# months after the last closed one → share of the contract, what for
_INSTALMENTS = (
    (-9, "0.30", "消防设施改造工程预付款30%"),
    (-4, "0.40", "消防设施改造工程进度款40%"),
    (2, "0.27", "消防设施改造工程验收款27%"),
)
_GRANTS = (-8, -2)
_PUMP_PAPER = "水泵更换验收单"


def works_contract(world: World) -> Decimal:
    """The price of the fire-protection works."""
    return world.spec.scaled(_CONTRACT, "1000")


def grant_part(world: World) -> Decimal:
    """One of the two parts of the subsidy."""
    return world.spec.scaled(_GRANT_PART, "1000")


def works_resolution(world: World) -> str:
    """The number of the resolution that ordered the works."""
    return f"{world.spec.offset(-15).year}-03"


def pump_resolution(world: World) -> str:
    """The number of the resolution for the water pump."""
    return f"{world.spec.offset(-11).year}-06"


def grants(world: World) -> tuple[Period, ...]:
    """The months in which the subsidy came."""
    if world.spec.is_small:
        return ()
    months = tuple(world.spec.offset(place) for place in _GRANTS)
    return tuple(month for month in months if month.first >= world.spec.start)


def works_instalments(world: World) -> tuple[tuple[Period, Decimal, str], ...]:
    """Month, yuan and what for of every instalment within the books."""
    spec = world.spec
    if spec.is_small:
        return ()
    contract = works_contract(world)
    dated = ((spec.offset(place), share, memo) for place, share, memo in _INSTALMENTS)
    return tuple(
        (month, money.round_fen(contract * Decimal(share)), memo)
        for month, share, memo in dated
        if month.first >= spec.start and month <= spec.open_until
    )


def pump_paper(world: World, month: Period) -> Iterator[str]:
    """The document of the pump's acceptance, in its month."""
    if not world.spec.is_small and month == world.spec.offset(-11):
        yield invoice(month, _PUMP_PAPER)


def special_movements(world: World) -> Iterator[Movement]:
    """All of them over the whole of the books."""
    if not world.spec.is_small:
        yield from _works(world)
        yield from _pump(world)
    yield from _damages(world)
    yield from _lease_deposits(world)
    for deposit in fitting_deposits(world):
        yield from _deposit(world, deposit)


def fitting_deposits(world: World) -> tuple[Deposit, ...]:
    """Deposits for fitting-out works, taken before and during the books; the truth to the end."""
    spec = world.spec
    chance = spec.chance("deposits")
    months = (*(spec.months[0].previous(),) * 2, *spec.months)
    found: list[Deposit] = []
    for place, month in enumerate(months):
        for _each in range(spec.count(2, 0) + (place < 2)):
            home = chance.choice(world.estate.homes)
            taken = datetime.date(month.year, month.month, chance.randrange(3, 27))
            held = chance.randrange(70, 150)
            if chance.random() < 0.85 or place > 1:
                code = f"D-{len(found) + 101:03d}"
                back: datetime.date | None = taken + _DAY * held
                if back and (
                    back <= spec.start + _DAY * 4 or back > spec.open_until.last - _DAY * 2
                ):
                    back = None
                found.append(
                    Deposit(code, home.unit.code, "装修押金", Decimal("2000.00"), taken, back, 0)
                )
    return tuple(found)


def deposit_rows(world: World) -> tuple[Deposit, ...]:
    """The register of deposits as known on the last closed day."""
    known = world.spec.closed_until.last
    rows = [
        Deposit(
            f"D-{number:03d}",
            lease.code,
            "租赁押金",
            lease.deposit,
            _paid_on(world, lease.start),
            None,
            0,
        )
        for number, lease in enumerate((one for one in world.leases if one.deposit), 1)
    ]
    rows += [
        Deposit(
            one.code,
            one.holder,
            one.kind,
            one.amount,
            one.start,
            one.end if one.end and one.end <= known else None,
            0,
        )
        for one in fitting_deposits(world)
        if one.start <= known
    ]
    return tuple(rows)


def _paid_on(world: World, start: datetime.date) -> datetime.date:
    return start if start < world.spec.start else start + 2 * _DAY


def _works(world: World) -> Iterator[Movement]:
    resolution = works_resolution(world)
    for month, amount, memo in works_instalments(world):
        meta = {"supplier": "V-13", "project": "P-01", "resolution": resolution}
        yield pay(
            world,
            "V-13",
            at(month.first + 18 * _DAY, hour=14),
            amount,
            memo,
            leg=Leg(WORKS, amount, meta),
            documents=(voucher_book(month), WORKS_CONTRACT),
            remark="合同C-01",
        )
    amount, street = grant_part(world), world.supplier["V-18"]
    for place, month in enumerate(grants(world)):
        yield Movement(
            BASIC,
            at(month.first + 21 * _DAY, hour=11),
            amount,
            Party(street.name, street.account_number, names.bank(1)),
            "转账",
            f"老旧小区消防改造补助第{'一二'[place]}笔",
            (Leg(GRANT, -amount, {"project": "P-01", "supplier": street.code}),),
            street.name,
            street.note,
        )


def _pump(world: World) -> Iterator[Movement]:
    month = world.spec.offset(-11)
    if month.first >= world.spec.start:
        amount = world.spec.scaled("18600", "100")
        meta = {"supplier": "V-09", "resolution": pump_resolution(world)}
        memo = "2栋二次供水水泵更换"
        leg = Leg(_REPAIR, amount, meta)
        papers = (voucher_book(month), invoice(month, _PUMP_PAPER))
        when = at(month.first + 22 * _DAY, hour=15)
        yield pay(world, "V-09", when, amount, memo, leg=leg, documents=papers)


def _damages(world: World) -> Iterator[Movement]:
    chance = world.spec.chance("damages")
    for month in world.spec.months:
        wanted, home = chance.random() < 0.3, chance.choice(world.estate.homes)
        amount = Decimal(chance.choice(("280.00", "350.00", "600.00", "850.00")))
        when = at(month.first + _DAY * chance.randrange(4, 26), chance, 13)
        if wanted:
            payer = home.payer(when.date())
            yield Movement(
                FEES,
                when,
                amount,
                Party(payer.name, payer.card, payer.bank),
                "跨行转账",
                f"{home.unit.code}撞坏道闸杆赔偿",
                (Leg(_DAMAGES, -amount, {"unit": home.unit.code}),),
                home.unit.code,
                "道闸杆损坏赔偿",
            )


def _lease_deposits(world: World) -> Iterator[Movement]:
    for lease in world.leases:
        if lease.deposit and lease.start >= world.spec.start:
            yield Movement(
                BASIC,
                at(_paid_on(world, lease.start), hour=9),
                lease.deposit,
                Party(
                    lease.tenant, lease.tenant_account, names.bank(int(lease.tenant_account[-3:]))
                ),
                "跨行转账",
                f"{lease.place}租赁押金",
                (Leg(LEASE_DEPOSIT, -lease.deposit, {"lease": lease.code}),),
                lease.code if len(lease.tenant) <= 3 else lease.tenant,
                "租赁押金",
            )


def _deposit(world: World, deposit: Deposit) -> Iterator[Movement]:
    home = next(one for one in world.estate.homes if one.unit.code == deposit.holder)
    meta = {"unit": deposit.holder, "deposit": deposit.code}
    if deposit.start >= world.spec.start:
        payer = home.payer(deposit.start)
        yield Movement(
            FEES,
            at(deposit.start, world.spec.chance("taken", deposit.code), 16),
            deposit.amount,
            Party(payer.name, payer.card, payer.bank),
            "跨行转账",
            f"{deposit.holder}装修押金",
            (Leg(FITTING, -deposit.amount, meta),),
            deposit.holder,
            "装修押金",
        )
    if deposit.end is None:
        return
    payer = home.payer(deposit.start)
    chance = world.spec.chance("returned", deposit.code)
    times = 3 if chance.random() < 0.12 and deposit.end.day < 20 else 1
    for turn in range(times):
        bounced = turn == 1
        amount = deposit.amount if bounced else -deposit.amount
        when = at(deposit.end + _DAY * turn, chance, 11)
        yield Movement(
            BASIC,
            when,
            amount,
            Party(payer.name, payer.card, payer.bank),
            "退汇" if bounced else "转账",
            "退汇" if bounced else f"退{deposit.holder}装修押金",
            (Leg(FITTING, -amount, meta),),
            deposit.holder,
            "退汇：退还装修押金" if bounced else "退还装修押金",
            "收款人账号户名不符" if bounced else "",
            {} if bounced else {"document": voucher_book(Period.month_of(when.date()))},
        )
