"""The tables of the cash view, as one pass over the books fills them (``cash_pass``).

A movement of money is classified by its other legs, each with its own amount. In a balanced
transaction these sum to the negative of the money legs, so the equation of the notice is exact
whatever the transaction looks like; a transfer between own accounts has no other leg and is
neither income nor spending.

>>> month_number(datetime.date(2026, 3, 31)) - month_number(datetime.date(2025, 12, 1))
3
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from beancount.core import data

from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period
from owners_ledger.reporting.refusal import ReportError

INCOME = "income"
SPENDING = "spending"


class Flow(NamedTuple):
    """A leg against money, in the period.

    Attributes:
        date: booking date.
        side: ``income`` or ``spending``.
        line: the notice's line.
        amount: by which the line grows (negative: a refund).
        leg: the posting that is not money.
        entry: its transaction.
    """

    date: datetime.date
    side: str
    line: str
    amount: Decimal
    leg: data.Posting
    entry: data.Transaction

    @property
    def cash(self) -> Decimal:
        """Signed cash: money in positive."""
        return self.amount if self.side == INCOME else -self.amount


class BankLine(NamedTuple):
    """A posting that a bank statement line became."""

    number: int
    date: datetime.date
    balance: Decimal | None


@dataclass(slots=True)
class Due:
    """What one unit or lease owes on one receivable account.

    Attributes:
        balance: at the period's end; negative is paid in advance.
        charged: in the period.
        recent: charged in the period's last month.
        received: in cash in the period.
    """

    balance: Decimal = ZERO
    charged: Decimal = ZERO
    recent: Decimal = ZERO
    received: Decimal = ZERO


@dataclass(slots=True)
class Cell:
    """A line's amount in a month and the number of transactions in it."""

    amount: Decimal = ZERO
    count: int = 0


@dataclass(slots=True)
class Cash:
    """What one pass over the books found up to the period's end.

    Attributes:
        period: the period.
        begin: number of the first whole month after the opening entry.
        since: number of the first month with lines.
        net: movement of each money account per month.
        lines: per side and line, per month.
        flows: the period's movements in the order of the books.
        earlier: those of the months before, from ``since`` on.
        balances: of every account nobody owes on, at the period's end.
        dues: per receivable account, kind of holder (``unit``, ``lease``, "") and code.
        bank: lines from statements per money account, in the order of the books, also those after
            the period up to the horizon.
        unproved: postings on money without a bank line, per account (opening entries left out).
        payrolls: payroll transactions of the last months.
        flagged: movements of the period that are still to be reviewed.
        last: date of the last transaction up to the period's end, ``None`` without one.
    """

    period: Period
    begin: int = 0
    since: int = 0
    net: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    lines: dict[tuple[str, str], dict[int, Cell]] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    earlier: list[Flow] = field(default_factory=list)
    balances: dict[str, Decimal] = field(default_factory=dict)
    dues: dict[tuple[str, str, str], Due] = field(default_factory=dict)
    bank: dict[str, list[BankLine]] = field(default_factory=dict)
    unproved: dict[str, list[tuple[data.Transaction, Decimal]]] = field(default_factory=dict)
    payrolls: list[data.Transaction] = field(default_factory=list)
    flagged: int = 0
    last: datetime.date | None = None

    def balance_before(self, month: int, account: str | None = None) -> Decimal:
        """Money at the start of a month, on one account or on all."""
        tables = self.net.values() if account is None else [self.net.get(account, {})]
        return sum(
            (moved for table in tables for when, moved in table.items() if when < month), ZERO
        )

    def total(self, side: str, first: int, end: int) -> Decimal:
        """A side's sum over months ``first`` to before ``end``."""
        return sum(
            (
                cell.amount
                for (where, _line), cells in self.lines.items()
                if where == side
                for month, cell in cells.items()
                if first <= month < end
            ),
            ZERO,
        )


def month_number(day: datetime.date) -> int:
    """Months counted through, so that they subtract."""
    return day.year * 12 + day.month - 1


def prove(opening: Decimal, income: Decimal, spending: Decimal, closing: Decimal) -> None:
    """Refuse figures that do not add up.

    Raises:
        ReportError: opening + income − spending is not closing.
    """
    if opening + income - spending != closing:
        raise ReportError(
            _("收支不平：期初 {opening} + 收入 {income} − 支出 {spending} ≠ 期末 {closing}").format(
                opening=show(opening),
                income=show(income),
                spending=show(spending),
                closing=show(closing),
            ),
            remedy=_("有分录借贷不平，请运行 owners-ledger check。"),
        )
