"""``spreads.csv``: sums paid or received for many months, spread over the months they cover."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.registers.row import Dated, Row

FILE = "spreads.csv"
COLUMNS = ("编号", "名称", "金额", "起", "止", "方式", "从科目", "到科目")
OPTIONAL = ("凭证",)
BY_MONTH, BY_DAY = "按月", "按日"


@dataclass(frozen=True, slots=True)
class Spread(Dated):
    """A sum and the days it is for.

    Attributes:
        code: 编号, ``T-01``; it also becomes the link of the entries.
        name: 名称 as narrations have it (2026年保险费).
        amount: yuan, the whole.
        start: first day covered.
        end: last day covered.
        by: 按月 (every month alike, parts of a month by days) or 按日.
        source: 从科目, the asset or liability that holds the sum.
        target: 到科目, the expense or income it becomes month by month.
        document: 凭证, path relative to ``ledger/``, may be "".
        row: row in the file.
    """

    code: str
    name: str
    amount: Decimal
    start: datetime.date
    end: datetime.date
    by: str
    source: str
    target: str
    document: str
    row: int


def of(row: Row) -> Spread:
    """The spread of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    start, end = row.day("起"), row.day("止")
    if end < start:
        raise row.fail("止", _("不早于“起”的日期"))
    return Spread(
        code=row.link("编号"),
        name=row.required("名称"),
        amount=row.money("金额"),
        start=start,
        end=end,
        by=row.choice("方式", (BY_MONTH, BY_DAY)),
        source=row.account("从科目", ("Assets", "Liabilities")),
        target=row.account("到科目", ("Expenses", "Income")),
        document=row.text("凭证"),
        row=row.number,
    )
