"""Closed months that were opened again: on record, and printed for everybody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from owners_ledger.books.load import Books
from owners_ledger.closing.reopen import load_reopenings
from owners_ledger.periods import Period


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed month that was opened again.

    Attributes:
        month: in words, 2026年3月.
        day: when.
        by: who, as an office.
        reason: why.
    """

    month: str
    day: datetime.date
    by: str
    reason: str


def all_reopened(root: Path) -> tuple[Reopened, ...]:
    """Every month that was ever opened again, the oldest first.

    Raises:
        OwnersLedgerError: the record cannot be read.
    """
    return tuple(
        Reopened(one.month.title, one.day, one.by, one.reason) for one in load_reopenings(root)
    )


def reopened(books: Books, period: Period) -> tuple[Reopened, ...]:
    """Closed months that were opened again in the period.

    Raises:
        OwnersLedgerError: the record cannot be read.
    """
    return tuple(one for one in all_reopened(books.root) if one.day in period)
