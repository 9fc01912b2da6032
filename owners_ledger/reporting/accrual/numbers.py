"""The ids of the forms' rows and of the bridge, in print order; headings have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from owners_ledger.reporting.accrual.model import (
    HEADING,
    ActivityRow,
    BalanceRow,
    Bridge,
    BridgeIds,
    CashFlowRow,
    Statements,
)
from owners_ledger.reporting.ids import numbered

_Row = TypeVar("_Row", BalanceRow, ActivityRow, CashFlowRow)


def with_ids(made: Statements) -> Statements:
    """The statements with every row that has figures numbered."""
    balance = made.balance
    return replace(
        made,
        balance=replace(
            balance, assets=_rows(balance.assets, "资"), claims=_rows(balance.claims, "负")
        ),
        activities=replace(made.activities, rows=_rows(made.activities.rows, "业")),
        cash_flows=replace(made.cash_flows, rows=_rows(made.cash_flows.rows, "流")),
        bridge=_bridge(made.bridge),
    )


def _rows(rows: Sequence[_Row], letter: str) -> tuple[_Row, ...]:
    known = iter(numbered([one for one in rows if one.kind != HEADING], letter))
    return tuple(one if one.kind == HEADING else next(known) for one in rows)


def _bridge(made: Bridge) -> Bridge:
    sums = BridgeIds("桥1", "桥2", "桥3", f"桥{len(made.lines) + 4}")
    lines, items = numbered(made.lines, "桥", 4), numbered(made.items, "对")
    return replace(made, lines=lines, items=items, total_ids=sums)
