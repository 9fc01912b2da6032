"""How a bank line looks in the books; whoever writes one (import, sample) builds it here.

The transaction::

    2026-03-05 * "3-1-502" "物业费"
      Assets:10银行存款:02收费户   300.00 CNY
        bank-ref: "02/S90000003"
        bank-no: 1234
        bank-balance: 19539.50
        bank-payer: "李秋实"
        bank-account: "6217990000100000033"
        bank-text: "3-2-501停车费"
      Assets:20应收款:01物业费    -300.00 CNY
        unit: "3-1-502"

``bank-ref`` is unique in the books. ``bank-no`` numbers an account's lines 1, 2, 3 … in the order
of the running balance through the account's whole life, so that a lost line leaves a hole.
``bank-order`` (wallets only) is shared by a payment, its fee and its refund.
Payer, account and text are personal data: they stay in ``bank-*`` and nowhere else.

The statement, dated its last day::

    2026-03-31 custom "bank-statement" Assets:10银行存款:02收费户
      file: "statements/2026-03-收费户.csv"
      sha256: "…"
      first-date: 2026-03-01
      last-date: 2026-03-31
      first-no: 1201
      last-no: 1420
      opening: 1000.00
      closing: 2000.00

(``last-no`` = ``first-no`` − 1 for a statement without lines. ``reckoned: TRUE``: the file gave no
balances that follow from one another; opening and closing are reckoned from the books and prove
nothing.)
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from beancount.core import data
from beancount.core.account import TYPE as ACCOUNT_TYPE
from beancount.core.amount import Amount
from beancount.parser.grammar import ValueType

from owners_ledger.books.gate import harmless

CURRENCY = "CNY"
SUSPENSE = "Liabilities:29待核实款项"
IN_TRANSIT = "Assets:10银行存款:09在途资金"
OPENING = "Equity:10期初净资产"
STATEMENT = "bank-statement"
RECKONED = "reckoned"


@dataclass(frozen=True, slots=True)
class Leg:
    """A posting against the bank's.

    Attributes:
        account: ledger account.
        amount: signed yuan.
        meta: dimensions (``unit``, ``lease``, ``staff``, ``bay``, ``supplier``, ``resolution`` …).
    """

    account: str
    amount: Decimal
    meta: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class BankPosting:
    """What the bank said of a line, and its place in the account's life.

    Attributes:
        account: the ledger account of the bank account.
        amount: signed yuan.
        ref: unique bank reference, ``<account code>/S<serial>`` or
            ``<account code>/B<date>:<amount>:<balance>:<n>``.
        number: its number in the account's life, from 1.
        balance: running balance after it.
        payer: the other side's name, raw or ``None``.
        payer_account: the other side's account, raw or ``None``.
        text: the bank's text, raw or ``None``.
        order: a wallet's number of the business behind the line, raw or ``None``.
    """

    account: str
    amount: Decimal
    ref: str
    number: int
    balance: Decimal | None
    payer: str | None
    payer_account: str | None
    text: str | None
    order: str | None = None


def bank_transaction(
    date: datetime.date,
    bank: BankPosting,
    legs: Sequence[Leg],
    *,
    payee: str,
    narration: str,
    certain: bool,
    meta: Mapping[str, Any] | None = None,
) -> data.Transaction:
    """One bank line as a transaction; flag ``*`` where certain, ``!`` where to review.

    Args:
        date: the bank's booking date.
        bank: the bank's side.
        legs: the other side; their sum must be the negative of the bank's amount.
        payee: a unit, a company, a post: never a natural person's name.
        narration: what for, in the committee's words.
        certain: whether every leg is certain.
        meta: the transaction's metadata (``document``, ``review``, ``candidate-1`` …).
    """
    said: dict[str, Any] = {"bank-ref": harmless(bank.ref), "bank-no": Decimal(bank.number)}
    if bank.balance is not None:
        said["bank-balance"] = bank.balance
    for key, value in (
        ("bank-payer", bank.payer),
        ("bank-account", bank.payer_account),
        ("bank-text", bank.text),
        ("bank-order", bank.order),
    ):
        if value and (clean := harmless(value)):
            said[key] = clean
    postings = [posting(Leg(bank.account, bank.amount, said)), *map(posting, legs)]
    return data.Transaction(
        dict(meta or {}),
        date,
        "*" if certain else "!",
        harmless(payee) or None,
        harmless(narration),
        data.EMPTY_SET,
        data.EMPTY_SET,
        postings,
    )


def statement_fact(
    account: str,
    *,
    file: str,
    sha256: str,
    first_date: datetime.date,
    last_date: datetime.date,
    first_no: int,
    last_no: int,
    opening: Decimal,
    closing: Decimal,
) -> data.Custom:
    """That a statement has been booked, and what it proved."""
    meta = {
        "file": harmless(file),
        "sha256": sha256,
        "first-date": first_date,
        "last-date": last_date,
        "first-no": Decimal(first_no),
        "last-no": Decimal(last_no),
        "opening": opening,
        "closing": closing,
    }
    return data.Custom(meta, last_date, STATEMENT, [_account_value(account)])


def balance_assertion(account: str, day: datetime.date, balance: Decimal) -> data.Balance:
    """The account's exact balance at the start of a day."""
    return data.Balance({}, day, account, Amount(balance, CURRENCY), Decimal(0), None)


def posting(leg: Leg) -> data.Posting:
    """A leg as beancount has it."""
    meta = dict(leg.meta) or None
    return data.Posting(leg.account, Amount(leg.amount, CURRENCY), None, None, None, meta)


def _account_value(account: str) -> ValueType:
    """A custom directive's account argument: beancount marks it by a string, not a type."""
    mark: Any = ACCOUNT_TYPE
    return ValueType(account, mark)
