"""``concessions.csv``: what lessens a unit's charge, by resolution (empty flat, hardship …)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "concessions.csv"
COLUMNS = ("房号", "项目", "原因", "比例", "决议", "起", "止")
OPTIONAL: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concession(Dated):
    """A share that a unit is charged instead of the whole, during a term.

    Attributes:
        unit: 房号.
        tariff: 项目, the tariff's id (``property-fee``).
        reason: 原因 (空置, 困难 …), printed on the unit's own account only.
        factor: 比例, the share still charged, 0 to 1.
        resolution: 决议 that allows it.
        start: first day.
        end: last day, None while it holds.
        row: row in the file.
    """

    unit: str
    tariff: str
    reason: str
    factor: Decimal
    resolution: str
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> Concession:
    """The concession of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Concession(
        unit=row.code("房号"),
        tariff=row.code("项目"),
        reason=row.required("原因"),
        factor=row.share("比例"),
        resolution=row.required("决议"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
