"""What the books hold on receivables, holder by holder: charges, payments, what was undone.

A posting on a receivable names its holder (``unit:`` or ``lease:``). With ``charge:`` on the
transaction it is a charge, or the correction of one where it is negative; without, a credit is a
payment and a debit takes one back (a refund, a bounced transfer, a payment moved to another
flat). Against opening balances a debit is an old debt, a credit what was paid ahead.

``for: "2026-03"`` or ``for: "2026-01 2026-03"`` on the posting or the transaction is what the
payer stated; ``reverses:`` on a debit names the bank reference of the payment it takes back.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from owners_ledger.billing.tariffs import Tariff
from owners_ledger.books.chart import Chart
from owners_ledger.books.load import Books
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _
from owners_ledger.periods import Period

CHARGE, OPENING, PAYMENT, UNDONE = "charge", "opening", "payment", "undone"
_ORDER = {OPENING: 0, CHARGE: 1, PAYMENT: 2, UNDONE: 3}
_NOT_LISTED = "不列示"


class OpenItemsError(OwnersLedgerError):
    """A posting on a receivable says something impossible."""


class Holder(NamedTuple):
    """Who owes: a flat (``unit``) or a contract (``lease``), by code."""

    kind: str
    code: str


class Months(NamedTuple):
    """The months a payer stated, first and last, as ``2026-03``."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Row:
    """One posting on a receivable.

    Attributes:
        day: booking date.
        kind: ``CHARGE``, ``OPENING``, ``PAYMENT`` or ``UNDONE``.
        amount: yuan as booked: what is owed positive, what was paid negative.
        due: last day to pay without delay; for payments the booking date.
        tariff: the tariff's id, "" where there is none.
        period: the month charged, "" where there is none.
        bay: the bay, or "".
        ref: bank reference of the movement, or "".
        via: the money account it moved through, "" where no money moved.
        months: what the payer stated, ``None``: nothing.
        reverses: bank reference of the payment taken back, or "".
        links: the transaction's links, in order.
    """

    day: datetime.date
    kind: str
    amount: Decimal
    due: datetime.date
    tariff: str = ""
    period: str = ""
    bay: str = ""
    ref: str = ""
    via: str = ""
    months: Months | None = None
    reverses: str = ""
    links: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[object, ...]:
        """Its place in a total order: two rows of one place are the same row."""
        return (
            self.day, _ORDER[self.kind], self.amount < 0, self.due, self.period, self.bay,
            self.tariff, self.ref, self.via, self.months or ("", ""), self.reverses, self.links,
            self.amount,
        )  # fmt: skip


Rows = Mapping[Holder, Mapping[str, Sequence[Row]]]


def read_rows(books: Books, tariffs: Sequence[Tariff]) -> Rows:
    """All rows by holder and receivable, in the order of ``Row.place``.

    Raises:
        OpenItemsError: ``for:`` on a payment is no month and no two months.
    """
    found: dict[Holder, dict[str, list[Row]]] = {}
    receivables = receivables_of(books.chart)
    due_of = _due_dates(tariffs)
    for entry in books.transactions:
        for posting in entry.postings:
            if posting.account not in receivables or not posting.units or not posting.units.number:
                continue
            meta = posting.meta or {}
            if meta.get("unit"):
                holder = Holder("unit", str(meta["unit"]))
            elif meta.get("lease"):
                holder = Holder("lease", str(meta["lease"]))
            else:
                continue
            row = _row(books, entry, posting.units.number, meta, due_of)
            found.setdefault(holder, {}).setdefault(posting.account, []).append(row)
    for accounts in found.values():
        for rows in accounts.values():
            rows.sort(key=lambda one: one.place)
    return found


def receivables_of(chart: Chart) -> frozenset[str]:
    """The accounts households and tenants owe on."""
    return frozenset(
        one.name
        for one in chart.accounts.values()
        if one.section == "收入" and one.name.startswith("Assets:")
    )


def _row(
    books: Books,
    entry: Any,
    amount: Decimal,
    meta: Mapping[str, Any],
    due_of: Callable[[str, str, datetime.date], datetime.date],
) -> Row:
    bay = str(meta.get("bay", ""))
    if tariff := str(entry.meta.get("charge") or ""):
        period = str(entry.meta.get("period") or "")
        due = due_of(tariff, period, entry.date)
        return Row(entry.date, CHARGE, amount, due, tariff, period, bay)
    accounts = books.chart.accounts
    others = [accounts[one.account] for one in entry.postings if one.account in accounts]
    opening = any(one.section == _NOT_LISTED for one in others)
    if opening and amount > 0:
        return Row(entry.date, OPENING, amount, entry.date, bay=bay)
    money = [] if opening else [one for one in entry.postings if _is_money(books, one.account)]
    return Row(
        entry.date,
        PAYMENT if amount < 0 else UNDONE,
        amount,
        entry.date,
        bay=bay,
        ref=next((str(ref) for one in money if (ref := (one.meta or {}).get("bank-ref"))), ""),
        via=money[0].account if money else "",
        months=_months(books, entry, meta),
        reverses=str(meta.get("reverses") or entry.meta.get("reverses") or ""),
        links=tuple(sorted(entry.links or ())),
    )


def _is_money(books: Books, account: str) -> bool:
    known = books.chart.accounts.get(account)
    return known is not None and known.is_money


def _months(books: Books, entry: Any, meta: Mapping[str, Any]) -> Months | None:
    said = str(meta.get("for") or entry.meta.get("for") or "").split()
    if not said:
        return None
    try:
        periods = [Period.parse(one) for one in said]
    except UsageError:
        periods = []
    if len(periods) not in (1, 2) or periods[0].first > periods[-1].last:
        raise OpenItemsError(
            _("for: 写的“{text}”不是月份").format(text=" ".join(said)),
            remedy=_('请写成 for: "2026-03"，或起止两个月 for: "2026-01 2026-03"。'),
            file=_relative(books, str(entry.meta.get("filename", ""))),
            line=entry.meta.get("lineno"),
        )
    last = Period.month_of(periods[-1].last)
    return Months(str(Period.month_of(periods[0].first)), str(last))


def _relative(books: Books, name: str) -> str:
    return name.removeprefix(f"{books.root}/")


def _due_dates(
    tariffs: Sequence[Tariff],
) -> Callable[[str, str, datetime.date], datetime.date]:
    """When a charge is due: the tariff's day of the month billed, else that month's last.

    What is billed after that day is due at the end of the month it is billed in.
    """
    known: dict[tuple[str, str], datetime.date | None] = {}

    def regular(tariff: str, period: str) -> datetime.date | None:
        try:
            month = Period.parse(period)
        except UsageError:
            return None
        days = (one.due_day for one in tariffs if one.id == tariff and one.holds(month.first))
        day = next(days, None)
        return month.last if day is None else month.first.replace(day=day)

    def due_of(tariff: str, period: str, booked: datetime.date) -> datetime.date:
        if (tariff, period) not in known:
            known[tariff, period] = regular(tariff, period)
        due = known[tariff, period]
        return Period.month_of(booked).last if due is None or due < booked else due

    return due_of
