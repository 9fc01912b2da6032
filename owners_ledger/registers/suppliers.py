"""``suppliers.csv``: who is paid, under which names the bank knows them, and for what."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from owners_ledger.registers.row import Dated, Row, clean

FILE = "suppliers.csv"
COLUMNS = ("编号", "名称", "别名", "账号", "科目", "说明", "起", "止")
OPTIONAL: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Supplier(Dated):
    """A supplier during a term.

    Attributes:
        code: 编号, ``V-05``.
        name: 名称.
        aliases: other names the bank prints (别名, separated by ``;``).
        account_number: 账号 at its bank, may be "".
        account: the ledger account for certain booking, "" where each line needs review.
        note: 说明, in the committee's words.
        start: first day.
        end: last day, None while open.
        row: row in the file.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    account_number: str
    account: str
    note: str
    start: datetime.date
    end: datetime.date | None
    row: int


def of(row: Row) -> Supplier:
    """The supplier of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    aliases = row.text("别名").replace("；", ";").split(";")
    return Supplier(
        code=row.code("编号"),
        name=row.required("名称"),
        aliases=tuple(alias for alias in map(clean, aliases) if alias),
        account_number=row.digits("账号"),
        account=row.optional_account("科目"),
        note=row.text("说明"),
        start=row.day("起"),
        end=row.optional_day("止"),
        row=row.number,
    )
