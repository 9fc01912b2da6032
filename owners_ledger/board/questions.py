"""Questions of owners: one file each, to which commands only ever add."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger import money
from owners_ledger.board.model import QuestionLine, QuestionsReport
from owners_ledger.board.toml_text import BoardError, read, written
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

ASKERS = ("业主", "监督小组", "社区")
ADDED, ANSWERED, FOLLOW_UP, CLOSED = "added", "answered", "follow-up", "closed"
KINDS = (ADDED, ANSWERED, FOLLOW_UP, CLOSED)
_FILE = re.compile(r"(\d{4})-(\d{3,})", re.ASCII)
_NUMBER = re.compile(r"(?:Q-)?(\d{4}-\d{3,})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a question.

    Attributes:
        kind: of ``KINDS``.
        day: when.
        text: what was asked or answered.
        entry: what an answer points to, or "".
        correction: day of the correcting entry, if any.
    """

    kind: str
    day: datetime.date
    text: str
    entry: str = ""
    correction: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question and all that happened to it.

    Attributes:
        code: ``2026-003``; the year is that of ``received``.
        item: id of the printed item.
        line: what the item is called.
        figure: as it was printed, ``None`` for an item without one.
        notice: number of the notice it was printed on.
        asker: of ``ASKERS``.
        received: day it came.
        due: last day for the answer.
        history: what happened, the oldest first; the first one is ``added``.
    """

    code: str
    item: str
    line: str
    figure: Decimal | None
    notice: str
    asker: str
    received: datetime.date
    due: datetime.date
    history: tuple[Happening, ...]

    @property
    def number(self) -> str:
        """As it is called: ``Q-2026-003``."""
        return f"Q-{self.code}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer: the last word is the asker's."""
        return self.history[-1].kind in (ADDED, FOLLOW_UP)

    @property
    def answer(self) -> Happening | None:
        """The last answer."""
        return next((one for one in reversed(self.history) if one.kind == ANSWERED), None)

    def is_overdue(self, day: datetime.date) -> bool:
        """Whether it is still open on a day after its last one."""
        return self.is_open and day > self.due

    def before(self, day: datetime.date) -> Question | None:
        """The question as it stood when a day began, ``None`` where it was not yet asked."""
        known = tuple(one for one in self.history if one.day < day)
        return replace(self, history=known) if known else None


def folder(root: Path) -> Path:
    """Where the questions of a book lie."""
    return root / "ledger" / "questions"


def files(root: Path) -> list[Path]:
    """Their files in order."""
    return sorted(path for path in folder(root).glob("*.toml") if _FILE.fullmatch(path.stem))


def load_questions(root: Path) -> tuple[Question, ...]:
    """All questions of a book, the oldest number first.

    Raises:
        OwnersLedgerError: a file was changed by hand, or cannot be read.
    """
    return tuple(load_question(path) for path in files(root))


def load_question(path: Path) -> Question:
    """One question.

    Raises:
        OwnersLedgerError: its file was changed by hand, or cannot be read.
    """
    raw = read(path)
    try:
        return _question(path.stem, raw)
    except (KeyError, TypeError, ValueError, IndexError, OwnersLedgerError) as error:
        raise BoardError(
            _("提问的文件缺少或写错了：{what}").format(what=error),
            remedy=_("请从 git 或备份恢复它。"),
            file=str(path),
        ) from error


def find(questions: Iterable[Question], number: str) -> Question:
    """The question of a number (``Q-2026-003`` or ``2026-003``).

    Raises:
        BoardError: there is none.
    """
    known = {one.code: one for one in questions}
    match = _NUMBER.match(number.strip().upper())
    if match and match[1] in known:
        return known[match[1]]
    raise BoardError(
        _("没有提问 {number}").format(number=number),
        remedy=_("登记了的有：{known}。").format(known="、".join(f"Q-{code}" for code in known))
        if known
        else _("还没有登记过提问；登记用 owners-ledger question add。"),
    )


def next_code(questions: Sequence[Question], year: int) -> str:
    """The next free number of a year."""
    taken = [int(one.code[5:]) for one in questions if one.code.startswith(f"{year:04d}-")]
    return f"{year:04d}-{max(taken, default=0) + 1:03d}"


def content(question: Question) -> bytes:
    """A question as its file."""
    return written(
        {
            "number": question.number,
            "item": question.item,
            "line": question.line,
            "figure": question.figure,
            "notice": question.notice,
            "asker": question.asker,
            "received": question.received,
            "due": question.due,
            "history": [
                {
                    "kind": one.kind,
                    "day": one.day,
                    "text": one.text,
                    "entry": one.entry or None,
                    "correction": one.correction,
                }
                for one in question.history
            ],
        }
    )


def path_of(root: Path, question: Question) -> Path:
    """A question's file."""
    return folder(root) / f"{question.code}.toml"


def questions_report(
    questions: Iterable[Question], since: datetime.date, until: datetime.date
) -> QuestionsReport:
    """What a notice says of questions, as things stood when ``until`` began.

    Args:
        questions: all of a book.
        since: first day whose answers the notice before could not have.
        until: the notice's own first day on the board: later changes do not change it.
    """
    known = [stood for one in questions if (stood := one.before(until)) is not None]
    known.sort(key=lambda one: (one.received, one.code))
    last = until - datetime.timedelta(days=1)
    waiting = [one for one in known if one.is_open]
    return QuestionsReport(
        since=since,
        until=until,
        open=tuple(_line(one, last) for one in waiting),
        answered=tuple(
            _line(one, last)
            for one in known
            if not one.is_open and one.answer is not None and one.answer.day >= since
        ),
        overdue=sum(one.is_overdue(last) for one in waiting),
    )


def _line(question: Question, day: datetime.date) -> QuestionLine:
    answer = None if question.is_open else question.answer
    asked = [one.text for one in question.history if one.kind in (ADDED, FOLLOW_UP)]
    late = day > question.due if answer is None else answer.day > question.due
    return QuestionLine(
        number=question.number,
        item=question.item,
        line=question.line,
        figure=question.figure,
        asker=question.asker,
        received=question.received,
        due=question.due,
        text="　追问：".join(asked),
        answered=answer.day if answer else None,
        answer=answer.text if answer else "",
        entry=answer.entry if answer else "",
        correction=answer.correction if answer else None,
        overdue=late,
    )


def _question(code: str, raw: Mapping[str, Any]) -> Question:
    figure = raw.get("figure")
    history = tuple(
        Happening(
            _one_of(str(one["kind"]), KINDS),
            _day(one["day"]),
            str(one["text"]),
            str(one.get("entry", "")),
            _day(one["correction"]) if "correction" in one else None,
        )
        for one in raw["history"]
    )
    if not history or history[0].kind != ADDED:
        raise ValueError(_("history 要从 added 开始"))
    return Question(
        code=code,
        item=str(raw["item"]),
        line=str(raw["line"]),
        figure=None if figure is None else money.parse(str(figure)),
        notice=str(raw.get("notice", "")),
        asker=_one_of(str(raw["asker"]), ASKERS),
        received=_day(raw["received"]),
        due=_day(raw["due"]),
        history=history,
    )


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise ValueError(text)
    return text


def _day(value: object) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise TypeError(_("{value} 不是日期").format(value=value))
    return value
