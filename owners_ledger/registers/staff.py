"""``staff.csv``: the committee's employees. Names and accounts stay in this file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "staff.csv"
COLUMNS = ("工号", "姓名", "岗位", "用工", "月薪", "账号", "起", "止")
POSTS = ("保洁", "秩序维护", "维修", "文员")


@dataclass(frozen=True, slots=True)
class Staff(Dated):
    """An employee during a term.

    Attributes:
        code: 工号, ``S03``.
        name: 姓名 (personal data).
        post: 保洁, 秩序维护, 维修 or 文员.
        employment: 用工, in the committee's words (劳动合同, 劳务 …).
        wage: gross monthly wage in yuan.
        account: 账号 (personal data), may be "".
        start: first day.
        end: last day, None while employed.
        row: row in the file.
    """

    code: str
    name: str
    post: str
    employment: str
    wage: Decimal
    account: str
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> Staff:
    """The employee of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Staff(
        code=row.code("工号"),
        name=row.required("姓名"),
        post=row.choice("岗位", POSTS),
        employment=row.text("用工"),
        wage=row.money("月薪"),
        account=row.digits("账号"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
