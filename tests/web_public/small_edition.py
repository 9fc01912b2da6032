"""A small invented edition, and beside it a private book full of canaries that must stay there."""

from __future__ import annotations

import hashlib

from owners_ledger.publishing import edition

CANARY = "金丝雀"
HEAD = """\
; 小样小区 公开账本，到 2026年2月 为止；由 owners-ledger publish 从账本编出，不含个人信息。
option "title" "小样小区 公开账本"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"

2000-01-01 commodity CNY
  precision: 2

2000-01-01 custom "fava-option" "language" "zh"
2000-01-01 custom "fava-option" "locale" "zh_CN"
2000-01-01 custom "fava-option" "invert-income-liabilities-equity" "true"

2025-12-31 open Assets:10银行存款:01基本户  CNY
  disclose: "资金/基本户"

2025-12-31 open Equity:10期初净资产  CNY

2025-12-31 open Expenses:30运行:34清洁与垃圾清运  CNY
  disclose: "支出/清洁与垃圾清运"

2025-12-31 open Income:10物业服务费  CNY
  disclose: "收入/物业服务费"

2025-12-31 * "期初"
  Assets:10银行存款:01基本户   5000.00 CNY
  Equity:10期初净资产         -5000.00 CNY

"""
MONTH = """\
2026-0{month}-05 * "业主" "物业费 {mark}"
  movements: 3
  Assets:10银行存款:01基本户   900.00 CNY
  Income:10物业服务费         -900.00 CNY

2026-0{month}-20 * "清源保洁有限公司" "{month}月保洁费 {mark}"
  number: "支12"
  Assets:10银行存款:01基本户          -400.00 CNY
  Expenses:30运行:34清洁与垃圾清运     400.00 CNY

2026-0{after}-01 balance Assets:10银行存款:01基本户   {balance}.00 ~ 0 CNY

"""
PAGE = """\
<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>本月 {mark}</title>
<link rel="stylesheet" href="site.css"><script src="site.js" defer></script></head>
<body><nav aria-label="目录"><ul>
<li><a href="index.html">本月</a></li><li><a href="months.html">各月</a></li>
</ul></nav><main><h1>本月的钱 {mark}</h1></main></body></html>
"""


def ledger(mark, months=2):
    parts = [
        MONTH.format(month=month, after=month + 1, mark=mark, balance=5000 + 500 * month)
        for month in range(1, months + 1)
    ]
    return HEAD + "".join(parts)


def files(mark="甲", months=2, text=None):
    """The files of an edition; ``mark`` stands in every one of them."""
    content = {
        "index.html": PAGE.format(mark=mark),
        "months.html": PAGE.format(mark=mark),
        "site.css": f"/* {mark} */ body {{ margin: 1rem }}",
        "site.js": f"// {mark}\n",
        "data/months.csv": f"月份,{mark}\n",
        "ledger/main.beancount": ledger(mark, months) if text is None else text,
        "verify.py": f"# {mark}\n",
    }
    facts = {"estate": "小样小区", "through": "2026-02", "mark": mark}
    whole = edition.with_manifest({name: one.encode() for name, one in content.items()}, facts)
    return {**whole, "公开账本-2026-02.zip": edition.archive(whole)}


def put(output, mark="甲", months=2, text=None):
    return edition.put(output, files(mark, months, text)).folder


def plant_private_book(folder):
    """What lies beside the public edition on a careless computer."""
    private = folder / "book" / "ledger"
    (private / "registers").mkdir(parents=True)
    (private / "main.beancount").write_text(f'2026-01-01 * "{CANARY}张三"\n', "utf-8")
    (private / "committee.toml").write_text(f'name = "{CANARY}"\n', "utf-8")
    (private / "registers" / "units.csv").write_text(f"房号\n{CANARY}1-1-101\n", "utf-8")
    (folder / "password.txt").write_text(CANARY, "utf-8")
    return private


def tree(root):
    """Every file and link below a folder, with bytes, times and rights."""
    found = {}
    for path in sorted(root.rglob("*")):
        stat = path.lstat()
        content = (
            str(path.readlink())
            if path.is_symlink()
            else hashlib.sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else ""
        )
        found[path.relative_to(root).as_posix()] = (content, stat.st_mode, stat.st_mtime_ns)
    return found
