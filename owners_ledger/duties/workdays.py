"""Working days: weekends, public holidays, and the weekend days worked in their stead."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger.config import load_toml
from owners_ledger.duties.profile import WORKING_DAYS
from owners_ledger.duties.schema import ProfileError
from owners_ledger.i18n import _
from owners_ledger.resources import data_files

_DAY = datetime.timedelta(days=1)
_WEEKDAYS = 5


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days worked in China.

    Attributes:
        off: public holidays and the days moved to them.
        worked: Saturdays and Sundays worked in their stead.
        years: years whose notice is known; in any other only weekends are off.
    """

    off: frozenset[datetime.date] = frozenset()
    worked: frozenset[datetime.date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working(self, day: datetime.date) -> bool:
        """Whether a day is worked."""
        return day in self.worked or (day.weekday() < _WEEKDAYS and day not in self.off)

    def after(self, first: datetime.date, days: int, kind: str) -> datetime.date:
        """The last day of so many full days after the first one, 自然日 or 工作日."""
        if kind != WORKING_DAYS:
            return first + days * _DAY
        day = first
        while days > 0:
            day += _DAY
            days -= self.is_working(day)
        return day

    def between(self, first: datetime.date, last: datetime.date, kind: str) -> int:
        """Full days from the first to the last day, 自然日 or 工作日."""
        days = (last - first).days
        if kind != WORKING_DAYS:
            return days
        return sum(self.is_working(first + number * _DAY) for number in range(1, days + 1))

    def unknown(self, first: datetime.date, last: datetime.date) -> tuple[int, ...]:
        """Years between two days whose holidays are not known."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


def load_workdays(root: Path | None) -> Workdays:
    """From ``reports/holidays/<year>.toml``, the committee's own file before the shipped one.

    Raises:
        ProfileError: a file is not as it must be; names file, key and remedy.
    """
    off: set[datetime.date] = set()
    worked: set[datetime.date] = set()
    years: set[int] = set()
    for path in data_files(root, "reports", "holidays/*.toml"):
        raw = load_toml(path)
        years.add(_year(raw, path))
        for row in raw.get("holiday", ()):
            off.update(_span(row, path))
            worked.update(_days(row.get("worked", ()), path))
    return Workdays(frozenset(off - worked), frozenset(worked), frozenset(years))


def _year(raw: dict[str, Any], path: Path) -> int:
    year, source = raw.get("year"), raw.get("source")
    if type(year) is int and str(year) == path.stem and isinstance(source, str) and source.strip():
        return year
    raise _wrong(path, "year, source")


def _span(row: Any, path: Path) -> Iterator[datetime.date]:
    if isinstance(row, dict):
        first, last = row.get("from"), row.get("to")
        if type(first) is datetime.date and type(last) is datetime.date and first <= last:
            return (first + n * _DAY for n in range((last - first).days + 1))
    raise _wrong(path, "holiday.from, holiday.to")


def _days(found: Any, path: Path) -> Collection[datetime.date]:
    if isinstance(found, list | tuple) and all(type(day) is datetime.date for day in found):
        return list(found)
    raise _wrong(path, "holiday.worked")


def _wrong(path: Path, key: str) -> ProfileError:
    return ProfileError(
        _("节假日文件的 {key} 缺少或写错了").format(key=key),
        remedy=_("请对照随程序发布的 reports/holidays/2026.toml 改正。"),
        file=str(path),
    )
