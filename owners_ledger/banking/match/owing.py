"""Which months a unit or contract owes on a receivable, by what stood in the books that day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from owners_ledger import money


class Move(NamedTuple):
    """One posting on a receivable.

    Attributes:
        day: booking date.
        amount: what is owed positive, what was paid negative.
        charged: whether it is a charge (or the correction of one).
        period: the month charged, ``2026-03``, or "".
        stated: the months its payer stated, first and last, or ``None``.
    """

    day: datetime.date
    amount: Decimal
    charged: bool = False
    period: str = ""
    stated: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Owing:
    """What is charged and what of it is open.

    Attributes:
        charged: months charged, in order.
        open: those not paid in full.
        older: whether older debt than the first month charged is open.
    """

    charged: tuple[str, ...]
    open: frozenset[str]
    older: bool

    @property
    def cycle(self) -> int:
        """Months from one charge to the next, 1 where there are fewer than two."""
        places = [int(one[:4]) * 12 + int(one[5:]) for one in self.charged]
        return min((after - one for one, after in pairwise(places)), default=1)


def owing(moves: Iterable[Move], day: datetime.date) -> Owing:
    """Payments settle first the months they state, then the oldest; a refund undoes its equal."""
    known = sorted((one for one in moves if one.day <= day), key=lambda one: one.day)
    due: dict[str, Decimal] = {}
    paid: list[Move] = []
    for one in known:
        back = [at for at, other in enumerate(paid) if other.amount == -one.amount]
        if back and not one.charged:
            del paid[back[-1]]
        elif one.charged or one.amount > 0:
            due[one.period] = due.get(one.period, money.ZERO) + one.amount
        else:
            paid.append(one)
    months = sorted(due)
    rest = money.ZERO
    for one in paid:
        stated = one.stated or ("~", "")
        left = -one.amount
        for month in months:
            if stated[0] <= month <= stated[1]:
                left -= _settle(due, month, left)
        rest += left
    rest -= money.total(amount for amount in due.values() if amount < 0)
    for month in months:
        rest -= _settle(due, month, rest)
    charged = tuple(month for month in months if month)
    return Owing(
        charged,
        frozenset(month for month in charged if due[month] > 0),
        due.get("", money.ZERO) > 0,
    )


def _settle(due: dict[str, Decimal], month: str, most: Decimal) -> Decimal:
    taken = max(min(due[month], most), money.ZERO)
    due[month] -= taken
    return taken
