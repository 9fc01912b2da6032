"""Deposits taken and given back, a payment that the bank returned, damages paid."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period
from owners_ledger.registers import Deposit
from owners_ledger.sample import names
from owners_ledger.sample.estate import Home
from owners_ledger.sample.movement import BASIC, FEES, Movement, Party, at
from owners_ledger.sample.world import World, voucher_book

FITTING = "Liabilities:20押金:01装修押金"
LEASE_DEPOSIT = "Liabilities:20押金:02租赁押金"
_DAMAGES = "Income:20公共收益:51损坏赔偿"
_DAY = datetime.timedelta(days=1)
_BOUNCES = 6  # every sixth refund comes back once


def deposit_movements(world: World) -> Iterator[Movement]:
    """All of them over the whole of the books."""
    homes = {home.unit.code: home for home in world.estate.homes}
    yield from _damages(world)
    yield from _lease_deposits(world)
    for deposit in fitting_deposits(world):
        home = homes[deposit.holder]
        if deposit.start >= world.spec.start:
            yield _taken(world, deposit, home)
        if deposit.end:
            yield from _returned(world, deposit, home)


def fitting_deposits(world: World) -> tuple[Deposit, ...]:
    """Deposits for fitting-out works, some from before the books; the truth to the end."""
    spec = world.spec
    chance = spec.chance("deposits")
    before = spec.months[0].previous()
    earlier = [before] * spec.count(6, 1)
    regular = [month for month in spec.months for _each in range(spec.count(2, 0))]
    first, last = spec.start + 5 * _DAY, spec.open_until.last - 2 * _DAY
    found = []
    for number, month in enumerate((*earlier, *regular), 101):
        home = chance.choice(world.estate.homes)
        taken = month.first + _DAY * chance.randrange(2, 26)
        back = taken + _DAY * chance.randrange(40, 130)
        back = max(back, back.replace(day=3))
        amount = Decimal(chance.choice(("2000.00", "2000.00", "3000.00")))
        deposit = Deposit(f"D-{number}", home.unit.code, "装修押金", amount, taken, None, 0)
        found.append(replace(deposit, end=back) if first < back <= last else deposit)
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


def _taken(world: World, deposit: Deposit, home: Home) -> Movement:
    return Movement(
        FEES,
        at(deposit.start, world.spec.chance("taken", deposit.code), 16),
        deposit.amount,
        _party(home, deposit.start),
        "跨行转账",
        f"{deposit.holder}装修押金",
        (_leg(deposit, -deposit.amount),),
        deposit.holder,
        "装修押金",
    )


def _returned(world: World, deposit: Deposit, home: Home) -> Iterator[Movement]:
    """Given back; now and then the bank returns it first, because of a wrong name."""
    chance = world.spec.chance("returned", deposit.code)
    bounced = int(deposit.code[2:]) % _BOUNCES == 0
    for days in (2, 1, 0) if bounced else (0,):
        day = (deposit.end or deposit.start) - days * _DAY
        came_back = days == 1
        amount = deposit.amount if came_back else -deposit.amount
        yield Movement(
            BASIC,
            at(day, chance, 11),
            amount,
            _party(home, deposit.start),
            "退汇" if came_back else "转账",
            "退汇" if came_back else f"退{deposit.holder}装修押金",
            (_leg(deposit, -amount),),
            deposit.holder,
            "退汇：退还装修押金" if came_back else "退还装修押金",
            "收款人账号户名不符" if came_back else "",
            {} if came_back else {"document": voucher_book(Period.month_of(day))},
        )


def _leg(deposit: Deposit, amount: Decimal) -> Leg:
    return Leg(FITTING, amount, {"unit": deposit.holder, "deposit": deposit.code})


def _party(home: Home, day: datetime.date) -> Party:
    payer = home.payer(day)
    return Party(payer.name, payer.card, payer.bank)
