"""What a projected entry can hold; there is no field for anything that is not public."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Leg:
    """An account and what it gains, in yuan."""

    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Piece:
    """A balanced part of a transaction of the books, on its way into the public edition.

    Attributes:
        date: booking date.
        payee: an organisation's name, or a class of persons.
        summary: what for, free of personal data.
        number: voucher number, or "".
        resolution: number of the resolution, or "".
        flagged: still to be reviewed.
        documents: how many documents are attached.
        legs: one per account, sorted, their sum is zero.
        holders: codes of the households (or employees) behind it; they never leave the process.
        joined: whether it may only appear together with others.
    """

    date: datetime.date
    payee: str
    summary: str
    number: str
    resolution: str
    flagged: bool
    documents: int
    legs: tuple[Leg, ...]
    holders: frozenset[str] = frozenset()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry of the public edition.

    Attributes:
        date: booking date; of joined receipts the last one's.
        payee: an organisation's name, or a class of persons.
        summary: what for.
        number: voucher number, or "".
        resolution: number of the resolution, or "".
        flagged: still to be reviewed.
        documents: how many documents are attached.
        movements: how many entries of the books it stands for.
        legs: one per account, sorted, their sum is zero.
    """

    date: datetime.date
    payee: str
    summary: str
    number: str
    resolution: str
    flagged: bool
    documents: int
    movements: int
    legs: tuple[Leg, ...]
