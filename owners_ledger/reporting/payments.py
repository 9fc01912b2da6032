"""Single movements: payments at or above the threshold, and every voucher line of a quarter.

No row tells what one household paid or one employee got. Receipts from households and payments to
employees are joined per line, over as many days as it takes until enough of them are in the row
(``few``); refunds say 业主 and nothing else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from owners_ledger.money import ZERO
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash
from owners_ledger.reporting.clerk import OWNERS, STAFF, Clerk, Movement, movements
from owners_ledger.reporting.few import Facet, apart_or_whole, groups
from owners_ledger.reporting.model import Payment


class Row(NamedTuple):
    """A printed row and the movements it stands for."""

    payment: Payment
    movements: tuple[Movement, ...]


def large_payments(cash: Cash, clerk: Clerk, threshold: Decimal) -> tuple[Payment, ...]:
    """Money out at or above the threshold per transaction, by date; refunds received negative."""
    return tuple(row.payment for row in large_rows(cash, clerk, threshold))


def large_rows(cash: Cash, clerk: Clerk, threshold: Decimal) -> list[Row]:
    """The large payments with their movements; what employees get stands together."""
    together = movements(cash.flows)
    out: dict[int, Decimal] = {}
    back: dict[int, Decimal] = {}
    for one in together:
        table = out if one.cash < 0 else back
        if one.cash < 0 or one.side == SPENDING:
            table[id(one.entry)] = table.get(id(one.entry), ZERO) + abs(one.cash)
    large = [
        one
        for one in together
        if (one.cash < 0 and out[id(one.entry)] >= threshold)
        or (one.cash > 0 and one.side == SPENDING and back[id(one.entry)] >= threshold)
    ]
    others = [one for one in large if not _is_to_staff(one, clerk)]
    rows = [Row(clerk.row(one, -one.cash), (one,)) for one in others]
    if len(others) < len(large):
        # The small ones as well: without them the large ones could be told by subtraction.
        wages = [one for one in together if _is_to_staff(one, clerk)]
        rows += [
            Row(replace(row.payment, amount=-row.payment.amount), row.movements)
            for row in _together(wages, clerk)
        ]
    return _by_date(rows)


def vouchers(cash: Cash, clerk: Clerk) -> tuple[Payment, ...]:
    """Every movement of the period, signed; the rows' sum is the change of the money."""
    return tuple(row.payment for row in voucher_rows(cash, clerk))


def voucher_rows(cash: Cash, clerk: Clerk) -> list[Row]:
    """The voucher list with the movements of each row."""
    single: list[Row] = []
    persons: list[Movement] = []
    for one in movements(cash.flows):
        if _is_joined(one, clerk):
            persons.append(one)
        else:
            single.append(Row(clerk.row(one, one.cash), (one,)))
    return _by_date([*single, *_together(persons, clerk)])


def _is_joined(one: Movement, clerk: Clerk) -> bool:
    """Receipts from households, payments to employees."""
    if one.side == INCOME and one.cash > 0 and clerk.of_household(one):
        return True
    return _is_to_staff(one, clerk)


def _is_to_staff(one: Movement, clerk: Clerk) -> bool:
    return one.cash < 0 and not clerk.of_household(one) and clerk.of_staff(one)


def _together(known: Iterable[Movement], clerk: Clerk) -> list[Row]:
    """Per line and month, cut at the days at which the public ledger is cut as well."""
    joined: dict[tuple[str, int, bool], list[Movement]] = {}
    for one in known:
        joined.setdefault((one.line, one.date.month, one.cash > 0), []).append(one)
    return [
        Row(_joined(clerk, line, group), tuple(group))
        for (line, _month, _side), same in joined.items()
        for group in _cut(same, clerk)
    ]


def _cut(same: Sequence[Movement], clerk: Clerk) -> list[list[Movement]]:
    if not clerk.of_household(same[0]):
        return apart_or_whole(same, lambda one: _facets(one, clerk))
    return groups(same, lambda one: one.date, lambda one: _facets(one, clerk))


def _facets(one: Movement, clerk: Clerk) -> Iterator[Facet]:
    accounts = {leg.account for leg in one.legs} | clerk.money_of(one.entry)
    holders = clerk.holders(one)
    return ((account, holder) for account in accounts for holder in holders)


def _joined(clerk: Clerk, line: str, group: Sequence[Movement]) -> Payment:
    total = sum((one.cash for one in group), ZERO)
    household = clerk.of_household(group[0])
    if len(group) == 1 and not household:
        return clerk.row(group[0], total)
    first, last = group[0].date, group[-1].date
    span = "" if first == last else f"，{first.month}月{first.day}日起"
    number = clerk.number(group[0])
    return Payment(
        date=last,
        number=number if len(group) == 1 else f"{number} 等",
        line=line,
        summary=f"{line} {len(group)} 笔{span}",
        payee=OWNERS if household else STAFF,
        amount=total,
        documents=sum(clerk.documents(one.entry) for one in group),
        resolution="",
        flagged=any(one.entry.flag == "!" for one in group),
        movements=len(group),
    )


def _by_date(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: _key(row.payment))


def _key(row: Payment) -> tuple[datetime.date, tuple[str, int], str]:
    return row.date, _number_key(row.number), row.line


def _number_key(number: str) -> tuple[str, int]:
    match = re.match(r"(.*?)(\d+)", number)
    return (match[1], int(match[2])) if match else (number, 0)
