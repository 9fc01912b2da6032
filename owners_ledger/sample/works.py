"""Works ordered by a resolution: instalments, the subsidy for them, a pump."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period
from owners_ledger.sample import names
from owners_ledger.sample.movement import BASIC, Movement, Party, at
from owners_ledger.sample.paying import pay
from owners_ledger.sample.world import WORKS_CONTRACT, World, invoice, voucher_book

WORKS = "Assets:30在建工程:01消防改造"
GRANT = "Liabilities:26专项补助:01消防改造补助"
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


def works_movements(world: World) -> Iterator[Movement]:
    """All of them over the whole of the books; a yard has none."""
    if not world.spec.is_small:
        yield from _works(world)
        yield from _pump(world)


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
