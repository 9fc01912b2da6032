"""业务活动表: income, costs and transfers of the net assets, unrestricted and restricted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.reporting.accrual.effects import BOUND, RELEASED
from owners_ledger.reporting.accrual.forms import Era, FormRow, total
from owners_ledger.reporting.accrual.model import (
    HEADING,
    ITEM,
    PART,
    TOTAL,
    ActivityRow,
    ActivityStatement,
    NetAssets,
    Split,
)
from owners_ledger.reporting.accrual.places import EXPENSE, INCOME
from owners_ledger.reporting.accrual.read import Span
from owners_ledger.reporting.refusal import ReportError

NOTHING = Split(ZERO, ZERO, ZERO)


class _Cells:
    """The rows of one group of columns."""

    def __init__(self, era: Era, span: Span) -> None:
        self.span = span
        self.rows: dict[int, Split] = {}
        form = era.activities
        has_bound = any(one.of == BOUND for one in form.rows)
        for one in form.rows:
            if one.row is None:
                continue
            if one.sums:
                zero = _Sum(ZERO, ZERO)
                made = total(one.sums, {n: _Sum.of(s) for n, s in self.rows.items()}, zero)
                self.rows[one.row] = made.split
            elif one.of:
                kinds = {one.of} | ({BOUND} if one.of == RELEASED and not has_bound else set())
                self.rows[one.row] = self._sum(kinds, None)
            else:
                self.rows[one.row] = self._sum({INCOME, EXPENSE}, set(one.codes))

    def _sum(self, kinds: set[str], codes: set[str] | None) -> Split:
        free = bound = ZERO
        for (kind, code, _line), (unrestricted, restricted) in self.span.moved.items():
            if kind in kinds and (codes is None or code in codes):
                free += unrestricted
                bound += restricted
        return Split(free, bound, free + bound)

    def lines(self, codes: Sequence[str]) -> dict[str, Split]:
        """What a row is made of, by line of the notice."""
        found: dict[str, list[Decimal]] = {}
        for (kind, code, line), (unrestricted, restricted) in self.span.moved.items():
            if kind == EXPENSE and code in codes:
                cell = found.setdefault(line, [ZERO, ZERO])
                cell[0] += unrestricted
                cell[1] += restricted
        return {line: Split(one, two, one + two) for line, (one, two) in found.items()}


class _Sum:
    """Columns that add up."""

    def __init__(self, free: Decimal, bound: Decimal) -> None:
        self.free, self.bound = free, bound

    @classmethod
    def of(cls, one: Split) -> _Sum:
        return cls(one.unrestricted, one.restricted)

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(self.free + other.free, self.bound + other.bound)

    def __sub__(self, other: _Sum) -> _Sum:
        return _Sum(self.free - other.free, self.bound - other.bound)

    @property
    def split(self) -> Split:
        return Split(self.free, self.bound, self.free + self.bound)


def activity_statement(
    era: Era, groups: Sequence[tuple[str, Span]], notes: Sequence[str] = ()
) -> ActivityStatement:
    """The form.

    Args:
        era: its rows.
        groups: heads of the groups of columns and what moved in each.
        notes: sentences below it.
    """
    cells = [_Cells(era, span) for _title, span in groups]
    rows: list[ActivityRow] = []
    for one in era.activities.rows:
        if one.row is None:
            rows.append(ActivityRow(None, one.title, HEADING, ()))
            continue
        amounts = tuple(cell.rows[one.row] for cell in cells)
        if one.quiet and not any(part.unrestricted or part.restricted for part in amounts):
            continue
        kind = TOTAL if one.sums else ITEM
        number = None if one.quiet else one.row
        rows.append(ActivityRow(number, one.title, kind, amounts))
        if one.parts is not None:
            rows += _parts(one, cells)
    last = era.activities.rows[-1].row or 0
    return ActivityStatement(
        form=era.activities.form,
        title=era.activities.title,
        columns=tuple(title for title, _span in groups),
        rows=tuple(rows),
        change=tuple(cell.rows[last] for cell in cells),
        notes=tuple(notes),
    )


def _parts(one: FormRow, cells: Sequence[_Cells]) -> list[ActivityRow]:
    """Sub-lines of a cost in the rows the form leaves free, the largest first."""
    by_cell: list[Mapping[str, Split]] = [cell.lines(one.codes) for cell in cells]
    names = {line for found in by_cell for line, split in found.items() if any_of(split)}
    ordered = sorted(
        names,
        key=lambda line: (*(-found.get(line, NOTHING).total for found in reversed(by_cell)), line),
    )
    free = list(range(one.parts[0], one.parts[1] + 1)) if one.parts else []
    return [
        ActivityRow(
            free[place] if place < len(free) else None,
            line,
            PART,
            tuple(found.get(line, NOTHING) for found in by_cell),
        )
        for place, line in enumerate(ordered)
    ]


def any_of(split: Split) -> bool:
    """Whether a row has an amount in any column."""
    return bool(split.unrestricted or split.restricted)


def prove_change(change: Split, before: NetAssets, after: NetAssets) -> None:
    """The activity statement's change is the balance sheet's.

    Raises:
        ReportError: it is not.
    """
    for mine, theirs in (
        (change.unrestricted, after.unrestricted - before.unrestricted),
        (change.restricted, after.restricted - before.restricted),
    ):
        if mine != theirs:
            raise ReportError(
                _("业务活动表的净资产变动额 {mine} 不等于资产负债表上净资产的变动 {theirs}").format(
                    mine=show(mine), theirs=show(theirs)
                ),
                remedy=_("请把这份账本发给软件维护者查找原因，报表先不要用。"),
            )
