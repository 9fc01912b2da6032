"""How far the books reach: statements after that day are not imported yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from beancount.core import data

from owners_ledger.books.chart import Chart


def reach(transactions: Sequence[data.Transaction], chart: Chart) -> datetime.date | None:
    """The last day on which money moves, ``None`` where none ever does.

    Charges are often billed ahead; whether something was paid can only be said until this day.
    """
    accounts = frozenset(account.name for account in chart.money)
    return next(
        (
            entry.date
            for entry in reversed(transactions)
            if any(posting.account in accounts for posting in entry.postings)
        ),
        None,
    )
