"""Single movements: payments at or above the threshold, and every voucher line of a quarter.

No row tells what one household paid. Receipts from households are joined per line, over as many
days as it takes until at least ``SMALL`` of them are in the row; refunds say 业主 and nothing else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from owners_ledger.billing.ageing import SMALL
from owners_ledger.money import ZERO
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash
from owners_ledger.reporting.clerk import OWNERS, Clerk, Movement, meta_of, movements
from owners_ledger.reporting.model import Payment


class Row(NamedTuple):
    """A printed row and the movements it stands for."""

    payment: Payment
    movements: tuple[Movement, ...]


def large_payments(cash: Cash, clerk: Clerk, threshold: Decimal) -> tuple[Payment, ...]:
    """Money out at or above the threshold per transaction, by date; refunds received negative."""
    return tuple(row.payment for row in large_rows(cash, clerk, threshold))


def large_rows(cash: Cash, clerk: Clerk, threshold: Decimal) -> list[Row]:
    """The large payments with their movements."""
    together = movements(cash.flows)
    out: dict[int, Decimal] = {}
    back: dict[int, Decimal] = {}
    for one in together:
        table = out if one.cash < 0 else back
        if one.cash < 0 or one.side == SPENDING:
            table[id(one.entry)] = table.get(id(one.entry), ZERO) + abs(one.cash)
    rows = [
        Row(clerk.row(one, -one.cash), (one,))
        for one in together
        if (one.cash < 0 and out[id(one.entry)] >= threshold)
        or (one.cash > 0 and one.side == SPENDING and back[id(one.entry)] >= threshold)
    ]
    return _by_date(rows)


def vouchers(cash: Cash, clerk: Clerk) -> tuple[Payment, ...]:
    """Every movement of the period, signed; the rows' sum is the change of the money."""
    return tuple(row.payment for row in voucher_rows(cash, clerk))


def voucher_rows(cash: Cash, clerk: Clerk) -> list[Row]:
    """The voucher list with the movements of each row."""
    single: list[Row] = []
    joined: dict[tuple[str, int], list[Movement]] = {}
    for one in movements(cash.flows):
        if one.side == INCOME and one.cash > 0 and clerk.of_household(one):
            joined.setdefault((one.line, one.date.month), []).append(one)
        else:
            single.append(Row(clerk.row(one, one.cash), (one,)))
    rows = [
        Row(_joined(clerk, line, group), tuple(group))
        for (line, _month), known in joined.items()
        for group in _groups(known)
    ]
    return _by_date([*single, *rows])


def _groups(receipts: Sequence[Movement]) -> list[list[Movement]]:
    """A month's receipts on one line by whole days, small days joined with the next ones."""
    groups: list[list[Movement]] = []
    open_group: list[Movement] = []
    for place, one in enumerate(receipts):
        open_group.append(one)
        following = receipts[place + 1] if place + 1 < len(receipts) else None
        if following is not None and following.date == one.date:
            continue
        if _holders(open_group) >= SMALL:
            groups.append(open_group)
            open_group = []
    if open_group:
        if groups:
            groups[-1].extend(open_group)
        else:
            groups.append(open_group)
    return groups


def _holders(group: Iterable[Movement]) -> int:
    return len({str(meta_of(one, "unit") or one.entry.payee or "") for one in group})


def _joined(clerk: Clerk, line: str, group: Sequence[Movement]) -> Payment:
    first, last = group[0].date, group[-1].date
    span = "" if first == last else f"，{first.month}月{first.day}日起"
    number = clerk.number(group[0])
    return Payment(
        date=last,
        number=number if len(group) == 1 else f"{number} 等",
        line=line,
        summary=f"{line} {len(group)} 笔{span}",
        payee=OWNERS,
        amount=sum((one.cash for one in group), ZERO),
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
