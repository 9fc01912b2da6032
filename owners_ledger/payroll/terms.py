"""The terms of a person that touch a month: days, wage by the day, insured or not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.registers import Staff
from owners_ledger.registers.staff import LABOUR


@dataclass(frozen=True, slots=True)
class Part:
    """A term's days in a month and what they earn.

    Attributes:
        term: the row of the register.
        first: first day of the term in the month.
        last: last day of the term in the month.
        wage: yuan.
        allowance: yuan.
    """

    term: Staff
    first: datetime.date
    last: datetime.date
    wage: Decimal
    allowance: Decimal

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1

    @property
    def is_labour(self) -> bool:
        """Whether it is paid as a labour fee."""
        return self.term.employment == LABOUR


def parts_of(terms: Iterable[Staff], month: Period) -> tuple[Part, ...]:
    """The terms that touch a month, by date, each with its part of the month's wage.

    A monthly amount counts by the calendar days of the month. The month's whole is rounded once,
    half up, and shared out by largest remainder, so the parts always sum to it.
    """
    spans = [
        (term, first, last)
        for term in sorted(terms, key=lambda one: one.start)
        for first, last in [within(term, month)]
        if first <= last
    ]
    days = [Decimal((last - first).days + 1) for _term, first, last in spans]
    wages = _shared([one[0].wage * count for one, count in zip(spans, days, strict=True)], month)
    extra = _shared(
        [one[0].allowance * count for one, count in zip(spans, days, strict=True)], month
    )
    return tuple(
        Part(*span, wage, allowance)
        for span, wage, allowance in zip(spans, wages, extra, strict=True)
    )


def within(term: Staff, month: Period) -> tuple[datetime.date, datetime.date]:
    """First and last day of a term in a month; the first is later where it has none."""
    return max(term.start, month.first), min(term.end or month.last, month.last)


def overlapping(terms: Sequence[Staff]) -> tuple[Staff, Staff] | None:
    """Two terms of one person that share a day, which would be paid twice."""
    ordered = sorted(terms, key=lambda one: one.start)
    for before, after in pairwise(ordered):
        if before.end is None or after.start <= before.end:
            return before, after
    return None


def _shared(weights: Sequence[Decimal], month: Period) -> Sequence[Decimal]:
    """Amounts times days, as yuan of the month: whole fen that sum to the whole, rounded once."""
    whole = sum(weights, Decimal(0))
    if not whole:
        return [money.ZERO for _one in weights]
    above, below = whole.as_integer_ratio()
    below *= (month.end - month.first).days
    fen = (200 * above + below) // below // 2
    return money.split((Decimal(fen) * money.FEN).quantize(money.FEN), weights)
