"""A sheet of plain cells, as a spreadsheet holds it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | Decimal | datetime.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head and width in characters."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    Attributes:
        name: of the sheet.
        columns: from the left.
        rows: text, whole numbers, yuan, dates; ``None`` is an empty cell.
        total: a last, heavier row, or empty.
        wide: printed across.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    wide: bool = False
