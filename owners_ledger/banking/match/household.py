"""Lines from and to the people of the estate: which unit, what for, proved or flagged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from owners_ledger import money
from owners_ledger.banking.match.amounts import Due, Reading, mixed, month_of, readings
from owners_ledger.banking.match.facts import Facts, Habit
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.people import Named, People
from owners_ledger.banking.match.rules import Purpose, Rules
from owners_ledger.banking.match.stated import FOR, resolved, said_by_purpose
from owners_ledger.banking.match.text import months_named
from owners_ledger.banking.match.whose import Whose, whose_line
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _

_ROUND = 100  # yuan; deposits and gifts are round
_USUAL = (1, 2, 3, 6, 12)  # months people pay at once
MOST = 3  # units that owe the same amount, beyond which naming them helps nobody


@dataclass(frozen=True, slots=True)
class _Payment:
    asked: Asked
    whose: Whose
    charges: tuple[Purpose, ...]
    habit: Habit
    bays: tuple[str, ...]


class Households:
    """Matches lines of households."""

    def __init__(self, rules: Rules, people: People, facts: Facts) -> None:
        self._rules = rules
        self._people = people
        self._facts = facts

    def match(self, asked: Asked) -> Match | None:
        """The line as a household's; ``None`` if nothing speaks for one."""
        named = self._people.named(asked)
        habit = self._facts.habit(asked)
        whose = whose_line(asked, named, self._people, habit)
        stated = self._stated(asked, named)
        if whose is None:
            return self._nobody(asked, named, stated)
        charges = tuple(one for one in stated if one.kind == "charge")
        deposits = tuple(one for one in stated if one.kind == "deposit")
        incomes = tuple(one for one in stated if one.kind == "income")
        if asked.amount < 0 or deposits:
            return self._deposit(asked, whose, deposits if not charges else ())
        if asked.amount > 0 and stated == incomes and len(incomes) == 1 and whose.is_sure:
            leg = Leg(incomes[0].account, -asked.amount, {"unit": whose.units[0]})
            return certain((leg,), whose.units[0], incomes[0].name)
        if len(charges) < len(stated):
            return suspense(
                asked,
                _("备注写的用途不是按户收的费用，请核实"),
                tuple(self._standing(asked, whose.units, charges or self._rules.charges)),
            )
        return self._paid(_Payment(asked, whose, charges, habit, named.bays))

    def _nobody(self, asked: Asked, named: Named, stated: tuple[Purpose, ...]) -> Match | None:
        """Clearly from a household, but from which? Units that owe exactly this are candidates."""
        if named.strange_plate:
            return suspense(asked, _("备注里的车牌不在车位登记簿里，也没有写房号"))
        mine = [one for one in stated if one.kind in ("charge", "deposit")]
        if not mine:
            return None
        owing = [
            _("{unit} {what}：金额恰为全部欠费").format(unit=unit, what=one.name)
            for one in mine
            if one.kind == "charge"
            for unit in self._facts.owing(one.account, asked.amount, asked.date)
        ]
        reason = _("写了{what}，没有写房号，对方也不在住户登记簿里").format(
            what="、".join(one.name for one in mine)
        )
        return suspense(asked, reason, tuple(owing) if len(owing) <= MOST else ())

    def _stated(self, asked: Asked, named: Named) -> tuple[Purpose, ...]:
        stated = self._rules.stated(asked.text)
        if not stated and named.bays:
            return tuple(one for one in self._rules.charges if one.of_bays)
        return stated

    def _paid(self, paid: _Payment) -> Match:
        asked, whose = paid.asked, paid.whose
        ways = self._ways(asked, whose.units, whose.together, paid.charges)
        against = self._ways(asked, whose.rivals, False, paid.charges) if whose.rivals else []
        chosen = None if whose.doubt else self._chosen(paid, ways, against)
        if chosen is not None:
            return self._booked(paid, chosen)
        reason = whose.doubt or self._unparked(paid) or _unproved(paid, ways)
        return suspense(asked, reason, self._hints(paid, [*ways, *against]))

    def _chosen(
        self, paid: _Payment, ways: list[Reading], against: list[Reading]
    ) -> Reading | None:
        """The one reading that is stated or proved."""
        if paid.whose.rivals:
            return ways[0] if len(ways) == 1 and not against else None
        if self._unparked(paid):
            return None
        if len(paid.whose.units) == 1 and len(paid.charges) == 1:
            due = Due(paid.whose.units[0], paid.charges[0])
            return Reading(((due, paid.asked.amount),), "")
        if len(ways) == 1:
            return ways[0]
        usual = self._usual(paid, ways)
        return None if usual is None else Reading(((usual, paid.asked.amount),), "")

    def _unparked(self, paid: _Payment) -> str:
        """Why a parking payment is not certain: the unit has no bay, though bays are registered."""
        bays, day = self._people.registers.parking, paid.asked.date
        if not bays or len(paid.whose.units) != 1 or len(paid.charges) != 1:
            return ""
        unit, purpose = paid.whose.units[0], paid.charges[0]
        known = (
            not purpose.of_bays
            or any(bay.unit == unit and bay.covers(day) for bay in bays)
            or self._facts.charge(purpose.account, unit, day)
            or self._facts.open(purpose.account, unit, day)
        )
        return "" if known else _("这一户没有登记车位，也没有停车费的应收")

    def _ways(
        self, asked: Asked, units: tuple[str, ...], together: bool, charges: tuple[Purpose, ...]
    ) -> list[Reading]:
        """Readings of the amount for these units; all of them at once, or any of them."""
        purposes = charges or self._rules.charges
        sets: list[tuple[str, ...]] = [units] if together else [(unit,) for unit in units]
        if not together and len(units) > 1:
            sets.append(units)
        groups: list[tuple[Due, ...]] = []
        for chosen in sets:
            if charges:
                groups.append(tuple(Due(unit, one) for one in purposes for unit in chosen))
            else:
                groups.extend(tuple(Due(unit, one) for unit in chosen) for one in purposes)
            payable = self._payable(asked, chosen, purposes)
            stated = not charges or {due.purpose for due in payable} == set(charges)
            if stated and {due.unit for due in payable} == set(chosen):
                groups.append(payable)
        found = readings(groups, asked.amount, self._facts, asked.date)
        if not charges and not asked.amount % _ROUND:
            found = [one for one in found if self._is_usual(one, asked)]
        if found or len(units) > 1 or not groups:
            return found
        return mixed(groups[-1], asked.amount, self._facts, asked.date)

    def _is_usual(self, reading: Reading, asked: Asked) -> bool:
        """A round sum may be anything: only a usual number of months, or the debt, proves it."""
        day = asked.date
        dues = [(due.purpose.account, due.unit) for due, _share in reading.parts]
        monthly = money.total(month_of(self._facts.charge(*due, day)) for due in dues)
        usual = {monthly * months for months in _USUAL}
        return asked.amount in {*usual, money.total(self._facts.open(*due, day) for due in dues)}

    def _payable(
        self, asked: Asked, units: tuple[str, ...], purposes: tuple[Purpose, ...]
    ) -> tuple[Due, ...]:
        """What these units are charged or still owe."""
        return tuple(
            Due(unit, one)
            for one in purposes
            for unit in units
            if self._facts.charge(one.account, unit, asked.date)
            or self._facts.open(one.account, unit, asked.date) > 0
        )

    def _usual(self, paid: _Payment, ways: list[Reading]) -> Due | None:
        """The one due this payer always paid, where nothing said or proved speaks against it."""
        leg = paid.habit.leg
        if leg is None or paid.charges or paid.whose.units != (leg.meta.get("unit"),):
            return None
        charges = [one for one in self._rules.charges if one.account == leg.account]
        due = Due(paid.whose.units[0], charges[0]) if charges else None
        fits = any([part for part, _share in way.parts] == [due] for way in ways)
        again = not ways and any(line.amount == paid.asked.amount for line in paid.habit.lines)
        return due if fits or again else None

    def _hints(self, paid: _Payment, ways: list[Reading]) -> tuple[str, ...]:
        """What the amount could be, else how the units stand."""
        units = (*paid.whose.units, *paid.whose.rivals)
        charges = paid.charges or self._rules.charges
        hints = [way.said() for way in ways] or self._standing(paid.asked, units, charges)
        return tuple(hints)

    def _standing(
        self, asked: Asked, units: tuple[str, ...], charges: tuple[Purpose, ...]
    ) -> list[str]:
        """What units owe or have paid too much, else their monthly charges, else their codes."""
        found = []
        for due in (Due(unit, one) for unit in units for one in charges):
            owed = self._facts.open(due.purpose.account, due.unit, asked.date)
            charge = self._facts.charge(due.purpose.account, due.unit, asked.date)
            if owed > 0:
                text = _("{unit} {what}：当日欠 {amount}")
            elif owed < 0:
                text = _("{unit} {what}：当日多缴 {amount}")
            elif charge:
                text, owed = _("{unit} {what}：每月 {amount}"), month_of(charge)
            else:
                continue
            amount = money.show(abs(owed))
            found.append(text.format(unit=due.unit, what=due.purpose.name, amount=amount))
        return found or [_("{unit} 的款项").format(unit=unit) for unit in units]

    def _deposit(self, asked: Asked, whose: Whose, deposits: tuple[Purpose, ...]) -> Match:
        """Deposits in and back; any other payment to a household is for a person to judge."""
        hints = tuple(self._standing(asked, whose.units, self._rules.charges))
        if len(deposits) != 1 or not whose.is_sure:
            reason = whose.doubt or (
                _("付给住户的款项，用途请核实")
                if asked.amount < 0
                else _("押金，房号或用途不能确定")
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
            and row.covers(asked.date)
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

    def _booked(self, paid: _Payment, reading: Reading) -> Match:
        units = dict.fromkeys(due.unit for due, _share in reading.parts)
        names = dict.fromkeys(due.purpose.name for due, _share in reading.parts)
        asked = paid.asked
        legs = reading.legs(self._facts, asked.date, paid.bays, months_named(asked.text))
        return certain(self._of_months(asked, legs), "、".join(units), "、".join(names))

    def _of_months(self, asked: Asked, legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
        """The receivables under the months the memo states for them."""
        words = self._rules.named(asked.text)
        shared = len({leg.meta["unit"] for leg in legs}) > 1
        said = said_by_purpose(asked.text, asked.date, words, shared=shared)
        by_account = {one.account: months for one, months in said.items() if one} if words else {}
        found = []
        for leg in legs:
            months = by_account.get(leg.account) if words else said.get(None)
            owed = self._facts.owed(leg.account, leg.meta["unit"], asked.date) if months else None
            stated = resolved(months, asked.date, owed) if months and owed else None
            meta = {**leg.meta, FOR: str(stated)} if stated else leg.meta
            found.append(replace(leg, meta=meta))
        return tuple(found)


def _unproved(paid: _Payment, ways: list[Reading]) -> str:
    if paid.whose.rivals:
        return _("付款人与备注（或以往）对应的房屋不同")
    if ways:
        return _("金额有好几种解释")
    if len(paid.whose.units) > 1:
        return _("一笔款涉及几套房屋，金额分不清各是多少")
    if paid.charges:
        return _("一笔款写了几种用途，金额分不清各是多少")
    return _("没有写用途，金额也对不上应收")
