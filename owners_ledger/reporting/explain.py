"""Explain or hold: what needs the committee's sentence, and which sentences are printed.

The questions follow from the figures alone; a question is open until its sentence says something.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from owners_ledger.books.notes import (
    GONE,
    LINES,
    PAYEES,
    SIDES,
    TABLES,
    TOTALS,
    Notes,
    notes_file,
    says_nothing,
)
from owners_ledger.config import Committee
from owners_ledger.money import ZERO
from owners_ledger.reporting.cash import Cash
from owners_ledger.reporting.clerk import Clerk
from owners_ledger.reporting.explain_lines import line_points, total_points
from owners_ledger.reporting.explain_payees import paid, payee_points
from owners_ledger.reporting.model import Note, ReportLine
from owners_ledger.reporting.points import MISSING, SENTENCE, ZERO_LINE, OpenPoint, point
from owners_ledger.reporting.sources import Sources

_REASONS = {PAYEES: "payee", GONE: "missing", TOTALS: "total", LINES: "line"}
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Explained:
    """What was asked of a period.

    Attributes:
        notes: the committee's sentences that do not stand beside a line of the tables.
        open_points: what is still open, lines first.
    """

    notes: tuple[Note, ...]
    open_points: tuple[OpenPoint, ...]


def explain(
    cash: Cash,
    clerk: Clerk,
    sources: Sources,
    committee: Committee,
    shown: Sequence[ReportLine],
) -> Explained:
    """Match the questions of a period with the sentences of its file.

    Args:
        cash: the pass.
        clerk: writes who was paid.
        sources: with the sentences.
        committee: for its limits.
        shown: lines that stand in the tables and print their sentence there.
    """
    asked = questions(cash, clerk, sources, committee)
    notes = sources.notes
    own = {
        LINES: [line.line for line in shown],
        PAYEES: list(paid(clerk, cash.flows)) if notes.payees else [],
        GONE: [],
        TOTALS: list(SIDES),
    }
    for one in asked:
        own[one.table].append(one.key)
    held = [one for one in asked if says_nothing(notes.table(one.table).get(one.key, ""))]
    stray = tuple(_stray(notes, own, asked, clerk, notes_file(cash.period)))
    beside = {line.line for line in shown}
    printed = tuple(
        Note(_REASONS[table], f"{key}合计" if table == TOTALS else key, text)
        for table in (TOTALS, LINES, PAYEES, GONE)
        for key, text in notes.table(table).items()
        if text and key in own[table] and not (table == LINES and key in beside)
    )
    inherited = tuple(
        Note(_REASONS[PAYEES], one.key, sources.payees_of_months[one.key])
        for one in held
        if one.table == PAYEES and one.key in sources.payees_of_months
    )
    answered = {note.subject for note in inherited}
    still = tuple(one for one in held if one.table != PAYEES or one.key not in answered)
    return Explained((*printed, *inherited), (*still, *stray))


def questions(
    cash: Cash, clerk: Clerk, sources: Sources, committee: Committee
) -> tuple[OpenPoint, ...]:
    """Everything that needs a sentence, answered or not."""
    lines = tuple(line_points(cash, sources, committee))
    silent = [one.subject for one in lines if one.kind in (MISSING, ZERO_LINE)]
    return (
        *total_points(cash, committee),
        *lines,
        *payee_points(cash, clerk, committee, silent),
    )


def _stray(
    notes: Notes,
    own: Mapping[str, Sequence[str]],
    asked: Sequence[OpenPoint],
    clerk: Clerk,
    file: str,
) -> Iterator[OpenPoint]:
    """Sentences that say nothing although nobody asked, or that belong to nothing."""
    places = {(one.table, one.key) for one in asked}
    for key in notes.stray:
        near = _near(key, (*TABLES, "headline"))
        yield _about(
            key, f"说明文件里的“{key}”不是认得的名称{near}。请改正或删去。", table="", file=file
        )
    for table in TABLES:
        for key, text in notes.table(table).items():
            name = clerk.cover.text(key)
            if key not in own[table]:
                near = _near(key, own[table])
                yield _about(
                    name,
                    f"[{table}] 给“{name}”写了一句，但本期没有这一项要说明{near}。请改正或删去。",
                    table=table,
                    file=file,
                )
            elif (table, key) not in places and says_nothing(text):
                yield _about(
                    name,
                    f"“{name}”的说明没有写原因。请写清楚，或删去这一行。",
                    table=table,
                    file=file,
                )


def _about(subject: str, question: str, *, table: str, file: str) -> OpenPoint:
    return point(SENTENCE, subject, question, table=table, file=file, amount=ZERO)


def _near(key: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(key, known, 1, _CLOSE)
    return f"，是不是“{found[0]}”" if found else ""
