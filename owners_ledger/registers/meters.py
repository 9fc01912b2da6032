"""``meters.csv``: water, electricity and gas meters that are charged by reading."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "meters.csv"
COLUMNS = ("表号", "房号", "项目", "倍率", "起", "止")
OPTIONAL: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter(Dated):
    """A meter during a term.

    Attributes:
        code: 表号.
        unit: 房号 it measures, "" for a common meter.
        tariff: 项目, the tariff's id.
        factor: 倍率, what one unit of the reading stands for (current transformers), 1 by default.
        start: first day.
        end: last day, None while it is in use.
        row: row in the file.
    """

    code: str
    unit: str
    tariff: str
    factor: Decimal
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> Meter:
    """The meter of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Meter(
        code=row.code("表号"),
        unit=row.optional_code("房号"),
        tariff=row.code("项目"),
        factor=row.quantity("倍率", least=Decimal("0.0001")) if row.text("倍率") else Decimal(1),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
