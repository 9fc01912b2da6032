"""Bank postings and statement facts, as the checks read them back from the entries."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.books.bank_entries import OPENING, STATEMENT
from owners_ledger.checks.alike import Alike, having, on
from owners_ledger.checks.amounts import yuan

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", re.ASCII)


class BankLine(NamedTuple):
    """A posting on a bank account.

    Attributes:
        entry: its transaction.
        posting: itself.
        amount: signed yuan.
        ref: ``bank-ref``, "" where missing.
        number: ``bank-no``, ``None`` where missing (opening entries) or no whole number.
        balance: ``bank-balance``, ``None`` where the bank gives none.
    """

    entry: data.Transaction
    posting: data.Posting
    amount: Decimal
    ref: str
    number: int | None
    balance: Decimal | None

    @property
    def place(self) -> Mapping[str, Any]:
        """File and line."""
        return self.posting.meta or self.entry.meta

    @property
    def is_opening(self) -> bool:
        """Whether it brings an opening balance, from before the first statement."""
        return any(posting.account == OPENING for posting in self.entry.postings)


class StatementFact(NamedTuple):
    """A ``bank-statement`` directive: which lines a statement had and between which balances."""

    entry: data.Custom
    account: str
    file: str
    sha256: str
    first_date: datetime.date
    last_date: datetime.date
    first_no: int
    last_no: int
    opening: Decimal
    closing: Decimal

    @property
    def place(self) -> Mapping[str, Any]:
        """File and line."""
        return self.entry.meta


_KINDS = {
    "file": str,
    "sha256": str,
    "first-date": datetime.date,
    "last-date": datetime.date,
    "first-no": Decimal,
    "last-no": Decimal,
    "opening": Decimal,
    "closing": Decimal,
}


def is_statement(entry: data.Directive) -> bool:
    """Whether a directive is a ``bank-statement``."""
    return isinstance(entry, data.Custom) and entry.type == STATEMENT


def statement_fact(entry: data.Custom) -> StatementFact | str:
    """The fact a directive states, or the name of what is missing or wrong in it."""
    meta = entry.meta
    if len(entry.values) != 1 or not isinstance(entry.values[0].value, str):
        return "account"
    for key, kind in _KINDS.items():
        if not isinstance(meta.get(key), kind):
            return key
    for key in ("first-no", "last-no"):
        if meta[key] != meta[key].to_integral_value():
            return key
    return StatementFact(
        entry,
        entry.values[0].value,
        meta["file"],
        meta["sha256"],
        meta["first-date"],
        meta["last-date"],
        int(meta["first-no"]),
        int(meta["last-no"]),
        meta["opening"],
        meta["closing"],
    )


def bank_lines(
    alike: Alike, accounts: Sequence[str]
) -> tuple[dict[str, list[BankLine]], list[BankLine]]:
    """Postings per bank account, by date, and postings with a ``bank-ref`` on other accounts."""
    lines = {
        account: [_bank_line(entry, posting) for _number, entry, posting in on(alike, account)]
        for account in accounts
    }
    others = {kind: several for kind, several in alike.items() if kind[0] not in lines}
    strays = [_bank_line(entry, posting) for _number, entry, posting in having(others, "bank-ref")]
    return lines, strays


def _number(value: object) -> Decimal | None:
    """A number of metadata; Fava's import page can only write it as text."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _whole(value: object) -> int | None:
    number = _number(value)
    if number is not None and number == number.to_integral_value():
        return int(number)
    return None


def _bank_line(entry: data.Transaction, posting: data.Posting) -> BankLine:
    meta = posting.meta or {}
    return BankLine(
        entry,
        posting,
        yuan(posting),
        str(meta.get("bank-ref") or ""),
        _whole(meta.get("bank-no")),
        _number(meta.get("bank-balance")),
    )
