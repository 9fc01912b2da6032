"""The lines of the books that are not yet certain, as the treasurer needs them on one card."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from beancount.core import data
from fava.beans.funcs import hash_entry

from owners_ledger.books.load import Books

_FLAG = "!"


@dataclass(frozen=True, slots=True)
class Review:
    """A line of the books that is not yet certain (flag ``!``).

    Attributes:
        date: booking date.
        amount: money in (positive) or out; of the first posting where no money moves.
        payee, narration: as the books have them.
        bank: what the bank says of it (payer, text), for the treasurer's eyes only.
        reason: why it is flagged (``review:``), or "".
        candidates: what it may be (``candidate-1:`` …).
        entry: Fava's hash of the entry, for a link to it.
        file, line: where it stands, the file relative to ``ledger/``.
        path: the file, absolute, for a link to the editor.
    """

    date: datetime.date
    amount: Decimal
    payee: str
    narration: str
    bank: str
    reason: str
    candidates: tuple[str, ...]
    entry: str
    file: str
    line: int
    path: str


def reviews_of(books: Books) -> tuple[Review, ...]:
    """All lines to review, latest first."""
    money = {account.name for account in books.chart.money}
    return tuple(
        _review(books.root, entry, money)
        for entry in reversed(books.transactions)
        if entry.flag == _FLAG
    )


def _review(root: Path, entry: data.Transaction, money: set[str]) -> Review:
    moved = [posting for posting in entry.postings if posting.account in money]
    amounts = [
        posting.units.number
        for posting in moved or entry.postings[:1]
        if posting.units is not None and posting.units.number is not None
    ]
    meta = entry.meta
    path = str(meta.get("filename", ""))
    return Review(
        entry.date,
        sum(amounts, Decimal(0)),
        entry.payee or "",
        entry.narration or "",
        "　".join(said for posting in moved for said in _bank_words(posting)),
        str(meta.get("review") or ""),
        tuple(str(meta[key]) for key in sorted(meta) if key.startswith("candidate-")),
        hash_entry(cast("Any", entry)),
        _relative(root, path),
        int(meta.get("lineno") or 0),
        path,
    )


def _bank_words(posting: data.Posting) -> Iterator[str]:
    meta = posting.meta or {}
    for key in ("bank-payer", "bank-text"):
        if meta.get(key):
            yield str(meta[key])


def _relative(root: Path, name: str) -> str:
    path = Path(name)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else name
