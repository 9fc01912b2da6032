"""Postings on money accounts as rows of a journal (单位日记账), with what the bank said of each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.reporting.accounts import Statement


class BankRow(NamedTuple):
    """A posting on a money account.

    Attributes:
        account: the ledger account.
        number: ``bank-no``, ``None`` where no statement line stands behind it.
        date: booking date.
        amount: signed yuan, money in positive.
        balance: the bank's balance after it, where given.
        is_opening: whether it brings an opening balance.
        entry: its transaction.
        leg: itself.
    """

    account: str
    number: int | None
    date: datetime.date
    amount: Decimal
    balance: Decimal | None
    is_opening: bool
    entry: data.Transaction
    leg: data.Posting

    @property
    def reference(self) -> str:
        """The bank's serial as recorded (``bank-ref``), or ""."""
        return str((self.leg.meta or {}).get("bank-ref") or "")


def bank_rows(books: Books) -> dict[str, list[BankRow]]:
    """Rows per money account, by date; accounts without any are left out."""
    accounts = books.chart.accounts
    money = {account.name for account in books.chart.money}
    found: dict[str, list[BankRow]] = {}
    for entry in books.transactions:
        legs = [leg for leg in entry.postings if leg.account in money]
        if not legs:
            continue
        opening = any(
            account.section == "不列示"
            for leg in entry.postings
            if (account := accounts.get(leg.account)) is not None
        )
        for leg in legs:
            meta = leg.meta or {}
            balance = meta.get("bank-balance")
            found.setdefault(leg.account, []).append(
                BankRow(
                    leg.account,
                    _whole(meta.get("bank-no")),
                    entry.date,
                    (leg.units and leg.units.number) or ZERO,
                    balance if isinstance(balance, Decimal) else None,
                    opening,
                    entry,
                    leg,
                )
            )
    return found


def statement_of(chain: Sequence[Statement], number: int | None) -> Statement | None:
    """The statement that shows a line."""
    if number is None:
        return None
    return next((one for one in chain if one.first_no <= number <= one.last_no), None)


def _whole(value: Any) -> int | None:
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
