"""What the board's parts print: questions, the posting log, corrections. Plain frozen values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

Figure = Decimal | str | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as a notice prints it; the asker is a class, never a person.

    Attributes:
        number: ``Q-2026-003``.
        item: id of the printed item (``2026-03/支12``).
        line: what that item is called.
        figure: the figure that was printed, ``None`` for an item without one.
        asker: 业主, 监督小组, 社区.
        received: day it came.
        due: last day for the answer.
        text: the question, with its follow-ups.
        answered: day of the last answer, ``None`` while it is open.
        answer: its text, or "".
        entry: voucher, link or ``file:line`` the answer points to, or "".
        correction: day of the correcting entry, ``None`` without one.
        overdue: open (or answered) after ``due``.
    """

    number: str
    item: str
    line: str
    figure: Decimal | None
    asker: str
    received: datetime.date
    due: datetime.date
    text: str
    answered: datetime.date | None
    answer: str
    entry: str
    correction: datetime.date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class QuestionsReport:
    """Questions for one notice: open ones, and those answered since the notice before.

    Attributes:
        since: first day that counts.
        until: the day before which something must have happened to be printed.
        open: still without an answer on the day before ``until``, the oldest first.
        answered: answered from ``since`` on, the oldest first.
        overdue: how many of the open ones are past their day.
    """

    since: datetime.date
    until: datetime.date
    open: tuple[QuestionLine, ...]
    answered: tuple[QuestionLine, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A print at the places where it hung on the same days.

    Attributes:
        notice: what it is (``2026年3月财务收支公示``).
        number: the notice's number.
        edition: "" for the first print, ``补发1``, ``更正1``.
        place: where it hung; several places joined by 、.
        start: first day.
        end: last day planned, or the day it was taken down; ``None`` where nobody said.
        taken_down: whether ``end`` is the day it was taken down.
        days: full days it hung or is to hang, ``None`` without ``end``.
        by: the role of whoever put it up.
        seal: 核对码 of that print, "" where the print was not kept.
        photos: how many photographs show it.
    """

    notice: str
    number: str
    edition: str
    place: str
    start: datetime.date
    end: datetime.date | None
    taken_down: bool
    days: int | None
    by: str
    seal: str
    photos: int


@dataclass(frozen=True, slots=True)
class PostingLog:
    """What hung between two days, by first day.

    Attributes:
        first: first day.
        last: last day.
        lines: one for each print and run of days.
        notices: how many prints that were.
    """

    first: datetime.date
    last: datetime.date
    lines: tuple[PostingLine, ...]
    notices: int


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """One figure of a printed notice that is another now.

    Attributes:
        what: which one (``支出·保险·本期``).
        old: as it was printed; ``None``: it was not there.
        new: as it is now; ``None``: it is there no longer.
    """

    what: str
    old: Figure
    new: Figure


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected notice.

    Attributes:
        notice: which one (``2026年3月财务收支公示``).
        number: its number.
        edition: ``更正1``.
        day: of the correction.
        why: in a sentence.
        changed: only what changed.
    """

    notice: str
    number: str
    edition: str
    day: datetime.date
    why: str
    changed: tuple[ChangedFigure, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections made since the notice before.

    Attributes:
        since: first day that counts.
        until: the day before which a correction must have been made.
        corrections: the oldest first.
    """

    since: datetime.date
    until: datetime.date
    corrections: tuple[Correction, ...]
