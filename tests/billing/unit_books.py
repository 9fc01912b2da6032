"""Ledgers that stand in a test's docstring, and what they come to for one flat."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from beancount import loader

from owners_ledger.billing.allocation import Allocation, allocate
from owners_ledger.billing.open_items import Holder, read_rows
from owners_ledger.billing.tariffs import Tariff
from owners_ledger.books.load import Books
from owners_ledger.config import committee_of

D = Decimal
FEE = "Assets:20应收款:01物业费"
PARKING = "Assets:20应收款:02停车费"
BANK = "Assets:10银行存款:02收费户"
CHART = """
2020-01-01 open Assets:10银行存款:02收费户 CNY
  disclose: "资金/收费户"
2020-01-01 open Assets:11库存现金 CNY
  disclose: "资金/现金"
2020-01-01 open Assets:20应收款:01物业费 CNY
  disclose: "收入/物业服务费"
2020-01-01 open Assets:20应收款:02停车费 CNY
  disclose: "收入/地面停车月租"
2020-01-01 open Equity:10期初净资产 CNY
  disclose: "不列示/期初净资产"
2020-01-01 open Income:10物业服务费 CNY
  disclose: "收入/物业服务费"
2020-01-01 open Income:20公共收益:11地面停车月租 CNY
  disclose: "收入/地面停车月租"
"""
COMMITTEE = {
    "name": "小院",
    "body": "小院业主委员会",
    "bank": [
        {"code": "02", "account": BANK, "name": "收费户", "bank": "某银行", "number": "5005019900"}
    ],
}


def book(text: str, root: Path = Path("/book")) -> Books:
    """The books of a ledger text; ``物业费`` and the like stand for their accounts."""
    for short, name in {
        "物业费": FEE,
        "停车费": PARKING,
        "收费户": BANK,
        "收入": "Income:10物业服务费",
        "车位收入": "Income:20公共收益:11地面停车月租",
        "期初": "Equity:10期初净资产",
    }.items():
        text = re.sub(rf"^  {short}(?= |$)", f"  {name}", text, flags=re.MULTILINE)
    entries, errors, options = loader.load_string(CHART + text)
    assert not errors, errors
    return Books(root, committee_of(COMMITTEE), entries, errors, options)


def ledger(test: Callable[..., object]) -> str:
    """The ledger in a test's docstring."""
    _said, _colon, text = inspect.getdoc(test).partition("::\n")
    return inspect.cleandoc(text)


def settled(
    text: str, unit: str = "1-1", account: str = FEE, tariffs: tuple[Tariff, ...] = ()
) -> Allocation:
    """What a flat's payments settled."""
    return allocate(read_rows(book(text), tariffs)[Holder("unit", unit)][account])


def unpaid(found: Allocation) -> dict[str, Decimal]:
    """Open yuan by month ("": older than the books), only where there are any."""
    return {one.row.period: one.open for one in found.items if one.open}


def paid_by(found: Allocation) -> list[tuple[str, str, Decimal]]:
    """Settlements as day of the payment, month, yuan."""
    return [
        (f"{found.funds[one.fund].row.day:%m-%d}", found.items[one.item].row.period, one.amount)
        for one in found.settlements
    ]
