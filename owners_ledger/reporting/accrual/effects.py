"""What a transaction does to the net assets: which rows of the activity statement it moves.

Every leg is net assets (an account of 3101 or 3102), income or cost, or another balance. Legs of
net assets that another leg of net assets, income or cost of the same transaction undoes are a
transfer between restricted and unrestricted, or a year's closing: neither is income a second time.

- a restricted account credited against money or claims: restricted income on receipt;
- restricted account against income: its release (第三行), the income having been shown before;
- a cost of a restricted fund: a cost, and the release of the same sum to bear it;
- a restricted account debited against money: income paid back, or, where the account's line on
  the notice is spending, a cost with its release.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from owners_ledger.money import ZERO
from owners_ledger.reporting.accrual.places import (
    EXPENSE,
    INCOME,
    RESTRICTED,
    UNRESTRICTED,
    Place,
)

RELEASED, BOUND, ADJUSTED = "released", "bound", "adjusted"
SERVICE = "5101"


class Leg(NamedTuple):
    """A leg by its place; ``amount`` is what it adds to the net assets (credit positive)."""

    place: Place
    amount: Decimal
    restricted: bool


class Effect(NamedTuple):
    """An amount in a row.

    Attributes:
        kind: ``income``, ``expense``, ``released``, ``bound``, ``adjusted``.
        code: account of the system, "" for the last three.
        line: of the notice.
        unrestricted, restricted: as the row prints it (a cost is positive).
    """

    kind: str
    code: str
    line: str
    unrestricted: Decimal
    restricted: Decimal


def effects(legs: Sequence[Leg]) -> list[Effect]:
    """The effects of one transaction's legs of net assets, income and cost.

    Exactly: the unrestricted and the restricted amounts of income less cost, with transfers and
    adjustments, are what the legs add to those parts of the net assets.
    """
    if not any(leg.place.is_net for leg in legs):
        return [made for leg in legs for made in _nominal(leg.place, leg.amount, leg.restricted)]
    left = [leg.amount for leg in legs]
    bound = [n for n, leg in enumerate(legs) if is_bound(leg)]
    free = [
        n for n, leg in enumerate(legs) if leg.place.code == UNRESTRICTED and not leg.restricted
    ]
    nominal = [n for n, leg in enumerate(legs) if not leg.place.is_net]
    of_bound = [n for n in nominal if legs[n].restricted]
    of_free = [n for n in nominal if not legs[n].restricted]
    _undo(left, bound, bound)
    _undo(left, free, free)
    _undo(left, bound, of_bound)
    _undo(left, free, of_free)
    # What restricted legs lose to unrestricted ones is released, what they gain is bound.
    gained = _undo(left, bound, [*of_free, *free])
    found = []
    if gained < 0:
        found.append(Effect(RELEASED, "", "", -gained, gained))
    elif gained > 0:
        found.append(Effect(BOUND, "", "", -gained, gained))
    for number, leg in enumerate(legs):
        amount = left[number]
        if not amount:
            continue
        if leg.place.code == RESTRICTED:
            found += _restricted(leg.place, amount)
        elif leg.place.is_net:
            parts = (ZERO, amount) if leg.restricted else (amount, ZERO)
            found.append(Effect(ADJUSTED, "", "", *parts))
        else:
            found += _nominal(leg.place, amount, leg.restricted)
    return found


def is_bound(leg: Leg) -> bool:
    """Whether a leg is restricted net assets itself."""
    return leg.place.is_net and (leg.place.code == RESTRICTED or leg.restricted)


def _nominal(place: Place, amount: Decimal, restricted: bool) -> list[Effect]:
    line = place.account.line
    if place.side == INCOME:
        parts = (ZERO, amount) if restricted else (amount, ZERO)
        return [Effect(INCOME, place.code, line, *parts)]
    found = [Effect(EXPENSE, place.code, line, -amount, ZERO)]
    if restricted:
        found.append(Effect(RELEASED, "", "", -amount, amount))
    return found


def _restricted(place: Place, amount: Decimal) -> list[Effect]:
    account = place.account
    if amount < 0 and account.section in ("支出", "收支"):
        return [
            Effect(EXPENSE, SERVICE, account.line_out, -amount, ZERO),
            Effect(RELEASED, "", "", -amount, amount),
        ]
    return [Effect(INCOME, place.income, account.line_in, ZERO, amount)]


def _undo(left: list[Decimal], ours: Sequence[int], theirs: Sequence[int]) -> Decimal:
    """Take opposite amounts off both; what ours gained by it (negative: lost)."""
    gained = ZERO
    for one in ours:
        for other in theirs:
            if one == other or left[one] * left[other] >= 0:
                continue
            part = min(abs(left[one]), abs(left[other]))
            signed = part if left[one] > 0 else -part
            left[one] -= signed
            left[other] += signed
            gained += signed
    return gained
