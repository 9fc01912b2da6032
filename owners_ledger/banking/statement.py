"""What a bank statement says, once proved by its own running balance."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One movement on an account, as the bank gives it.

    Attributes:
        date: booking date.
        time: time of day, if given.
        amount: signed, yuan, money in positive.
        balance: running balance after it, ``None`` where the file has none.
        counterparty: the other side's name as written.
        counterparty_account: the other side's account number.
        text: purpose, summary and remarks, joined with " / " without repeats.
        serial: the bank's own serial number.
        row: row in the file, from 1, as a spreadsheet program counts.
        order: a wallet's number of the business behind it, which its other bills name too.
        voucher: the merchant's own number of it.
    """

    date: datetime.date
    time: datetime.time | None
    amount: Decimal
    balance: Decimal | None
    counterparty: str | None
    counterparty_account: str | None
    text: str | None
    serial: str | None
    row: int
    order: str | None = None
    voucher: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A verified statement of one account: opening + Σ lines = closing, row by row.

    Attributes:
        file: the file's name as the user gave it.
        bank: the bank's name, e.g. 中国工商银行.
        profile: the profile that read it, e.g. ``icbc-historydetail``.
        account: the account number the file names, or ``None``.
        currency: ``CNY``.
        opening: balance before the first line, ``None`` where the file gives no balances.
        closing: balance after the last line.
        first_date: start of the period: declared by the file, else the first line's date.
        last_date: end of the period: declared, else the last line's date.
        lines: oldest first, in the order of the running balance.
        skipped_rows: rows of the table that are no transactions (totals, page turns), from 1.
        warnings: what the reader should know, in the user's language.
        sha256: of the file's bytes.
    """

    file: str
    bank: str
    profile: str
    account: str | None
    currency: str
    opening: Decimal | None
    closing: Decimal | None
    first_date: datetime.date | None
    last_date: datetime.date | None
    lines: tuple[Line, ...]
    skipped_rows: tuple[int, ...]
    warnings: tuple[str, ...]
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """The object of ``statement --format json`` (amounts as strings, dates ISO 8601)."""
        return {
            "file": self.file,
            "bank": self.bank,
            "profile": self.profile,
            "account": self.account,
            "currency": self.currency,
            "opening": _text(self.opening),
            "closing": _text(self.closing),
            "first_date": _text(self.first_date),
            "last_date": _text(self.last_date),
            "lines": [
                {
                    "date": line.date.isoformat(),
                    "time": _text(line.time),
                    "amount": str(line.amount),
                    "balance": _text(line.balance),
                    "counterparty": line.counterparty,
                    "counterparty_account": line.counterparty_account,
                    "text": line.text,
                    "serial": line.serial,
                    "row": line.row,
                }
                for line in self.lines
            ],
            "skipped_rows": list(self.skipped_rows),
            "warnings": list(self.warnings),
        }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
