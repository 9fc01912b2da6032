"""Which payment settled which charge: pure, in the order the law and the payer give.

A payment settles first what the payer stated, then what is due, then the oldest, in part where
it does not suffice. What is left is credit and settles charges as they are raised; while the
months its payer stated are not charged yet, it waits for them. A correction lowers its charge,
and gives back what had been paid on it. What is taken back (a refund, a bounced transfer) comes
out of the payment it names or equals, else out of credit and then the newest settlements; the
charges are open again. Nothing is absorbed: whatever finds no counterpart stays open or credit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from owners_ledger import money
from owners_ledger.billing.open_items import PAYMENT, UNDONE, Row


@dataclass(frozen=True, slots=True)
class Item:
    """Something owed.

    Attributes:
        row: the charge; a debit that took back more than was paid.
        amount: yuan, corrections taken off.
        open: what is not settled.
    """

    row: Row
    amount: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True)
class Fund:
    """Something to settle with.

    Attributes:
        row: the payment; a correction that exceeds what it corrects.
        amount: yuan, positive, what was taken back taken off.
        credit: what has settled nothing yet.
    """

    row: Row
    amount: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Settlement:
    """A part of a payment that settles a part of a charge.

    Attributes:
        item: place in ``Allocation.items``.
        fund: place in ``Allocation.funds``.
        amount: yuan, positive.
        day: when both stood in the books.
    """

    item: int
    fund: int
    amount: Decimal
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Allocation:
    """One receivable of one holder, as it stands after its last row.

    Attributes:
        items: what is or was owed, in order.
        funds: what was paid, in order.
        settlements: in the order they were made, without those undone.
    """

    items: tuple[Item, ...]
    funds: tuple[Fund, ...]
    settlements: tuple[Settlement, ...]

    @property
    def open(self) -> Decimal:
        """All that is owed."""
        return money.total(one.open for one in self.items)

    @property
    def credit(self) -> Decimal:
        """All that is paid ahead."""
        return money.total(one.credit for one in self.funds)


def allocate(rows: Iterable[Row]) -> Allocation:
    """Settle the rows of one receivable of one holder, in any order given."""
    running = _Running()
    ordered = sorted(rows, key=lambda one: one.place)
    for day, found in groupby(ordered, key=lambda one: one.day):
        running.day(day, list(found))
    return Allocation(
        tuple(Item(one.row, one.amount, one.open) for one in running.items),
        tuple(Fund(one.row, one.amount, one.left) for one in running.funds),
        tuple(Settlement(p.item, p.fund, p.amount, p.day) for p in running.parts),
    )


@dataclass(slots=True)
class _Item:
    row: Row
    amount: Decimal
    open: Decimal


@dataclass(slots=True)
class _Fund:
    row: Row
    whole: Decimal
    amount: Decimal
    left: Decimal


@dataclass(slots=True)
class _Part:
    item: int
    fund: int
    amount: Decimal
    day: datetime.date


class _Running:
    """The state between two days."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.funds: list[_Fund] = []
        self.parts: list[_Part] = []
        self.latest = ""  # month charged last

    def day(self, day: datetime.date, rows: list[Row]) -> None:
        """A day's rows in their order, credit settling what it can in between."""
        for row in rows:
            if row.kind != UNDONE and row.amount > 0:
                self.items.append(_Item(row, row.amount, row.amount))
                self.latest = max(self.latest, row.period)
        for row in rows:
            if row.kind != PAYMENT and row.amount < 0:
                self._lower(row)
        self._spend_credit(day)
        for row in rows:
            if row.kind == PAYMENT:
                self._add(row, -row.amount)
                self._spend(len(self.funds) - 1, day)
        for row in rows:
            if row.kind == UNDONE:
                self._undo(row)
                self._spend_credit(day)

    def _add(self, row: Row, amount: Decimal) -> None:
        self.funds.append(_Fund(row, amount, amount, amount))

    def _lower(self, row: Row) -> None:
        """Take a correction off the charge it corrects; the rest is credit."""
        rest = -row.amount
        about = (row.tariff, row.period, row.bay)
        for at in reversed(range(len(self.items))):
            item = self.items[at]
            if (item.row.tariff, item.row.period, item.row.bay) != about or not rest:
                continue
            taken = min(rest, item.amount)
            item.amount -= taken
            rest -= taken
            settled = taken - min(taken, item.open)
            item.open -= taken - settled
            self._release((one for one in reversed(self.parts) if one.item == at), settled)
            item.open -= settled
        if rest:
            self._add(row, rest)

    def _undo(self, row: Row) -> None:
        """Take money back out of the payment meant, else the newest; the rest is owed."""
        rest = row.amount
        for at in self._meant(row):
            rest -= self._take(at, rest)
        for fund in reversed(self.funds):
            taken = min(rest, fund.left)
            fund.left -= taken
            fund.amount -= taken
            rest -= taken
        while rest and self.parts:
            rest -= self._take(self.parts[-1].fund, min(rest, self.parts[-1].amount))
        if rest:
            self.items.append(_Item(row, rest, rest))

    def _meant(self, row: Row) -> Iterator[int]:
        """The payments a row takes back, if it says or shows which."""
        paid = [at for at in reversed(range(len(self.funds))) if self.funds[at].row.kind == PAYMENT]
        named = [at for at in paid if row.reverses and self.funds[at].row.ref == row.reverses]
        linked = [at for at in paid if set(row.links) & set(self.funds[at].row.links)]
        equal = [at for at in paid if self.funds[at].whole == self.funds[at].amount == row.amount][
            :1
        ]
        return iter(named or linked or equal)

    def _take(self, at: int, most: Decimal) -> Decimal:
        """Take up to an amount out of a payment: its credit, then its newest settlements."""
        fund = self.funds[at]
        wanted = min(most, fund.amount)
        if wanted > fund.left:
            mine = (one for one in reversed(self.parts) if one.fund == at)
            self._release(mine, wanted - fund.left)
        fund.left -= wanted
        fund.amount -= wanted
        return wanted

    def _release(self, parts: Iterable[_Part], amount: Decimal) -> None:
        """Undo settlements up to an amount: the charge is open, the payment free again."""
        for part in list(parts):
            back = min(part.amount, amount)
            part.amount -= back
            amount -= back
            self.items[part.item].open += back
            self.funds[part.fund].left += back
        self.parts = [one for one in self.parts if one.amount]

    def _spend_credit(self, day: datetime.date) -> None:
        """Settle with credit: first what its payer stated, then, the oldest first, the rest."""
        free = [at for at, fund in enumerate(self.funds) if fund.left]
        for at in free:
            if self.funds[at].row.months:
                self._spend(at, day, stated_only=True)
        for at in free:
            self._spend(at, day)

    def _spend(self, at: int, day: datetime.date, *, stated_only: bool = False) -> None:
        fund = self.funds[at]
        months = fund.row.months
        waits = months is not None and months.last > self.latest
        order = sorted(
            (place for place, item in enumerate(self.items) if item.open),
            key=lambda place: self._rank(fund.row, self.items[place].row, day, place),
        )
        for place in order:
            item = self.items[place]
            if not fund.left or ((waits or stated_only) and not _states(fund.row, item.row)):
                break
            amount = min(item.open, fund.left)
            item.open -= amount
            fund.left -= amount
            self.parts.append(_Part(place, at, amount, day))

    def _rank(self, paid: Row, owed: Row, day: datetime.date, place: int) -> tuple[object, ...]:
        """Stated months, no other bay than the one named, what is due, then the oldest."""
        other = bool(paid.bay and owed.bay) and paid.bay != owed.bay
        return not _states(paid, owed), other, owed.due > day, owed.due, place


def _states(paid: Row, owed: Row) -> bool:
    """Whether a payer stated this month."""
    months = paid.months
    return months is not None and months.first <= owed.period <= months.last
