"""A small invented estate, written as text where a test needs it: 3 flats a building, two accounts."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount import loader

from owners_ledger.books.load import Books
from owners_ledger.config import committee_of
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting import Sources, disclose
from owners_ledger.reporting.model import Disclosure

D = Decimal
BANK = "Assets:10银行存款:01基本户"

CHART = """
2010-01-01 open Assets:10银行存款:01基本户 CNY
  disclose: "资金/基本户"
2010-01-01 open Assets:10银行存款:02收费户 CNY
  disclose: "资金/收费户"
2010-01-01 open Assets:10银行存款:09在途资金 CNY
  disclose: "资金/在途资金"
2010-01-01 open Assets:11库存现金 CNY
  disclose: "资金/现金"
2010-01-01 open Assets:20应收款:01物业费 CNY
  disclose: "收入/物业服务费"
2010-01-01 open Assets:20应收款:02停车费 CNY
  disclose: "收入/地面停车月租"
2010-01-01 open Assets:20应收款:03架空层租金 CNY
  disclose: "收入/架空层租金"
2010-01-01 open Assets:30在建工程:01消防改造 CNY
  disclose: "支出/专项工程"
2010-01-01 open Liabilities:10应付工资 CNY
  disclose: "支出/人员工资与社保"
2010-01-01 open Liabilities:20押金:01装修押金 CNY
  disclose: "收支/装修押金"
  earmark: "押金"
2010-01-01 open Liabilities:26专项补助:01消防改造补助 CNY
  disclose: "收入/消防改造补助"
  earmark: "消防改造专款"
2010-01-01 open Liabilities:29待核实款项 CNY
  disclose: "收支/待核实款项"
  earmark: "待核实款项"
2010-01-01 open Equity:10期初净资产 CNY
  disclose: "不列示/期初净资产"
2010-01-01 open Equity:99无栏目 CNY
2010-01-01 open Income:10物业服务费 CNY
  disclose: "收入/物业服务费"
2010-01-01 open Income:20公共收益:11地面停车月租 CNY
  disclose: "收入/地面停车月租"
2010-01-01 open Income:20公共收益:21架空层租金 CNY
  disclose: "收入/架空层租金"
2010-01-01 open Income:30其他收入:11利息 CNY
  disclose: "收入/利息"
2010-01-01 open Expenses:20人员:21保洁 CNY
  disclose: "支出/人员工资与社保"
2010-01-01 open Expenses:20人员:29社保公积金 CNY
  disclose: "支出/人员工资与社保"
2010-01-01 open Expenses:30运行:36日常维修 CNY
  disclose: "支出/日常维修"
2010-01-01 open Expenses:50管理:54银行手续费 CNY
  disclose: "支出/银行手续费"
2010-01-01 open Expenses:50管理:59其他 CNY
  disclose: "支出/其他支出"
"""

COMMITTEE: dict[str, Any] = {
    "name": "小院",
    "body": "小院业主委员会",
    "bank": [
        {
            "code": "01",
            "account": BANK,
            "name": "基本户",
            "bank": "某银行",
            "number": "310101990120009017",
        }
    ],
}


def book(text: str, *, banks: bool = False, **raw: Any) -> Books:
    """Books of a ledger text, flush left or as deep as in a test; without ``banks`` no account needs
    a statement.
    """
    entries, errors, options = loader.load_string(
        CHART + re.sub("^ {8}", "", text, flags=re.MULTILINE)
    )
    assert not errors, errors
    committee = committee_of({**COMMITTEE, **({} if banks else {"bank": []}), **raw})
    return Books(Path("/book"), committee, entries, errors, options)


def report(
    text: str,
    period: str,
    *,
    registers: Registers | None = None,
    sources: Sources | None = None,
    banks: bool = False,
    **raw: Any,
) -> Disclosure:
    """The disclosure of a ledger text."""
    return disclose(
        book(text, banks=banks, **raw), registers or Registers(), Period.parse(period), sources
    )


def lines(found: Any) -> dict[str, Decimal]:
    """Amounts by line, in their order."""
    return {line.line: line.amount for line in found}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
