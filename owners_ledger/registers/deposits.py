"""``deposits.csv``: deposits held, from the day taken to the day returned."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "deposits.csv"
COLUMNS = ("编号", "房号或合同", "类别", "金额", "起", "止")
OPTIONAL: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deposit(Dated):
    """A deposit.

    Attributes:
        code: 编号, ``D-012``.
        holder: 房号 or 合同号 of who paid it.
        kind: 类别 (装修押金, 租赁押金 …).
        amount: yuan.
        start: the day it was taken.
        end: the day it was returned, None while held.
        row: row in the file.
    """

    code: str
    holder: str
    kind: str
    amount: Decimal
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> Deposit:
    """The deposit of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Deposit(
        code=row.code("编号"),
        holder=row.code("房号或合同"),
        kind=row.required("类别"),
        amount=row.money("金额"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
