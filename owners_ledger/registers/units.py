"""``units.csv``: the flats and shops, one row per dated term."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "units.csv"
COLUMNS = ("房号", "楼栋", "单元", "楼层", "建筑面积", "用途", "起", "止")
OPTIONAL: tuple[str, ...] = ()
USES = ("住宅", "商铺")


@dataclass(frozen=True, slots=True)
class Unit(Dated):
    """A flat or shop.

    Attributes:
        code: 房号, ``3-1-502`` (building, stairwell, room).
        building: 楼栋, as written.
        stairwell: 单元, may be "".
        floor: 楼层, as written, may be "".
        area: built area in m², two decimals.
        use: 住宅 or 商铺.
        start: first day.
        end: last day, None while it holds.
        row: row in the file.
    """

    code: str
    building: str
    stairwell: str
    floor: str
    area: Decimal
    use: str
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> Unit:
    """The unit of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Unit(
        code=row.code("房号"),
        building=row.required("楼栋"),
        stairwell=row.text("单元"),
        floor=row.text("楼层"),
        area=row.area("建筑面积"),
        use=row.choice("用途", USES),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
