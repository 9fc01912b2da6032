"""Lines of the open months that nobody can place without asking, or at least not a program."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from owners_ledger.books.bank_entries import SUSPENSE, Leg
from owners_ledger.periods import Period
from owners_ledger.registers import Supplier
from owners_ledger.sample import names
from owners_ledger.sample.estate import Home
from owners_ledger.sample.movement import BASIC, FEES, Movement, Party, at, date_in
from owners_ledger.sample.world import World

PER_MONTH = 4
_ELSEWHERE = names.company_account(403)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line without a certain meaning."""

    account: str
    amount: str
    party: Party
    memo: str
    summary: str = "跨行转账"


def doubtful_movements(world: World) -> Iterator[Movement]:
    """Four a month, other ones each month."""
    months = [month for month in world.spec.months if not world.spec.is_closed(month)]
    for number, month in enumerate(months):
        chance = world.spec.chance("doubtful", month)
        kinds = _kinds(world, month, chance)
        for place in range(number * PER_MONTH, number * PER_MONTH + PER_MONTH):
            doubt = kinds[place % len(kinds)]
            amount = Decimal(doubt.amount)
            yield Movement(
                doubt.account,
                at(date_in(month, chance.randrange(4, 28)), chance, 14),
                amount,
                doubt.party,
                doubt.summary,
                doubt.memo,
                (Leg(SUSPENSE, -amount),),
                "",
                "待核实",
            )


def _kinds(world: World, month: Period, chance: random.Random) -> tuple[Doubt, ...]:
    strangers = [
        Party(names.person(chance), names.card(990_000_000 + place), names.bank(place))
        for place in range(1, 4)
    ]
    building = int(world.estate.homes[-1].unit.building) + 1
    sign_maker = Party("渝北区桐杉广告制作部", names.company_account(401), names.bank(3))
    fitter = Party("重庆匠杉装饰工程有限公司", names.company_account(402), names.bank(4))
    rented = world.estate.rented[month]
    homes = (home for home in world.estate.homes if home.unit.code in rented)
    home = next(
        (one for one in homes if one.rhythm not in ("second", "never")), world.estate.homes[0]
    )
    known = _payer(home, month)
    twice = next((home for home in world.estate.homes if home.second), home)
    cleaner = world.supplier["V-06"]
    return (
        # nobody knows the payer, who writes nothing
        Doubt(FEES, "300.00", strangers[0], ""),
        # a firm nobody has put into the register yet
        Doubt(BASIC, "-480.00", sign_maker, "宣传栏更换面板"),
        # a flat that does not exist
        Doubt(FEES, "225.90", strangers[1], f"{building}-1-203物业费"),
        # a plate in no register
        Doubt(FEES, "240.00", strangers[2], "渝A·Z0093停车费"),
        # a fitter pays a deposit and does not say for which flat
        Doubt(FEES, "2000.00", fitter, "装修押金"),
        # two kinds at once, a sum that no months make up
        Doubt(FEES, "350.00", known, f"{home.unit.code}物业费停车费"),
        # a supplier pays something back
        Doubt(BASIC, "86.50", _party(world.supplier["V-08"]), "多收材料款"),
        # cash paid in at the counter
        Doubt(FEES, "160.00", Party(), "现金存入", "现存"),
        # two flats of equal size, none named, paid for one
        Doubt(FEES, str(twice.fee * 3), _payer(twice, month), "物业费"),
        # something paid back to an owner
        Doubt(BASIC, "-120.00", known, "退多缴费用", "转账"),
        # a supplier's name, but not the supplier's account
        Doubt(BASIC, "-1240.00", replace(_party(cleaner), number=_ELSEWHERE), "垃圾清运加班费"),
        # a shop where now this, now that is bought
        Doubt(BASIC, "-318.60", _party(world.supplier["V-15"]), "货款"),
    )


def _payer(home: Home, month: Period) -> Party:
    one = home.payer(month.first)
    return Party(one.name, one.card, one.bank)


def _party(one: Supplier) -> Party:
    return Party(one.name, one.account_number, names.bank(int(one.account_number[-3:])))
