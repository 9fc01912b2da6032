"""Days: what part of a month or a cycle a term, a rate and a concession share.

Months are calendar months unless a contract counts from its own day (anniversary months, 对月);
a month's share is its days over the days of that very month, so a leap February has 29.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of days, both ends included."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def common(self, first: datetime.date, last: datetime.date | None) -> Span | None:
        """The days it shares with a term, ``None`` where it shares none."""
        start = max(self.first, first)
        end = self.last if last is None else min(self.last, last)
        return Span(start, end) if start <= end else None


def cut(
    span: Span, terms: Iterable[tuple[datetime.date, datetime.date | None]]
) -> tuple[Span, ...]:
    """The span in pieces at every day on which one of the terms begins or has ended."""
    edges = {span.first, span.last + _DAY}
    for first, last in terms:
        if span.first < first <= span.last:
            edges.add(first)
        if last is not None and span.first <= last < span.last:
            edges.add(last + _DAY)
    return tuple(Span(one, other - _DAY) for one, other in pairwise(sorted(edges)))


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def calendar_cycles(first: datetime.date, last: datetime.date, months: int) -> Iterator[Span]:
    """The calendar's spans of so many months (quarters begin in January) that touch the days."""
    start = datetime.date(first.year, first.month - (first.month - 1) % months, 1)
    while start <= last:
        following = add_months(start, months)
        yield Span(start, following - _DAY)
        start = following


def own_cycles(begin: datetime.date, last: datetime.date, months: int) -> Iterator[Span]:
    """Spans of so many months counted from a contract's first day."""
    count = 0
    while (start := add_months(begin, count)) <= last:
        count += months
        yield Span(start, add_months(begin, count) - _DAY)


def covers_all(span: Span, parts: Sequence[Span]) -> bool:
    """Whether parts in order fill a span without gap."""
    return bool(parts) and sum(part.days for part in parts) == span.days
