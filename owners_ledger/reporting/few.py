"""Payments of persons stand together: groups in which nobody can be told from the others.

The public ledger and the list of vouchers cut a month's payments at the same days. If they did
not, a row of the one less a row of the other could be what one household paid.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from owners_ledger.billing.ageing import SMALL

T = TypeVar("T")
# A side of a payment that is printed (its bank account, its line), and who stands behind it.
Facet = tuple[str, str]


def groups(
    items: Sequence[T],
    day: Callable[[T], datetime.date],
    facets: Callable[[T], Iterable[Facet]],
) -> list[list[T]]:
    """Whole days, joined until at least ``SMALL`` holders are behind every facet of a group.

    Args:
        items: of one month, by date.
        day: of an item.
        facets: of an item.

    Returns:
        The groups by date. The last days join those before them; what is never enough is one
        group, the whole month.
    """
    found: list[list[T]] = []
    waiting: list[T] = []
    for place, item in enumerate(items):
        waiting.append(item)
        if place + 1 < len(items) and day(items[place + 1]) == day(item):
            continue
        if is_enough(waiting, facets):
            found.append(waiting)
            waiting = []
    while waiting and found:
        waiting = found.pop() + waiting
        if is_enough(waiting, facets):
            break
    return [*found, waiting] if waiting else found


def apart_or_whole(items: Sequence[T], facets: Callable[[T], Iterable[Facet]]) -> list[list[T]]:
    """Each by itself where each has enough holders; else all of the month together.

    For wages: they are also known by post, so a cut by days could tell somebody's by subtraction.
    """
    if all(is_enough([item], facets) for item in items):
        return [[item] for item in items]
    return [list(items)]


def is_enough(items: Iterable[T], facets: Callable[[T], Iterable[Facet]]) -> bool:
    """Whether at least ``SMALL`` holders are behind every facet."""
    return not short_of(items, facets)


def short_of(items: Iterable[T], facets: Callable[[T], Iterable[Facet]]) -> frozenset[str]:
    """The facets with fewer than ``SMALL`` holders behind them."""
    known: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for facet, holder in facets(item):
            known[facet].add(holder)
    return frozenset(facet for facet, holders in known.items() if len(holders) < SMALL)
