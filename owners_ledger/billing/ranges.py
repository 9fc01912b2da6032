"""From which month to which a statement goes, and what people call a receivable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from owners_ledger.billing.open_items import PAYMENT, Rows
from owners_ledger.books.load import Books
from owners_ledger.periods import Period

_NUMBER = re.compile(r"^[0-9]+")


def short_name(account: str) -> str:
    """A receivable as people call it: its last part without the number."""
    return _NUMBER.sub("", account.rpartition(":")[2])


def last_month(books: Books, rows: Rows, first: Period | None) -> Period:
    """The month in which a household last paid; without payments that of the last charge.

    A statement as of later would show as unpaid what is only not booked yet.
    """
    every = [row for accounts in rows.values() for found in accounts.values() for row in found]
    days = [row.day for row in every if row.kind == PAYMENT] or [row.day for row in every]
    days += [first.first] if first else []
    return Period.month_of(max(days, default=books.entries[-1].date))


def months_between(first: Period, last: Period) -> Iterator[Period]:
    """The months from the first of one period to the last of another."""
    day = first.first
    while day <= last.last:
        month = Period.month_of(day)
        yield month
        day = month.end
