"""The column 编号 of a spreadsheet: the ids by which a printed notice can be traced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from owners_ledger.rendering.table import Column, Table

ID_HEAD = "编号"
_WIDTH = 8


def with_id_column(table: Table, ids: Sequence[str], total: str = "") -> Table:
    """The table with its rows' ids in the first column.

    Args:
        table: any sheet.
        ids: short ids, one for each row, "" where a row has none.
        total: that of the sums, if they have one.
    """
    return replace(
        table,
        columns=(Column(ID_HEAD, _WIDTH), *table.columns),
        rows=[(short, *row) for short, row in zip(ids, table.rows, strict=True)],
        total=(total, *table.total) if table.total else (),
    )
