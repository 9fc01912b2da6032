"""Accounting periods: ``2026-03``, a quarter ``2026-Q1``, half a year ``2026-H1``, ``2026``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _

_DAY = datetime.timedelta(days=1)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])\Z", re.ASCII)
_HALF = re.compile(r"(\d{4})-H([12])\Z", re.ASCII)
_YEAR = re.compile(r"(\d{4})\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months.

    Attributes:
        year: the calendar year.
        month: its first month, 1-12.
        months: 1, 3, 6 or 12.
    """

    year: int
    month: int
    months: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """From ``2026-03``, ``2026-Q1``, ``2026-H1`` or ``2026``.

        Raises:
            UsageError: the text is no period.
        """
        if (
            (match := _MONTH.match(text))
            and 1 <= int(match[2]) <= 12
            and 1900 <= int(match[1]) < 9999
        ):
            return cls(int(match[1]), int(match[2]), 1)
        if (match := _QUARTER.match(text)) and 1900 <= int(match[1]) < 9999:
            return cls(int(match[1]), 3 * int(match[2]) - 2, 3)
        if (match := _HALF.match(text)) and 1900 <= int(match[1]) < 9999:
            return cls(int(match[1]), 6 * int(match[2]) - 5, 6)
        if (match := _YEAR.match(text)) and 1900 <= int(match[1]) < 9999:
            return cls(int(match[1]), 1, 12)
        raise UsageError(
            _("“{text}”不是会计期间").format(text=text),
            remedy=_("月份写作 2026-03，季度写作 2026-Q1，半年写作 2026-H1，年度写作 2026。"),
        )

    @classmethod
    def month_of(cls, day: datetime.date) -> Period:
        """The month a day lies in."""
        return cls(day.year, day.month, 1)

    @property
    def first(self) -> datetime.date:
        """The first day."""
        return datetime.date(self.year, self.month, 1)

    @property
    def end(self) -> datetime.date:
        """The day after the last day."""
        year, month = divmod(self.year * 12 + self.month - 1 + self.months, 12)
        return datetime.date(year, month + 1, 1)

    @property
    def last(self) -> datetime.date:
        """The last day."""
        return self.end - _DAY

    @property
    def year_to_date(self) -> tuple[datetime.date, datetime.date]:
        """First day of the year and the day after the period."""
        return datetime.date(self.year, 1, 1), self.end

    def previous(self) -> Period:
        """The period of the same length before."""
        year, month = divmod(self.year * 12 + self.month - 1 - self.months, 12)
        return Period(year, month + 1, self.months)

    def year_before(self) -> Period:
        """The same months a year earlier."""
        return Period(self.year - 1, self.month, self.months)

    def each_month(self) -> Iterator[Period]:
        """Its months in order."""
        for offset in range(self.months):
            year, month = divmod(self.year * 12 + self.month - 1 + offset, 12)
            yield Period(year, month + 1, 1)

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day < self.end

    def __str__(self) -> str:
        if self.months == 12:
            return f"{self.year:04d}"
        if self.months == 6:
            return f"{self.year:04d}-H{(self.month + 5) // 6}"
        if self.months == 3:
            return f"{self.year:04d}-Q{(self.month + 2) // 3}"
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def title(self) -> str:
        """As a notice prints it: 2026年3月, 2026年第一季度, 2026年上半年, 2026年度."""
        if self.months == 12:
            return f"{self.year}年度"
        if self.months == 6:
            return f"{self.year}年{'上' if self.month < 7 else '下'}半年"
        if self.months == 3:
            return f"{self.year}年第{'一二三四'[(self.month - 1) // 3]}季度"
        return f"{self.year}年{self.month}月"
