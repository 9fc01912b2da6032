"""A flagged line and what may be decided of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from beancount.core import data

from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.errors import OwnersLedgerError

WHY, DUE, REVIEW = "why", "review-due", "review"
CANDIDATE = "candidate-"


class ReviewError(OwnersLedgerError):
    """The decision cannot stand; nothing was written."""


class StaleError(ReviewError):
    """The file, or the line, is not as it was when it was shown; nothing was written."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line of the books that is not yet certain (flag ``!``).

    Attributes:
        entry: as loaded, amounts filled in.
        ref: its bank reference, else ``<file>:<line>``.
        file, line: where it stands, relative to the book.
        amount: money in (positive) or out; of the first posting where no money moves.
        open: what is to be placed: the sum of the postings a decision replaces, zero where only
            the flag can be taken off.
        bank: what the bank says of it, for the treasurer's eyes only.
        reason: why it is flagged, or "".
        candidates: what it may be.
        why: the reason it is left as it is, or "".
        due: until when it is left, ``None`` where nobody said.
    """

    entry: data.Transaction
    ref: str
    file: str
    line: int
    amount: Decimal
    open: Decimal
    bank: str
    reason: str
    candidates: tuple[str, ...]
    why: str
    due: datetime.date | None

    @property
    def in_suspense(self) -> bool:
        """Whether it cannot stay where it is."""
        return any(one.account == SUSPENSE for one in self.entry.postings)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line as the treasurer names it.

    Attributes:
        account: an account's name, or the last part of it, or the line of the notice.
        holder: code of a unit, contract, supplier, employee or bay, or "".
        amount: yuan in the line's own direction; ``None``: all of it (a single part only).
    """

    account: str
    holder: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Accept:
    """As a candidate says; number 0: as it stands in the books."""

    number: int = 1


@dataclass(frozen=True, slots=True)
class Assign:
    """To one or several places; ``narration`` "" : named after the accounts."""

    parts: tuple[Part, ...]
    narration: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """Not now: the reason, and until when."""

    why: str
    due: datetime.date


Decision: TypeAlias = Accept | Assign | Leave
