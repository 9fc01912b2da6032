"""What an estate is to be like: size, age, seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.money import FEN
from owners_ledger.periods import Period

REFERENCE_FLATS = 620
_CLOSED = Period(2026, 6, 1)
_OPEN = Period(2026, 9, 1)


@dataclass(frozen=True)
class EstateSpec:
    """The estate to invent.

    Attributes:
        flats: number of units, from 4.
        start: first day of the books, a month's first.
        closed_until: last month whose statements are in the books.
        open_until: last month whose statements wait in the inbox; charges and wages are booked.
        seed: of all chance.
    """

    flats: int = REFERENCE_FLATS
    start: datetime.date = datetime.date(2025, 1, 1)
    closed_until: Period = _CLOSED
    open_until: Period = _OPEN
    seed: int = 1

    def __post_init__(self) -> None:
        months = (self.closed_until.months, self.open_until.months)
        if self.flats < 4 or self.start.day != 1 or months != (1, 1):
            raise UsageError(
                _("示例小区的规模不对"),
                remedy=_("至少 4 户；账从某月 1 日开始，期间写成月份。"),
            )
        if not self.start < self.closed_until.end <= self.open_until.end:
            raise UsageError(
                _("示例小区的期间不对"), remedy=_("开始、已结月份、未结月份应依次向后。")
            )

    @classmethod
    def aged(cls, years: int, *, flats: int = REFERENCE_FLATS, seed: int = 1) -> EstateSpec:
        """An estate with so many closed years before the half year that is closed, too.

        The last closed year is 2025; books that would begin before 2001 begin in 2001 instead.
        """
        first = max(2001, _CLOSED.year - years)
        last = first + years
        return cls(
            flats,
            datetime.date(first, 1, 1),
            Period(last, _CLOSED.month, 1),
            Period(last, _OPEN.month, 1),
            seed,
        )

    @property
    def origin(self) -> datetime.date:
        """When the estate's accounts and registers begin, before the books."""
        return datetime.date(min(2020, self.start.year - 3), 1, 1)

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """Every month of the books, closed and open."""
        return tuple(self._run(Period.month_of(self.start), self.open_until))

    @property
    def is_small(self) -> bool:
        """A walled yard without lifts, office or works."""
        return self.flats < 150

    def is_closed(self, month: Period) -> bool:
        """Whether a month's statements are in the books."""
        return month <= self.closed_until

    def offset(self, months: int) -> Period:
        """The month so many months after the last closed one."""
        year, month = divmod(self.closed_until.year * 12 + self.closed_until.month - 1 + months, 12)
        return Period(year, month + 1, 1)

    def scaled(self, amount: str, step: str = "10") -> Decimal:
        """An amount of the reference estate for this size, to a round step, at least one step."""
        unit = Decimal(step)
        steps = Decimal(amount) * self.flats / REFERENCE_FLATS / unit
        whole = max(Decimal(1), steps.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        return (whole * unit).quantize(FEN)

    def count(self, number: int, least: int = 1) -> int:
        """A number of things of the reference estate for this size."""
        return max(least, round(number * self.flats / REFERENCE_FLATS))

    def chance(self, *purpose: object) -> random.Random:
        """A stream of chance of its own, so that one part's draws do not move another's."""
        return random.Random("|".join(map(str, (self.seed, *purpose))))  # noqa: S311 - no secret

    @staticmethod
    def _run(first: Period, last: Period) -> Iterator[Period]:
        month = first
        while month <= last:
            yield month
            month = Period.month_of(month.end)


def pick(chance: random.Random, weighted: Sequence[tuple[str, int]]) -> str:
    """One of several by weight."""
    names = [name for name, _weight in weighted]
    return chance.choices(names, [weight for _name, weight in weighted])[0]
