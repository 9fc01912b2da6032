"""When a row happened: by a booking date, a date, a time, a stamp, or several such columns."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.columns import Columns
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

EARLIEST = datetime.date(1990, 1, 1)
_DAYS_AHEAD = datetime.timedelta(days=3)
_CHINA = datetime.timezone(datetime.timedelta(hours=8))

Row = Sequence[object]


class Moments:
    """Reads the moments of a table's rows.

    Args:
        columns: where dates and times stand.
        file: for messages.
    """

    def __init__(self, columns: Columns, file: str) -> None:
        self.columns = columns
        self.file = file
        self.latest = datetime.datetime.now(_CHINA).date() + _DAYS_AHEAD

    def of(self, number: int, row: Row) -> cells.Stamp | None:
        """Date and time of a row, ``None`` where it has no date.

        Raises:
            StatementError: the calendar has no such day, or no statement can be of that day.
        """
        columns = self.columns
        date: datetime.date | None = None
        time: datetime.time | None = None
        for at in (columns.booked, columns.date):
            if at is None or at >= len(row):
                continue
            found = self._date(number, cells.text(row[at]))
            if found:
                date = date or found[0]
                time = time or found[1]
        if columns.time is not None and columns.time < len(row):
            text = cells.text(row[columns.time])
            if date is None:
                found = self._date(number, text)
                if found:
                    date, time = found
            elif text:
                time = _time(text) or time
        if date is None:
            return None
        if not EARLIEST <= date <= self.latest:
            raise self._refused(
                number,
                _("日期 {date} 不在 {first} 到 {last} 之间").format(
                    date=date, first=EARLIEST, last=self.latest
                ),
            )
        return date, time

    def written(self, row: Row) -> str:
        """What stands in a row's date column, "" where there is no figure in it."""
        columns = self.columns
        dates = [at for at in (columns.booked, columns.date) if at is not None]
        places = dates or [at for at in (columns.time,) if at is not None]
        texts = (cells.text(row[at]) for at in places if at < len(row))
        return next((text for text in texts if any(map(str.isdigit, text))), "")

    def _date(self, number: int, text: str) -> cells.Stamp | None:
        if not text:
            return None
        try:
            return cells.stamp(text)
        except ValueError:
            raise self._refused(number, _("没有“{text}”这一天").format(text=text[:30])) from None

    def _refused(self, number: int, message: str) -> Exception:
        text = _("第 {row} 行：{message}").format(row=number, message=message)
        return refuse(text, file=self.file, row=number)


def _time(text: str) -> datetime.time | None:
    try:
        found = None if text.endswith(".0") and len(text) <= len("235959.0") else cells.stamp(text)
    except ValueError:
        found = None
    if found and found[0] >= EARLIEST:
        return found[1]
    return cells.clock(text)
