"""Receipts: which payments there are, and the number each one has.

A payment is one movement of money for one holder, however many receivables it is spread over.
Numbers run through the year in the order of days, then of accounts and bank references, so the
same books always give the same numbers. A bank line that is added later for an earlier day moves
the numbers behind it: the bank reference, printed beside the number, never moves.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from owners_ledger.billing.open_items import PAYMENT, Holder, Row, Rows
from owners_ledger.billing.order import natural


class Movement(NamedTuple):
    """What makes rows one payment."""

    day: datetime.date
    via: str
    ref: str
    links: tuple[str, ...]
    holder: Holder


def movement(holder: Holder, row: Row) -> Movement:
    """The payment a row belongs to."""
    return Movement(row.day, row.via, row.ref, () if row.ref else row.links, holder)


def numbers(rows: Rows) -> Mapping[Movement, str]:
    """The receipt number of every payment of money, ``2026-00123``."""
    found = {
        movement(holder, row)
        for holder, accounts in rows.items()
        for all_rows in accounts.values()
        for row in all_rows
        if row.kind == PAYMENT and row.via
    }
    counts: dict[int, int] = {}
    numbered = {}
    for one in sorted(found, key=_place):
        counts[one.day.year] = counts.get(one.day.year, 0) + 1
        numbered[one] = f"{one.day.year}-{counts[one.day.year]:05d}"
    return numbered


def _place(one: Movement) -> tuple[object, ...]:
    return one.day, one.via, one.ref, one.links, one.holder.kind, natural(one.holder.code)
