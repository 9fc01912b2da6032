"""A month's charge between owners of one flat, for statements of account only.

The books keep one posting per flat: who owned it on which day stands in ``households.csv``. Each
owner bears the pieces of the days the flat was theirs; parts are whole fen and sum to the charge.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger.billing.fen import apportion
from owners_ledger.billing.model import Charge
from owners_ledger.billing.spans import Span, cut
from owners_ledger.registers import Household

OWNER = "业主"


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """Some days of a charge.

    Attributes:
        owners: names of the owners on those days (personal data), in the order of the file;
            empty where the register has none for them.
        spans: the days.
        amount: yuan.
    """

    owners: tuple[str, ...]
    spans: tuple[Span, ...]
    amount: Decimal


def shares_by_owner(charge: Charge, households: Sequence[Household]) -> tuple[OwnerShare, ...]:
    """The charge by owners, in the order of their first days; one share where nobody changed.

    A piece counts for as many of its days as lie with an owner; joint owners are one owner. Where
    pieces come to nothing the whole goes by days. What a minimum, a cap or rounding adds or takes
    is shared in the same proportion.

    Args:
        charge: of one flat.
        households: the people of that flat.
    """
    owners = [one for one in households if one.role == OWNER and one.unit == charge.unit]
    spans: dict[tuple[str, ...], list[Span]] = {}
    weights: dict[tuple[str, ...], Fraction] = {}
    days: dict[tuple[str, ...], Fraction] = {}
    for piece in charge.pieces:
        whole = Span(piece.first, piece.last)
        for part in cut(whole, [(one.start, one.end) for one in owners]):
            names = tuple(one.name for one in owners if one.covers(part.first))
            _extend(spans.setdefault(names, []), part)
            share = Fraction(part.days, piece.days)
            weights[names] = weights.get(names, Fraction(0)) + abs(piece.exact) * share
            days[names] = days.get(names, Fraction(0)) + part.days
    if not any(weights.values()):
        weights = days
    if not weights:
        return ()
    order = sorted(spans, key=lambda names: spans[names][0].first)
    amounts = apportion(charge.amount, [weights[names] for names in order])
    return tuple(
        OwnerShare(names, tuple(spans[names]), amount)
        for names, amount in zip(order, amounts, strict=True)
    )


def _extend(spans: list[Span], part: Span) -> None:
    """Add days, neighbours as one."""
    if spans and spans[-1].last + datetime.timedelta(days=1) == part.first:
        part = Span(spans.pop().first, part.last)
    spans.append(part)
