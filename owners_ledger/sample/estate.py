"""The estate itself: units, who lives there, bays, and how each household pays."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.registers import Bay, Household, Unit
from owners_ledger.sample import names
from owners_ledger.sample.bays import build_bays, rented_bays
from owners_ledger.sample.spec import EstateSpec, pick

FEE_RATE = Decimal("0.80")
_DAY = datetime.timedelta(days=1)
_AREAS = ("98.00", "88.56", "91.37", "94.12")
_RHYTHMS = (
    ("quarter", 62),
    ("half", 10),
    ("year", 11),
    ("month", 5),
    ("late", 7),
    ("round", 2),
    ("never", 3),
)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays for a home from a day on."""

    start: datetime.date
    name: str
    card: str
    bank: str
    registered: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A unit and its way of paying.

    Attributes:
        unit: the unit.
        payers: who pays, oldest first.
        rhythm: ``quarter``, ``half``, ``year``, ``month``, ``late`` (a quarter behind), ``round``
            (round sums, now and then) or ``never``.
        second: another unit of the same owner, paid for together with this one, or "".
        joined: whether both are paid in one transfer (else in two, minutes apart).
    """

    unit: Unit
    payers: tuple[Payer, ...]
    rhythm: str
    second: str = ""
    joined: bool = False

    def payer(self, day: datetime.date) -> Payer:
        """Who pays on a day."""
        return [one for one in self.payers if one.start <= day][-1]

    @property
    def fee(self) -> Decimal:
        """The month's property fee."""
        return money.round_fen(self.unit.area * FEE_RATE)


@dataclass(frozen=True, slots=True)
class Estate:
    """Units, people, bays."""

    spec: EstateSpec
    homes: tuple[Home, ...]
    people: tuple[Household, ...]
    bays: tuple[Bay, ...]
    rented: Mapping[Period, Mapping[str, tuple[Bay, ...]]]


def build_estate(spec: EstateSpec) -> Estate:
    """Invent the estate."""
    units = _units(spec)
    homes, people = _homes(spec, units)
    bays = build_bays(spec, units)
    return Estate(spec, homes, people, bays, rented_bays(spec, bays))


def _units(spec: EstateSpec) -> tuple[Unit, ...]:
    rooms, floors = (3, 6) if spec.is_small else (4, 13)
    stairs = 2
    found = []
    for number in range(spec.flats):
        building, rest = divmod(number, rooms * floors * stairs)
        stair, place = divmod(rest, rooms * floors)
        floor, room = divmod(place, rooms)
        code = f"{building + 1}-{stair + 1}-{floor + 1}{room + 1:02d}"
        area = Decimal(_AREAS[room]) + Decimal((building * 37 + stair * 11) % 60) / 100
        shop = floor == 0 and building == 0 and not spec.is_small
        use = "商铺" if shop else "住宅"
        found.append(
            Unit(
                code,
                str(building + 1),
                str(stair + 1),
                str(floor + 1),
                area,
                use,
                spec.origin,
                None,
                0,
            )
        )
    return tuple(found)


def _homes(
    spec: EstateSpec, units: Sequence[Unit]
) -> tuple[tuple[Home, ...], tuple[Household, ...]]:
    chance = spec.chance("homes")
    seconds = _second_flats(spec, units)
    owned_with = {second: first for first, second in seconds.items()}
    owners: dict[str, str] = {}
    homes, people = [], []
    taken: set[str] = set()
    for number, unit in enumerate(units):
        first = owned_with.get(unit.code)
        fresh = _fresh_name(chance, taken)
        owner = owners[unit.code] = owners.get(first, fresh) if first else fresh
        rhythm = pick(chance, _RHYTHMS)
        if first or unit.code in seconds:
            rhythm = "quarter"
        plain = bool(first) or unit.code in seconds
        rows, payers = _people(spec, chance, unit, owner, number, plain=plain)
        people += rows
        homes.append(
            Home(
                unit,
                payers,
                "second" if first else rhythm,
                seconds.get(unit.code, ""),
                bool(number % 2),
            )
        )
    return tuple(homes), tuple(people)


def _second_flats(spec: EstateSpec, units: Sequence[Unit]) -> dict[str, str]:
    """First flat → second flat of the same owner: one above the other, so of equal area."""
    step = 4 if not spec.is_small else 3
    chance = spec.chance("seconds")
    places = sorted(chance.sample(range(len(units) - step), max(1, len(units) // 50)))
    found: dict[str, str] = {}
    used: set[int] = set()
    for place in places:
        same_stair = (
            units[place].code.rpartition("-")[0] == units[place + step].code.rpartition("-")[0]
        )
        if same_stair and not used & {place, place + step}:
            found[units[place].code] = units[place + step].code
            used |= {place, place + step}
    return found


def _fresh_name(chance: random.Random, taken: set[str]) -> str:
    """A name; two households in a hundred may bear one that is already there."""
    for _attempt in range(40):
        name = names.person(chance)
        if name not in taken or chance.random() < 0.02:
            break
    taken.add(name)
    return name


def _people(
    spec: EstateSpec, chance: random.Random, unit: Unit, owner: str, number: int, *, plain: bool
) -> tuple[list[Household], tuple[Payer, ...]]:
    def row(
        name: str, role: str, place: int, start: datetime.date, end: datetime.date | None
    ) -> Household:
        return Household(unit.code, name, role, names.phone(number * 4 + place + 1), start, end, 0)

    def payer(name: str, place: int, start: datetime.date, *, registered: bool = True) -> Payer:
        account = number * 4 + place + 1
        return Payer(start, name, names.card(account), names.bank(account), registered)

    draw = chance.random()
    other = names.person(chance)
    sold = spec.start + 31 * _DAY * chance.randrange(3, 17)
    rows = [row(owner, "业主", 0, spec.origin, None)]
    payers = [payer(owner, 0, spec.origin)]
    if plain:
        return rows, tuple(payers)
    if draw < 0.12:
        rows.append(row(other, "家属", 1, spec.origin, None))
        payers = [payer(other, 1, spec.origin)]
    elif draw < 0.17:
        rows.append(row(other, "租户", 1, spec.origin, None))
        payers = [payer(other, 1, spec.origin)]
    elif draw < 0.20:
        payers = [payer(other, 1, spec.origin, registered=False)]
    elif draw < 0.215:
        rows = [row(owner, "业主", 0, spec.origin, sold - _DAY), row(other, "业主", 1, sold, None)]
        payers.append(payer(other, 1, sold))
    return rows, tuple(payers)
