"""What an amount can mean for units: open balances and whole months, all readings of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from owners_ledger import money
from owners_ledger.banking.match.facts import Facts
from owners_ledger.banking.match.rules import Purpose
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _

MONTHS = 24  # as far ahead as anybody pays


@dataclass(frozen=True, slots=True)
class Due:
    """One purpose of one unit."""

    unit: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing an amount can mean.

    Attributes:
        parts: what it pays, each with its share; shares sum to the amount.
        why: for the treasurer.
    """

    parts: tuple[tuple[Due, Decimal], ...]
    why: str

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The receivables it credits."""
        return tuple(Leg(due.purpose.account, -share, {"unit": due.unit}) for due, share in self.parts)

    def said(self) -> str:
        """As a candidate."""
        what = "、".join(f"{due.unit} {due.purpose.name}" for due, _share in self.parts)
        return _("{what}：{why}").format(what=what, why=self.why)


def readings(
    groups: Sequence[tuple[Due, ...]], amount: Decimal, facts: Facts, day: datetime.date
) -> list[Reading]:
    """Every way in which one of the groups makes up the amount, each split once."""
    found: dict[tuple[tuple[Due, Decimal], ...], Reading] = {}
    for group in groups:
        for reading in _of_group(group, amount, facts, day):
            found.setdefault(reading.parts, reading)
    return list(found.values())


def _of_group(
    group: tuple[Due, ...], amount: Decimal, facts: Facts, day: datetime.date
) -> Iterator[Reading]:
    owed = [facts.open(due.purpose.account, due.unit, day) for due in group]
    if all(one > 0 for one in owed) and money.total(owed) == amount:
        yield Reading(tuple(zip(group, owed, strict=True)), _("金额恰为全部欠费"))
    charges = [facts.charge(due.purpose.account, due.unit, day) for due in group]
    monthly = [money.total(charge) for charge in charges]
    if not all(monthly):
        return
    if months := _months(amount, money.total(monthly)):
        shares = [(one * months).quantize(money.FEN) for one in monthly]
        yield Reading(
            tuple(zip(group, shares, strict=True)),
            _("金额恰为 {months} 个月应收").format(months=months),
        )
    if len(group) == 1:
        for part in {*charges[0]}:
            if months := _months(amount, part):
                yield Reading(
                    ((group[0], amount),), _("金额恰为其中一项 {months} 个月").format(months=months)
                )


def mixed(
    group: tuple[Due, ...], amount: Decimal, facts: Facts, day: datetime.date
) -> list[Reading]:
    """Ways of paying two dues with a different number of months each."""
    monthly = [money.total(facts.charge(due.purpose.account, due.unit, day)) for due in group]
    if len(group) != 2 or not all(monthly):
        return []
    found = []
    for first, second in product(range(1, MONTHS + 1), repeat=2):
        shares = (monthly[0] * first, monthly[1] * second)
        if money.total(shares) == amount:
            why = _("金额恰为 {first} 个月加 {second} 个月").format(first=first, second=second)
            found.append(Reading(tuple(zip(group, shares, strict=True)), why))
    return found


def _months(amount: Decimal, monthly: Decimal) -> int:
    """How many whole months an amount is, 0 if none."""
    if monthly <= 0 or amount % monthly:
        return 0
    months = int(amount / monthly)
    return months if months <= MONTHS else 0
