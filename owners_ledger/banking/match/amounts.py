"""What an amount can mean for units: open balances and whole months, all readings of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from owners_ledger import money
from owners_ledger.banking.match.facts import Charge, Facts
from owners_ledger.banking.match.rules import Purpose
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _

MONTHS = 24  # as far ahead as anybody pays
PAIR = 2


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

    def legs(
        self, facts: Facts, day: datetime.date, bays: Sequence[str] = (), months: int = 0
    ) -> tuple[Leg, ...]:
        """The receivables it credits; whole months under the bays they pay.

        Args:
            facts: what is owed.
            day: of the payment.
            bays: those the memo names.
            months: how many the memo says it pays, 0 if unsaid.
        """
        return tuple(leg for part in self.parts for leg in _legs(part, facts, day, bays, months))

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
    monthly = list(map(month_of, charges))
    if not all(monthly):
        return
    if months := _months(amount, money.total(monthly)):
        shares = [(one * months).quantize(money.FEN) for one in monthly]
        yield Reading(
            tuple(zip(group, shares, strict=True)),
            _("金额恰为 {months} 个月应收").format(months=months),
        )
    if len(group) == 1:
        for part in charges[0]:
            if months := _months(amount, part.amount):
                yield Reading(
                    ((group[0], amount),), _("金额恰为其中一项 {months} 个月").format(months=months)
                )


def mixed(
    group: tuple[Due, ...], amount: Decimal, facts: Facts, day: datetime.date
) -> list[Reading]:
    """Ways of paying two dues each by itself: its whole debt, or some months of it."""
    if len(group) != PAIR:
        return []
    found: dict[tuple[Decimal, ...], Reading] = {}
    shares = [_shares(due, facts, day) for due in group]
    for (first, why), (second, other) in product(*(options.items() for options in shares)):
        if first + second == amount:
            parts = tuple(zip(group, (first, second), strict=True))
            found[first, second] = Reading(parts, f"{why}、{other}")
    return list(found.values())


def _shares(due: Due, facts: Facts, day: datetime.date) -> dict[Decimal, str]:
    """The amounts that pay a due exactly, with the reason of each."""
    monthly = month_of(facts.charge(due.purpose.account, due.unit, day))
    found = {
        monthly * months: _("{months} 个月{what}").format(months=months, what=due.purpose.name)
        for months in range(1, MONTHS + 1)
        if monthly > 0
    }
    owed = facts.open(due.purpose.account, due.unit, day)
    if owed > 0:
        found[owed] = _("全部所欠{what}").format(what=due.purpose.name)
    return found


def _legs(
    part: tuple[Due, Decimal],
    facts: Facts,
    day: datetime.date,
    bays: Sequence[str],
    months: int,
) -> Iterator[Leg]:
    due, share = part
    account, unit = due.purpose.account, due.unit
    every = tuple(facts.charge(account, unit, day))
    named = tuple(one for one in every if one.bay in bays)
    ways = {
        charges: count
        for charges in ((named, every) if named else (every,))
        if (count := _months(share, month_of(charges))) and all(one.bay for one in charges)
    }
    if len(ways) > 1:  # two months of the named bay, or one of both: only the memo can tell
        ways = {charges: count for charges, count in ways.items() if count == months}
    if len(ways) != 1:
        yield Leg(account, -share, {"unit": unit})
        return
    ((charges, count),) = ways.items()
    for charge in charges:
        yield Leg(account, -charge.amount * count, {"unit": unit, "bay": charge.bay})


def month_of(charges: Sequence[Charge]) -> Decimal:
    """A month's charges in all."""
    return money.total(charge.amount for charge in charges)


def _months(amount: Decimal, monthly: Decimal) -> int:
    """How many whole months an amount is, 0 if none."""
    if monthly <= 0 or amount % monthly:
        return 0
    months = int(amount / monthly)
    return months if months <= MONTHS else 0
