"""Lines of income and spending: this period, the one before, the year, the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.money import ZERO
from owners_ledger.reporting.cash import Cash, Cell, month_number
from owners_ledger.reporting.model import ReportLine
from owners_ledger.reporting.sources import Sources


@dataclass(frozen=True, slots=True)
class Span:
    """The period as month numbers; ``end`` is the month after it."""

    first: int
    end: int
    year: int
    previous: int
    begin: int

    @classmethod
    def of(cls, cash: Cash) -> Span:
        """Of the pass's period."""
        return cls(
            month_number(cash.period.first),
            month_number(cash.period.end),
            month_number(cash.period.year_to_date[0]),
            month_number(cash.period.previous().first),
            cash.begin,
        )

    @property
    def has_previous(self) -> bool:
        """Whether the books hold the whole period before."""
        return self.previous >= self.begin


def report_lines(
    cash: Cash, side: str, sources: Sources, derived: Mapping[str, str]
) -> tuple[ReportLine, ...]:
    """A side's lines, larger first; lines that moved this year or have a budget stay at zero."""
    span = Span.of(cash)
    budget = _budget(sources, side)
    lines: list[ReportLine] = []
    moved = {line for where, line in cash.lines if where == side}
    for line in sorted(moved | {line for line, amount in (budget or {}).items() if amount}):
        cells = cash.lines.get((side, line), {})
        months = tuple(
            cells[month].amount if month in cells else ZERO for month in range(span.first, span.end)
        )
        year, moved_this_year = _sum(cells, span.year, span.end)
        previous, moved_before = _sum(cells, span.previous, span.first)
        planned = None if budget is None else budget.get(line)
        if not (moved_this_year or (moved_before and span.has_previous) or planned):
            continue
        lines.append(
            ReportLine(
                line=line,
                amount=sum(months, ZERO),
                year_to_date=year,
                budget=planned,
                months=months,
                previous=previous if span.has_previous else None,
                note=sources.notes.lines.get(line, ""),
                derived=derived.get(line, ""),
                count=_sum(cells, span.first, span.end)[1],
            )
        )
    return tuple(
        sorted(
            lines,
            key=lambda one: (-one.amount, -one.year_to_date, -(one.budget or ZERO), one.line),
        )
    )


def budget_total(sources: Sources, side: str) -> Decimal | None:
    """The year's budget of a side."""
    budget = _budget(sources, side)
    return None if budget is None else sum(budget.values(), ZERO)


def _budget(sources: Sources, side: str) -> Mapping[str, Decimal] | None:
    if sources.budget is None:
        return None
    return sources.budget.planned(side)


def _sum(cells: Mapping[int, Cell], first: int, end: int) -> tuple[Decimal, int]:
    inside = [cell for month, cell in cells.items() if first <= month < end]
    return sum((cell.amount for cell in inside), ZERO), sum(cell.count for cell in inside)
