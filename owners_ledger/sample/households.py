"""What households pay into the fee account, and what they owed when the books began."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period
from owners_ledger.registers import Bay
from owners_ledger.sample.estate import Estate, Home, Payer
from owners_ledger.sample.memos import household_memo, months_spelling, unit_spelling
from owners_ledger.sample.movement import BAY_DUE, FEE_DUE, FEES, Movement, Party, date_in

_SPAN = {"quarter": 3, "second": 3, "half": 6, "year": 12, "month": 1, "late": 3}
_BOTH = "物业费停车费"
_WHAT = {"物业费": "物业费", "停车费": "停车费", _BOTH: "物业费、停车费"}


@dataclass(frozen=True, slots=True)
class Window:
    """Months paid for at once, and the month in which that is done."""

    paid: Period
    months: tuple[Period, ...]


def household_movements(estate: Estate) -> Iterator[Movement]:
    """Every payment of every household over the whole of the books, in no order."""
    by_code = {home.unit.code: home for home in estate.homes}
    for home in estate.homes:
        chance = estate.spec.chance("pays", home.unit.code)
        if home.rhythm == "round":
            yield from _round_sums(estate, home, chance)
        elif home.rhythm not in ("never", "second"):
            second = by_code.get(home.second)
            for window in _windows(estate, home, chance):
                yield from _pay(estate, home, second, window, chance)


def opening_arrears(estate: Estate) -> Iterator[tuple[Home, Decimal, Decimal]]:
    """Per home: property fee and rent of bays owed for months before the books."""
    spec = estate.spec
    for home in estate.homes:
        chance = spec.chance("pays", home.unit.code)
        months = 0
        if home.rhythm == "never":
            months = chance.randrange(4, 22)
        elif home.rhythm == "round":
            months = chance.randrange(0, 3)
        elif home.rhythm == "late":
            windows = _windows(estate, home, chance)
            months = sum(month.first < spec.start for one in windows for month in one.months)
        if months:
            before = Period.month_of(spec.start).previous()
            rents = money.total(bay.rate for bay in bays_of(estate, home, before)) * months
            yield home, home.fee * months, rents if home.rhythm == "late" else money.ZERO


def bays_of(estate: Estate, home: Home, month: Period) -> tuple[Bay, ...]:
    """The common bays a home rents in a month (outside the books: at their nearer end)."""
    months = estate.spec.months
    known = max(months[0].previous(), min(month, months[-1]))
    return estate.rented[known].get(home.unit.code, ())


def _windows(estate: Estate, home: Home, chance: random.Random) -> list[Window]:
    spec = estate.spec
    span = _SPAN[home.rhythm]
    late = home.rhythm == "late"
    found = []
    first = Period(spec.start.year, 1 + (spec.start.month - 1) // span * span, span)
    while first.first <= spec.open_until.first:
        delay = _delay(chance, span)
        run = first.previous() if late else first
        months = tuple(month for month in run.each_month() if late or month.first >= spec.start)
        inside = [month for month in first.each_month() if month.first >= spec.start]
        paid = inside[min(delay, len(inside) - 1)]
        if paid <= spec.open_until:
            found.append(Window(paid, months))
        first = Period(first.end.year, first.end.month, span)
    return found


def _delay(chance: random.Random, span: int) -> int:
    draw = chance.random()
    return 0 if span == 1 or draw < 0.58 else 1 if draw < 0.86 else 2


def _pay(
    estate: Estate, home: Home, second: Home | None, window: Window, chance: random.Random
) -> Iterator[Movement]:
    when = _stamp(window.paid, chance)
    payer = home.payer(when.date())
    said = _said(window, chance)
    if second is not None and not home.joined:
        for place, one in enumerate((home, second)):
            moment = when + datetime.timedelta(seconds=47 * place)
            legs = (_fee_leg(one, window), *_bay_legs(estate, one, window))
            yield _movement(
                moment,
                payer,
                legs,
                household_memo(chance, (one.unit.code,), said, _kinds(legs), known=False),
                one.unit.code,
            )
        return
    paid_for = (home,) if second is None else (home, second)
    fees = tuple(_fee_leg(one, window) for one in paid_for)
    bays = tuple(leg for one in paid_for for leg in _bay_legs(estate, one, window))
    units = tuple(one.unit.code for one in paid_for)
    known = payer.registered and second is None
    apart = bool(bays) and second is None and chance.random() < 0.18
    legs = fees if apart else fees + bays
    memo = household_memo(chance, units, said, _kinds(legs), known=known)
    yield _movement(when, payer, legs, memo, "、".join(units))
    if chance.random() < 0.004:  # sent twice by mistake: prepaid
        yield _movement(when + datetime.timedelta(seconds=31), payer, legs, memo, "、".join(units))
    if apart:
        moment = when + datetime.timedelta(minutes=chance.randrange(1, 9))
        yield _movement(
            moment, payer, bays, _bay_memo(estate, home, window, said, chance), units[0]
        )


def _round_sums(estate: Estate, home: Home, chance: random.Random) -> Iterator[Movement]:
    for month in estate.spec.months:
        if chance.random() < 0.28:
            when = _stamp(month, chance)
            sum_paid = money.parse(chance.choice(("200", "300", "500")))
            leg = Leg(FEE_DUE, -sum_paid, {"unit": home.unit.code})
            memo = f"{unit_spelling(chance, home.unit.code)}物业费"
            yield _movement(when, home.payer(when.date()), (leg,), memo, home.unit.code)


def _fee_leg(home: Home, window: Window) -> Leg:
    return Leg(FEE_DUE, -home.fee * len(window.months), {"unit": home.unit.code})


def _bay_legs(estate: Estate, home: Home, window: Window) -> Sequence[Leg]:
    rents: dict[str, Decimal] = {}
    for month in window.months:
        for bay in bays_of(estate, home, month):
            rents[bay.code] = rents.get(bay.code, money.ZERO) + bay.rate
    unit = home.unit.code
    return [Leg(BAY_DUE, -rent, {"unit": unit, "bay": bay}) for bay, rent in rents.items()]


def _kinds(legs: Sequence[Leg]) -> str:
    accounts = {leg.account for leg in legs}
    return _BOTH if len(accounts) == 2 else "物业费" if FEE_DUE in accounts else "停车费"


def _said(window: Window, chance: random.Random) -> str:
    first, last = window.months[0], window.months[-1]
    return months_spelling(chance, first.month, last.month, last.year)


def _bay_memo(estate: Estate, home: Home, window: Window, said: str, chance: random.Random) -> str:
    bay = bays_of(estate, home, window.months[0])
    if not bay:
        return f"{home.unit.code}停车费"
    plate = bay[0].plate
    return chance.choice(
        (
            f"{plate}停车费",
            f"{plate.replace('·', '')} 停车",
            f"{plate.replace('·', '')}车位{said}",
            f"{bay[0].code}车位费",
            f"{unit_spelling(chance, home.unit.code)} 停车费",
        )
    )


def _movement(
    when: datetime.datetime, payer: Payer, legs: Sequence[Leg], memo: str, unit: str
) -> Movement:
    own_bank = payer.bank.startswith("中国建设银行")
    return Movement(
        FEES,
        when,
        -money.total(leg.amount for leg in legs),
        Party(payer.name, payer.card, payer.bank),
        "转账" if own_bank else "跨行转账",
        memo,
        tuple(legs),
        unit,
        _WHAT[_kinds(legs)],
    )


def _stamp(month: Period, chance: random.Random) -> datetime.datetime:
    """A moment of the month, by day rather than by night, early days more likely."""
    length = (month.end - month.first).days
    day = min(chance.randrange(length), chance.randrange(length)) + 1
    time = datetime.time(chance.randrange(7, 17), chance.randrange(50), chance.randrange(10))
    return datetime.datetime.combine(date_in(month, day), time)
