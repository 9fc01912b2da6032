"""``households.csv``: who lives in or owns a unit. Names and telephones stay in this file."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from owners_ledger.registers.row import Dated, Row

FILE = "households.csv"
COLUMNS = ("房号", "姓名", "身份", "电话", "起", "止")
OPTIONAL = ("委托",)
ROLES = ("业主", "租户", "家属")
_BETWEEN = re.compile(r"[、,，;；/&＆+]")


@dataclass(frozen=True, slots=True)
class Household(Dated):
    """A person of a unit.

    Attributes:
        unit: 房号.
        name: 姓名 (personal data).
        role: 业主, 租户 or 家属.
        phone: 电话 (personal data), may be "".
        start: first day.
        end: last day, None while it holds.
        row: row in the file.
        mandate: 委托, whom the owner has charged with what and until when, "" where nobody.
    """

    unit: str
    name: str
    role: str
    phone: str
    start: datetime.date
    end: datetime.date | None
    row: int
    mandate: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name as written and, where a cell holds joint owners (张三、李四), each of them."""
        parts = (one.strip() for one in _BETWEEN.split(self.name))
        return tuple(dict.fromkeys((self.name, *(one for one in parts if len(one) > 1))))


def of(row: Row) -> Household:
    """The person of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Household(
        unit=row.code("房号"),
        name=row.required("姓名"),
        role=row.choice("身份", ROLES),
        phone=row.digits("电话"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
        mandate=row.text("委托"),
    )
