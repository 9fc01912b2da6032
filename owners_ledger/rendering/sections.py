"""Income and spending as they are printed: lines, remarks beside them, explanations below."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.rendering.typography import width
from owners_ledger.reporting.model import Disclosure, Note, ReportLine

SHORT_NOTE = 13.0  # em: what the column 说明 takes in one line
_IDLE = 2  # lines without movement from which they share one row


@dataclass(frozen=True, slots=True)
class Row:
    """A line of income or spending as it is printed.

    Attributes:
        figures: the report's line.
        remark: what stands in the column 说明: facts and a short note.
        mark: ``①`` where the explanation is too long for the column, else "".
    """

    figures: ReportLine
    remark: str
    mark: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A numbered explanation below the tables."""

    mark: str
    reason: str
    subject: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Income or spending.

    Attributes:
        title: 收入 or 支出.
        rows: lines with movement in the period, in the report's order; the others too if few.
        idle: lines without movement in the period but with one in the year or a budget, where
            there are two or more; ``idle_year``, ``idle_budget``: their sums.
        marked: whether any row refers to a numbered explanation.
        empty: names of lines without any figure, in the period, the year and the budget.
        total, year, budget, months: the totals.
    """

    title: str
    rows: tuple[Row, ...]
    idle: tuple[Row, ...]
    idle_year: Decimal
    idle_budget: Decimal | None
    marked: bool
    empty: tuple[str, ...]
    total: Decimal
    year: Decimal
    budget: Decimal | None
    months: tuple[Decimal, ...]


class Explanations:
    """Deals explanations to the column beside a line or, numbered, to the list below.

    A quarter's table has none: the months stand there.
    """

    def __init__(self, figures: Disclosure, room: float = SHORT_NOTE) -> None:
        """Deal out the notes of ``figures``; ``room`` is the column's width in em."""
        self._figures = figures
        self._room = room
        self._column = figures.kind != "quarterly"
        self._notes = list(figures.notes)
        self._numbered: list[Explanation] = []

    def income(self) -> Section:
        """The income section."""
        figures = self._figures
        return self._section(
            "收入",
            figures.income,
            (figures.income_total, figures.income_year, figures.income_budget),
            figures.income_months,
        )

    def spending(self) -> Section:
        """The spending section."""
        figures = self._figures
        return self._section(
            "支出",
            figures.spending,
            (figures.spending_total, figures.spending_year, figures.spending_budget),
            figures.spending_months,
        )

    def _section(
        self,
        title: str,
        lines: tuple[ReportLine, ...],
        totals: tuple[Decimal, Decimal, Decimal | None],
        months: tuple[Decimal, ...],
    ) -> Section:
        shown = [
            line for line in lines if line.amount or line.year_to_date or line.budget or line.note
        ]
        idle = [line for line in shown if not line.amount and not any(line.months)]
        if len(idle) < _IDLE:
            idle = []
        rows = tuple(self._row(line) for line in shown if line not in idle)
        budgets = [line.budget for line in idle if line.budget is not None]
        return Section(
            title=title,
            rows=rows,
            marked=any(row.mark for row in rows),
            idle=tuple(self._row(line, numbered=False) for line in idle),
            idle_year=money.total(line.year_to_date for line in idle),
            idle_budget=money.total(budgets) if budgets else None,
            empty=tuple(line.line for line in lines if line not in shown),
            total=totals[0],
            year=totals[1],
            budget=totals[2],
            months=months,
        )

    def _row(self, line: ReportLine, *, numbered: bool = True) -> Row:
        """A line with what is said about it; each explanation is printed once."""
        notes = [note for note in self._notes if note.subject == line.line]
        texts = dict.fromkeys([line.note, *(note.text for note in notes)])
        texts.pop("", None)
        self._notes = [note for note in self._notes if note not in notes]
        inline, marks = [line.derived] if line.derived else [], []
        for text in texts:
            clause = text.rstrip("。")
            short = width("；".join([*inline, clause])) <= self._room
            if not numbered or (short and self._column):
                inline.append(clause)
            else:
                reason = next((note.reason for note in notes if note.text == text), "other")
                facts = [] if self._column else [line.derived]
                marks.append(
                    self._number(Note(reason, line.line, "；".join([*filter(None, facts), text])))
                )
        return Row(line, "；".join(inline), "".join(marks))

    def rest(self) -> tuple[Explanation, ...]:
        """All numbered explanations, those of no line last."""
        for note in self._notes:
            self._number(note)
        self._notes = []
        return tuple(self._numbered)

    def _number(self, note: Note) -> str:
        mark = _mark(len(self._numbered) + 1)
        self._numbered.append(Explanation(mark, note.reason, note.subject, note.text, note.id))
        return mark


def _mark(number: int) -> str:
    for first, start in ((1, 0x2460), (21, 0x3251), (36, 0x32B1)):
        if first <= number < first + (20 if first == 1 else 15):
            return chr(start + number - first)
    return f"[{number}]"
