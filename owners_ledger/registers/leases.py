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
OPTIONAL = ("周期起算", "免租起", "免租止", "调价约定", "资源")
COUNTED = ("日历", "合同")
KINDS = ("架空层", "公共用房", "广告", "设施", "快递柜", "充电桩", "基站", "摊位")
CYCLES = ("月", "季", "年")


@dataclass(frozen=True, slots=True)
class Lease(Dated):
    """A contract during a term.

    Attributes:
        code: 合同号, ``L-01``.
        kind: 类别, one of ``KINDS``; 设施 where none of the later, narrower ones is meant.
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
        counted: cycles by the calendar (日历) or from the contract's first day (合同).
        free_from: first rent-free day, ``None``: none.
        free_to: last rent-free day.
        adjustment: what the contract says of later rents, "" where nothing.
        resource: the space in the register of common property, may be "".
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
    counted: str = "日历"
    free_from: datetime.date | None = None
    free_to: datetime.date | None = None
    adjustment: str = ""
    resource: str = ""


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
        counted=row.choice("周期起算", COUNTED) if row.text("周期起算") else COUNTED[0],
        free_from=row.optional_day("免租起"),
        free_to=row.optional_day("免租止"),
        adjustment=row.text("调价约定"),
        resource=row.optional_code("资源"),
    )
