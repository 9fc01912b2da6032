"""``payables.csv``: invoices and bills that are not paid when their cost arises."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers.row import Row

FILE = "payables.csv"
COLUMNS = ("编号", "供应商", "事由", "金额", "发生月", "费用科目", "到期日")
OPTIONAL = ("应付科目", "凭证")
OWED = "Liabilities:14应付账款"


@dataclass(frozen=True, slots=True)
class Payable:
    """A bill.

    Attributes:
        code: 编号, ``P-01``; it also becomes the link of the entries.
        supplier: 供应商, its code in ``suppliers.csv``.
        about: 事由.
        amount: yuan.
        month: 发生月, the month whose cost it is.
        expense: 费用科目 (an asset for goods and works).
        due: 到期日, None where nothing is agreed.
        owed: 应付科目, ``OWED`` or one below it (whose line of the notice the payment then has).
        document: 凭证, path relative to ``ledger/``, may be "".
        row: row in the file.
    """

    code: str
    supplier: str
    about: str
    amount: Decimal
    month: Period
    expense: str
    due: datetime.date | None
    owed: str
    document: str
    row: int


def of(row: Row) -> Payable:
    """The bill of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    owed = row.optional_account("应付科目") or OWED
    if not f"{owed}:".startswith(f"{OWED}:"):
        raise row.fail("应付科目", _("{account} 或它的下级科目").format(account=OWED))
    return Payable(
        code=row.link("编号"),
        supplier=row.code("供应商"),
        about=row.required("事由"),
        amount=row.money("金额"),
        month=row.month("发生月"),
        expense=row.account("费用科目", ("Expenses", "Assets")),
        due=row.optional_day("到期日"),
        owed=owed,
        document=row.text("凭证"),
        row=row.number,
    )
