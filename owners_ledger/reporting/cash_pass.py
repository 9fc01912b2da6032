"""One pass over the transactions: everything the cash view needs, in compact tables."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger.books.bank_entries import CURRENCY
from owners_ledger.books.chart import Account
from owners_ledger.books.load import Books
from owners_ledger.i18n import _
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import (
    INCOME,
    SPENDING,
    BankLine,
    Cash,
    Cell,
    Due,
    Flow,
    month_number,
)
from owners_ledger.reporting.refusal import ReportError, at

_OPENING = "不列示"
_YEAR = 12
_DAY = datetime.timedelta(days=1)


def is_receivable(account: Account) -> bool:
    """Whether households or tenants owe on it."""
    return account.section == "收入" and account.name.startswith("Assets:")


def read_cash(books: Books, period: Period, horizon: datetime.date) -> Cash:
    """Read the books up to a period's end.

    Args:
        books: the books.
        period: the period.
        horizon: up to here a statement may reach: of the days after the period only the numbers
            of bank lines are read.

    Raises:
        ReportError: money moved against an account that has no line on the notice, or an opening
            balance was entered inside the period.
    """
    return _Pass(books, period).run(horizon)


class _Pass:
    """The pass's state; ``run`` once."""

    def __init__(self, books: Books, period: Period) -> None:
        self.books = books
        self.period = period
        self.accounts: Mapping[str, Account] = books.chart.accounts
        self.money = frozenset(account.name for account in books.chart.money)
        self.receivable = frozenset(
            name for name, account in self.accounts.items() if is_receivable(account)
        )
        self.first = month_number(period.first)
        self.final = month_number(period.last)
        self.cash = Cash(period)
        self.cash.since = min(
            self.first - _YEAR, self.final - 11, month_number(period.year_to_date[0])
        )
        self.opened: datetime.date | None = None

    def run(self, horizon: datetime.date) -> Cash:
        """Go through the books once."""
        cash, end = self.cash, self.period.end
        first_money: datetime.date | None = None
        for entry in self.books.transactions:
            if entry.date >= end:
                if entry.date > horizon:
                    break
                self._numbers(entry)
                continue
            legs = [posting for posting in entry.postings if posting.account in self.money]
            month = month_number(entry.date)
            opening = False
            if legs:
                first_money = first_money or entry.date
                opening = self._money(entry, legs, month)
            self._others(entry, month, moving=bool(legs) and not opening)
            if "payroll" in entry.meta and month >= cash.since:
                cash.payrolls.append(entry)
            cash.last = entry.date
        if self.opened is not None:
            cash.begin = month_number(self.opened + _DAY)
            if (self.opened + _DAY).day != 1:
                cash.begin += 1
        else:
            cash.begin = month_number(first_money) if first_money else self.final + 1
        return cash

    def _money(self, entry: data.Transaction, legs: list[data.Posting], month: int) -> bool:
        """Book the money legs and the lines; whether it is an opening entry."""
        opening = False
        if len(legs) < len(entry.postings):
            opening = self._lines(entry, month)
        for leg in legs:
            amount = _yuan(self.books, entry, leg)
            table = self.cash.net.setdefault(leg.account, {})
            table[month] = table.get(month, ZERO) + amount
            if not _has_number(leg) and not opening:
                self.cash.unproved.setdefault(leg.account, []).append((entry, amount))
        self._numbers(entry)
        if entry.flag == "!" and month >= self.first:
            self.cash.flagged += 1
        return opening

    def _numbers(self, entry: data.Transaction) -> None:
        """Note the bank lines of an entry."""
        for leg in entry.postings:
            if leg.account in self.money and leg.meta and _has_number(leg):
                balance = leg.meta.get("bank-balance")
                self.cash.bank.setdefault(leg.account, []).append(
                    BankLine(
                        int(leg.meta["bank-no"]),
                        entry.date,
                        balance if isinstance(balance, Decimal) else None,
                    )
                )

    def _lines(self, entry: data.Transaction, month: int) -> bool:
        """Book a movement's lines; whether it is an opening entry."""
        if month < self.cash.since:
            # Older movements only count for balances; only openings must be told apart.
            if any(self._section(posting.account) == _OPENING for posting in entry.postings):
                self.opened = entry.date
                return True
            return False
        found: list[Flow] = []
        for leg in entry.postings:
            if leg.account in self.money:
                continue
            account = self.accounts.get(leg.account)
            section = account.section if account else ""
            if account is None or section not in ("收入", "支出", "收支"):
                self._refuse(entry, leg.account, section)
                self.opened = entry.date
                return True
            amount = _yuan(self.books, entry, leg)
            if amount:
                found.append(flow_of(entry, leg, account, amount))
        self._book(found, month)
        return False

    def _book(self, found: list[Flow], month: int) -> None:
        seen = set()
        for flow in found:
            cells = self.cash.lines.setdefault((flow.side, flow.line), {})
            cell = cells.get(month)
            if cell is None:
                cell = cells[month] = Cell()
            cell.amount += flow.amount
            if (flow.side, flow.line) not in seen:
                seen.add((flow.side, flow.line))
                cell.count += 1
        (self.cash.flows if month >= self.first else self.cash.earlier).extend(found)

    def _others(self, entry: data.Transaction, month: int, *, moving: bool) -> None:
        """Balances of the accounts that are not money, and who owes."""
        balances, dues, receivable = self.cash.balances, self.cash.dues, self.receivable
        inside = month >= self.first
        for leg in entry.postings:
            name = leg.account
            if leg.units is None or leg.units.number is None:
                continue
            number = leg.units.number
            if name not in receivable:
                balances[name] = balances.get(name, ZERO) + number
                continue
            key = holder_of(name, leg.meta or {})
            due = dues.get(key)
            if due is None:
                due = dues[key] = Due()
            due.balance += number
            if not inside:
                continue
            if moving:
                due.received -= number
            else:
                due.charged += number
                if month == self.final:
                    due.recent += number

    def _section(self, name: str) -> str:
        account = self.accounts.get(name)
        return account.section if account else ""

    def _refuse(self, entry: data.Transaction, account: str, section: str) -> None:
        """Raise unless it is an opening entry before the period."""
        if section == _OPENING and entry.date < self.period.first:
            return
        if section == _OPENING and (begin := entry.date + _DAY).day == 1:
            raise ReportError(
                _("{period} 早于账本：账本从 {year}年{month}月开始").format(
                    period=self.period.title, year=begin.year, month=begin.month
                ),
                remedy=_("请选整个落在账本里的月份或季度。"),
                **at(self.books, entry.meta),
            )
        if section == _OPENING:
            raise ReportError(
                _("{day} 的期初余额分录落在 {period} 之内，收支对不上").format(
                    day=entry.date, period=self.period
                ),
                remedy=_("期初余额请记在启用日的前一天（上月最后一天）。"),
                **at(self.books, entry.meta),
            )
        raise ReportError(
            _("{day} 有资金收支记入“{account}”，但这个科目没有公示栏目").format(
                day=entry.date, account=account
            ),
            remedy=_("请在 accounts.beancount 给该科目写上 disclose，或改用其他科目。"),
            **at(self.books, entry.meta),
        )


