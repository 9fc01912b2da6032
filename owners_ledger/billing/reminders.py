"""Who is to be reminded, of what, and the late fee where a resolution has one.

A late fee is a sum shown, never booked: whether it is charged is for the committee to decide.
Where the tariff has no ``late-rate`` there is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger.billing.account_of import HolderAccount
from owners_ledger.billing.explain import share
from owners_ledger.billing.fen import fen
from owners_ledger.billing.open_items import Row
from owners_ledger.billing.tariffs import Tariff
from owners_ledger.errors import UsageError
from owners_ledger.money import total
from owners_ledger.periods import Period

TONES = {1: "缴费提醒", 2: "催缴通知", 3: "正式催缴通知"}


@dataclass(frozen=True, slots=True)
class Overdue:
    """A charge that was due and is not paid.

    Attributes:
        name: what for.
        period: the month charged, "" where it is older than the books.
        bay: the bay, or "".
        due: last day to pay.
        days: days since.
        amount: yuan still open.
        fee: late fee in yuan, ``None`` where the tariff has none.
        formula: the sum behind the fee, or "".
    """

    name: str
    period: str
    bay: str
    due: datetime.date
    days: int
    amount: Decimal
    fee: Decimal | None
    formula: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to one holder.

    Attributes:
        account: the statement it stands on.
        tone: 1 提醒, 2 催交, 3 正式通知.
        overdue: the charges, oldest first.
        resolutions: by whose decision they are charged, in order.
    """

    account: HolderAccount
    tone: int
    overdue: tuple[Overdue, ...]
    resolutions: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return TONES[self.tone]

    @property
    def amount(self) -> Decimal:
        """Yuan overdue, without late fees."""
        return total(one.amount for one in self.overdue)

    @property
    def fee(self) -> Decimal | None:
        """All late fees, ``None`` where no tariff has one."""
        fees = [one.fee for one in self.overdue if one.fee is not None]
        return total(fees) if fees else None


def reminders(
    accounts: Iterable[HolderAccount], tariffs: Sequence[Tariff], *, tone: int, min_days: int = 1
) -> tuple[Reminder, ...]:
    """Reminders to all whose oldest debt is so many days overdue.

    Nobody is reminded who has paid more ahead for one thing than is owed for another.

    Args:
        accounts: the statements.
        tariffs: all versions, for due days, late rates and resolutions.
        tone: 1, 2 or 3.
        min_days: days since the oldest part was due.
    """
    found = []
    for account in accounts:
        overdue = tuple(
            _overdue(one.name, one.row, one.amount, account.last, tariffs)
            for one in account.items
            if one.row.due < account.last
        )
        if account.closing > 0 and overdue and max(one.days for one in overdue) >= min_days:
            by = (_version(one.row, tariffs) for one in account.items if one.row.due < account.last)
            names = dict.fromkeys(one.resolution for one in by if one and one.resolution)
            found.append(Reminder(account, tone, overdue, tuple(names)))
    return tuple(found)


def _overdue(
    name: str, row: Row, amount: Decimal, last: datetime.date, tariffs: Sequence[Tariff]
) -> Overdue:
    days = (last - row.due).days
    version = _version(row, tariffs)
    fee, formula = None, ""
    if version is not None and version.late_rate:
        fee = fen(Fraction(amount) * Fraction(version.late_rate) * days)
        formula = f"{amount}元 × {share(version.late_rate)} × {days}天"
    return Overdue(name, row.period, row.bay, row.due, days, amount, fee, formula)


def _version(row: Row, tariffs: Sequence[Tariff]) -> Tariff | None:
    """The version a charge was billed by."""
    try:
        day = Period.parse(row.period).first
    except UsageError:
        return None
    return next((one for one in tariffs if one.id == row.tariff and one.holds(day)), None)
