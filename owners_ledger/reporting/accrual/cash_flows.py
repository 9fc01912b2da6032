"""现金流量表, direct method: every movement of money by what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.reporting.accrual.forms import Era, total
from owners_ledger.reporting.accrual.model import (
    HEADING,
    ITEM,
    TOTAL,
    CashFlowRow,
    CashFlowStatement,
)
from owners_ledger.reporting.accrual.read import Span
from owners_ledger.reporting.refusal import ReportError


def cash_flow_statement(
    era: Era,
    groups: Sequence[tuple[str, Span]],
    opening: Decimal,
    closing: Decimal,
    notes: Sequence[str] = (),
) -> CashFlowStatement:
    """The form.

    Args:
        era: its rows.
        groups: heads of the columns and what moved in each; the first is the period.
        opening, closing: money at the period's start and end on the cash view.
        notes: sentences below it.

    Raises:
        ReportError: its last row is not the change of the money.
    """
    form = era.cash
    columns = [_column(era, span) for _title, span in groups]
    last = form.rows[-1].row or 0
    for (_title, span), column in zip(groups, columns, strict=True):
        _prove(column[last], span.money)
    _prove(columns[0][last], closing - opening)
    return CashFlowStatement(
        form=form.form,
        title=form.title,
        columns=tuple(title for title, _span in groups),
        rows=tuple(
            CashFlowRow(None, one.title, HEADING, ())
            if one.row is None
            else CashFlowRow(
                one.row,
                one.title,
                TOTAL if one.sums else ITEM,
                tuple(column[one.row] for column in columns),
            )
            for one in form.rows
        ),
        opening=opening,
        increase=columns[0][last],
        closing=closing,
        notes=tuple(notes),
    )


def _column(era: Era, span: Span) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for one in era.cash.rows:
        if one.row is not None:
            found[one.row] = (
                total(one.sums, found, ZERO) if one.sums else span.cash.get(one.row, ZERO)
            )
    return found


def _prove(mine: Decimal, theirs: Decimal) -> None:
    if mine != theirs:
        raise ReportError(
            _("现金流量表的净增加额 {mine} 不等于货币资金的变动 {theirs}").format(
                mine=show(mine), theirs=show(theirs)
            ),
            remedy=_("有分录借贷不平，请运行 owners-ledger check。"),
        )
