"""The sheet of what a report still leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.points import OpenPoint


def open_tables(points: Sequence[OpenPoint]) -> list[Table]:
    """One sheet, or none where nothing is open."""
    if not points:
        return []
    columns = (
        Column("项目", 26),
        Column("本期", 16),
        Column("比较", 16),
        Column("要说明的", 60),
        Column("写在哪里", 30),
        Column("写法", 34),
    )
    rows: list[Sequence[Cell]] = [
        (
            one.subject,
            one.amount,
            one.compared,
            one.question,
            f"{one.file} [{one.table}]" if one.table else one.file,
            one.toml if one.wants_answer else "",
        )
        for one in points
    ]
    return [Table("待说明", columns, rows, wide=True)]
