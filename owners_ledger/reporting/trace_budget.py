"""What budgets, contracts and ceilings are made of: files, payments, named instalments."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from owners_ledger.commitments.ceilings import Ceiling
from owners_ledger.commitments.model import Budget, Resolution
from owners_ledger.commitments.spending import Spent, owed
from owners_ledger.commitments.state import ContractState
from owners_ledger.money import ZERO
from owners_ledger.reporting.budget_model import (
    BudgetAmendment,
    BudgetLine,
    BudgetReport,
    BudgetSide,
    CeilingRow,
    ContractRow,
)
from owners_ledger.reporting.cash import INCOME, SPENDING
from owners_ledger.reporting.promised import Promised
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed, listed, other
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_pass import Piece

_DAY = datetime.timedelta(days=1)


class BudgetTraced:
    """Gathers the pieces of a budget report."""

    def __init__(self, ground: Ground, report: BudgetReport) -> None:
        """On the same postings."""
        self._ground, self._report = ground, report
        reading = ground.reading
        known = reading.sources.commitments
        self._plan: Budget = known.budgets[report.year]
        self._promised = Promised(reading.books, reading.registers, known, report.as_of)
        self._states = {one.contract.code: one for one in self._promised.states}
        self._ceilings = {one.resolution.number: one for one in self._promised.ceilings}

    def known(self) -> Known:
        """Every row with its id."""
        report = self._report
        for name, side in ((SPENDING, report.spending), (INCOME, report.income)):
            for line in side.lines:
                yield line.id, f"预算 {line.line}", partial(self._line, name, line)
            yield side.id, f"预算 {side.title}合计", partial(_side, side)
        for change, told in zip(report.amendments, self._amendments(), strict=True):
            made = figure("增减", change.amount, (told,))
            yield change.id, f"预算调整 {change.line}", partial(tuple[TracedFigure], [made])
        for row in report.contracts:
            yield row.id, f"合同 {row.code}", partial(self._contract, row)
        for ceiling in report.ceilings:
            name = f"限额 {ceiling.resolution}"
            yield ceiling.id, name, partial(self._ceiling, ceiling)

    def _amendments(self) -> Iterator[TracedEntry]:
        for one in self._plan.amendments:
            if one.date <= self._report.as_of:
                name = f"{one.side} {one.line}"
                yield listed(one.place.file, one.resolution, name, one.amount, one.place.line)

    def _line(self, side: str, line: BudgetLine) -> Figures:
        day = self._report.as_of
        first = datetime.date(day.year, 1, 1)
        flows = self._ground.flows(side, line.line, first, day + _DAY)
        found = [self._ground.sum_of("已付" if side == SPENDING else "已收", line.actual, flows)]
        if side == SPENDING:
            found.append(figure("合同还要付", line.committed, tuple(self._asked(line))))
        if line.planned is None or line.passed is None or line.left is None:
            return tuple(found)
        plan = self._plan
        passed = plan.passed(side).get(line.line, ZERO)
        row = listed(plan.place.file, "", f"{side} {line.line}", passed)
        changes = [one for one in self._changed(side) if one.line == line.line]
        steps = (
            (line.id, "通过的预算", line.passed),
            *((one.id, f"{one.date} 调整", one.amount) for one in changes),
        )
        rest = (
            (line.id, "全年预算", line.planned),
            (line.id, found[0].name, -line.actual),
            (line.id, "合同还要付", -line.committed),
        )
        found += [
            figure("通过的预算", line.passed, (row,)),
            composed("全年预算", line.planned, steps, "通过的预算加调整"),
            composed("还剩", line.left, rest, "预算 − 已付 − 合同还要付"),
        ]
        if line.over:
            found.append(composed("超出", line.over, [(line.id, "还剩", -line.left)]))
        return tuple(found)

    def _changed(self, side: str) -> Iterator[BudgetAmendment]:
        """The printed amendments of a side."""
        known = [one for one in self._plan.amendments if one.date <= self._report.as_of]
        for row, one in zip(self._report.amendments, known, strict=True):
            if one.side == side:
                yield row

    def _asked(self, line: BudgetLine) -> Iterator[TracedEntry]:
        """What the line's contracts still ask for this year, and their unpaid bills."""
        for row in self._report.contracts:
            if row.line == line.line:
                if row.this_year:
                    yield other(row.id, f"合同 {row.code} 今年还要付", row.this_year)
                if row.accrued:
                    yield other(row.id, f"合同 {row.code} 已记账未付", row.accrued)

    def _contract(self, row: ContractRow) -> Figures:
        state = self._states[row.code]
        one, spent = state.contract, self._promised.spent
        mine = [each for each in spent if each.contract == row.code]
        year = [each for each in state.payments if each.date.year == self._report.year]
        end = datetime.date(self._report.year, 12, 31)
        found = [
            self._asks(row, state, "今年还要付", row.this_year, until=end),
            self._ground.sum_of("今年已付", row.paid_year, cash_of(year)),
            self._ground.sum_of("累计已付", row.paid, cash_of(state.payments)),
            self._ground.sum_of("已记账未付", row.accrued, owed_of(mine)),
        ]
        if row.after is not None:
            found.append(self._asks(row, state, "以后还要付", row.after, after=end))
        place = one.place
        if row.total is not None:
            asked = listed(place.file, one.code, "total", one.total or ZERO, place.line)
            found.append(figure("合同价", row.total, (asked,)))
        elif one.amount is not None:
            asked = listed(place.file, one.code, "amount", one.amount, place.line)
            found.append(figure("每期", one.amount, (asked,)))
        return tuple(found)

    def _asks(
        self,
        row: ContractRow,
        state: ContractState,
        name: str,
        printed: Decimal,
        *,
        until: datetime.date | None = None,
        after: datetime.date | None = None,
    ) -> TracedFigure:
        """The instalments up to a day or after it, and what of them is settled."""
        rows: list[TracedEntry] = []
        for part in state.parts:
            due = part.instalment.due
            if (until is not None and due > until) or (after is not None and due <= after):
                continue
            if not part.left:
                continue
            rows += instalment(row.id, state, part.instalment.amount, due, part.instalment.what)
            if part.settled:
                rows.append(other(row.id, f"{due} 一期中已付、已记账", -part.settled))
        return figure(name, printed, tuple(rows), "还没有付清的各期；付款先抵最早的一期")

    def _ceiling(self, row: CeilingRow) -> Figures:
        known = self._ceilings[row.resolution]
        return ceiling_figures(
            self._ground, row.id, known, tuple(ceiling_asks(known, self._rows(), self._states))
        )

    def _rows(self) -> dict[str, str]:
        return {one.code: one.id for one in self._report.contracts}


