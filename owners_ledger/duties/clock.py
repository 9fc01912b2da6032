"""The day it is: asked at the rim only, and told by the environment where it must not change."""

from __future__ import annotations

import datetime
import os

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _

VARIABLE = "OWNERS_LEDGER_TODAY"
_ASLEEP = datetime.timedelta(days=45)


def today() -> datetime.date:
    """The day on the user's calendar, or the one ``OWNERS_LEDGER_TODAY`` names.

    Raises:
        UsageError: the variable holds no day.
    """
    told = os.environ.get(VARIABLE, "")
    if not told:
        return datetime.date.today()  # noqa: DTZ011 - a date on the user's calendar
    try:
        return datetime.date.fromisoformat(told)
    except ValueError:
        raise UsageError(
            _("{name} 写的“{value}”不是日期").format(name=VARIABLE, value=told),
            remedy=_("日期写作 2026-03-31。"),
        ) from None


def book_day(reached: datetime.date, day: datetime.date) -> tuple[datetime.date, bool]:
    """Today as a check sees it, and whether the books are kept.

    Books that nobody has taken further for six weeks are an archive or a sample: for them time
    stands still where they end, and their findings do not grow with every day that passes. So it
    does for books that reach far beyond today.

    Args:
        reached: the last day the books reach.
        day: today.
    """
    kept = abs(day - reached) <= _ASLEEP
    return (max(day, reached) if kept else reached), kept
