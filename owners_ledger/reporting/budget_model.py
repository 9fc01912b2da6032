"""A year's budget against the books, and the contracts and ceilings behind it: plain values.

Every amount is yuan; shares are percent with one decimal.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the notice.

    ``actual + committed + left == planned`` for every line that has a budget.

    Attributes:
        line: the notice's line.
        passed: as first passed, ``None`` for a line without budget.
        amended: what amendments added.
        planned: ``passed + amended``, ``None`` for a line without budget.
        actual: received or paid this year up to the report's day (cash view).
        committed: what contracts still ask for this year (spending only).
        left: what may still be spent, or is still to come; ``None`` without budget.
        used: percent of the plan that is spent, commitments not counted; ``None`` without budget.
        over: by which spending and commitments exceed the plan, else 0.
        said: the overrun in words, or "".
    """

    line: str
    passed: Decimal | None
    amended: Decimal
    planned: Decimal | None
    actual: Decimal
    committed: Decimal
    left: Decimal | None
    used: Decimal | None
    over: Decimal
    said: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class BudgetSide:
    """Income or spending: its lines, larger plans first, and their sums.

    ``planned``, ``left`` are of the lines that have a budget, ``actual`` and ``committed`` of all;
    ``unplanned`` is what was received or paid on lines without budget.
    """

    title: str
    lines: tuple[BudgetLine, ...]
    planned: Decimal
    actual: Decimal
    committed: Decimal
    left: Decimal
    unplanned: Decimal
    used: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class BudgetAmendment:
    """A later change: ``amount`` is by which the line grew."""

    date: datetime.date
    line: str
    amount: Decimal
    resolution: str
    why: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A spending contract at the report's day.

    Attributes:
        code: its number.
        about: what for.
        supplier: company, or 个人.
        line: the notice's line it is paid from.
        resolution: number, or "".
        term: in words.
        total: agreed sum; ``None`` for one that comes round.
        terms: the price in words (3,100.00 元/月).
        paid: in cash, ever.
        paid_year: in cash, this year.
        accrued: booked as owed and not paid yet.
        this_year: still due this year, arrears included.
        after: due after this year; ``None`` where no end is agreed.
        ends_on: last day, or ``None``.
        ends_soon: whether it ends within 60 days.
    """

    code: str
    about: str
    supplier: str
    line: str
    resolution: str
    term: str
    total: Decimal | None
    terms: str
    paid: Decimal
    paid_year: Decimal
    accrued: Decimal
    this_year: Decimal
    after: Decimal | None
    ends_on: datetime.date | None
    ends_soon: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """A resolution's ceiling: ``spent + committed + left == ceiling``.

    Attributes:
        resolution: the first resolution's number; ``with_more`` those that raised or replaced it.
        title: of the first.
        ceiling: all together.
        spent: paid or booked as owed.
        committed: what contracts under it still ask for.
        left: negative when it is exceeded.
        said: the overrun in words, or "".
    """

    resolution: str
    with_more: tuple[str, ...]
    title: str
    ceiling: Decimal
    spent: Decimal
    committed: Decimal
    left: Decimal
    said: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """A year's budget against the books, up to a day.

    Attributes:
        estate: its name.
        title: 2026年度预算执行情况.
        year: calendar year.
        as_of: last day of the figures.
        gone: percent of the year's days gone by then.
        resolution: by which the budget was passed, or "".
        resolution_date: of that, or ``None``.
        resolution_title: of that, or "".
        income: expected and received.
        spending: planned, paid, committed, left.
        amendments: by date.
        contracts: those that ran this year, by code.
        ceilings: by number.
        overruns: in words, spending lines and ceilings; empty where there is none.
        unplanned: lines with movements and no budget.
        remarks: what could not be counted, and why.
    """

    estate: str
    title: str
    year: int
    as_of: datetime.date
    gone: Decimal
    resolution: str
    resolution_date: datetime.date | None
    resolution_title: str
    income: BudgetSide
    spending: BudgetSide
    amendments: tuple[BudgetAmendment, ...]
    contracts: tuple[ContractRow, ...]
    ceilings: tuple[CeilingRow, ...]
    overruns: tuple[str, ...]
    unplanned: tuple[str, ...]
    remarks: tuple[str, ...]
