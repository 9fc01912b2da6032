"""``plugin "owners_ledger.checks.questions"``: owners' questions are answered in time.

The day is today's; for books that nobody keeps any more time stands still where they end.
"""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.accruals.reach import reach
from owners_ledger.board.questions import files, load_question
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.duties.clock import book_day, today
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _


def check(facts: Facts) -> Iterator[Problem]:
    """Questions past their day without an answer, and files a hand has changed."""
    known = files(facts.root)
    if not known:
        return
    reached = reach(facts.transactions, facts.chart) or facts.newest
    day = book_day(reached, today())[0] if reached else today()
    for path in known:
        place = at(facts.root, path.relative_to(facts.root).as_posix())
        try:
            question = load_question(path)
        except OwnersLedgerError as error:
            yield Problem(place, error.message, error.remedy)
            continue
        if question.is_overdue(day):
            yield Problem(
                place,
                _("提问 {number}（{item} {line}）应在 {due} 之前答复，还没有答复").format(
                    number=question.number,
                    item=question.item,
                    line=question.line,
                    due=question.due,
                ),
                _("请查清后答复：owners-ledger question answer {number} --text …").format(
                    number=question.number
                ),
                WARNING,
            )


__plugins__ = (plugin({"questions": check}),)
