"""What the bank lines of the books look like to a voucher that seeks its payment."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger.banking.match.text import digits, name_key
from owners_ledger.money import show
from owners_ledger.registers import Registers, Supplier


@dataclass(frozen=True, slots=True)
class Payment:
    """A bank line.

    Attributes:
        ref: its ``bank-ref``.
        account: the ledger account of the bank account.
        date: booking date.
        amount: signed yuan, money out negative.
        names: the other side's names, as ``name_key`` has them.
        numbers: the other side's account numbers, digits only.
        payee: how the books call the other side.
        text: what the bank and the books say it is for.
    """

    ref: str
    account: str
    date: datetime.date
    amount: Decimal
    names: frozenset[str]
    numbers: frozenset[str]
    payee: str
    text: str = ""

    @property
    def shown(self) -> str:
        """As a person looks for it."""
        return f"{self.ref}  {self.date}  {show(self.amount)}  {self.payee}".rstrip()


@dataclass(frozen=True, slots=True)
class Party:
    """Who issued an invoice.

    Attributes:
        name: as ``name_key`` has it.
        numbers: its bank accounts: the one on the invoice, and those of the register.
        listed: the register's name for it, or "".
    """

    name: str
    numbers: frozenset[str]
    listed: str

    def is_of(self, payment: Payment) -> bool:
        """Whether it is the other side of a payment."""
        return self.name in payment.names or bool(self.numbers & payment.numbers)


def payments_of(entries: Iterable[data.Directive], registers: Registers) -> dict[str, Payment]:
    """All bank lines by reference, in the order of the books."""
    found: dict[str, Payment] = {}
    for entry in entries:
        if not isinstance(entry, data.Transaction):
            continue
        for posting in entry.postings:
            meta = posting.meta or {}
            if (ref := meta.get("bank-ref")) and posting.units and posting.units.number is not None:
                suppliers = _suppliers(entry, registers)
                found[str(ref)] = Payment(
                    str(ref),
                    posting.account,
                    entry.date,
                    posting.units.number,
                    _names(entry, str(meta.get("bank-payer") or ""), suppliers),
                    _numbers(str(meta.get("bank-account") or ""), suppliers),
                    entry.payee or str(meta.get("bank-payer") or ""),
                    f"{meta.get('bank-text') or ''} {entry.narration or ''}",
                )
    return found


def party_of(seller: str, account: str, registers: Registers) -> Party:
    """A seller, with what the register of suppliers knows of it."""
    key = name_key(seller)
    listed = [one for one in registers.suppliers if key in map(name_key, (one.name, *one.aliases))]
    numbers = {account, *(digits(one.account_number) for one in listed)} - {""}
    return Party(key, frozenset(numbers), listed[-1].name if listed else "")


def _suppliers(entry: data.Transaction, registers: Registers) -> list[Supplier]:
    metas: list[Mapping[str, object]] = [entry.meta]
    metas += [posting.meta for posting in entry.postings if posting.meta]
    codes = {str(meta["supplier"]) for meta in metas if meta.get("supplier")}
    return [one for code in codes if (one := registers.supplier(code, entry.date)) is not None]


def _names(entry: data.Transaction, payer: str, suppliers: Iterable[Supplier]) -> frozenset[str]:
    said = [entry.payee or "", payer]
    for one in suppliers:
        said += [one.name, *one.aliases]
    return frozenset(filter(None, map(name_key, said)))


def _numbers(account: str, suppliers: Iterable[Supplier]) -> frozenset[str]:
    said = [digits(account), *(digits(one.account_number) for one in suppliers)]
    return frozenset(filter(None, said))
