"""The months in which the books know money to move."""

from __future__ import annotations

from owners_ledger.books.bank_entries import OPENING
from owners_ledger.books.load import Books
from owners_ledger.periods import Period


def covered_months(books: Books) -> tuple[Period, ...]:
    """The months from the first movement of money to the last; none where no money has moved.

    Args:
        books: the books; opening balances are no movement.
    """
    money = {account.name for account in books.chart.money}
    days = [
        entry.date
        for entry in books.transactions
        if (accounts := {posting.account for posting in entry.postings}) & money
        and OPENING not in accounts
    ]
    if not days:
        return ()
    months = [Period.month_of(min(days))]
    while months[-1] < Period.month_of(max(days)):
        months.append(Period.month_of(months[-1].end))
    return tuple(months)
