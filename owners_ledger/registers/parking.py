"""``parking.csv``: the bays and who rents them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "parking.csv"
COLUMNS = ("车位", "类型", "房号", "车牌", "月租", "起", "止")
OPTIONAL = ("使用人",)
COMMON, OWNED = "公共", "产权"
KINDS = (COMMON, OWNED, "访客")


@dataclass(frozen=True, slots=True)
class Bay(Dated):
    """A parking bay during a term.

    Attributes:
        code: 车位, ``A-017``.
        kind: 公共 (common, let by the month), 产权 (owned) or 访客.
        unit: 房号 it is let to or belongs to, "" while vacant.
        plate: 车牌 (personal data), may be "".
        rate: monthly rent in yuan, 0.00 where none.
        start: first day.
        end: last day, None while it holds.
        row: row in the file.
        user: 使用人 where it is not the household (personal data), may be "".
    """

    code: str
    kind: str
    unit: str
    plate: str
    rate: Decimal
    start: datetime.date
    end: datetime.date | None
    row: int
    user: str = ""


def of(row: Row) -> Bay:
    """The bay of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Bay(
        code=row.code("车位"),
        kind=row.choice("类型", KINDS),
        unit=row.optional_code("房号"),
        plate=row.text("车牌"),
        rate=row.optional_money("月租"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
        user=row.text("使用人"),
    )
