"""A small invented book for the web tests: one year's start, two months, one line to review."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

MAIN = """\
option "title" "小样业主账本"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"

plugin "owners_ledger.checks"

2020-01-01 commodity CNY
  precision: 2

2020-01-01 custom "fava-option" "language" "zh"
2020-01-01 custom "fava-option" "invert-income-liabilities-equity" "true"
2020-01-01 custom "fava-option" "import-dirs" "inbox"
2020-01-01 custom "fava-extension" "owners_ledger.web.disclosure"

include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""

OPENING = """\
2024-12-31 * "期初"
  Assets:10银行存款:01基本户   5000.00 CNY
  Equity:10期初净资产   -5000.00 CNY
"""

JANUARY = """\
2025-01-05 * "1-1-101" "物业费"
  Assets:10银行存款:01基本户   300.00 CNY
    bank-ref: "01/S1"
    bank-no: 1
    bank-balance: 5300.00
  Income:10物业服务费   -300.00 CNY
    unit: "1-1-101"

2025-01-20 * "清源保洁有限公司" "一月保洁费"
  document: "documents/2025-01.txt"
  Assets:10银行存款:01基本户   -1200.50 CNY
    bank-ref: "01/S2"
    bank-no: 2
    bank-balance: 4099.50
  Expenses:30运行:34清洁与垃圾清运   1200.50 CNY

2025-01-31 custom "bank-statement" Assets:10银行存款:01基本户
  file: "statements/2025-01.csv"
  sha256: "@1@"
  first-date: 2025-01-01
  last-date: 2025-01-31
  first-no: 1
  last-no: 2
  opening: 5000.00
  closing: 4099.50

2025-02-01 balance Assets:10银行存款:01基本户   4099.50 ~ 0 CNY
"""

FEBRUARY = """\
2025-02-03 * "1-1-102" "物业费"
  Assets:10银行存款:01基本户   310.00 CNY
    bank-ref: "01/S3"
    bank-no: 3
    bank-balance: 4409.50
  Income:10物业服务费   -310.00 CNY
    unit: "1-1-102"

2025-02-11 ! "＜b＞来历不明" "@hostile@"
  review: "付款人不在户籍册里 <script>window.hacked=1</script>"
  candidate-1: "1-1-101 物业费"
  candidate-2: "1-1-102 停车费"
  Assets:10银行存款:01基本户   88.00 CNY
    bank-ref: "01/S4"
    bank-no: 4
    bank-balance: 4497.50
    bank-text: "一月<i>物业费</i>"
  Liabilities:29待核实款项   -88.00 CNY

2025-02-28 custom "bank-statement" Assets:10银行存款:01基本户
  file: "statements/2025-02.csv"
  sha256: "@2@"
  first-date: 2025-02-01
  last-date: 2025-02-28
  first-no: 3
  last-no: 4
  opening: 4099.50
  closing: 4497.50

2025-03-01 balance Assets:10银行存款:01基本户   4497.50 ~ 0 CNY

2025-02-28 query "余额" "SELECT account, sum(position) GROUP BY account"
2025-02-28 query "文件" ".output 不该有的文件"

2025-02-28 document Assets:10银行存款:01基本户 "../documents/2025-01.txt"
"""

UNITS = """\
房号,楼栋,单元,楼层,建筑面积,用途,起,止
1-1-101,1栋,1,1,90.00,住宅,2020-01-01,
1-1-102,1栋,1,1,90.00,住宅,2020-01-01,
"""

HOSTILE = "<img src=x onerror=window.hacked=1>"
FEBRUARY = FEBRUARY.replace("@hostile@", HOSTILE)
STATEMENTS = {"@1@": "一月", "@2@": "二月"}

COMMITTEE = """\
name = "小样小区"
body = "小样小区业主委员会"
households = 2
area = "180.00"
website = ""

[[bank]]
code = "01"
account = "Assets:10银行存款:01基本户"
name = "基本户"
bank = "重庆农村商业银行"
number = "9900000000000001234"

[posting]
places = ["大门公告栏"]
consult = "每周六上午，业委会办公室"
"""


def make_book(root: Path, *, hostile: bool = True) -> Path:
    """Write the book below ``root`` and return it; ``hostile``: with markup in a narration."""
    ledger = root / "ledger"
    (ledger / "inbox").mkdir(parents=True)
    (ledger / "documents").mkdir()
    (ledger / "2024").mkdir()
    (ledger / "2025").mkdir()
    shutil.copy(REPOSITORY / "ledger" / "accounts.beancount", ledger)
    for folder in ("registers", "statements"):
        (ledger / folder).mkdir()
    for name, text in {
        "main.beancount": MAIN,
        "committee.toml": COMMITTEE,
        "2024/12-opening.beancount": OPENING,
        "2025/01-bank-00000001.beancount": JANUARY,
        "2025/02-bank-00000002.beancount": FEBRUARY,
        "registers/units.csv": UNITS,
        "statements/2025-01.csv": STATEMENTS["@1@"],
        "statements/2025-02.csv": STATEMENTS["@2@"],
        "documents/2025-01.txt": "凭证",
        "inbox/对账单.txt": "账单",
        "inbox/页面.html": "<script>window.hacked=1</script>",
    }.items():
        (ledger / name).write_text(_filled(text, hostile=hostile), encoding="utf-8")
    (root / "外面.txt").write_text("不给看", encoding="utf-8")
    return root


def _filled(text: str, *, hostile: bool) -> str:
    for mark, content in STATEMENTS.items():
        text = text.replace(mark, hashlib.sha256(content.encode()).hexdigest())
    return text if hostile else text.replace(HOSTILE, "不明来款")


def tree(root: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
