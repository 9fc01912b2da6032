"""One pass over the books: what is owed, by whom, since which month; deposits; taxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import month_number
from owners_ledger.reporting.cash_pass import is_receivable

DEPOSIT = "押金"
_TAX = "税"


class Key(NamedTuple):
    """Who owes on a receivable: ``unit``, ``lease`` or "" and the code."""

    account: str
    kind: str
    code: str


@dataclass(slots=True)
class Owing:
    """One holder on one receivable.

    Attributes:
        opening: balance at the period's start (negative: paid ahead).
        closing: at its end.
        charges: by month number, money and opening entries left out.
    """

    opening: Decimal = ZERO
    closing: Decimal = ZERO
    charges: dict[int, Decimal] = field(default_factory=dict)

    def unpaid(self) -> Iterator[tuple[int | None, Decimal]]:
        """What of the balance belongs to which month's charge, the youngest first.

        Payments settle the oldest charge first, so what is open is the youngest; what no charge
        accounts for is older than the books: ``None``.
        """
        left = self.closing
        for month in sorted(self.charges, reverse=True):
            if left <= 0:
                return
            part = min(left, self.charges[month])
            if part > 0:
                yield month, part
                left -= part
        if left > 0:
            yield None, left


@dataclass(slots=True)
class Held:
    """Deposits on one account.

    Attributes:
        opening: held at the period's start.
        received, returned: in the period, positive; ``taken``, ``given``: how many postings.
        by_holder: held at the period's end.
    """

    opening: Decimal = ZERO
    received: Decimal = ZERO
    returned: Decimal = ZERO
    taken: int = 0
    given: int = 0
    by_holder: dict[str, Decimal] = field(default_factory=dict)


@dataclass(slots=True)
class Taxed:
    """One tax account or one tax of it: owed before, became due and was paid in the period."""

    opening: Decimal = ZERO
    charged: Decimal = ZERO
    paid: Decimal = ZERO


@dataclass(slots=True)
class Tables:
    """What one pass found up to the period's end.

    Attributes:
        owing: receivables by holder.
        held: deposits by account.
        taxed: by account and tax ("" where the books do not tell).
        opening, closing: balances of liabilities that are no deposits, as beancount signs them.
        vouchers: number of the period's transactions.
    """

    owing: dict[Key, Owing] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    taxed: dict[tuple[str, str], Taxed] = field(default_factory=dict)
    opening: dict[str, Decimal] = field(default_factory=dict)
    closing: dict[str, Decimal] = field(default_factory=dict)
    vouchers: int = 0


def read_tables(books: Books, period: Period) -> Tables:
    """Go through the books once, up to the period's end.

    Args:
        books: the books.
        period: the report's.
    """
    run = _Run(books, period)
    for entry in books.transactions:
        if entry.date >= period.end:
            break
        run.entry(entry)
    return run.found


class _Run:
    def __init__(self, books: Books, period: Period) -> None:
        accounts = books.chart.accounts
        self.found = Tables()
        self.first = period.first
        self.money = frozenset(account.name for account in books.chart.money)
        self.receivable = frozenset(n for n, account in accounts.items() if is_receivable(account))
        self.deposit = frozenset(n for n, account in accounts.items() if account.earmark == DEPOSIT)
        liabilities = {name for name in accounts if name.startswith("Liabilities:")}
        self.tax = frozenset(name for name in liabilities if _TAX in name.rpartition(":")[2])
        self.other = frozenset(
            name
            for name in liabilities - self.deposit
            if not accounts[name].earmark and accounts[name].section
        )
        self.opens = frozenset(n for n, account in accounts.items() if account.section == "不列示")

    def entry(self, entry: data.Transaction) -> None:
        inside = entry.date >= self.first
        moving = opened = False
        for leg in entry.postings:
            moving = moving or leg.account in self.money
            opened = opened or leg.account in self.opens
        if inside:
            self.found.vouchers += 1
        for leg in entry.postings:
            if leg.units is None or leg.units.number is None:
                continue
            number = leg.units.number
            if leg.account in self.receivable:
                self._owed(entry, leg, number, charge=not moving and not opened, inside=inside)
            elif leg.account in self.deposit:
                self._held(entry, leg, number, inside=inside)
            elif leg.account in self.other:
                self._other(entry, leg, number, inside=inside, moving=moving)

    def _owed(
        self,
        entry: data.Transaction,
        leg: data.Posting,
        number: Decimal,
        *,
        charge: bool,
        inside: bool,
    ) -> None:
        key = _holder(leg.account, leg.meta or {})
        one = self.found.owing.get(key)
        if one is None:
            one = self.found.owing[key] = Owing()
        one.closing += number
        if not inside:
            one.opening += number
        if charge:
            month = month_number(entry.date)
            one.charges[month] = one.charges.get(month, ZERO) + number

    def _held(
        self, entry: data.Transaction, leg: data.Posting, number: Decimal, *, inside: bool
    ) -> None:
        one = self.found.held.setdefault(leg.account, Held())
        meta = leg.meta or {}
        holder = str(
            meta.get("deposit") or meta.get("unit") or meta.get("lease") or entry.payee or ""
        )
        one.by_holder[holder] = one.by_holder.get(holder, ZERO) - number
        if not inside:
            one.opening -= number
        elif number < 0:
            one.received -= number
            one.taken += 1
        else:
            one.returned += number
            one.given += 1

    def _other(
        self,
        entry: data.Transaction,
        leg: data.Posting,
        number: Decimal,
        *,
        inside: bool,
        moving: bool,
    ) -> None:
        found, name = self.found, leg.account
        found.closing[name] = found.closing.get(name, ZERO) + number
        if not inside:
            found.opening[name] = found.opening.get(name, ZERO) + number
        if name not in self.tax:
            return
        tax = str((leg.meta or {}).get("tax") or entry.meta.get("tax") or "")
        one = found.taxed.setdefault((name, tax), Taxed())
        if not inside:
            one.opening -= number
        elif moving:
            one.paid += number
        else:
            one.charged -= number


def _holder(account: str, meta: Mapping[str, Any]) -> Key:
    for kind in ("unit", "lease"):
        if code := meta.get(kind):
            return Key(account, kind, str(code))
    return Key(account, "", "")
