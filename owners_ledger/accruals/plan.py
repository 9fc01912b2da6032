"""From the registers' items and what is booked to what is still to be written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.accruals.booked import Booked, Key, amounts_of
from owners_ledger.accruals.items import LINKS, Item, Row
from owners_ledger.books.bank_entries import Leg, posting
from owners_ledger.books.gate import harmless
from owners_ledger.periods import Period


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that is booked otherwise than its register says now.

    Attributes:
        key: kind, code and month.
        narration: what it is.
        booked: yuan by account in the books.
        computed: yuan by account by the register, empty where the item is gone.
    """

    key: Key
    narration: str
    booked: Mapping[str, Decimal]
    computed: Mapping[str, Decimal]

    @property
    def missing(self) -> dict[str, Decimal]:
        """What a correction adds, by account."""
        return {
            account: amount
            for account in sorted({*self.booked, *self.computed})
            if (
                amount := self.computed.get(account, money.ZERO)
                - self.booked.get(account, money.ZERO)
            )
        }


@dataclass(frozen=True, slots=True)
class AccrualPlan:
    """What a month comes to.

    Attributes:
        month: the month.
        items: all of it, by the registers.
        new: what the books have nothing of.
        by_hand: what stands in the books as somebody's own entry of the same postings.
        differences: what is booked otherwise.
        gaps: items of earlier months that the books have nothing of.
    """

    month: Period
    items: tuple[Item, ...]
    new: tuple[Item, ...]
    by_hand: tuple[Item, ...]
    differences: tuple[Difference, ...]
    gaps: tuple[Item, ...]


def plan(
    everything: Sequence[Item], found: Booked, month: Period, begin: datetime.date | None
) -> AccrualPlan:
    """Compare.

    Args:
        everything: the items of all months.
        found: what the books hold.
        month: the month asked for.
        begin: date of the books' first transaction; what lies before is in their opening balance.
    """
    hand = dict(found.by_hand)
    new: list[Item] = []
    by_hand: list[Item] = []
    gaps: list[Item] = []
    differences: list[Difference] = []
    for one in everything:
        if one.month > month or (begin is not None and one.month.last <= begin):
            continue
        amounts = amounts_of(one)
        if one.key in found.amounts:
            if one.month == month:
                differences.append(
                    Difference(one.key, one.narration, found.amounts[one.key], amounts)
                )
            continue
        mark = str(one.month), frozenset(amounts.items())
        if hand.get(mark):
            hand[mark] -= 1
            by_hand.append(one)
        else:
            (new if one.month == month else gaps).append(one)
    keys = {one.key for one in everything}
    differences += [
        Difference(key, key[1], amounts, {})
        for key, amounts in found.amounts.items()
        if key[2] == str(month) and key not in keys
    ]
    return AccrualPlan(
        month,
        tuple(one for one in everything if one.month == month),
        tuple(new),
        tuple(one for one in by_hand if one.month == month),
        tuple(sorted((one for one in differences if one.missing), key=lambda one: one.key)),
        tuple(gaps),
    )


def entries(found: AccrualPlan, *, correct_on: datetime.date | None = None) -> list[data.Directive]:
    """The entries to write, one per item.

    Args:
        found: the plan.
        correct_on: the day corrections are dated; ``None``: none are written.
    """
    made = [_entry(one.key, one.day, one.narration, one.rows, one.document) for one in found.new]
    if correct_on is not None:
        made += [
            _entry(
                one.key,
                correct_on,
                f"更正 {found.month.title} {one.narration}",
                [Row(account, amount, _about(one.key)) for account, amount in one.missing.items()],
            )
            for one in found.differences
        ]
    return list(made)


def _about(key: Key) -> dict[str, str]:
    return {"payable": key[1]} if key[0] == "payable" else {}


def _entry(
    key: Key, day: datetime.date, narration: str, rows: Sequence[Row], document: str = ""
) -> data.Transaction:
    kind, code, period = key
    meta = {"accrual": code, "accrual-kind": kind, "period": period}
    if document:
        meta["document"] = document
    return data.Transaction(
        meta,
        day,
        "*",
        None,
        harmless(narration),
        data.EMPTY_SET,
        frozenset({f"{LINKS[kind]}-{code}"}),
        [posting(Leg(row.account, row.amount, dict(row.meta))) for row in rows],
    )
