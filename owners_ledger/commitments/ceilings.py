"""What resolutions allow to spend: spent, committed, left, and where it is exceeded.

A later resolution that ``extends`` an earlier one adds its ceiling to it; one that ``replaces``
it puts its ceiling in its place. Spending under any of them counts together.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.commitments.load import Commitments, load_commitments
from owners_ledger.commitments.model import Resolution
from owners_ledger.commitments.spending import Spent, owed, paid, spending
from owners_ledger.commitments.state import ContractState, contract_states
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A ceiling on a day; ``spent + committed + left == amount``.

    Attributes:
        resolution: the first one.
        more: those that raised or replaced it, by date.
        amount: all together.
        spent: paid or booked as owed.
        committed: what contracts under it still ask for.
        entries: the spending under it, by date.
    """

    resolution: Resolution
    more: tuple[Resolution, ...]
    amount: Decimal
    spent: Decimal
    committed: Decimal
    entries: tuple[Spent, ...]

    @property
    def left(self) -> Decimal:
        """What may still be agreed; negative when it is exceeded."""
        return self.amount - self.spent - self.committed

    @property
    def numbers(self) -> tuple[str, ...]:
        """All resolutions of it."""
        return self.resolution.number, *(one.number for one in self.more)


@dataclass(frozen=True, slots=True)
class Overrun:
    """A ceiling that is exceeded.

    Attributes:
        ceiling: which.
        over: by how much.
        by_spending: by what was spent alone; otherwise only with what is agreed.
        entry: the spending that first exceeded it, ``None`` where only contracts do.
    """

    ceiling: Ceiling
    over: Decimal
    by_spending: bool
    entry: Spent | None

    @property
    def said(self) -> str:
        """In words, with the sums."""
        one = self.ceiling
        return _(
            "决议 {number}（{title}）限额 {amount} 元，已用 {spent} 元，"
            "合同还要付 {committed} 元，超出 {over} 元"
        ).format(
            number="、".join(one.numbers),
            title=one.resolution.title,
            amount=show(one.amount),
            spent=show(one.spent),
            committed=show(one.committed),
            over=show(self.over),
        )


def ceilings(
    known: Commitments,
    spent: Sequence[Spent],
    states: Sequence[ContractState],
    day: datetime.date,
) -> tuple[Ceiling, ...]:
    """All ceilings on a day, in the order of the file.

    Args:
        known: the resolutions.
        spent: all spending.
        states: of all contracts on that day.
        day: last day that counts.
    """
    found = []
    for first, more in families(known, day):
        amount = _amount(first, more)
        if amount is None:
            continue
        numbers = {first.number, *(one.number for one in more)}
        mine = [one for one in spent if one.resolution in numbers and one.date <= day]
        found.append(
            Ceiling(
                resolution=first,
                more=more,
                amount=amount,
                spent=paid(mine) + owed(mine),
                committed=sum(
                    (one.left for one in states if one.contract.resolution in numbers), ZERO
                ),
                entries=tuple(mine),
            )
        )
    return tuple(found)


def families(
    known: Commitments, day: datetime.date | None = None
) -> tuple[tuple[Resolution, tuple[Resolution, ...]], ...]:
    """Each resolution that changes no other one, with those that change it, by date."""
    before = {
        one.number: one.extends or one.replaces
        for one in known.resolutions
        if (one.extends or one.replaces) in known.resolution
    }
    members: dict[str, list[Resolution]] = {}
    for one in known.resolutions:
        first, seen = one.number, {one.number}
        while first in before and before[first] not in seen:
            first = before[first]
            seen.add(first)
        if first != one.number and (day is None or one.date is None or one.date <= day):
            members.setdefault(first, []).append(one)
    return tuple(
        (one, tuple(sorted(members.get(one.number, ()), key=_age)))
        for one in known.resolutions
        if one.number not in before
    )


def _age(one: Resolution) -> tuple[datetime.date, str]:
    return one.date or datetime.date.max, one.number


def _amount(first: Resolution, more: Sequence[Resolution]) -> Decimal | None:
    amount = first.ceiling
    for one in more:
        if one.ceiling is not None:
            amount = one.ceiling + (amount or ZERO if one.extends else ZERO)
    return amount


def exceeded(known: Sequence[Ceiling]) -> tuple[Overrun, ...]:
    """Those of some ceilings that are exceeded."""
    return tuple(
        Overrun(one, -one.left, one.spent > one.amount, _first_beyond(one))
        for one in known
        if one.left < 0
    )


def _first_beyond(one: Ceiling) -> Spent | None:
    """The payment or bill with which the spending went beyond; of a payment, of what is owed."""
    for number in range(1, len(one.entries) + 1):
        some = one.entries[:number]
        if paid(some) + owed(some) > one.amount:
            return some[-1]
    return None


def overruns(books: Books, period: Period, known: Commitments | None = None) -> tuple[Overrun, ...]:
    """The ceilings exceeded at a period's end: what stops its closing.

    A further resolution that extends or replaces the ceiling, dated within the period or before,
    ends an overrun.

    Args:
        books: the books.
        period: to be closed.
        known: the commitments, read when not given.

    Raises:
        ConfigError: the files cannot be read.
    """
    known = load_commitments(books.root) if known is None else known
    spent = spending(books.transactions, books.chart, known)
    states = contract_states(known, spent, period.last, begin_of(books.transactions))
    return exceeded(ceilings(known, spent, states, period.last))


def begin_of(transactions: Sequence[data.Transaction]) -> datetime.date:
    """The first day of the books' first whole month (an opening entry is of the day before)."""
    if not transactions:
        return datetime.date.min
    return (transactions[0].date + _DAY).replace(day=1)
