"""What the records say: the posting log of a year, corrections since the last notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from owners_ledger.board.model import Correction, Corrections, PostingLine, PostingLog
from owners_ledger.board.posting import Edition, Place, Posted
from owners_ledger.config import Committee
from owners_ledger.duties.profile import CALENDAR_DAYS
from owners_ledger.duties.workdays import Workdays
from owners_ledger.periods import Period

_DAY = datetime.timedelta(days=1)
_WEEKDAYS = Workdays()


def window(period: Period, committee: Committee) -> tuple[datetime.date, datetime.date]:
    """The days whose questions and corrections belong on a period's notice: from, and before.

    From the day the notice before was to hang until this one is; so a notice says the same
    whenever it is made.
    """
    lag = committee.posting_lag * _DAY
    return period.previous().last + lag, period.last + lag


def posting_log(
    postings: Iterable[Posted],
    first: datetime.date,
    last: datetime.date,
    kind: str = CALENDAR_DAYS,
    workdays: Workdays = _WEEKDAYS,
) -> PostingLog:
    """What began to hang between two days.

    Args:
        postings: all records of a book.
        first: first day.
        last: last day.
        kind: how full days count (``committee.posting_kind``).
        workdays: the days worked, where these count.
    """
    found = sorted(
        (
            (place.start, record.number, place.edition, order, record, place)
            for record in postings
            for order, place in enumerate(record.places)
            if first <= place.start <= last
        ),
        key=lambda one: one[:4],
    )
    lines = _joined([_line(record, place, kind, workdays) for *_order, record, place in found])
    return PostingLog(first, last, lines, len({(line.number, line.edition) for line in lines}))


def _joined(lines: Iterable[PostingLine]) -> tuple[PostingLine, ...]:
    """The same print on the same days at several places as one line."""
    found: dict[PostingLine, list[PostingLine]] = {}
    for line in lines:
        found.setdefault(replace(line, place="", photos=0), []).append(line)
    return tuple(
        replace(
            line,
            place="、".join(one.place for one in several),
            photos=sum(one.photos for one in several),
        )
        for line, several in found.items()
    )


def corrections(
    postings: Iterable[Posted], since: datetime.date, until: datetime.date
) -> Corrections:
    """Corrections made from ``since`` on and before ``until``."""
    found = [
        correction(record, edition)
        for record in postings
        for edition in record.corrections
        if since <= edition.day < until
    ]
    found.sort(key=lambda one: (one.day, one.number, one.edition))
    return Corrections(since, until, tuple(found))


def correction(record: Posted, edition: Edition) -> Correction:
    """A corrected print as it is told."""
    return Correction(
        notice=record.title,
        number=record.number,
        edition=edition.name,
        day=edition.day,
        why=edition.why,
        changed=edition.changed,
    )


def _line(record: Posted, place: Place, kind: str, workdays: Workdays) -> PostingLine:
    edition = record.edition(place.edition)
    last = place.last
    return PostingLine(
        notice=record.title,
        number=record.number,
        edition=place.edition,
        place=place.name,
        start=place.start,
        end=last,
        taken_down=place.taken_down is not None,
        days=None if last is None else workdays.between(place.start, last, kind),
        by=place.by,
        seal=edition.seal if edition else "",
        photos=len(place.photos),
    )
