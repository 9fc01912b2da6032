"""银行存款余额调节表 as a value: one sheet per place where money is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.money import total

# States of a sheet: which of them are in order.
AGREES, DIFFERS, NO_STATEMENT, RECKONED = "agrees", "differs", "no-statement", "reckoned"
COUNTED, UNCOUNTED, TRANSIT = "counted", "uncounted", "transit"
_WRONG = frozenset({DIFFERS, NO_STATEMENT})


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A movement that only one side shows at the period's end (未达账项).

    Attributes:
        date: since when: the day of the side that shows it.
        number: voucher number, or the line's place in the statement.
        summary: what for, free of personal data.
        amount: positive.
        count: bank lines it stands for, where only their sum is known.
        days: from its date to the period's end.
        cleared: day on which the other side shows it, ``None`` while it does not.
        cleared_by: statement file or entry that does, or "".
        remark: what is to be done about it, or "".
        id: short id in its report.
    """

    date: datetime.date
    number: str
    summary: str
    amount: Decimal
    count: int
    days: int
    cleared: datetime.date | None
    cleared_by: str
    remark: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A statement file and what of it is in the books.

    Attributes:
        file: relative to ``ledger``.
        first, last: days it covers.
        lines, booked: its lines, and those in the books.
        opening, closing: the bank's balances.
        follows: whether it goes on where the one before ended (number and balance).
        imported: whether it has been booked; else it lies in the inbox.
    """

    file: str
    first: datetime.date
    last: datetime.date
    lines: int
    booked: int
    opening: Decimal
    closing: Decimal
    follows: bool
    imported: bool = True


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether every bank line of the period is there.

    Attributes:
        statements: files that show days of the period.
        lines, booked: lines of the period, and those in the books.
        first, last: first and last day of the period that is covered, ``None`` without any.
        gap_days: days of the period that no statement covers.
        gaps: these days as ``03-05 至 03-08``.
        follows: every statement's opening is the closing before.
    """

    statements: tuple[StatementPart, ...]
    lines: int
    booked: int
    first: datetime.date | None
    last: datetime.date | None
    gap_days: int
    gaps: tuple[str, ...]
    follows: bool


@dataclass(frozen=True, slots=True)
class MonthTie:
    """A month's end in a longer period."""

    month: str
    book: Decimal
    statement: Decimal | None
    items: int
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One account's reconciliation at the period's end.

    ``statement + unit_received − unit_paid = adjusted_statement`` and
    ``book + bank_received − bank_paid = adjusted_book``; ``difference`` is the first less the
    second, exact.

    Attributes:
        name: 基本户, 现金.
        tail: last four digits, "" for cash.
        state: ``agrees``, ``differs``, ``no-statement``; ``reckoned`` (a wallet's bill without
            balances); cash: ``counted``, ``uncounted``; ``transit`` for money between accounts.
        opening, book: 单位日记账 at the period's start and end.
        statement: 银行对账单 at its end, ``None`` where no statement says.
        unit_received, unit_paid: in the books, not yet at the bank; of money in transit and of a
            bill without balances likewise.
        bank_received, bank_paid: at the bank, not yet in the books.
        adjusted_statement, difference: ``None`` without a statement.
        adjusted_book: the books' side.
        causes: where an unexplained difference comes from, as far as the books tell.
        remedy: what to do, or "".
        completeness: ``None`` where there are no statements.
        counted, counted_on: cash as it was counted (盘点) and when, ``None`` where it was not.
        counted_book: the books' cash on that day.
        months: each month of a longer period.
        id: short id in its report.
    """

    name: str
    tail: str
    state: str
    opening: Decimal
    book: Decimal
    statement: Decimal | None
    unit_received: tuple[OpenItem, ...]
    unit_paid: tuple[OpenItem, ...]
    bank_received: tuple[OpenItem, ...]
    bank_paid: tuple[OpenItem, ...]
    adjusted_statement: Decimal | None
    adjusted_book: Decimal
    difference: Decimal | None
    causes: tuple[str, ...]
    remedy: str
    completeness: Completeness | None
    counted: Decimal | None = None
    counted_on: datetime.date | None = None
    counted_book: Decimal | None = None
    months: tuple[MonthTie, ...] = ()
    id: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether something remains unexplained."""
        return self.state in _WRONG

    @property
    def sum_unit_received(self) -> Decimal:
        """加：单位已收、银行未收."""
        return _sum(self.unit_received)

    @property
    def sum_unit_paid(self) -> Decimal:
        """减：单位已付、银行未付."""
        return _sum(self.unit_paid)

    @property
    def sum_bank_received(self) -> Decimal:
        """加：银行已收、单位未收."""
        return _sum(self.bank_received)

    @property
    def sum_bank_paid(self) -> Decimal:
        """减：银行已付、单位未付."""
        return _sum(self.bank_paid)

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """All items in transit."""
        return self.unit_received + self.unit_paid + self.bank_received + self.bank_paid


def _sum(items: Iterable[OpenItem]) -> Decimal:
    return total(item.amount for item in items)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All accounts of a period.

    Attributes:
        kind: ``reconcile``.
        period, title: ``2026-06``, 2026年6月.
        estate, body: whose.
        as_of: the period's last day.
        accounts: banks first, as in the chart.
        agrees: nothing remains unexplained.
    """

    kind: str
    period: str
    title: str
    estate: str
    body: str
    as_of: datetime.date
    accounts: tuple[AccountSheet, ...]
    agrees: bool
