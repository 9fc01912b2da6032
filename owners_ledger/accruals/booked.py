"""What the books hold of accruals: their own by metadata, a hand's by equal postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.accruals.items import Item

Key = tuple[str, str, str]
Amounts = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Booked:
    """Accruals in the books.

    Attributes:
        amounts: by key (kind, code, month) yuan by account, corrections included.
        by_hand: by month and postings, how many transactions without our metadata there are.
    """

    amounts: Mapping[Key, Amounts]
    by_hand: Mapping[tuple[str, frozenset[tuple[str, Decimal]]], int]


def booked(entries: Iterable[data.Directive], wanted: Iterable[Item]) -> Booked:
    """Look through the books for the items.

    Args:
        entries: the books.
        wanted: the items; of other transactions only those on their accounts are remembered.
    """
    accounts = frozenset(row.account for one in wanted for row in one.rows)
    amounts: dict[Key, dict[str, Decimal]] = {}
    by_hand: dict[tuple[str, frozenset[tuple[str, Decimal]]], int] = {}
    for entry in entries:
        if not isinstance(entry, data.Transaction):
            continue
        if code := str(entry.meta.get("accrual") or ""):
            key = str(entry.meta.get("accrual-kind")), code, str(entry.meta.get("period"))
            into = amounts.setdefault(key, {})
            for account, amount in _amounts(entry).items():
                into[account] = into.get(account, money.ZERO) + amount
        elif all(posting.account in accounts for posting in entry.postings):
            mark = f"{entry.date:%Y-%m}", frozenset(_amounts(entry).items())
            by_hand[mark] = by_hand.get(mark, 0) + 1
    return Booked(amounts, by_hand)


def amounts_of(item: Item) -> dict[str, Decimal]:
    """An item's yuan by account."""
    found: dict[str, Decimal] = {}
    for row in item.rows:
        found[row.account] = found.get(row.account, money.ZERO) + row.amount
    return {account: amount for account, amount in found.items() if amount}


def _amounts(entry: data.Transaction) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for posting in entry.postings:
        if posting.units is not None and posting.units.number is not None:
            found[posting.account] = found.get(posting.account, money.ZERO) + posting.units.number
    return {account: amount for account, amount in found.items() if amount}
