"""Pieces into entries: what persons paid appears only together with at least two others.

Pieces of one month on the same line are joined over as many days as it takes until enough holders
stand behind each account of the entry (``reporting.few``). What is never enough in its month stands
as one entry of the month, on its last day, without a number or a count: sums that the month's
notice prints for its lines and accounts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.publishing.projection.model import Leg, Piece, PublicEntry
from owners_ledger.reporting.clerk import STAFF
from owners_ledger.reporting.few import Facet, apart_or_whole, groups, is_enough, short_of

_Key = tuple[str, ...]


def joined(
    pieces: Iterable[Piece], lines: dict[str, str], money: frozenset[str]
) -> list[PublicEntry]:
    """The entries of the public edition, by date.

    Args:
        pieces: in the order of the books.
        lines: the notice's line of an account, for joining and for the summary.
        money: accounts that hold money.
    """
    single: list[PublicEntry] = []
    together: dict[tuple[str, _Key], list[Piece]] = {}
    for piece in pieces:
        if piece.joined:
            month = f"{piece.date:%Y-%m}"
            together.setdefault((month, _key(piece, lines, money)), []).append(piece)
        else:
            single.append(_alone(piece))
    rows: list[PublicEntry] = []
    few = _few(together, money)
    for known in together.values():
        if any(known is one for several in few for one in several):
            continue
        cut = (
            apart_or_whole(known, _facets)
            if known[0].payee == STAFF
            else groups(known, lambda piece: piece.date, _facets)
        )
        rows += [_together(group, lines) for group in cut]
    rows += [_of_month([*chain(*several)], lines) for several in few]
    found = [*single, *(row for row in rows if row.legs)]
    return sorted(found, key=lambda one: (one.date, one.number, one.summary, one.legs[0].account))


def _few(
    together: Mapping[tuple[str, _Key], list[Piece]], money: frozenset[str]
) -> list[list[list[Piece]]]:
    """What is too few on one of its accounts, each with what hides it.

    On one bank account it is its line's sum, which the notice prints, and stands alone. Split over
    several, whatever else came in there joins as well: what a bank account received in a month is
    known from its balances, and the few would be that less the rest.
    """
    alone: list[list[list[Piece]]] = []
    split: dict[tuple[str, _Key], list[list[Piece]]] = {}
    for (month, key), known in together.items():
        if not is_enough(known, _facets):
            if len(_accounts(known) & money) > 1:
                split.setdefault((month, key[:2]), []).append(known)
            else:
                alone.append([known])
    for (month, side), several in split.items():
        rest = [
            known
            for (other, key), known in together.items()
            if other == month and key[:2] == side and not any(known is one for one in several)
        ]
        while short := short_of([*chain(*several)], _facets) & money:
            more = [known for known in rest if short & _accounts(known)]
            if not more:
                break
            several.extend(more)
            rest = [known for known in rest if not any(known is one for one in more)]
    hidden = [known for several in split.values() for known in several]
    stay = [one for one in alone if not any(one[0] is known for known in hidden)]
    return [*stay, *split.values()]


def _accounts(known: Iterable[Piece]) -> frozenset[str]:
    return frozenset(leg.account for piece in known for leg in piece.legs)


def _key(piece: Piece, lines: dict[str, str], money: frozenset[str]) -> _Key:
    """Payee, direction, and the notice's line: the voucher list is joined by the same.

    A refund is never netted against a payment. Pieces that move no money, or of more than two
    accounts, stand by their accounts and sides.
    """
    sides = tuple(f"{'+' if leg.amount > 0 else '-'}{leg.account}" for leg in piece.legs)
    banks = [leg for leg in piece.legs if leg.account in money]
    if len(piece.legs) == 2 and len(banks) == 1:
        other = next(leg.account for leg in piece.legs if leg.account not in money)
        return piece.payee, "+" if banks[0].amount > 0 else "-", lines.get(other, other)
    return piece.payee, *sides


def _facets(piece: Piece) -> Iterator[Facet]:
    return ((leg.account, holder) for leg in piece.legs for holder in piece.holders)


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
    first, legs = group[0], _sums(group)
    return PublicEntry(
        date=group[-1].date,
        payee=first.payee,
        summary=_summary(legs, lines),
        number=f"{first.number} 等" if first.number else "",
        resolution="",
        flagged=any(piece.flagged for piece in group),
        documents=sum(piece.documents for piece in group),
        movements=len(group),
        legs=legs,
    )


def _of_month(group: Sequence[Piece], lines: dict[str, str]) -> PublicEntry:
    """All of a month that is too few on any of its accounts: sums the notice says as well."""
    legs = _sums(group)
    return PublicEntry(
        date=_month_end(group[0].date),
        payee=group[0].payee,
        summary=_summary(legs, lines),
        number="",
        resolution="",
        flagged=any(piece.flagged for piece in group),
        documents=0,
        movements=0,
        legs=legs,
    )


def _sums(group: Iterable[Piece]) -> tuple[Leg, ...]:
    sums: dict[str, Decimal] = {}
    for piece in group:
        for leg in piece.legs:
            sums[leg.account] = sums.get(leg.account, ZERO) + leg.amount
    return tuple(Leg(account, amount) for account, amount in sorted(sums.items()) if amount)


def _summary(legs: Iterable[Leg], lines: dict[str, str]) -> str:
    said = (lines[leg.account] for leg in legs if leg.account in lines)
    return "、".join(dict.fromkeys(said))


def _month_end(day: datetime.date) -> datetime.date:
    return Period.month_of(day).last
