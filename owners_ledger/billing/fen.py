"""Exact yuan to whole fen: a charge once, its parts so that they sum to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from owners_ledger import money
from owners_ledger.billing.model import Piece


def shares(pieces: Sequence[Piece]) -> tuple[Decimal, ...]:
    """Each piece in whole fen, together the sum rounded once."""
    exact = [one.exact for one in pieces]
    if len(exact) == 1:
        return (fen(exact[0]),)
    return _filled(fen(sum(exact, Fraction(0))), exact)


def apportion(amount: Decimal, weights: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """An amount by weights in whole fen, largest remainder; the parts sum to it exactly.

    Equal remainders go to the earlier place: give weights in an order that means something.

    Raises:
        ValueError: a weight is negative, or none is positive.
    """
    whole = sum(weights, Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        msg = "weights must be non-negative and not all zero"
        raise ValueError(msg)
    return _filled(amount, [Fraction(amount) * weight / whole for weight in weights])


def _filled(whole: Decimal, exact: Sequence[Fraction]) -> tuple[Decimal, ...]:
    floors = [_floor_fen(one) for one in exact]
    rest = int((whole - money.total(floors)) / money.FEN)
    order = sorted(range(len(exact)), key=lambda at: (Fraction(floors[at]) - exact[at], at))
    raised = set(order[:rest])
    return tuple(
        amount + (money.FEN if at in raised else money.ZERO) for at, amount in enumerate(floors)
    )


def fen(exact: Fraction) -> Decimal:
    """To whole fen, half away from zero."""
    above, below = abs(exact.numerator) * 200, exact.denominator
    whole = (above + below) // (2 * below)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-2)


def _floor_fen(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator * 100 // exact.denominator).scaleb(-2)
