"""A small book of three months with every kind of directive that a seal covers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from beancount import loader
from beancount.core import data

from owners_ledger.closing.seal import Seal
from owners_ledger.closing.sealing import Act, seal_month
from owners_ledger.periods import Period

JANUARY, FEBRUARY, MARCH = (Period(2026, month, 1) for month in (1, 2, 3))
ACT = Act(datetime.date(2026, 4, 8), "出纳", "监督小组")
LEDGER = """\
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
2025-12-31 open Assets:11库存现金 CNY
2025-12-31 open Assets:20应收款 CNY
2025-12-31 open Equity:10期初净资产 CNY
2025-12-31 open Income:10物业服务费 CNY
2025-12-31 open Expenses:30运行 CNY

2025-12-31 * "期初"
  Assets:11库存现金   1000.00 CNY
  Equity:10期初净资产

2026-01-01 custom "bank-statement" "statements/一月.xlsx" 12.50 CNY 2026-01-31
  closing: 100.00 CNY

2026-01-05 * "绿化公司" "除草" #works ^L-01
  resolution: "2026-1"
  Assets:11库存现金   -20.10 CNY
    bank-ref: "01/7"
  Expenses:30运行      20.10 CNY

2026-01-05 * "绿化公司" "除草" #works ^L-01
  resolution: "2026-1"
  Assets:11库存现金   -20.10 CNY
    bank-ref: "01/7"
  Expenses:30运行      20.10 CNY

2026-01-20 ! "收物业费"
  Assets:20应收款      30 CNY
    unit: "1-1-101"
  Income:10物业服务费  -30.00 CNY

2026-01-31 note Assets:11库存现金 "盘点无误"
2026-01-31 balance Assets:11库存现金  959.80 CNY

2026-02-10 * "收现金"
  Assets:11库存现金    30.00 CNY
  Assets:20应收款     -30.00 CNY

2026-03-02 * "打印"
  Expenses:30运行       5.00 CNY
  Assets:11库存现金    -5.00 CNY
"""


def entries_of(text: str = LEDGER, file: Path | None = None) -> list[data.Directive]:
    """The directives of a ledger's text, which must be in order."""
    if file is None:
        entries, errors, _options = loader.load_string(text)
    else:
        file.write_text(text, encoding="utf-8")
        entries, errors, _options = loader.load_file(str(file))
    assert errors == []
    return entries


def chain(entries: Sequence[data.Directive], *months: Period) -> list[Seal]:
    """Seals of months one after the other."""
    seals: list[Seal] = []
    for month in months:
        seals.append(seal_month(entries, seals[-1] if seals else None, month, ACT))
    return seals
