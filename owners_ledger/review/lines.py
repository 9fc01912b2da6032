"""The flagged lines of the books, and finding one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from beancount.core import data

from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.load import Books
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, total
from owners_ledger.review.model import CANDIDATE, DUE, REVIEW, WHY, Flagged, ReviewError

_FLAG = "!"


def flagged_of(books: Books) -> tuple[Flagged, ...]:
    """All lines to review, latest first."""
    money = {account.name for account in books.chart.money}
    return tuple(
        _flagged(books.root, entry, money)
        for entry in reversed(books.transactions)
        if entry.flag == _FLAG
    )


def find(books: Books, ref: str) -> Flagged:
    """The flagged line of a bank reference or ``file:line``.

    Raises:
        ReviewError: there is none, or it is certain already.
    """
    found = [one for one in flagged_of(books) if ref in (one.ref, f"{one.file}:{one.line}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise ReviewError(
            _("编号 {ref} 在账上不止一笔").format(ref=ref),
            remedy=_("请用 文件:行 指明，例如 {place}。").format(
                place=f"{found[0].file}:{found[0].line}"
            ),
        )
    if any(ref in _refs(entry) for entry in books.transactions):
        raise ReviewError(
            _("{ref} 已经核实过了").format(ref=ref),
            remedy=_("请看最新的清单：owners-ledger review list。"),
        )
    raise ReviewError(
        _("没有编号为 {ref} 的待核实分录").format(ref=ref),
        remedy=_("编号用 owners-ledger review list 查。"),
    )


def replaced(entry: data.Transaction, money: Iterable[str]) -> tuple[data.Posting, ...]:
    """The postings a decision replaces: those in suspense, else all that no bank vouches for."""
    parked = tuple(one for one in entry.postings if one.account == SUSPENSE)
    if parked:
        return parked
    banked = [one for one in entry.postings if (one.meta or {}).get("bank-ref")]
    if not banked:
        return ()
    known = set(money)
    other = tuple(one for one in entry.postings if one not in banked)
    return () if any(one.account in known for one in other) else other


def _flagged(root: Path, entry: data.Transaction, money: set[str]) -> Flagged:
    moved = [one for one in entry.postings if one.account in money]
    meta, file = entry.meta, _relative(root, str(entry.meta.get("filename", "")))
    line = int(meta.get("lineno") or 0)
    due = meta.get(DUE)
    refs = _refs(entry)
    return Flagged(
        entry,
        refs[0] if refs else f"{file}:{line}",
        file,
        line,
        total(map(_yuan, moved or entry.postings[:1])),
        total(map(_yuan, replaced(entry, money))),
        "　".join(said for one in moved for said in _bank_words(one)),
        str(meta.get(REVIEW) or ""),
        tuple(str(meta[key]) for key in sorted(meta) if key.startswith(CANDIDATE)),
        str(meta.get(WHY) or ""),
        due if isinstance(due, datetime.date) else None,
    )


def _refs(entry: data.Transaction) -> list[str]:
    return [
        str(one.meta["bank-ref"]) for one in entry.postings if one.meta and "bank-ref" in one.meta
    ]


def _yuan(posting: data.Posting) -> Decimal:
    number = posting.units.number if posting.units is not None else None
    return number if number is not None else ZERO


def _bank_words(posting: data.Posting) -> Iterator[str]:
    meta = posting.meta or {}
    for key in ("bank-payer", "bank-text"):
        if meta.get(key):
            yield str(meta[key])


def _relative(root: Path, name: str) -> str:
    path = Path(name)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else name
