"""What each account of the books is in the official forms: ``npo-2004:``, ``npo-2024:``.

``npo-2024: "4401 政府补助收入"``: code and name. A six-figure code that ends in 02, or the word
限定性 in the name of an income or cost, means restricted. An account of restricted net assets may
name the income its receipts are after a slash: ``"3102 限定性净资产/4401 政府补助收入"``. An
account between funds that is zero in all says ``不列示``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from beancount.core import data

from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.chart import Account
from owners_ledger.books.load import Books
from owners_ledger.i18n import _
from owners_ledger.reporting.accrual.forms import Era
from owners_ledger.reporting.refusal import ReportError, at

INCOME, EXPENSE, OTHER = "income", "expense", ""
UNRESTRICTED, RESTRICTED, ADJUSTMENT = "3101", "3102", "3201"
NET_ASSETS = (UNRESTRICTED, RESTRICTED, ADJUSTMENT)
_INTERNAL = "不列示"
_DEPOSIT = "押金"
_LINE = re.compile(r"(\d{4})(\d{2})?\s*([^/]*)(?:/\s*(\d{4})[^/]*)?\Z", re.ASCII)
_ROOTS = {"Assets": "1", "Liabilities": "2", "Equity": "3", "Income": "4", "Expenses": "5"}


@dataclass(frozen=True, slots=True)
class Place:
    """An account in the forms.

    Attributes:
        account: of the chart.
        code: of the accounting system, "" for an account between funds.
        side: ``income``, ``expense``, or "" on the balance sheet.
        restricted: whether income or cost is restricted as such.
        income: for restricted net assets: the income that receipts are.
        reason: of the bridge.
        cash: rows of the cash-flow statement, in and out; ``None`` for money.
    """

    account: Account
    code: str
    side: str
    restricted: bool
    income: str
    reason: str
    cash: tuple[int, int] | None

    @property
    def is_net(self) -> bool:
        """Whether the account itself is net assets."""
        return self.code in NET_ASSETS


class Places:
    """The places of all accounts, each looked up when it is first met."""

    def __init__(self, books: Books, era: Era) -> None:
        self._books = books
        self._era = era
        self._known: dict[str, Place] = {}
        self._codes = {
            name: found[1]
            for name, account in books.chart.accounts.items()
            if (found := _LINE.match(self._line(account)))
        }
        accounts = books.chart.accounts
        self._wages = {
            accounts[name].line
            for name, code in self._codes.items()
            if code == era.staff_code and accounts[name].section == "支出"
        }
        self._nominal: dict[tuple[str, str], set[str]] = {}
        for name, code in self._codes.items():
            if name.startswith(("Income:", "Expenses:")):
                one = accounts[name]
                self._nominal.setdefault((one.section, one.line), set()).add(code)

    def of(self, name: str) -> Place:
        """The place of an account.

        Raises:
            ReportError: it has no line for the era, or one that cannot be.
        """
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._make(name)
        return known

    def _line(self, account: Account) -> str:
        return {"2004": account.npo_2004, "2024": account.npo_2024}.get(self._era.name, "").strip()

    def _make(self, name: str) -> Place:
        account = self._books.chart.accounts.get(name)
        if account is None or not (text := self._line(account)):
            raise self._refusal(
                name,
                _("科目“{account}”没有 {key}，不知道列在报表的哪一项"),
                _('请在这个科目下面写上，例如 {key}: "1121 应收账款"。'),
            )
        if text.startswith(_INTERNAL) and not account.is_money:
            return Place(account, "", OTHER, False, "", "internal", None)
        match = _LINE.match(text)
        code = match[1] if match else ""
        if match is None or code not in self._era.accounts:
            raise self._refusal(
                name,
                _("科目“{account}”的 {key} 写的“{text}”不是这套制度的科目"),
                _("请改成制度里的编号和名称（见 docs/statements.md）。"),
                text=text,
            )
        said = match[3].strip()
        theirs = {title: number for number, title in self._era.accounts.items()}
        if theirs.get(said, code) != code:
            raise self._refusal(
                name,
                _("科目“{account}”的 {key} 编号和名称不是一回事：{text}"),
                _("同一个编号在 2026 年前后可能是两个科目，请按名称改正编号。"),
                text=text,
            )
        self._agree(name, account, code, text)
        restricted = match[2] == "02" or ("限定性" in said and "非限定性" not in said)
        side = {"4": INCOME, "5": EXPENSE}.get(code[0], OTHER)
        return Place(
            account,
            code,
            side,
            restricted and side != OTHER,
            self._income(match[4], account) if code == RESTRICTED else "",
            self._reason(account, code),
            None if account.is_money else self._cash(account, code, match[4]),
        )

    def _agree(self, name: str, account: Account, code: str, text: str) -> None:
        """Refuse what would break the forms: income among assets, money that is no money."""
        first = _ROOTS.get(name.partition(":")[0], "")
        fund = first == "2" and code in NET_ASSETS
        if code[0] != first and not fund:
            raise self._refusal(
                name,
                _("科目“{account}”是 {root} 类，{key} 却写“{text}”"),
                _("资产对 1、负债对 2、净资产对 3、收入对 4、费用对 5 开头的编号。"),
                text=text,
                root=name.partition(":")[0],
            )
        if account.is_money != (code in self._era.money_codes):
            raise self._refusal(
                name,
                _("科目“{account}”的 disclose 是“{section}”，{key} 却写“{text}”，现金流量对不上"),
                _("放钱的科目两处都要写成资金（{codes}），不放钱的都不写。"),
                text=text,
                section=account.section,
                codes="、".join(sorted(self._era.money_codes)),
            )

    def _income(self, said: str | None, account: Account) -> str:
        if said in self._era.accounts:
            return str(said)
        text = f"{account.name} {account.line} {account.earmark}"
        return next((code for word, code in self._era.restricted if word.search(text)), "")

    def _reason(self, account: Account, code: str) -> str:
        if account.name == SUSPENSE:
            return "suspense"
        if account.earmark == _DEPOSIT:
            return "deposit"
        if code[0] == "2" and account.section == "支出" and account.line in self._wages:
            return "staff"
        return ""

    def _cash(self, account: Account, code: str, said: str | None) -> tuple[int, int]:
        era = self._era
        pays = code[0] in "25" or code in era.by_line
        if account.section == "支出" and pays and account.line in self._wages:
            return era.staff, era.staff
        if code == RESTRICTED:
            return era.cash_rows[self._income(said, account)]
        if code in era.by_line and account.section in ("收入", "支出"):
            settles = self._nominal.get((account.section, account.line), set())
            rows = {era.cash_rows[one] for one in settles if one in era.cash_rows}
            if len(rows) == 1:
                return rows.pop()
        return era.cash_rows[code]

    def _refusal(self, name: str, message: str, remedy: str, **more: str) -> ReportError:
        meta = next(
            (
                entry.meta
                for entry in self._books.entries
                if isinstance(entry, data.Open) and entry.account == name
            ),
            None,
        )
        words: Mapping[str, str] = {"account": name, "key": f"npo-{self._era.name}", **more}
        return ReportError(
            message.format(**words), remedy=remedy.format(**words), **at(self._books, meta)
        )
