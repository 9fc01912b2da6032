"""Lines from and to the people of the estate: which unit, what for, proved or flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from owners_ledger import money
from owners_ledger.banking.match.amounts import Due, Reading, mixed, readings
from owners_ledger.banking.match.facts import Facts, Habit
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.people import Named, People
from owners_ledger.banking.match.rules import Purpose, Rules
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose line it is, as far as memo, name and habit tell.

    Attributes:
        units: the units it can concern.
        together: whether all of them are meant (named), else one or several of them.
        doubt: why the units are not certain, "" if they are.
        rivals: units that speak against, to be ruled out by the amount.
    """

    units: tuple[str, ...]
    together: bool
    doubt: str = ""
    rivals: tuple[str, ...] = ()


class Households:
    """Matches lines of households."""

    def __init__(self, rules: Rules, people: People, facts: Facts) -> None:
        self._rules = rules
        self._people = people
        self._facts = facts

    def match(self, asked: Asked) -> Match | None:
        """The line as a household's; ``None`` if nothing speaks for one."""
        named = self._people.named(asked.text, asked.date)
        habit = self._facts.habit(asked)
        whose = self._whose(asked, named, habit)
        if whose is None:
            return None
        stated = self._stated(asked, named)
        charges = tuple(one for one in stated if one.kind == "charge")
        deposits = tuple(one for one in stated if one.kind == "deposit")
        if asked.amount < 0 or deposits:
            return self._deposit(asked, whose, deposits if not charges else ())
        if len(charges) < len(stated):
            return suspense(
                asked,
                _("备注写的用途不是按户收的费用，请核实"),
                tuple(_("{unit} 的款项").format(unit=unit) for unit in whose.units),
            )
        return self._paid(asked, whose, charges, habit)

    def _stated(self, asked: Asked, named: Named) -> tuple[Purpose, ...]:
        stated = self._rules.stated(asked.text)
        if not stated and named.bays:
            return tuple(one for one in self._rules.charges if one.of_bays)
        return stated

    def _whose(self, asked: Asked, named: Named, habit: Habit) -> Whose | None:
        people = self._people.residents(asked.name, asked.date)
        now = [one for one in people if one.covers(asked.date)]
        own = tuple(dict.fromkeys(one.unit for one in now))
        if named.unknown:
            return Whose(named.units or own, True, _("备注里的房号不在房屋台账里"))
        if named.vague:
            meant = tuple(unit for unit in named.units if unit in own)
            if len(meant) == 1:
                return Whose(meant, True)
            return Whose(meant or named.units, False, _("备注里的房号对应好几套房屋"))
        if named.units:
            if own and not set(own) & set(named.units):
                return Whose(named.units, True, "", own)
            return Whose(named.units, True)
        if own:
            return self._by_name(now, own, habit)
        if habit.unit:
            return Whose((habit.unit,), True)
        if people:
            units = tuple(dict.fromkeys(one.unit for one in people))
            return Whose(units, False, _("付款人在住户台账里的期间已经结束"))
        return None

    @staticmethod
    def _by_name(now: Sequence[object], own: tuple[str, ...], habit: Habit) -> Whose:
        if len(own) == 1:
            other = habit.unit and habit.unit != own[0]
            return Whose(own, True, "", (habit.unit,) if other and habit.unit else ())
        if habit.unit in own:
            return Whose((str(habit.unit),), True)
        phones = {getattr(one, "phone", "") for one in now}
        if len(phones) == 1 and phones != {""}:
            return Whose(own, False)
        return Whose(own, False, _("住户台账里有好几个同名的人"))

    def _paid(
        self, asked: Asked, whose: Whose, charges: tuple[Purpose, ...], habit: Habit
    ) -> Match:
        ways = self._ways(asked, whose.units, whose.together, charges)
        if whose.doubt:
            return suspense(asked, whose.doubt, self._hints(asked, whose, charges, ways, habit))
        if whose.rivals:
            against = self._ways(asked, whose.rivals, False, charges)
            if len(ways) == 1 and not against:
                return _booked(ways[0])
            return suspense(
                asked,
                _("付款人与备注（或以往）对应的房屋不同"),
                self._hints(asked, whose, charges, [*ways, *against], habit),
            )
        if len(whose.units) == 1 and len(charges) == 1:
            due = Due(whose.units[0], charges[0])
            return _booked(Reading(((due, asked.amount),), ""))
        if len(ways) == 1:
            return _booked(ways[0])
        by_habit = self._by_habit(whose, charges, ways, habit)
        if by_habit is not None:
            return _booked(Reading(((by_habit, asked.amount),), ""))
        return suspense(
            asked,
            self._unproved(whose, charges, ways),
            self._hints(asked, whose, charges, ways, habit),
        )

    @staticmethod
    def _unproved(whose: Whose, charges: tuple[Purpose, ...], ways: list[Reading]) -> str:
        if ways:
            return _("金额有好几种解释")
        if len(whose.units) > 1:
            return _("一笔款涉及几套房屋，金额分不清各是多少")
        if charges:
            return _("一笔款写了几种用途，金额分不清各是多少")
        return _("没有写用途，金额也对不上应收")

    def _ways(
        self, asked: Asked, units: tuple[str, ...], together: bool, charges: tuple[Purpose, ...]
    ) -> list[Reading]:
        """Readings of the amount for these units; all of them at once, or any of them."""
        purposes = charges or self._rules.charges
        sets = [units] if together else [(unit,) for unit in units]
        if not together and len(units) > 1:
            sets.append(units)
        groups = []
        for chosen in sets:
            if charges:
                groups.append(tuple(Due(unit, one) for one in purposes for unit in chosen))
            else:
                groups.extend(tuple(Due(unit, one) for unit in chosen) for one in purposes)
                groups.append(self._charged(asked, chosen, purposes))
        found = readings(groups, asked.amount, self._facts, asked.date)
        if not found and len(charges) == 2 and len(units) == 1:
            return mixed(groups[0], asked.amount, self._facts, asked.date)
        return found

    def _charged(
        self, asked: Asked, units: tuple[str, ...], purposes: tuple[Purpose, ...]
    ) -> tuple[Due, ...]:
        return tuple(
            Due(unit, one)
            for one in purposes
            for unit in units
            if self._facts.charge(one.account, unit, asked.date)
        )

    def _by_habit(
        self, whose: Whose, charges: tuple[Purpose, ...], ways: list[Reading], habit: Habit
    ) -> Due | None:
        """The one due this payer always paid, where nothing said or proved speaks against it."""
        leg = habit.leg
        if leg is None or charges or whose.units != (leg.meta.get("unit"),):
            return None
        due = next(
            (Due(whose.units[0], one) for one in self._rules.charges if one.account == leg.account),
            None,
        )
        fits = [way for way in ways if [part for part, _share in way.parts] == [due]]
        return due if not ways or fits else None

    def _hints(
        self,
        asked: Asked,
        whose: Whose,
        charges: tuple[Purpose, ...],
        ways: list[Reading],
        habit: Habit,
    ) -> tuple[str, ...]:
        hints = [way.said() for way in ways]
        if not hints:
            for unit in (*whose.units, *whose.rivals):
                for one in charges or self._rules.charges:
                    owed = self._facts.open(one.account, unit, asked.date)
                    if owed > 0:
                        hints.append(
                            _("{unit} {what}：当日欠 {owed}").format(
                                unit=unit, what=one.name, owed=money.show(owed)
                            )
                        )
        if not hints:
            hints = [_("{unit} 的款项").format(unit=unit) for unit in (*whose.units, *whose.rivals)]
        return (*hints, *habit.hint())

    def _deposit(
        self, asked: Asked, whose: Whose, deposits: tuple[Purpose, ...]
    ) -> Match:
        """Deposits in and back; any other payment to a household is for a person to judge."""
        hints = tuple(_("{unit} 的款项").format(unit=unit) for unit in whose.units)
        if len(deposits) != 1 or len(whose.units) != 1 or whose.doubt or whose.rivals:
            reason = whose.doubt or (
                _("付给住户的款项，用途请核实") if asked.amount < 0 else _("押金，房号或用途不能确定")
            )
            return suspense(asked, reason, hints)
        purpose, unit = deposits[0], whose.units[0]
        meta = {"unit": unit}
        rows = [
            row
            for row in self._people.registers.deposits
            if row.holder == unit
            and row.kind == purpose.name
            and row.amount == abs(asked.amount)
            and row.start <= asked.date
        ]
        if len(rows) == 1:
            meta["deposit"] = rows[0].code
        held = -self._facts.open(purpose.account, unit, asked.date)
        if asked.amount < 0 and held < -asked.amount:
            return suspense(
                asked,
                _("退还的押金多于账上该户的押金（{held}）").format(held=money.show(held)),
                hints,
            )
        narration = purpose.name if asked.amount > 0 else _("退还{what}").format(what=purpose.name)
        return certain((Leg(purpose.account, -asked.amount, meta),), unit, narration)


def _booked(reading: Reading) -> Match:
    units = list(dict.fromkeys(due.unit for due, _share in reading.parts))
    names = [name for name, _same in groupby(due.purpose.name for due, _share in reading.parts)]
    return certain(reading.legs, "、".join(units), "、".join(dict.fromkeys(names)))
