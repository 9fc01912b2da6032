"""``common.csv``: common property that can bring income, whether or not it does now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from owners_ledger.registers.row import Dated, Row

FILE = "common.csv"
COLUMNS = ("编号", "类别", "位置", "空置原因", "起", "止")
OPTIONAL: tuple[str, ...] = ()
BAY = "车位"
KINDS = (BAY, "架空层", "公共用房", "广告", "快递柜", "充电桩", "基站", "摊位", "其他")


@dataclass(frozen=True, slots=True)
class CommonSpace(Dated):
    """A piece of common property that can be let.

    Attributes:
        code: 编号; of a common bay, its 车位 in the register of bays.
        kind: 类别.
        place: 位置.
        vacancy: 空置原因, why it brings nothing now, "" where it is let.
        start: first day it can be let.
        end: last day, None while it can.
        row: row in the file.
    """

    code: str
    kind: str
    place: str
    vacancy: str
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> CommonSpace:
    """The space of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return CommonSpace(
        code=row.code("编号"),
        kind=row.choice("类别", KINDS),
        place=row.required("位置"),
        vacancy=row.text("空置原因"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
