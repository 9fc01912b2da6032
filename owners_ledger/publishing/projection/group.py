"""Pieces into entries: what persons paid appears only together with at least two others.

Pieces of one month on the same accounts are joined over as many days as it takes until ``SMALL``
holders stand behind each account of the entry; the month's last days join the group before. What
never reaches ``SMALL`` in its month stands as the month's sum, on its last day, without a number
or a count: the same sum that the month's notice prints for its line.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from owners_ledger.billing.ageing import SMALL
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.publishing.projection.model import Leg, Piece, PublicEntry

_Key = tuple[str, bool, tuple[str, ...]]


def joined(pieces: Iterable[Piece], lines: dict[str, str]) -> list[PublicEntry]:
    """The entries of the public edition, by date.

    Args:
        pieces: in the order of the books.
        lines: the notice's line of an account, for the summary of joined entries.
    """
    single: list[PublicEntry] = []
    together: dict[tuple[str, _Key], list[Piece]] = {}
    for piece in pieces:
        if piece.joined:
            month = f"{piece.date:%Y-%m}"
            together.setdefault((month, _key(piece)), []).append(piece)
        else:
            single.append(_alone(piece))
    rows = [
        _together(group, lines)
        for (_month, _kind), known in together.items()
        for group in _groups(known)
    ]
    found = [*single, *(row for row in rows if row.legs)]
    return sorted(found, key=lambda one: (one.date, one.number, one.summary, one.legs[0].account))


def _key(piece: Piece) -> _Key:
    """Same accounts on the same sides: a refund is never netted against a payment."""
    sides = tuple(f"{'+' if leg.amount > 0 else '-'}{leg.account}" for leg in piece.legs)
    return piece.payee, piece.flagged, sides


def _groups(known: Sequence[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    waiting: list[Piece] = []
    for place, piece in enumerate(known):
        waiting.append(piece)
        following = known[place + 1] if place + 1 < len(known) else None
        if following is not None and following.date == piece.date:
            continue
        if _count(waiting) >= SMALL:
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        groups[-1].extend(waiting)
    elif waiting:
        groups.append(waiting)
    return groups


def _count(group: Iterable[Piece]) -> int:
    return len({holder for piece in group for holder in piece.holders})


def _alone(piece: Piece) -> PublicEntry:
    return PublicEntry(
        piece.date,
        piece.payee,
        piece.summary,
        piece.number,
        piece.resolution,
        piece.flagged,
        piece.documents,
        1,
        piece.legs,
    )


def _together(group: Sequence[Piece], lines: dict[str, str]) -> PublicEntry:
    sums: dict[str, Decimal] = {}
    for piece in group:
        for leg in piece.legs:
            sums[leg.account] = sums.get(leg.account, ZERO) + leg.amount
    legs = tuple(Leg(account, amount) for account, amount in sorted(sums.items()) if amount)
    few = _count(group) < SMALL
    first = group[0]
    what = next((lines[leg.account] for leg in reversed(legs) if leg.account in lines), "")
    return PublicEntry(
        date=_month_end(first.date) if few else group[-1].date,
        payee=first.payee,
        summary=what,
        number="" if few or not first.number else f"{first.number} 等",
        resolution="",
        flagged=first.flagged,
        documents=0 if few else sum(piece.documents for piece in group),
        movements=0 if few else len(group),
        legs=legs,
    )


def _month_end(day: datetime.date) -> datetime.date:
    return Period.month_of(day).last
