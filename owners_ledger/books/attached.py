"""Invoices and receipts attached to bank lines: native ``document`` directives with metadata.

An invoice, on the account and day of the payment it belongs to::

    2026-01-12 document Assets:10银行存款:01基本户 "../documents/2026/invoice-2650….xml"
      invoice: "26509900000000000017"
      issued: 2026-01-05
      total: 3560.50
      amount: 3560.50
      seller: "重庆城南桐电梯工程有限公司"
      payment: "01/SCQ202601000307"
      sha256: "…"

``amount`` is the part of the invoice that this payment paid. A red invoice has negative amounts and
``original-invoice``; it stands on the refund, or on the payment of the invoice it takes back. A
bank receipt has ``receipt`` instead of ``invoice`` and no amounts. Invoices may also be noted by
hand: ``invoice:`` on a transaction or posting, several numbers separated by blanks or ``;``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from beancount.core import data

INVOICE = "invoice"
RECEIPT = "receipt"
_BETWEEN = re.compile(r"[\s;；,，、]+")
_NEEDED: Mapping[str, type] = {
    "payment": str,
    "issued": datetime.date,
    "total": Decimal,
    "amount": Decimal,
}


@dataclass(frozen=True, slots=True)
class Attached:
    """An invoice, or a part of one, or a receipt, on a bank line.

    Attributes:
        entry: the directive.
        payment: the bank line's ``bank-ref``.
        invoice: the invoice's number, "" for a receipt.
        receipt: the receipt's number, "" for an invoice.
        issued: day of issue; of a receipt the directive's own.
        total: the invoice's total, negative on a red one; zero for a receipt.
        amount: the part of the total on this bank line.
        original: the number of the invoice that a red one takes back, or "".
        sha256: of the kept file.
    """

    entry: data.Document
    payment: str
    invoice: str
    receipt: str
    issued: datetime.date
    total: Decimal
    amount: Decimal
    original: str
    sha256: str

    @property
    def place(self) -> Mapping[str, Any]:
        """File and line."""
        return self.entry.meta

    @property
    def number(self) -> str:
        """The voucher's number."""
        return self.invoice or self.receipt


@dataclass(frozen=True, slots=True)
class Noted:
    """An invoice's number that a hand has written on a transaction.

    Attributes:
        number: as written.
        entry: the transaction.
        place: file and line.
        payments: the bank lines of the transaction.
    """

    number: str
    entry: data.Transaction
    place: Mapping[str, Any]
    payments: tuple[str, ...]


def attached_by(entry: data.Directive) -> Attached | str | None:
    """What a directive attaches, the name of what is wrong in it, or ``None``: something else."""
    if not isinstance(entry, data.Document):
        return None
    meta = entry.meta
    if INVOICE in meta:
        for key, kind in _NEEDED.items():
            if not isinstance(meta.get(key), kind):
                return key
        return Attached(
            entry,
            meta["payment"],
            str(meta[INVOICE] or ""),
            "",
            meta["issued"],
            meta["total"],
            meta["amount"],
            str(meta.get("original-invoice") or ""),
            str(meta.get("sha256") or ""),
        )
    if RECEIPT in meta:
        if not isinstance(meta.get("payment"), str):
            return "payment"
        nothing = Decimal(0)
        number, digest = str(meta[RECEIPT] or ""), str(meta.get("sha256") or "")
        return Attached(
            entry, meta["payment"], "", number, entry.date, nothing, nothing, "", digest
        )
    return None


def all_attached(entries: Iterable[data.Directive]) -> list[Attached]:
    """Everything attached to bank lines, in the order of the books."""
    return [found for entry in entries if isinstance(found := attached_by(entry), Attached)]


def all_noted(entries: Iterable[data.Directive]) -> list[Noted]:
    """The invoice numbers noted by hand, each once per transaction."""
    return [
        noted for entry in entries if isinstance(entry, data.Transaction) for noted in _noted(entry)
    ]


def invoiced(attached: Iterable[Attached]) -> dict[str, Decimal]:
    """How much of each bank line invoices prove, by ``bank-ref``; red ones taken off."""
    sums: dict[str, Decimal] = {}
    for one in attached:
        if one.invoice:
            sums[one.payment] = sums.get(one.payment, Decimal(0)) + one.amount
    return sums


def references(entry: data.Transaction) -> tuple[str, ...]:
    """The bank references of a transaction."""
    return tuple(
        str(posting.meta["bank-ref"])
        for posting in entry.postings
        if posting.meta and posting.meta.get("bank-ref")
    )


def _noted(entry: data.Transaction) -> Iterator[Noted]:
    seen: set[str] = set()
    metas = [entry.meta, *(posting.meta for posting in entry.postings if posting.meta)]
    for meta in metas:
        if not meta.get(INVOICE):
            continue
        for number in filter(None, _BETWEEN.split(str(meta[INVOICE]))):
            if number not in seen:
                seen.add(number)
                yield Noted(number, entry, meta, references(entry))
