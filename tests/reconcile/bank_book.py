"""A small invented book with bank lines and statements, written line by line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from beancount import loader

from owners_ledger.books.load import Books
from owners_ledger.config import committee_of

D = Decimal
MAIN = "Assets:10银行存款:01基本户"
FEES = "Assets:10银行存款:02收费户"
ROAD = "Assets:10银行存款:09在途资金"
CASH = "Assets:11库存现金"
NAMES = {MAIN: "基本户", FEES: "收费户"}

CHART = "".join(
    f'2020-01-01 open {name} CNY\n  disclose: "{line}"\n'
    for name, line in [
        (MAIN, "资金/基本户"),
        (FEES, "资金/收费户"),
        (ROAD, "资金/在途资金"),
        (CASH, "资金/现金"),
        ("Liabilities:29待核实款项", "收支/待核实收款/待核实付款"),
        ("Equity:10期初净资产", "不列示/期初净资产"),
        ("Income:30其他收入:11利息", "收入/利息"),
        ("Expenses:30运行:36日常维修", "支出/日常维修"),
    ]
)
COMMITTEE = {
    "name": "小院",
    "body": "小院业主委员会",
    "bank": [
        {
            "code": code,
            "account": account,
            "name": name,
            "bank": "某银行",
            "number": f"62000000000{code}",
        }
        for code, account, name in (("01", MAIN, "基本户"), ("02", FEES, "收费户"))
    ],
}


def opening(amount: str, account: str = MAIN) -> str:
    return f'2025-12-31 * "期初"\n  {account}  {amount} CNY\n  Equity:10期初净资产\n'


def line(
    day: str, number: int, amount: str, balance: str | None, account: str = MAIN, **more: str
) -> str:
    """A bank line and its entry."""
    other = more.get("other", "Expenses:30运行:36日常维修" if D(amount) < 0 else INTEREST)
    said = f"    bank-balance: {balance}\n" if balance is not None else ""
    return (
        f'{day} * "{more.get("text", "款")}"\n  {account}  {amount} CNY\n'
        f'    bank-ref: "{account[-5:-3]}/S{number}"\n    bank-no: {number}\n{said}'
        f"  {other}  {-D(amount)} CNY\n"
    )


INTEREST = "Income:30其他收入:11利息"


def hand(day: str, amount: str, account: str = MAIN, text: str = "支票", voucher: str = "") -> str:
    """An entry that no bank line stands behind."""
    meta = f'  voucher: "{voucher}"\n' if voucher else ""
    other = "Expenses:30运行:36日常维修" if D(amount) < 0 else INTEREST
    return f'{day} * "{text}"\n{meta}  {account}  {amount} CNY\n  {other}  {-D(amount)} CNY\n'


def statement(
    month: str, numbers: tuple[int, int], balances: tuple[str, str], account: str = MAIN
) -> str:
    days = {"2026-01": 31, "2026-02": 28, "2026-03": 31}[month]
    return (
        f'{month}-{days} custom "bank-statement" {account}\n'
        f'  file: "statements/{month}-{NAMES[account]}.csv"\n  sha256: "x"\n'
        f"  first-date: {month}-01\n  last-date: {month}-{days}\n"
        f"  first-no: {numbers[0]}\n  last-no: {numbers[1]}\n"
        f"  opening: {balances[0]}\n  closing: {balances[1]}\n"
    )


def book(parts: Sequence[str]) -> Books:
    entries, errors, options = loader.load_string(CHART + "".join(parts))
    return Books(Path("/book"), committee_of(COMMITTEE), entries, errors, options)
