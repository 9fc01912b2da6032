"""How a movement is written on a board: its number, what for, and whom it concerns.

A company stands under its name, a natural person only under a class: 业主, 职工, 个人承租, 个人.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.billing.ageing import SMALL
from owners_ledger.books.attached import all_attached, references
from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.gate import harmless
from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.registers import Registers
from owners_ledger.reporting.cash import Flow
from owners_ledger.reporting.model import Payment
from owners_ledger.reporting.privacy import COVER, Cover, is_organisation

OWNERS = "业主"
STAFF = "职工"
TENANT = "个人承租"
PERSON = "个人"
UNKNOWN = "待核实"
_UNIT = re.compile(r"\d{1,3}-\d{1,2}-\d{2,4}\Z", re.ASCII)
_DOCUMENT = re.compile(r"document(-\d+)?\Z", re.ASCII)


class Movement(NamedTuple):
    """All legs of one transaction on one line.

    Attributes:
        date: booking date.
        side: ``income`` or ``spending``.
        line: the notice's line.
        cash: signed, money in positive.
        legs: the postings.
        entry: the transaction.
    """

    date: datetime.date
    side: str
    line: str
    cash: Decimal
    legs: tuple[data.Posting, ...]
    entry: data.Transaction


def movements(flows: Sequence[Flow]) -> list[Movement]:
    """The legs joined per transaction and line, in the order of the books."""
    joined: dict[tuple[int, str, str], list[Flow]] = {}
    for flow in flows:
        joined.setdefault((id(flow.entry), flow.side, flow.line), []).append(flow)
    return [
        Movement(
            same[0].date,
            side,
            line,
            sum((flow.cash for flow in same), ZERO),
            tuple(flow.leg for flow in same),
            same[0].entry,
        )
        for (_entry, side, line), same in joined.items()
    ]


@dataclass(frozen=True)
class Clerk:
    """Writes movements as rows of a notice.

    Attributes:
        books: the books.
        registers: who is who.
        cover: covers personal data.
        payrolls: recent payroll transactions, oldest first.
    """

    books: Books
    registers: Registers
    cover: Cover
    payrolls: Sequence[data.Transaction]

    @cached_property
    def _posts(self) -> frozenset[str]:
        return frozenset(one.post for one in self.registers.staff)

    @cached_property
    def _suppliers(self) -> Mapping[str, str]:
        """Listed names by name and account number as the books write them."""
        numbers = {
            harmless(one.account_number): one.name
            for one in self.registers.suppliers
            if one.account_number
        }
        return numbers | {harmless(one.name): one.name for one in self.registers.suppliers}

    def row(self, movement: Movement, amount: Decimal) -> Payment:
        """One movement as a row with the given amount."""
        entry = movement.entry
        return Payment(
            date=movement.date,
            number=self.number(movement),
            line=movement.line,
            summary=self.summary(movement),
            payee=self.payee(movement),
            amount=amount,
            documents=self.documents(entry),
            resolution=str(meta_of(movement, "resolution") or ""),
            flagged=entry.flag == "!",
        )

    def number(self, movement: Movement) -> str:
        """The voucher's number, else the bank line's, else the day's."""
        entry = movement.entry
        voucher = entry.meta.get("voucher")
        if voucher:
            return self.cover.text(str(voucher))
        accounts = self.books.chart.accounts
        for leg in entry.postings:
            account = accounts.get(leg.account)
            if account is not None and account.is_money:
                number = (leg.meta or {}).get("bank-no")
                tail = f"{movement.date:%m%d}" if number is None else str(int(number))
                return f"{account.line}-{tail}"
        return f"{movement.date:%m%d}"

    def documents(self, entry: data.Transaction) -> int:
        """How many documents a transaction has, and its bank lines."""
        named = sum(1 for key in entry.meta if _DOCUMENT.match(key))
        return named + sum(self._attached[ref] for ref in references(entry))

    @cached_property
    def _attached(self) -> Counter[str]:
        return Counter(one.payment for one in all_attached(self.books.entries))

    def of_household(self, movement: Movement) -> bool:
        """Whether a household stands behind it."""
        if any((leg.meta or {}).get("unit") for leg in movement.legs):
            return True
        payee = movement.entry.payee or ""
        return bool(_UNIT.match(payee)) or payee in self.registers.unit_terms

    def of_staff(self, movement: Movement) -> bool:
        """Whether wages or an employee stand behind it."""
        if any((leg.meta or {}).get("staff") for leg in movement.legs):
            return True
        payee = movement.entry.payee or ""
        return payee.startswith(STAFF) or payee in self._posts or _is_wages(movement)

    def holders(self, movement: Movement) -> frozenset[str]:
        """Who stands behind a movement of persons.

        A household, however many flats it pays for at once; an employee; for wages paid in one
        sum everybody on the last payroll.
        """
        codes = _codes(movement.entry, "unit")
        if codes:
            return frozenset({min(codes)})
        staff = _codes(movement.entry, "staff")
        if not staff and _is_wages(movement):
            staff = self._last_payroll(movement.date)
        return staff or frozenset({movement.entry.payee or ""})

    def money_of(self, entry: data.Transaction) -> frozenset[str]:
        """The accounts of money a transaction moves."""
        accounts = self.books.chart.accounts
        return frozenset(
            leg.account
            for leg in entry.postings
            if leg.account in accounts and accounts[leg.account].is_money
        )

    def payee(self, movement: Movement) -> str:
        """An organisation's name, or the class of a person."""
        if self.of_household(movement):
            return OWNERS
        if self.of_staff(movement):
            return self._staff(movement)
        return self._other(movement)

    def _other(self, movement: Movement) -> str:
        payee = (movement.entry.payee or "").strip()
        lease = self.registers.lease(str(meta_of(movement, "lease") or payee))
        if lease is not None:
            return self.cover.organisation(lease.tenant) or TENANT
        supplier = self.registers.supplier(str(meta_of(movement, "supplier") or ""))
        said = (supplier.name if supplier else payee, *_bank_said(movement.entry))
        name = next(
            (self._suppliers[one] for one in map(harmless, said) if one in self._suppliers), None
        )
        if name is not None:
            return self.cover.supplier(name) or PERSON
        if is_organisation(payee):
            return self.cover.organisation(payee)
        if any(leg.account == SUSPENSE for leg in movement.legs):
            return UNKNOWN
        if payee or movement.cash > 0:
            return PERSON if payee else ""
        # Money went out and the books name nobody: an organisation the bank names may stand here.
        paid = (self.cover.organisation(one) for one in _bank_said(movement.entry))
        return next(filter(None, paid), "")

    def summary(self, movement: Movement) -> str:
        """What for: the narration, but only the line where a person stands behind it.

        What is not certain yet may still carry the payer's own words: its line as well.
        """
        if self.of_household(movement) or movement.entry.flag == "!":
            return movement.line
        text = self.cover.text((movement.entry.narration or "").strip()) or movement.line
        if self.of_staff(movement):
            for one in self.registers.staff:
                text = text.replace(one.name, COVER)
        if self.of_staff(movement) and not meta_of(movement, "staff"):
            heads = self._heads(movement.date)
            if heads >= SMALL and _is_wages(movement):
                return f"{text}（{heads} 人）"
        return text

    def _staff(self, movement: Movement) -> str:
        post = str(meta_of(movement, "post") or "")
        code = str(meta_of(movement, "staff") or "")
        if code and not post:
            employee = self.registers.employee(code)
            post = employee.post if employee else ""
        if not code:
            heads = self._heads(movement.date)
            return f"{STAFF}（{heads} 人）" if heads >= SMALL and _is_wages(movement) else STAFF
        same = {
            one.code
            for one in self.registers.staff
            if one.post == post and one.covers(movement.date)
        }
        return f"{STAFF}（{post}）" if post and len(same) >= SMALL else STAFF

    def _heads(self, day: datetime.date) -> int:
        """Employees on the last payroll before a payment."""
        return len(self._last_payroll(day))

    def _last_payroll(self, day: datetime.date) -> frozenset[str]:
        before = [entry for entry in self.payrolls if entry.date < day]
        return _codes(before[-1], "staff") if before else frozenset()


def _codes(entry: data.Transaction, key: str) -> frozenset[str]:
    return frozenset(
        str(code) for leg in entry.postings if leg.meta and (code := leg.meta.get(key))
    )


def _bank_said(entry: data.Transaction) -> list[str]:
    """The other side by the bank: compared with the register, shown only as an organisation."""
    return [
        str(meta[key])
        for leg in entry.postings
        if (meta := leg.meta or {})
        for key in ("bank-payer", "bank-account")
        if key in meta
    ]


def _is_wages(movement: Movement) -> bool:
    return any("工资" in leg.account for leg in movement.legs)


def meta_of(movement: Movement, key: str) -> Any:
    for leg in movement.legs:
        meta: Mapping[str, Any] = leg.meta or {}
        if meta.get(key):
            return meta[key]
    return movement.entry.meta.get(key)
