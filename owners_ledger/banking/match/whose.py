"""Whose payment a line is: the units that memo, payer's name and habit point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from owners_ledger.banking.match.facts import Habit
from owners_ledger.banking.match.model import Asked
from owners_ledger.banking.match.people import Named, People
from owners_ledger.banking.match.text import buildings
from owners_ledger.i18n import _
from owners_ledger.registers import Household


@dataclass(frozen=True, slots=True)
class Whose:
    """Units a line can concern.

    Attributes:
        units: the units.
        together: whether all of them are meant (named), else one or several of them.
        doubt: why the units are not certain, "" if they are.
        rivals: units that speak against, to be ruled out by the amount.
    """

    units: tuple[str, ...]
    together: bool
    doubt: str = ""
    rivals: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it is one unit beyond doubt."""
        return len(self.units) == 1 and not self.doubt and not self.rivals


def whose_line(asked: Asked, named: Named, people: People, habit: Habit) -> Whose | None:
    """What points to units, the memo first; ``None`` if nothing does."""
    whose = _pointed(asked, named, people, habit)
    if whose is None or whose.doubt:
        return whose
    if named.strange_plate and not named.units:
        return replace(whose, doubt=_("备注里的车牌不在车位登记簿里，也没有写房号"))
    said = buildings(asked.text)
    if said and not named.units and not any(people.building(unit) in said for unit in whose.units):
        return replace(whose, doubt=_("付款人与备注（或以往）对应的房屋不同"))
    own = _units(people.residents(asked.name, asked.date))
    if named.units and set(own) & set(whose.units):
        return whose
    return replace(whose, rivals=_union(whose.rivals, _others(asked, people, whose.units)))


def _others(asked: Asked, people: People, units: tuple[str, ...]) -> tuple[str, ...]:
    """The units of people whom the memo names and who have none of these units."""
    mentioned = people.mentioned(asked.text, asked.date)
    here = {one.name for one in mentioned if one.unit in units}
    return _units([one for one in mentioned if one.name not in here])


def _pointed(asked: Asked, named: Named, people: People, habit: Habit) -> Whose | None:
    residents = people.residents(asked.name, asked.date)
    now = [one for one in residents if one.covers(asked.date)]
    if named.units or named.unknown:
        return _by_memo(named, _units(now))
    if now:
        return _by_name(now, habit)
    if habit.unit:
        return Whose((habit.unit,), together=True)
    if residents:
        doubt = _("付款人在住户登记簿里的期间已经结束")
        return Whose(_units(residents), together=False, doubt=doubt)
    mentioned = people.mentioned(asked.text, asked.date)
    if mentioned:
        doubt = _("付款人不在住户登记簿里，备注里提到了住户")
        return Whose(_units(mentioned), together=False, doubt=doubt)
    return None


def _by_memo(named: Named, own: tuple[str, ...]) -> Whose:
    """The units the memo names, against those of the payer."""
    if named.unknown:
        doubt = _("备注里的房号不在房屋登记簿里")
        return Whose(named.units or own, together=True, doubt=doubt)
    if named.vague:
        meant = tuple(unit for unit in named.units if unit in own)
        doubt = "" if len(meant) == 1 else _("备注里的房号或车位不能确定是哪一套房屋")
        return Whose(meant or named.units, together=False, doubt=doubt)
    rivals = () if set(own) & set(named.units) else own
    return Whose(named.units, together=True, rivals=rivals)


def _by_name(people: Sequence[Household], habit: Habit) -> Whose:
    """The units of residents of that name; several only if it is one person by the telephone."""
    own = _units(people)
    if len(own) == 1:
        other = habit.unit is not None and habit.unit != own[0]
        return Whose(own, together=True, rivals=(habit.unit,) if other and habit.unit else ())
    if habit.unit in own:
        return Whose((habit.unit,), together=True)
    phones = {one.phone for one in people}
    doubt = "" if len(phones) == 1 and phones != {""} else _("住户登记簿里有好几个同名的人")
    return Whose(own, together=False, doubt=doubt)


def _union(*units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for several in units for unit in several))


def _units(people: Sequence[Household]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.unit for one in people))
