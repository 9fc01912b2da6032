"""A small book on disk in which everything of this room happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from owners_ledger.books.load import load_books
from owners_ledger.checks.findings import findings_of
from owners_ledger.cli import main

CHART = Path(__file__).parents[2] / "ledger" / "accounts.beancount"
MAIN = """\
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"
plugin "owners_ledger.checks"
include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""
COMMITTEE = 'name = "测试苑"\nbody = "测试苑业主委员会"\n'
_OPEN = """
2020-01-01 open {account} CNY
  disclose: "{line}"
  npo-2004: "{npo}"
  npo-2024: "{npo}"
"""
EXTRA = {
    "Assets:40固定资产:01设备": ("支出/设备购置", "1501 固定资产"),
    "Assets:41累计折旧:01设备": ("不列示/累计折旧", "1502 累计折旧"),
    "Liabilities:15预收款:01场地租金": ("收入/公共用房租金", "2203 预收账款"),
    "Expenses:30运行:38折旧": ("不列示/折旧", "5101 业务活动成本"),
    "Expenses:50管理:57资产处置": ("不列示/资产处置", "5301 管理费用"),
}
REGISTERS = {
    "suppliers": "编号,名称,别名,账号,科目,说明,起,止\nV-01,测试绿化有限公司,,,,,2020-01-01,\n",
    "spreads": (
        "编号,名称,金额,起,止,方式,从科目,到科目\n"
        "T-01,责任险,100.00,2026-01-01,2026-03-31,按月,Assets:21预付款:01保险,Expenses:30运行:37保险\n"
        "T-02,小卖部预收租金,365.00,2026-01-01,2026-12-31,按日,"
        "Liabilities:15预收款:01场地租金,Income:20公共收益:22公共用房租金\n"
    ),
    "assets": (
        "编号,名称,原值,残值率,折旧月数,启用日,处置日,资产科目,累计折旧科目,费用科目,清理科目\n"
        "G-01,洗地机,10000.00,5%,36,2025-12-15,2026-03-10,Assets:40固定资产:01设备,"
        "Assets:41累计折旧:01设备,Expenses:30运行:38折旧,Expenses:50管理:57资产处置\n"
    ),
    "payables": (
        "编号,供应商,事由,金额,发生月,费用科目,到期日\n"
        "P-01,V-01,三月绿化养护,800.00,2026-03,Expenses:30运行:33绿化,2026-04-30\n"
    ),
}
OPENING = """\
2025-12-31 * "期初余额"
  Assets:11库存现金                  5265.00 CNY
  Assets:21预付款:01保险              100.00 CNY
  Assets:40固定资产:01设备          10000.00 CNY
  Liabilities:15预收款:01场地租金    -365.00 CNY
  Equity:10期初净资产              -15000.00 CNY
"""


class Book:
    """A committee's folder under test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        extra = "".join(
            _OPEN.format(account=account, line=line, npo=npo)
            for account, (line, npo) in EXTRA.items()
        )
        self.write("main.beancount", MAIN)
        self.write("accounts.beancount", CHART.read_text("utf-8") + extra)
        self.write("committee.toml", COMMITTEE)
        self.write("2025/12-opening.beancount", OPENING)
        (root / "ledger" / "documents").mkdir()
        for name, text in REGISTERS.items():
            self.write(f"registers/{name}.csv", text)

    def write(self, name: str, text: str) -> None:
        """Put a file under ``ledger/``."""
        path = self.root / "ledger" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        """``owners-ledger accrue …``."""
        return CliRunner().invoke(main, ["--book", str(self.root), "accrue", *arguments])

    def json(self, *arguments: str) -> dict[str, Any]:
        """The same in order, as JSON."""
        result = self.run(*arguments, "--format", "json")
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    def files(self) -> dict[str, bytes]:
        """Every ledger file with its content."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in (self.root / "ledger").rglob("*.beancount")
        }

    def findings(self) -> list[str]:
        """What the checks say of the book."""
        return [one.message for one in findings_of(load_books(self.root))]

    def balance(self, account: str) -> str:
        """Yuan on an account, over all time."""
        return str(
            sum(
                posting.units.number
                for entry in load_books(self.root).transactions
                for posting in entry.postings
                if posting.account == account
            )
        )
