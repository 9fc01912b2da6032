"""``assets.csv``: fixed assets and how they are written off."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.registers.row import Dated, Row

FILE = "assets.csv"
COLUMNS = (
    "编号",
    "名称",
    "原值",
    "残值率",
    "折旧月数",
    "启用日",
    "处置日",
    "资产科目",
    "累计折旧科目",
    "费用科目",
)
OPTIONAL = ("清理科目", "凭证")
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Asset(Dated):
    """A fixed asset.

    Attributes:
        code: 编号, ``G-01``; it also becomes the link of the entries.
        name: 名称.
        cost: 原值, yuan.
        residual: 残值率, the share of the cost that is not written off.
        months: 折旧月数.
        start: 启用日.
        end: 处置日, None while it is there.
        account: 资产科目.
        written_off: 累计折旧科目.
        expense: 费用科目.
        clearing: 清理科目, where the rest of the value goes on disposal; "" while not disposed of.
        document: 凭证, path relative to ``ledger/``, may be "".
        row: row in the file.
    """

    code: str
    name: str
    cost: Decimal
    residual: Decimal
    months: int
    start: datetime.date
    end: datetime.date | None
    account: str
    written_off: str
    expense: str
    clearing: str
    document: str
    row: int


def of(row: Row) -> Asset:
    """The asset of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    start, end = row.day("启用日"), row.optional_day("处置日")
    if end is not None and end < start:
        raise row.fail("处置日", _("不早于启用日的日期"))
    clearing = row.optional_account("清理科目")
    if end is not None and not clearing:
        raise row.fail("清理科目", _("会计科目全名：处置后剩下的价值记到哪里"))
    return Asset(
        code=row.link("编号"),
        name=row.required("名称"),
        cost=row.money("原值"),
        residual=row.share("残值率"),
        months=row.whole("折旧月数", LONGEST),
        start=start,
        end=end,
        account=row.account("资产科目", ("Assets",)),
        written_off=row.account("累计折旧科目", ("Assets",)),
        expense=row.account("费用科目", ("Expenses",)),
        clearing=clearing,
        document=row.text("凭证"),
        row=row.number,
    )
