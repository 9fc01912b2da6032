"""``waiting.csv``: who waits for a bay, in the order of the day they asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from owners_ledger.registers.row import Dated, Row

FILE = "waiting.csv"
COLUMNS = ("房号", "登记日", "车牌")
OPTIONAL = ("止",)


@dataclass(frozen=True, slots=True)
class Waiting(Dated):
    """A household that waits for a bay.

    Attributes:
        unit: 房号.
        start: 登记日, the day it asked; earlier ones come first.
        plate: 车牌 (personal data), may be "".
        end: last day it waited (a bay was given, or it gave up), None while it waits.
        row: row in the file.
    """

    unit: str
    start: datetime.date
    plate: str
    row: int
    end: datetime.date | None = None


def of(row: Row) -> Waiting:
    """The place in the queue of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Waiting(
        unit=row.code("房号"),
        start=row.day("登记日"),
        plate=row.text("车牌"),
        row=row.number,
        end=row.optional_day("止"),
    )