def flow_of(entry: data.Transaction, leg: data.Posting, account: Account, amount: Decimal) -> Flow:
    """A leg's line; the leg's sign is the opposite of the money's."""
    if account.section == "收入":
        return Flow(entry.date, INCOME, account.line, -amount, leg, entry)
    if account.section == "支出":
        return Flow(entry.date, SPENDING, account.line, amount, leg, entry)
    if amount < 0:
        return Flow(entry.date, INCOME, account.line_in, -amount, leg, entry)
    return Flow(entry.date, SPENDING, account.line_out, amount, leg, entry)


def holder_of(account: str, meta: Mapping[str, Any]) -> tuple[str, str, str]:
    """Who owes on a receivable: a unit, a lease, or nobody named."""
    if unit := meta.get("unit"):
        return account, "unit", str(unit)
    if lease := meta.get("lease"):
        return account, "lease", str(lease)
    return account, "", ""


def _has_number(leg: data.Posting) -> bool:
    return leg.meta is not None and leg.meta.get("bank-no") is not None


def _yuan(books: Books, entry: data.Transaction, leg: data.Posting) -> Decimal:
    units = leg.units
    if units is None or units.number is None or units.currency != CURRENCY:
        raise ReportError(
            _("{day} 的一笔收支不是人民币金额：{units}").format(day=entry.date, units=units),
            remedy=_("账本只记人民币（CNY），请改正这笔分录。"),
            **at(books, entry.meta),
        )
    return units.number
