"""``leases.csv``: contracts on common property (undercrofts, rooms, advertising, facilities)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.registers.row import Dated, Row

FILE = "leases.csv"
COLUMNS = (
    "合同号",
    "类别",
    "位置",
    "承租人",
    "对方账号",
    "租金",
    "付款周期",
    "押金",
    "起",
    "止",
    "科目",
)
KINDS = ("架空层", "公共用房", "广告", "设施")
CYCLES = ("月", "季", "年")


@dataclass(frozen=True, slots=True)
class Lease(Dated):
    """A contract during a term.

    Attributes:
        code: 合同号, ``L-01``.
        kind: 架空层, 公共用房, 广告 or 设施.
        place: 位置.
        tenant: 承租人, a company or a person (then personal data).
        tenant_account: 对方账号 (personal data), may be "".
        rent: yuan per cycle.
        cycle: 月, 季 or 年.
        deposit: yuan, 0.00 where none.
        start: first day.
        end: last day, None while open.
        account: the receivable account.
        row: row in the file.
    """

    code: str
    kind: str
    place: str
    tenant: str
    tenant_account: str
    rent: Decimal
    cycle: str
    deposit: Decimal
    start: datetime.date
    end: datetime.date | None
    account: str
    row: int


def of(row: Row) -> Lease:
    """The contract of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Lease(
        code=row.code("合同号"),
        kind=row.choice("类别", KINDS),
        place=row.required("位置"),
        tenant=row.required("承租人"),
        tenant_account=row.digits("对方账号"),
        rent=row.money("租金"),
        cycle=row.choice("付款周期", CYCLES),
        deposit=row.optional_money("押金"),
        start=row.day("起"),
        end=row.optional_day("止"),
        account=row.account("科目"),
        row=row.number,
    )
