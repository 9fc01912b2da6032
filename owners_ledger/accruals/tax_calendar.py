"""Until when a tax is declared and paid; a day that is no working day is not moved here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.rates import Rate, Rates

FILE, TABLE = "due", "due"


class CalendarError(OwnersLedgerError):
    """The table of due days says nothing of a tax."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One deadline.

    Attributes:
        day: the last day, before any holiday moves it.
        tax: vat, city, education, local-education, property, stamp or iit.
        period: what is declared.
        source: rule it comes from.
    """

    day: datetime.date
    tax: str
    period: Period
    source: str


def due(rates: Rates, tax: str, period: Period) -> Due:
    """The deadline of a tax for a period: so many days into the month after it.

    Raises:
        CalendarError: the table says nothing of the tax on the period's last day.
    """
    for row in rates.on(FILE, TABLE, period.last):
        if row.values.get("tax") == tax:
            end = period.end
            day = datetime.date(end.year, end.month, int(row.number("day")))
            return Due(day, tax, period, row.source)
    raise CalendarError(
        _("due.toml 没有 {tax} 在 {day} 的申报期限").format(tax=tax, day=period.last),
        remedy=_("请在 ledger/rates/due.toml 写明期限和出处。"),
        file="ledger/rates/due.toml",
    )


def calendar(rates: Rates, year: int, taxes: Sequence[str], *, monthly: bool) -> tuple[Due, ...]:
    """All deadlines for a year's periods, by day.

    Args:
        rates: the tables.
        year: the calendar year whose periods are declared (the last ones fall into the next).
        taxes: which.
        monthly: whether the payer's period is the month, else the quarter.
    """
    return tuple(
        sorted(
            due(rates, tax, period)
            for tax in taxes
            for period in _periods(rates, tax, year, monthly=monthly)
        )
    )


def _periods(rates: Rates, tax: str, year: int, *, monthly: bool) -> Iterator[Period]:
    day = datetime.date(year, 12, 31)
    rows = [row for row in rates.on(FILE, TABLE, day) if row.values.get("tax") == tax]
    step = 1 if monthly or _is_monthly(rows) else 3
    for month in range(1, 13, step):
        yield Period(year, month, step)


def _is_monthly(rows: Sequence[Rate]) -> bool:
    return bool(rows) and rows[0].values.get("every") == "month"
