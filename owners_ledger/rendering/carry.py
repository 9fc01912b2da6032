"""Long lists of vouchers: one table a page, 过次页 at its foot and 承前页 at the next one's head.

The setter cannot add up what happens to fall on a page, so rows are dealt to pages before:
how many lines a row takes is estimated (on the safe side) from the widths of its cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.rendering.typography import width
from owners_ledger.reporting.model import Payment

_LEAST = 0.25  # of a page: what the last one holds at least


@dataclass(frozen=True, slots=True)
class Leaf:
    """The part of a list that stands on one page.

    Attributes:
        rows: its rows.
        brought: sum of money in and money out on the pages before (承前页), ``None`` on the first.
        carried: the same including this page (过次页; on the last page the total).
        last: whether the list ends here.
    """

    rows: tuple[Payment, ...]
    brought: tuple[Decimal, Decimal] | None
    carried: tuple[Decimal, Decimal]
    last: bool


def cell_lines(text: str, measure: float) -> int:
    """Lines a text takes in a column of so many em; a broken line loses up to a sign or two."""
    whole = width(text)
    return 1 if whole <= measure else max(2, math.ceil(whole / (measure - 1.2)))


def _balance(pages: list[list[Payment]], least: float, height: Callable[[Payment], float]) -> None:
    """Fill up a last page of a few rows from the page before."""
    if len(pages) > 1:
        while sum(map(height, pages[-1])) < least and len(pages[-2]) > 1:
            pages[-1].insert(0, pages[-2].pop())


def deal(
    rows: Sequence[Payment], capacity: float, height: Callable[[Payment], float]
) -> tuple[Leaf, ...]:
    """Rows on pages of a capacity, with running sums of money in and money out.

    Args:
        rows: in the order they are printed; ``amount`` is signed cash.
        capacity: height of a page in the unit of ``height``.
        height: of a row.
    """
    pages: list[list[Payment]] = [[]]
    used = 0.0
    for row in rows:
        needed = height(row)
        if pages[-1] and used + needed > capacity:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += needed
    _balance(pages, capacity * _LEAST, height)
    leaves: list[Leaf] = []
    brought: tuple[Decimal, Decimal] | None = None
    for place, page in enumerate(pages if rows else []):
        before = brought or (money.ZERO, money.ZERO)
        carried = (
            before[0] + money.total(row.amount for row in page if row.amount > 0),
            before[1] - money.total(row.amount for row in page if row.amount < 0),
        )
        leaves.append(Leaf(tuple(page), brought, carried, place == len(pages) - 1))
        brought = carried
    return tuple(leaves)