def ceiling_figures(
    ground: Ground, short: str, known: Ceiling, asks: tuple[TracedEntry, ...]
) -> Figures:
    """A ceiling's figures.

    Args:
        ground: the postings.
        short: the id of its row.
        known: the ceiling.
        asks: what contracts under it still ask for.
    """
    pieces = [*cash_of(known.entries), *owed_of(known.entries)]
    rest = (
        (short, "限额", known.amount),
        (short, "已用", -known.spent),
        (short, "合同还要付", -known.committed),
    )
    return (
        composed("还余", known.left, rest, "限额 − 已用 − 合同还要付"),
        figure("限额", known.amount, tuple(allowed(known.resolution, known.more))),
        ground.sum_of("已用", known.spent, pieces),
        figure("合同还要付", known.committed, asks),
    )


def ceiling_asks(
    known: Ceiling, rows: dict[str, str], states: dict[str, ContractState]
) -> Iterator[TracedEntry]:
    """What the contracts under a ceiling still ask for, by their ids."""
    for code, state in states.items():
        if state.contract.resolution in known.numbers and state.left:
            yield other(rows.get(code, ""), f"合同 {code} 还要付", state.left)


def allowed(first: Resolution, more: Sequence[Resolution]) -> Iterator[TracedEntry]:
    """The resolutions that make a ceiling: one that replaces it takes back what was before."""
    reached = first.ceiling or ZERO
    if first.ceiling is not None:
        yield _allows(first)
    for one in more:
        if one.ceiling is None:
            continue
        if not one.extends and reached:
            yield other("", f"由决议 {one.number} 代替", -reached)
            reached = ZERO
        reached += one.ceiling
        yield _allows(one)


def _allows(one: Resolution) -> TracedEntry:
    return listed(one.place.file, one.number, "ceiling", one.ceiling or ZERO, one.place.line)


def instalment(
    short: str, state: ContractState, amount: Decimal, due: datetime.date, what: str
) -> list[TracedEntry]:
    """An instalment where it was agreed."""
    place = state.contract.place
    name = f"{due} {what}".strip()
    return [listed(place.file, state.contract.code or short, name, amount, place.line)]


def cash_of(spent: Iterable[Spent]) -> list[Piece]:
    """What was paid."""
    return [Piece(one.amount, one.entry, one.leg) for one in spent if one.is_cash]


def owed_of(spent: Iterable[Spent]) -> list[Piece]:
    """What was booked as owed, and payments of it taken off."""
    found = [Piece(owed([one]), one.entry, one.leg) for one in spent]
    return [one for one in found if one.amount]


def _side(side: BudgetSide) -> Figures:
    planned = [one for one in side.lines if one.planned is not None]
    done = "已付" if side.title == "支出" else "已收"
    found = [
        composed("全年预算", side.planned, ((o.id, o.line, o.planned or ZERO) for o in planned)),
        composed(done, side.actual, ((one.id, one.line, one.actual) for one in side.lines)),
        composed("还剩", side.left, ((one.id, one.line, one.left or ZERO) for one in planned)),
    ]
    if side.committed:
        rows = ((one.id, one.line, one.committed) for one in side.lines if one.committed)
        found.append(composed("合同还要付", side.committed, rows))
    if side.unplanned:
        rows = ((one.id, one.line, one.actual) for one in side.lines if one.planned is None)
        found.append(composed("没有预算的", side.unplanned, rows))
    return tuple(found)
