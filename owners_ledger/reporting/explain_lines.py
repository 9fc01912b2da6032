"""Which lines and totals need a sentence: swings, lines gone silent, regular ones that are missing.

Limits are compared exactly and are reached at equality; percentages are rounded only for show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from owners_ledger.books.notes import LINES, SIDES, TOTALS, notes_file
from owners_ledger.config import Committee
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash, Cell
from owners_ledger.reporting.lines import Span
from owners_ledger.reporting.points import (
    MISSING,
    SWING_MONTH,
    SWING_YEAR,
    TOTAL_SWING,
    YEAR_WORDS,
    ZERO_LINE,
    OpenPoint,
    percent_of,
    point,
    swings,
)
from owners_ledger.reporting.rhythm import rhythm
from owners_ledger.reporting.sentences import unit_words
from owners_ledger.reporting.sources import Sources

_YEAR = 12


def line_points(cash: Cash, sources: Sources, committee: Committee) -> Iterator[OpenPoint]:
    """Of every line: silent where it is not usual, or changed beyond the limits."""
    for side in (INCOME, SPENDING):
        planned = _planned(sources, side)
        for line in sorted({name for where, name in cash.lines if where == side} | set(planned)):
            cells = cash.lines.get((side, line), {})
            span = Span.of(cash)
            if any(cell.count for month, cell in cells.items() if span.first <= month < span.end):
                yield from _line_swings(cash, line, cells, committee)
            else:
                yield from _silent(cash, line, cells, planned.get(line, ZERO), committee)


def total_points(cash: Cash, committee: Committee) -> Iterator[OpenPoint]:
    """Of income and spending as a whole."""
    span = Span.of(cash)
    for side, name in zip((INCOME, SPENDING), SIDES, strict=True):
        amount = cash.total(side, span.first, span.end)
        for (_kind, words), percent, against in _comparisons(cash, committee):
            first = _first(against)
            base = cash.total(side, first, first + against.months)
            if swings(amount, base, percent, committee.swing_above):
                yield point(
                    TOTAL_SWING,
                    name,
                    _question(cash, f"{name}合计", amount, base, words),
                    table=TOTALS,
                    file=notes_file(cash.period),
                    amount=amount,
                    compared=base,
                    against=str(against),
                )


def _line_swings(
    cash: Cash, line: str, cells: Mapping[int, Cell], committee: Committee
) -> Iterator[OpenPoint]:
    span = Span.of(cash)
    amount = _sum(cells, span.first, span.end)
    for (kind, words), percent, against in _comparisons(cash, committee):
        first = _first(against)
        base = _sum(cells, first, first + against.months)
        if swings(amount, base, percent, committee.swing_above):
            yield point(
                kind,
                line,
                _question(cash, line, amount, base, words),
                table=LINES,
                file=notes_file(cash.period),
                amount=amount,
                compared=base,
                against=str(against),
            )


def _comparisons(
    cash: Cash, committee: Committee
) -> Iterator[tuple[tuple[str, str], Decimal, Period]]:
    """Kind, words, limit and period of every comparison the books allow."""
    period, span = cash.period, Span.of(cash)
    if period.months < _YEAR and span.has_previous:
        words = unit_words(period.months)[1]
        yield (SWING_MONTH, words), committee.swing_month, period.previous()
    if _first(period.year_before()) >= span.begin:
        words = YEAR_WORDS[period.months]
        yield (SWING_YEAR, words), committee.swing_year, period.year_before()


def _question(cash: Cash, subject: str, amount: Decimal, base: Decimal, before: str) -> str:
    change = amount - base
    text = f"“{subject}”{unit_words(cash.period.months)[0]} {show(amount)} 元，"
    if not base:
        return f"{text}{before}没有。为什么？"
    share = percent_of(amount, base)
    sign = "+" if share > 0 else "−"
    more = "多" if change > 0 else "少"
    return f"{text}比{before}{more} {show(abs(change))} 元（{sign}{abs(share)}%）。为什么？"


def _silent(
    cash: Cash, line: str, cells: Mapping[int, Cell], planned: Decimal, committee: Committee
) -> Iterator[OpenPoint]:
    """A line without any movement although it is budgeted, or moved in the year before."""
    span = Span.of(cash)
    start = max(span.first - _YEAR, span.begin)
    months = {month for month, cell in cells.items() if start <= month < span.first and cell.count}
    past = _sum(cells, start, span.first)
    if not (months or planned) or max(abs(past), abs(planned)) < committee.swing_above:
        return
    this = unit_words(cash.period.months)[0]
    text = f"“{line}”{this}一笔也没有"
    usual = rhythm(months, span)
    if usual:
        text += f"，以前{usual}"
    if months:
        year, month = divmod(max(months), 12)
        text += f"（上次在 {year}年{month + 1}月）"
    elif planned:
        text += f"，本年预算是 {show(planned)} 元"
    yield point(
        MISSING if usual else ZERO_LINE,
        line,
        f"{text}。为什么？",
        table=LINES,
        file=notes_file(cash.period),
        amount=ZERO,
        compared=past if months else planned,
        against="year-before" if months else "budget",
    )


def _planned(sources: Sources, side: str) -> Mapping[str, Decimal]:
    if sources.budget is None:
        return {}
    table = sources.budget.income if side == INCOME else sources.budget.spending
    return {line: amount for line, amount in table.items() if amount}


def _first(period: Period) -> int:
    return period.year * 12 + period.month - 1


def _sum(cells: Mapping[int, Cell], first: int, end: int) -> Decimal:
    return sum((cell.amount for month, cell in cells.items() if first <= month < end), ZERO)
