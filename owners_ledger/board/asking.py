"""What a command adds to a question: it is asked, answered, asked further, closed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from owners_ledger.board.items import Item
from owners_ledger.board.questions import (
    ADDED,
    ANSWERED,
    CLOSED,
    FOLLOW_UP,
    Happening,
    Question,
    next_code,
)
from owners_ledger.board.toml_text import BoardError
from owners_ledger.i18n import _

_LONGEST = 500


def asked(
    questions: Sequence[Question],
    item: Item,
    text: str,
    *,
    asker: str,
    received: datetime.date,
    answer_days: int,
) -> Question:
    """A new question.

    Args:
        questions: all of the book.
        item: the printed item it is about.
        text: the question, free of personal data.
        asker: of ``questions.ASKERS``.
        received: day it came.
        answer_days: days within which the answer must hang.

    Raises:
        BoardError: the text is empty or too long.
    """
    return Question(
        code=next_code(questions, received.year),
        item=item.code,
        line=item.line,
        figure=item.figure,
        notice=item.notice,
        asker=asker,
        received=received,
        due=received + datetime.timedelta(days=answer_days),
        history=(Happening(ADDED, received, _sound(text)),),
    )


def answered(
    question: Question,
    text: str,
    day: datetime.date,
    *,
    entry: str = "",
    correction: datetime.date | None = None,
) -> Question:
    """The question with an answer.

    Raises:
        BoardError: it is closed, the day lies before what happened last, or the text is no text.
    """
    return _with(question, Happening(ANSWERED, day, _sound(text), entry.strip(), correction))


def asked_further(question: Question, text: str, day: datetime.date, answer_days: int) -> Question:
    """The question, open again with a new last day.

    Raises:
        BoardError: it is closed, the day lies before what happened last, or the text is no text.
    """
    further = _with(question, Happening(FOLLOW_UP, day, _sound(text)))
    return replace(further, due=day + datetime.timedelta(days=answer_days))


def closed(question: Question, text: str, day: datetime.date) -> Question:
    """The question, closed for good; one without an answer cannot be.

    Raises:
        BoardError: there is no answer yet, or it is closed.
    """
    if question.is_open:
        raise BoardError(
            _("{number} 还没有答复，不能了结").format(number=question.number),
            remedy=_("请先答复：owners-ledger question answer {number} --text …").format(
                number=question.number
            ),
        )
    return _with(question, Happening(CLOSED, day, _sound(text)))


def _with(question: Question, happening: Happening) -> Question:
    last = question.history[-1]
    if last.kind == CLOSED:
        raise BoardError(
            _("{number} 已在 {day} 了结").format(number=question.number, day=last.day),
            remedy=_("请另外登记一个提问。"),
        )
    if happening.day < last.day:
        raise BoardError(
            _("{day} 早于 {number} 的上一条记录（{last}）").format(
                day=happening.day, number=question.number, last=last.day
            ),
            remedy=_("请核对日期。"),
        )
    return replace(question, history=(*question.history, happening))


def _sound(text: str) -> str:
    flat = " ".join(text.split())
    if not flat:
        raise BoardError(_("文字是空的"), remedy=_("请在 --text 后面写上要说的话。"))
    if len(flat) > _LONGEST:
        raise BoardError(
            _("文字有 {count} 个字，公示上印不下").format(count=len(flat)),
            remedy=_("请写在 {longest} 字以内，其余的可以附在纸上。").format(longest=_LONGEST),
        )
    return flat
