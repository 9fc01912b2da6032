"""A small committee with four funds, one bank account of all and one of the maintenance fund."""

from __future__ import annotations

from pathlib import Path

from owners_ledger.books.load import Books, load_books
from owners_ledger.funds import Funds
from owners_ledger.reporting.funds import funds_of

BANK = "Assets:10银行存款:01基本户"
OWN = "Assets:10银行存款:03维修专户"
CHART = f"""
2020-01-01 open {BANK} CNY
  disclose: "资金/基本户"
2020-01-01 open {OWN} CNY
  disclose: "资金/维修专户"
  fund: "维修资金"
2020-01-01 open Assets:20应收款:01物业费 CNY
  disclose: "收入/物业服务费"
  fund: "物业费"
2020-01-01 open Assets:20应收款:02租金 CNY
  disclose: "收入/租金"
  fund: "公共收益"
2020-01-01 open Liabilities:14应付账款 CNY
  disclose: "支出/其他支出"
  fund: "物业费"
2020-01-01 open Liabilities:20押金 CNY
  disclose: "收支/押金"
  fund: "押金代管"
2020-01-01 open Liabilities:29待核实款项 CNY
  disclose: "收支/待核实收款/待核实付款"
  fund: "随对方"
2020-01-01 open Equity:10期初净资产 CNY
  disclose: "不列示/期初净资产"
  fund: "随对方"
2020-01-01 open Equity:20资金划转 CNY
  disclose: "收入/资金划转"
  interfund: "transfer"
2020-01-01 open Equity:21资金往来 CNY
  disclose: "收入/资金往来"
  interfund: "due"
2020-01-01 open Equity:22资金结转 CNY
  disclose: "收入/资金结转"
  interfund: "settle"
2020-01-01 open Income:10物业服务费 CNY
  disclose: "收入/物业服务费"
  fund: "物业费"
2020-01-01 open Income:20公共收益 CNY
  disclose: "收入/租金"
  fund: "公共收益"
  business: "出租"
2020-01-01 open Expenses:30保洁 CNY
  disclose: "支出/保洁"
  fund: "物业费"
2020-01-01 open Expenses:40出租成本 CNY
  disclose: "支出/出租成本"
  fund: "公共收益"
  cost-of: "出租 60%，其他 40%"
2020-01-01 open Expenses:60补充专项维修资金 CNY
  disclose: "支出/补充专项维修资金"
  fund: "公共收益"
2020-01-01 open Expenses:50维修 CNY
  disclose: "支出/维修"
  fund: "维修资金"
"""
OPENING = f"""
2024-12-31 * "期初余额"
  {BANK}  1000.00 CNY
  Liabilities:20押金  -300.00 CNY
  Equity:10期初净资产  -500.00 CNY
    fund: "公共收益"
  Equity:10期初净资产  -200.00 CNY
    fund: "物业费"
"""
FUNDS = """
[[fund]]
name = "公共收益"
kind = "public-income"
[[fund]]
name = "物业费"
kind = "fee"
[[fund]]
name = "押金代管"
kind = "deposits"
[[fund]]
name = "维修资金"
kind = "maintenance"
"""
RESOLUTIONS = """
[[resolution]]
number = "2025-01"
date = 2025-01-05
title = "公共收益用途"
"""
COMMITTEE = 'name = "试验小区"\nbody = "试验小区业主委员会"\n'
MAIN = """option "title" "试验"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
plugin "owners_ledger.checks.funds"
include "accounts.beancount"
include "entries.beancount"
"""


class Book:
    """Its folder; ``say`` writes the entries and tells what the check has against them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("main.beancount", MAIN)
        self.write("accounts.beancount", CHART)
        self.write("committee.toml", COMMITTEE)
        self.write("funds.toml", FUNDS)
        self.write("resolutions.toml", RESOLUTIONS)
        self.write("entries.beancount", OPENING)

    def write(self, name: str, text: str) -> None:
        path = self.root / "ledger" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def enter(self, *entries: str) -> Books:
        self.write("entries.beancount", OPENING + "\n".join(entries))
        return load_books(self.root)

    def say(self, *entries: str) -> list[tuple[str, str]]:
        """Severity and message of everything wrong."""
        errors = self.enter(*entries).errors
        return [(getattr(one, "severity", "beancount"), one.message) for one in errors]

    def funds(self) -> Funds:
        return funds_of(load_books(self.root))


def entry(
    *legs: tuple[str, str] | tuple[str, str, str], day: str = "2025-02-01", meta: str = ""
) -> str:
    """A transaction: account, amount, and perhaps the posting's fund."""
    lines = [f'\n{day} * "分录"', *([f"  {meta}"] if meta else [])]
    for leg in legs:
        lines.append(f"  {leg[0]}  {leg[1]} CNY")
        if len(leg) == 3:
            lines.append(f'    fund: "{leg[2]}"')
    return "\n".join(lines) + "\n"
