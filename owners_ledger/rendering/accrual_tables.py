"""The three statements and the bridge as sheets of a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.rendering.id_column import with_id_column
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.accrual.model import (
    ActivityStatement,
    BalanceRow,
    BalanceSheet,
    Bridge,
    CashFlowStatement,
    Statements,
)

_SIDES = {"income": "收入", "spending": "支出"}


def accrual_tables(statements: Statements) -> list[Table]:
    """The sheets, in the order of the forms."""
    foot = [
        f"编制单位：{statements.body}",
        f"{statements.system}；{statements.source}",
        *([statements.unverified] if statements.unverified else []),
    ]
    return [
        _balance(statements.balance, foot),
        _activities(statements.activities, foot),
        _cash_flows(statements.cash_flows, foot),
        _bridge(statements.bridge),
        _items(statements.bridge),
    ]


def _balance(one: BalanceSheet, foot: Sequence[str]) -> Table:
    columns = [
        Column(head, width)
        for side in ("资产", "负债和净资产")
        for head, width in (
            ("编号", 8),
            (side, 28),
            ("行次", 6),
            (one.opening_title, 16),
            (one.closing_title, 16),
        )
    ]
    longest = max(len(one.assets), len(one.claims))
    rows = [
        (*_half(one.assets, place, longest), *_half(one.claims, place, longest))
        for place in range(longest)
    ]
    return Table(one.title, columns, [*rows, *_notes([*one.notes, *foot], 10)], wide=True)


def _half(rows: Sequence[BalanceRow], place: int, longest: int) -> tuple[Cell, ...]:
    """A side's row, the last ones of both sides beside each other."""
    if place == longest - 1:
        row = rows[-1]
    elif place < len(rows) - 1:
        row = rows[place]
    else:
        return None, None, None, None, None
    return row.id, row.title, row.row, row.opening, row.closing


def _activities(one: ActivityStatement, foot: Sequence[str]) -> Table:
    columns = [Column("项目", 40), Column("行次", 6)]
    columns += [
        Column(f"{group}：{part}", 18)
        for group in one.columns
        for part in ("非限定性", "限定性", "合计")
    ]
    rows: list[Sequence[Cell]] = [
        (
            f"　{row.title}" if row.kind == "part" else row.title,
            row.row,
            *(
                cell
                for split in row.amounts
                for cell in (split.unrestricted, split.restricted, split.total)
            ),
            *([] if row.amounts else [None] * (3 * len(one.columns))),
        )
        for row in one.rows
    ]
    notes = _notes([*one.notes, *foot], len(columns))
    ids = [*(row.id for row in one.rows), *("" for _note in notes)]
    return with_id_column(Table(one.title, columns, [*rows, *notes], wide=True), ids)


def _cash_flows(one: CashFlowStatement, foot: Sequence[str]) -> Table:
    columns = [Column("项目", 50), Column("行次", 6)]
    columns += [Column(head, 18) for head in one.columns]
    empty = [None] * (len(one.columns) - 1)
    rows: list[Sequence[Cell]] = [
        (row.title, row.row, *(row.amounts or [None] * len(one.columns))) for row in one.rows
    ]
    rows += [
        ("期初货币资金", None, one.opening, *empty),
        ("期末货币资金（同收支公示的期末余额）", None, one.closing, *empty),
    ]
    notes = _notes([*one.notes, *foot], len(columns))
    last = one.rows[-1].id
    ids = [*(row.id for row in one.rows), last, last, *("" for _note in notes)]
    return with_id_column(Table(one.title, columns, [*rows, *notes]), ids)


def _bridge(one: Bridge) -> Table:
    rows: list[Sequence[Cell]] = [
        ("收到的钱（收支公示的收入）", one.income, None),
        ("付出的钱（收支公示的支出）", -one.spending, None),
        ("钱的结余", one.surplus, None),
        *((line.title, line.amount, line.sentence) for line in one.lines),
    ]
    known = one.total_ids
    table = Table(
        "两种口径对照",
        (Column("项目", 34), Column("金额", 18), Column("为什么", 70)),
        rows,
        total=("净资产变动额（业务活动表）", one.change, None),
    )
    ids = (known.income, known.spending, known.surplus, *(line.id for line in one.lines))
    return with_id_column(table, ids, known.change)


def _items(one: Bridge) -> Table:
    rows = [
        (_SIDES[item.side], item.line, item.cash, item.accrual, item.difference, item.why)
        for item in one.items
    ]
    table = Table(
        "逐项对照",
        (
            Column("收支", 8),
            Column("项目", 28),
            Column("收付口径", 18),
            Column("应计口径", 18),
            Column("相差", 18),
            Column("为什么", 40),
        ),
        rows,
    )
    return with_id_column(table, [item.id for item in one.items])


def _notes(sentences: Sequence[str], columns: int) -> list[Sequence[Cell]]:
    return [(sentence, *([None] * (columns - 1))) for sentence in sentences]
