"""A year's budget against the books: actual on the cash view, committed by contract, left."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from owners_ledger.accruals.reach import reach
from owners_ledger.books.load import Books
from owners_ledger.commitments.load import Commitments
from owners_ledger.commitments.model import Budget
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting.budget_model import (
    BudgetAmendment,
    BudgetLine,
    BudgetReport,
    BudgetSide,
)
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash, month_number
from owners_ledger.reporting.cash_pass import read_cash
from owners_ledger.reporting.ids import numbered
from owners_ledger.reporting.promised import Promised, doubts_of

_TITLES = {INCOME: "收入", SPENDING: "支出"}
_TENTH = Decimal("0.1")
_LETTER = "预"


def as_of(books: Books, period: Period) -> datetime.date:
    """The period's last day, or the end of the last month the books have money moving in."""
    last = reach(books.transactions, books.chart)
    return period.last if last is None else min(period.last, Period.month_of(last).last)


def budget(
    books: Books,
    registers: Registers,
    known: Commitments,
    period: Period,
    *,
    cash: Cash | None = None,
) -> BudgetReport | None:
    """The year's budget up to a period's end; ``None`` where the year has none.

    Args:
        books: the books, in order.
        registers: of the same book.
        known: resolutions, contracts, budgets.
        period: its year's budget; figures up to its end, or as far as the books reach.
        cash: a pass over the books that ends with the period, made when not given.

    Raises:
        ReportError: money moved against an account without a line.
    """
    plan = known.budgets.get(period.year)
    if plan is None:
        return None
    day = max(as_of(books, period), period.first)
    if cash is None or cash.period.last != day:
        cash = read_cash(books, Period.month_of(day), day)
    promised = Promised(books, registers, known, day)
    committed = _committed(promised)
    income = side_of(INCOME, plan, _actual(cash, INCOME, day), {}, day)
    spending = side_of(SPENDING, plan, _actual(cash, SPENDING, day), committed, day)
    rows = promised.ceiling_rows()
    spending = _numbered(spending, 1)
    income = _numbered(income, len(spending.lines) + 2)
    passed = known.resolution.get(plan.resolution)
    first = datetime.date(period.year, 1, 1)
    days = datetime.date(period.year + 1, 1, 1) - first
    return BudgetReport(
        estate=books.committee.name,
        title=f"{period.year}年度预算执行情况",
        year=period.year,
        as_of=day,
        gone=_percent(Decimal((day - first).days + 1), Decimal(days.days)),
        resolution=plan.resolution,
        resolution_date=passed.date if passed else None,
        resolution_title=promised.cover.text(passed.title) if passed else "",
        income=income,
        spending=spending,
        amendments=numbered(
            [
                BudgetAmendment(
                    one.date, one.line, one.amount, one.resolution, promised.cover.text(one.why)
                )
                for one in plan.amendments
                if one.date <= day
            ],
            "改",
        ),
        contracts=numbered(promised.contract_rows(), "约"),
        ceilings=numbered(rows, "限"),
        overruns=tuple(
            text
            for text in (*(one.said for one in spending.lines), *(one.said for one in rows))
            if text
        ),
        unplanned=tuple(
            one.line
            for side in (income, spending)
            for one in side.lines
            if one.planned is None and (one.actual or one.committed)
        ),
        remarks=(*promised.doubts, *doubts_of(promised.states)),
    )


def _numbered(side: BudgetSide, start: int) -> BudgetSide:
    """A side's lines numbered, its sum after them."""
    lines = numbered(side.lines, _LETTER, start)
    return replace(side, lines=lines, id=f"{_LETTER}{start + len(lines)}")


def _committed(promised: Promised) -> dict[str, Decimal]:
    """Per line what contracts still ask for this year, bills booked and not paid among it."""
    found: dict[str, Decimal] = {}
    for state in promised.states:
        line = promised.line(state.contract)
        if line:
            found[line] = found.get(line, ZERO) + state.this_year + state.owed
    return found


def side_of(
    side: str,
    plan: Budget,
    actual: Mapping[str, Decimal],
    committed: Mapping[str, Decimal],
    day: datetime.date,
) -> BudgetSide:
    """A side's lines, and their sums.

    Args:
        side: ``income`` or ``spending``.
        plan: the budget.
        actual: received or paid, by line.
        committed: what contracts still ask for, by line.
        day: amendments up to this day count.
    """
    passed, planned = plan.passed(side), plan.planned(side, day)
    lines = [
        _line(
            line,
            passed.get(line, ZERO) if line in planned else None,
            planned.get(line),
            actual.get(line, ZERO),
            committed.get(line, ZERO),
        )
        for line in sorted({*planned, *actual, *(key for key, sum_ in committed.items() if sum_)})
    ]
    lines = [_named(one) if side == SPENDING else one for one in lines]
    kept = [one for one in lines if one.planned or one.actual or one.committed]
    with_plan = [one for one in kept if one.planned is not None]
    total = sum((one.planned or ZERO for one in with_plan), ZERO)
    spent = sum((one.actual for one in with_plan), ZERO)
    return BudgetSide(
        title=_TITLES[side],
        lines=tuple(
            sorted(
                kept,
                key=lambda one: (
                    one.planned is None,
                    -(one.planned or ZERO),
                    -one.actual,
                    one.line,
                ),
            )
        ),
        planned=total,
        actual=sum((one.actual for one in kept), ZERO),
        committed=sum((one.committed for one in kept), ZERO),
        left=sum((one.left or ZERO for one in with_plan), ZERO),
        unplanned=sum((one.actual for one in kept if one.planned is None), ZERO),
        used=_percent(spent, total) if total else None,
    )


def _actual(cash: Cash, side: str, day: datetime.date) -> dict[str, Decimal]:
    first, end = day.year * 12, month_number(day) + 1
    found = {
        line: [cell for month, cell in cells.items() if first <= month < end]
        for (where, line), cells in cash.lines.items()
        if where == side
    }
    return {
        line: sum((cell.amount for cell in cells), ZERO) for line, cells in found.items() if cells
    }


def _line(
    line: str,
    passed: Decimal | None,
    planned: Decimal | None,
    actual: Decimal,
    committed: Decimal,
) -> BudgetLine:
    left = None if planned is None else planned - actual - committed
    return BudgetLine(
        line=line,
        passed=passed,
        amended=ZERO if planned is None else planned - (passed or ZERO),
        planned=planned,
        actual=actual,
        committed=committed,
        left=left,
        used=_percent(actual, planned) if planned else None,
        over=ZERO,
        said="",
    )


def _named(one: BudgetLine) -> BudgetLine:
    """A line of spending, its overrun in words."""
    if one.left is None or one.left >= 0 or one.planned is None:
        return one
    more = f"，合同今年还要付 {show(one.committed)} 元" if one.committed else ""
    said = (
        f"{one.line}：预算 {show(one.planned)} 元，已付 {show(one.actual)} 元{more}，"
        f"超出 {show(-one.left)} 元。"
    )
    return replace(one, over=-one.left, said=said)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)
