"""What ``edition.json`` says of an estate: the figures by which many estates are compared."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from owners_ledger.publishing.gather import total_arrears
from owners_ledger.publishing.model import NoticeFile, PublicBook, PublicMonth


def facts(book: PublicBook, due: Mapping[str, datetime.date]) -> dict[str, Any]:
    """Plain JSON values: amounts and areas as strings with two decimals, dates ISO 8601.

    Args:
        book: what is published.
        due: month → last day by which its notice is to hang.
    """
    hung = {one.period: one for one in reversed(book.notices) if one.kind == "monthly"}
    newest = book.months[-1].figures
    units, owed = total_arrears(newest)
    return {
        "estate": book.estate,
        "body": book.body,
        "households": book.households,
        "area": f"{book.area:.2f}",
        "through": book.through,
        "head": book.heads[0].head if book.heads else None,
        "arrears": {"units": units, "amount": f"{owed:.2f}"},
        "collection": None if newest.collection is None else f"{newest.collection:.1f}",
        "months": [_month(one, hung.get(one.month), due.get(one.month)) for one in book.months],
    }


def _month(
    one: PublicMonth, notice: NoticeFile | None, due: datetime.date | None
) -> dict[str, Any]:
    figures = one.figures
    agrees = all(
        account.difference == 0 and account.statement_lines == account.booked_lines
        for account in figures.accounts
        if account.tail
    )
    posted = notice.posted_from if notice else None
    return {
        "month": one.month,
        "opening": f"{figures.opening:.2f}",
        "income": f"{figures.income_total:.2f}",
        "spending": f"{figures.spending_total:.2f}",
        "closing": f"{figures.closing:.2f}",
        "bank_agrees": agrees,
        "review": figures.review_count,
        "posted": posted.isoformat() if posted else None,
        "due": due.isoformat() if due else None,
        "head": one.head or None,
    }
