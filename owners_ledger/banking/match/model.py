"""What matching has to say of a bank line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from owners_ledger.banking.match.text import digits, name_key, plain
from owners_ledger.banking.statement import Line
from owners_ledger.books.bank_entries import SUSPENSE, Leg
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _

MAX_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A bank line in the forms it is compared in.

    Attributes:
        bank: our account.
        date: booking date.
        amount: signed yuan.
        text: purpose and remarks, normalised.
        name: the other side's name as a key.
        account: the other side's account number, digits only.
    """

    bank: BankAccount
    date: datetime.date
    amount: Decimal
    text: str
    name: str
    account: str

    @classmethod
    def of(cls, line: Line, bank: BankAccount) -> Asked:
        """Normalise a line."""
        return cls(
            bank,
            line.date,
            line.amount,
            plain(line.text or ""),
            name_key(line.counterparty or ""),
            digits(line.counterparty_account or ""),
        )


@dataclass(frozen=True, slots=True)
class Match:
    """What a line is booked as.

    Attributes:
        legs: the other side, their sum the negative of the line's amount.
        payee: a unit, a company, a post; never a natural person's name.
        narration: what for.
        certain: whether nothing is left to review.
        review: why it is flagged, "" where certain.
        candidates: what it could be and why.
        meta: the transaction's metadata (documents due …).
    """

    legs: tuple[Leg, ...]
    payee: str
    narration: str
    certain: bool
    review: str = ""
    candidates: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def certain(legs: tuple[Leg, ...], payee: str, narration: str) -> Match:
    """A match nobody needs to look at."""
    return Match(legs, payee, narration, certain=True)


def suspense(asked: Asked, review: str, candidates: tuple[str, ...] = ()) -> Match:
    """The line in suspense, flagged, with the reason and what it could be."""
    narration = _("待核实收款") if asked.amount > 0 else _("待核实付款")
    return Match(
        (Leg(SUSPENSE, -asked.amount),),
        "",
        narration,
        certain=False,
        review=review,
        candidates=tuple(dict.fromkeys(candidates))[:MAX_CANDIDATES],
    )
