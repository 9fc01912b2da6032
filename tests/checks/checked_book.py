"""A small book on disk for the checks to look at."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from beancount import loader

from owners_ledger.checks.problem import CheckError

MAIN = """\
option "title" "测试"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"
plugin "{plugin}"
include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""

COMMITTEE = """\
name = "测试苑"
body = "测试苑业主委员会"
[[bank]]
code = "01"
account = "Assets:10银行存款:01基本户"
name = "基本户"
bank = "测试银行"
number = "3101019901200099017"
[[bank]]
code = "02"
account = "Assets:10银行存款:02收费户"
name = "收费户"
bank = "测试银行"
number = "50050199009900000017"
[rules]
document-above = "1000.00"
document-days = 90
"""

CHART = {
    "Assets:10银行存款:01基本户": ("资金/基本户", "1002 银行存款"),
    "Assets:10银行存款:02收费户": ("资金/收费户", "1002 银行存款"),
    "Assets:11库存现金": ("资金/现金", "1001 现金"),
    "Assets:20应收款:01物业费": ("收入/物业服务费", "1121 应收账款"),
    "Assets:21预付款:01保险": ("支出/保险", "1141 预付账款"),
    "Assets:30在建工程:01消防改造": ("支出/专项工程", "1505 在建工程"),
    "Liabilities:10应付工资": ("支出/人员工资与社保", "2204 应付职工薪酬"),
    "Liabilities:13应交税费": ("支出/税费", "2206 应交税费"),
    "Liabilities:20押金:01装修押金": ("收支/装修押金", "2209 其他应付款"),
    "Equity:10期初净资产": ("不列示/期初净资产", "3101 非限定性净资产"),
    "Income:10物业服务费": ("收入/物业服务费", "4301 提供服务收入"),
    "Expenses:20人员:21保洁": ("支出/人员工资与社保", "5101 业务活动成本"),
    "Expenses:30运行:33绿化": ("支出/绿化", "5101 业务活动成本"),
    "Expenses:30运行:37保险": ("支出/保险", "5101 业务活动成本"),
}

REGISTERS = {
    "units": "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n1-1-101,1,1,1,80.00,住宅,2020-01-01,\n1-1-102,1,1,1,80.00,住宅,2020-01-01,2026-01-31\n",
    "households": "房号,姓名,身份,电话,起,止\n1-1-101,欧阳试样,业主,,2020-01-01,\n1-1-102,安全,业主,,2020-01-01,\n",
    "staff": "工号,姓名,岗位,用工,月薪,账号,起,止\nS01,司徒甲,保洁,劳动合同,3000.00,,2024-01-01,2026-03-20\n",
    "suppliers": "编号,名称,别名,账号,科目,说明,起,止\nV-01,欧阳试样园艺有限公司,,,,,2024-01-01,\n",
    "leases": (
        "合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目\n"
        "L-01,架空层,1幢,测试商行有限公司,,3000.00,季,0,2026-02-15,2027-02-14,Assets:20应收款:01物业费\n"
    ),
}


def chart_text() -> str:
    """The chart of accounts as ledger text."""
    return "".join(
        f'2020-01-01 open {account} CNY\n  disclose: "{line}"\n  npo-2004: "{npo}"\n  npo-2024: "{npo}"\n'
        for account, (line, npo) in CHART.items()
    )


class Book:
    """A committee's folder under test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.main = MAIN
        self.write("ledger/committee.toml", COMMITTEE)
        self.write("ledger/accounts.beancount", chart_text())
        (root / "ledger" / "documents").mkdir()
        for name, text in REGISTERS.items():
            self.write(f"ledger/registers/{name}.csv", text)

    def write(self, name: str, text: str) -> Path:
        """Put a file into the book."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def ledger(self, text: str) -> None:
        """The ledger of the test; its first line is line 1 of ``2026/01-test.beancount``."""
        self.write("ledger/2026/01-test.beancount", dedent(text).strip("\n") + "\n")

    def load(self, plugin: str = "owners_ledger.checks") -> list:
        """All errors of loading the book with a plugin."""
        main = self.write("ledger/main.beancount", self.main.format(plugin=plugin))
        _entries, errors, _options = loader.load_file(str(main))
        return errors

    def run(self, name: str) -> list[CheckError]:
        """What one check says; beancount itself must have nothing to say."""
        errors = self.load(f"owners_ledger.checks.{name}")
        assert all(isinstance(error, CheckError) and error.check == name for error in errors), (
            errors
        )
        return errors
