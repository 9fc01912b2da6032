"""Which months a payment is for, by its memo: the ``for:`` of a posting, or nothing.

A month without its year is that of the year in which it is owed; where nothing of it is owed in
any year, the nearest that is not charged yet. Where that leaves several, or none, nothing is
stated and the usual order of settling applies.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from owners_ledger.banking.match.months import YEAR, Said, months_said, union
from owners_ledger.banking.match.owing import Owing
from owners_ledger.banking.match.rules import Purpose
from owners_ledger.periods import Period

FOR = "for"
_AHEAD = 24  # months; who states a later one has mistyped the year
_NEAR = 6  # the nearest of the same months of two years
_BACK = 3  # years after which nobody pays a month without saying its year
_JOINER = re.compile(r"[、和及与+&]*\Z")
_FIGURE = re.compile("[0-9零〇一二两三四五六七八九十]")
Named = tuple[int, int, Purpose]  # where a memo names a purpose: place, place after it


class Months(NamedTuple):
    """The first and the last month stated."""

    first: Period
    last: Period

    @property
    def size(self) -> int:
        """How many months."""
        return (self.last.year - self.first.year) * YEAR + self.last.month - self.first.month + 1

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} {self.last}"


def stated_months(text: str, day: datetime.date, owed: Owing) -> Months | None:
    """The months a normalised memo says, if it says one run of months outright.

    Args:
        text: the memo.
        day: of the payment.
        owed: what the payer owes on the receivable.
    """
    said = months_said(text, day)
    one = said[0] if said and len({each.months for each in said}) == 1 else None
    return None if one is None else resolved(one, day, owed)


def said_by_purpose(
    text: str, day: datetime.date, words: Sequence[Named], *, shared: bool = False
) -> Mapping[Purpose | None, Said]:
    """The months each purpose of a memo has; under ``None`` those of a memo without purpose.

    Args:
        text: the memo, normalised.
        day: of the payment.
        words: where a purpose is named: place, place after it, purpose.
        shared: whether several flats are paid, which must all have the same months.
    """
    said = months_said(text, day)
    if shared and not (len(said) == 1 and _is_outside(text, said[0])):
        return {}
    clusters = _clusters(text, words)
    if not said:
        return {}
    if not clusters:
        return {None: said[0]} if len(said) == 1 else {}
    found: dict[Purpose | None, Said] = {}
    for cluster, one in _pairs(clusters, said):
        for _start, _end, purpose in cluster:
            found[purpose] = union(found[purpose], one) if purpose in found else one
    return found


def resolved(said: Said, day: datetime.date, owed: Owing) -> Months | None:
    """The months meant, with their year; ``None`` if it cannot be told."""
    if not said.clear or (said.last - said.first + 1) % owed.cycle:
        return None
    now = day.year * YEAR + day.month - 1
    if said.year is not None:
        year = said.year
    else:
        years = range(day.year - _BACK, day.year + 2)
        possible = [year for year in years if _is_owed(said, year, owed)] or [
            year for year in years if _is_ahead(said, year, owed, now)
        ]
        if len(possible) != 1:
            return None
        (year,) = possible
    if year * YEAR + said.last > now + _AHEAD:
        return None
    return Months(_month(said.first, year), _month(said.last, year))


def _is_outside(text: str, said: Said) -> bool:
    """Whether all numbers, and so all flats, stand on one side of the months."""
    return not (_FIGURE.search(text, 0, said.start) and _FIGURE.search(text, said.end))


def _is_owed(said: Said, year: int, owed: Owing) -> bool:
    months = [str(_month(one, year)) for one in range(said.first, said.last + 1)]
    before = owed.older and bool(owed.charged) and months[0] < owed.charged[0]
    return before or not owed.open.isdisjoint(months)


def _is_ahead(said: Said, year: int, owed: Owing, now: int) -> bool:
    """Whether some of it is still to be charged, and no other year's is nearer."""
    if not owed.charged or str(_month(said.last, year)) <= owed.charged[-1]:
        return False
    begins, ends = year * YEAR + said.first, year * YEAR + said.last
    return begins < now + _NEAR and ends > now - _NEAR


def _month(place: int, year: int) -> Period:
    return Period(year + place // YEAR, place % YEAR + 1, 1)


def _clusters(text: str, words: Sequence[Named]) -> list[list[Named]]:
    """Purposes named in one breath (``物业费、停车费``) belong together."""
    found: list[list[Named]] = []
    for word in sorted(words, key=lambda one: one[0]):
        if found and _JOINER.match(text, found[-1][-1][1], word[0]):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _pairs(
    clusters: list[list[Named]], said: tuple[Said, ...]
) -> Iterator[tuple[list[Named], Said]]:
    """Which months go with which purposes: by turns, else the same everywhere, else the next."""
    if len({one.months for one in said}) == 1 and (
        len(clusters) == 1 or len({key for each in clusters for _start, _end, key in each}) == 1
    ):
        yield clusters[0], said[0]
        return
    order = sorted(
        [(cluster[0][0], "purpose") for cluster in clusters]
        + [(one.start, "months") for one in said]
    )
    kinds = [kind for _place, kind in order]
    by_turns = all(one != other for one, other in pairwise(kinds))
    if len(clusters) == len(said) and by_turns:
        yield from zip(clusters, said, strict=True)
    elif len(said) == 1 and kinds[0] == "months":
        yield clusters[0], said[0]
    elif len(said) == 1 and kinds[-1] == "months":
        yield clusters[-1], said[0]
