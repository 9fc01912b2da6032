"""A small book on disk with money, a few expense accounts, and whatever a test promises."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from beancount import loader

from owners_ledger.books.load import Books, load_books
from owners_ledger.checks.problem import CheckError

MAIN = """\
option "title" "测试"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
plugin "{plugin}"
include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""
COMMITTEE = """\
name = "测试苑"
body = "测试苑业主委员会"
"""
CHART = {
    "Assets:11库存现金": "资金/现金",
    "Assets:20应收款:01物业费": "收入/物业服务费",
    "Assets:30在建工程:01消防": "支出/专项工程",
    "Liabilities:14应付账款": "支出/其他支出",
    "Liabilities:26补助": "收入/补助",
    "Equity:10期初净资产": "不列示/期初净资产",
    "Income:10物业服务费": "收入/物业服务费",
    "Expenses:33绿化": "支出/绿化",
    "Expenses:36维修": "支出/维修",
    "Expenses:37屋面": "支出/维修",
}
SUPPLIERS = (
    "编号,名称,别名,账号,科目,说明,起,止\n"
    "V-01,青禾绿化有限公司,,,Expenses:33绿化,,2024-01-01,\n"
    "V-02,固安消防工程有限公司,,,Assets:30在建工程:01消防,,2024-01-01,\n"
)


class Book:
    """A committee's folder under test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("ledger/committee.toml", COMMITTEE)
        self.write(
            "ledger/accounts.beancount",
            "".join(
                f'2020-01-01 open {account} CNY\n  disclose: "{line}"\n'
                for account, line in CHART.items()
            ),
        )
        self.write("ledger/registers/suppliers.csv", SUPPLIERS)
        self.ledger("")

    def write(self, name: str, text: str) -> Path:
        """Put a file into the book."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def rules(self, text: str) -> None:
        """Rules of the committee."""
        self.write("ledger/committee.toml", f"{COMMITTEE}[rules]\n{dedent(text)}")

    def ledger(self, text: str) -> None:
        """The ledger of the test; its first line is line 1 of ``2026/01-test.beancount``."""
        self.write("ledger/2026/01-test.beancount", dedent(text).strip("\n") + "\n")

    def paid(self, *rows: tuple[str, str, str, str]) -> None:
        """A ledger of payments: day, amount, account, metadata of the posting (``key value``)."""
        text = ""
        for day, amount, account, cited in rows:
            meta = "".join(
                f'    {key}: "{value}"\n'
                for key, _blank, value in (one.partition(" ") for one in cited.split(", ") if one)
            )
            text += (
                f'{day} * "付款"\n  Assets:11库存现金  -{amount} CNY\n'
                f"  {account}  {amount} CNY\n{meta}\n"
            )
        self.ledger(text)

    def load(self) -> Books:
        """The books, no checks run."""
        self.write("ledger/main.beancount", MAIN.format(plugin="owners_ledger.checks.cents"))
        return load_books(self.root)

    def run(self, name: str) -> list[CheckError]:
        """What one check says; beancount itself must have nothing to say."""
        plugin = f"owners_ledger.checks.{name}"
        main = self.write("ledger/main.beancount", MAIN.format(plugin=plugin))
        _entries, errors, _options = loader.load_file(str(main))
        assert all(isinstance(error, CheckError) and error.check == name for error in errors), (
            errors
        )
        return errors

    def said(self, name: str) -> list[str]:
        """What a check says, each with the place: ``file:line message``."""
        return [
            f"{Path(one.source['filename']).name}:{one.source['lineno']} {one.said}"
            for one in self.run(name)
        ]
