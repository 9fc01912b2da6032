"""What differs between seals and books: changed, added and removed entries, broken chains."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger.closing.canonical import digest
from owners_ledger.closing.reopen import Reopening, chain_hash
from owners_ledger.closing.seal import Seal, Sealed
from owners_ledger.closing.sealing import balances, covered
from owners_ledger.periods import Period

CHANGED, ADDED, REMOVED = "changed", "added", "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is not as it was sealed.

    Attributes:
        kind: ``changed``, ``added`` or ``removed``.
        month: the closed month.
        row: as it was sealed, ``None`` for one that was added.
        entry: as it is, ``None`` for one that was removed.
    """

    kind: str
    month: Period
    row: Sealed | None
    entry: data.Directive | None


def differences(entries: Sequence[data.Directive], seals: Sequence[Seal]) -> tuple[Difference, ...]:
    """All entries of closed months that are not as they were sealed, month by month."""
    found: list[Difference] = []
    previous: Seal | None = None
    for seal in seals:
        theirs = covered(entries, previous, seal.month)
        if is_gap(previous, seal):
            # The seal before is lost: its entries are not this month's, and one error says enough.
            theirs = [one for one in theirs if one.date >= seal.month.first]
        found += _of_month(theirs, seal)
        previous = seal
    return tuple(found)


def _of_month(entries: Sequence[data.Directive], seal: Seal) -> Iterator[Difference]:
    sealed = Counter(row.digest for row in seal.entries)
    extra: dict[datetime.date, list[data.Directive]] = defaultdict(list)
    for entry in entries:
        key = digest(entry)
        if sealed[key]:
            sealed[key] -= 1
        else:
            extra[entry.date].append(entry)
    for row in seal.entries:
        if not sealed[row.digest]:
            continue
        sealed[row.digest] -= 1
        same_day = extra[row.date]
        other = next((one for one in same_day if _alike(one, row)), None)
        if other is None:
            yield Difference(REMOVED, seal.month, row, None)
        else:
            same_day.remove(other)
            yield Difference(CHANGED, seal.month, row, other)
    for added in (one for day in sorted(extra) for one in extra[day]):
        yield Difference(ADDED, seal.month, None, added)


def _alike(entry: data.Directive, row: Sealed) -> bool:
    """Whether an entry can be what became of a row: a voucher of a voucher."""
    return isinstance(entry, data.Transaction) == (row.number != "-")


def voucher_numbers(entries: Sequence[data.Directive], seals: Sequence[Seal]) -> Mapping[int, str]:
    """Numbers (``记-12``) of the transactions of closed months that are as they were sealed.

    Returns:
        By ``id()`` of the transaction; equal entries of a month get their numbers in order.
    """
    found: dict[int, str] = {}
    previous: Seal | None = None
    for seal in seals:
        free: dict[str, list[str]] = defaultdict(list)
        for row in seal.entries:
            free[row.digest].append(row.number)
        for entry in covered(entries, previous, seal.month):
            if isinstance(entry, data.Transaction) and (left := free[digest(entry)]):
                found[id(entry)] = left.pop(0)
        previous = seal
    return found


@dataclass(frozen=True, slots=True)
class Break:
    """A seal that does not follow the one before.

    Attributes:
        month: whose seal.
        what: ``gap``, ``chain``, ``reopenings`` or ``balances``.
        account: for balances: the first that differs.
        sealed: what the seal says of it.
        now: what the books say.
    """

    month: Period
    what: str
    account: str = ""
    sealed: Decimal | None = None
    now: Decimal | None = None


def breaks(seals: Sequence[Seal], record: Sequence[Reopening]) -> Iterator[Break]:
    """Holes and forgeries in the chain of seals and in the record of re-openings."""
    prefixes = {chain_hash(record[:count]) for count in range(len(record) + 1)}
    for before, seal in zip((None, *seals), seals, strict=False):
        if is_gap(before, seal):
            yield Break(seal.month, "gap")
        elif before is not None and seal.previous != before.head:
            yield Break(seal.month, "chain")
        if seal.reopenings not in prefixes:
            yield Break(seal.month, "reopenings")


def is_gap(before: Seal | None, seal: Seal) -> bool:
    """Whether the seal that should stand before this one is missing."""
    return bool(seal.previous) if before is None else seal.month.first != before.month.end


def wrong_balances(entries: Sequence[data.Directive], seal: Seal) -> Iterator[Break]:
    """Accounts whose balance at a closed month's end is another than its seal says."""
    now = balances(entries, seal.month.last)
    names: Mapping[str, None] = dict.fromkeys((*seal.balances, *now))
    for name in names:
        sealed, found = seal.balances.get(name), now.get(name)
        if sealed != found:
            zero = Decimal("0.00")
            yield Break(seal.month, "balances", name, sealed or zero, found or zero)
