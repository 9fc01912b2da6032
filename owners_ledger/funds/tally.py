"""One pass through the books that gathers what every fund's statement needs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from beancount.core import data

from owners_ledger.books.chart import Account, Chart
from owners_ledger.funds.model import DUE, PENDING, TRANSFER, Funds
from owners_ledger.funds.split import Parted, parted
from owners_ledger.funds.statement import FundTransfer
from owners_ledger.money import ZERO
from owners_ledger.periods import Period

_RECEIVABLE = ("收入", "收支")
EARNED, SPENT = "收入", "支出"


def line_of(chart: Chart, account: str, number: Decimal) -> tuple[str, str]:
    """Side (收入 or 支出) and line of the notice that a posting within a period belongs to."""
    known = chart.accounts.get(account)
    line = known.line if known is not None and known.line else account
    earned = account.startswith("Income:") or (account.startswith("Equity:") and number < 0)
    return (EARNED if earned else SPENT), line


def is_receivable(account: Account) -> bool:
    """Whether somebody owes on it what will come in as money."""
    return account.name.startswith("Assets:") and account.section in _RECEIVABLE


@dataclass
class Tally:
    """What one fund comes to; amounts in yuan, liabilities positive when owed."""

    opening: Decimal = ZERO
    income: dict[str, tuple[Decimal, int]] = field(default_factory=dict)
    spending: dict[str, tuple[Decimal, int]] = field(default_factory=dict)
    transfers: list[FundTransfer] = field(default_factory=list)
    settled: list[FundTransfer] = field(default_factory=list)
    shared: Decimal = ZERO
    own_money: dict[str, Decimal] = field(default_factory=dict)
    money_opening: Decimal = ZERO
    money_in: Decimal = ZERO
    money_out: Decimal = ZERO
    receivables: Decimal = ZERO
    other_assets: Decimal = ZERO
    payables: Decimal = ZERO
    due: Decimal = ZERO
    lowest: Decimal = ZERO
    lowest_on: datetime.date | None = None


def tally(
    transactions: Iterable[data.Transaction], funds: Funds, chart: Chart, period: Period
) -> dict[str, Tally]:
    """Every fund's tally at a period's end, by name."""
    return _Pass(funds, chart, period).run(transactions)


class _Pass:
    def __init__(self, funds: Funds, chart: Chart, period: Period) -> None:
        self.funds, self.chart, self.period = funds, chart, period
        self.found: dict[str, Tally] = {}
        self.bills: dict[str, str] = {}
        self.day: datetime.date | None = None

    def run(self, transactions: Iterable[data.Transaction]) -> dict[str, Tally]:
        first, end = self.period.first, self.period.end
        for entry in transactions:
            if entry.date >= end:
                break
            if entry.date != self.day:
                self._evening()
                self.day = entry.date
            parts = parted(entry, self.funds, self.bills)
            accounts = [one.account for one in entry.postings]
            inside = entry.date >= first and self.funds.opening.isdisjoint(accounts)
            moved = dict(parts.shares)
            for posting, fund in zip(entry.postings, parts.funds, strict=True):
                if fund:
                    self._posting(posting, fund, moved, inside=inside)
            for fund, amount in moved.items():
                self._money(self._of(fund), amount, inside=inside)
            for fund, amount in parts.shares.items():
                self._of(fund).shared += amount
            for kind in parts.pairs:
                self._pair(entry, parts, kind, inside=inside)
        self._evening()
        return self.found

    def _of(self, fund: str) -> Tally:
        return self.found.setdefault(fund, Tally())

    def _evening(self) -> None:
        """At the end of a day of the period: whose share is below zero."""
        if self.day is None or self.day < self.period.first:
            return
        for name, one in self.found.items():
            if one.shared < one.lowest and name != PENDING:
                one.lowest, one.lowest_on = one.shared, self.day

    def _money(self, one: Tally, amount: Decimal, *, inside: bool) -> None:
        if not inside:
            one.money_opening += amount
        elif amount > 0:
            one.money_in += amount
        else:
            one.money_out -= amount

    def _posting(
        self, posting: data.Posting, fund: str, moved: dict[str, Decimal], *, inside: bool
    ) -> None:
        account = posting.account
        number = posting.units.number if posting.units else None
        if not number or account in self.funds.interfund:
            return
        one = self._of(fund)
        if account in self.funds.dedicated:
            one.own_money[account] = one.own_money.get(account, ZERO) + number
            moved[fund] = moved.get(fund, ZERO) + number
        elif account.startswith("Assets:"):
            known = self.chart.accounts.get(account)
            if known is not None and is_receivable(known):
                one.receivables += number
            else:
                one.other_assets += number
        elif account.startswith("Liabilities:"):
            one.payables -= number
        elif not inside:
            one.opening -= number
        else:
            self._line(one, account, number)

    def _line(self, one: Tally, account: str, number: Decimal) -> None:
        side, line = line_of(self.chart, account, number)
        lines, amount = (one.income, -number) if side == EARNED else (one.spending, number)
        before, count = lines.get(line, (ZERO, 0))
        lines[line] = before + amount, count + 1

    def _pair(self, entry: data.Transaction, parts: Parted, kind: str, *, inside: bool) -> None:
        amounts = parts.pairs[kind]
        for fund, amount in amounts.items():
            if not amount:
                continue
            one = self._of(fund)
            if kind == DUE:
                one.due += amount
            elif kind == TRANSFER and not inside:
                one.opening -= amount
            if not inside:
                continue
            others = [name for name, other in amounts.items() if (other > 0) != (amount > 0)]
            said = FundTransfer(
                entry.date,
                "、".join(others),
                amount,
                str(entry.meta.get("resolution") or ""),
                str(entry.narration or ""),
                kind,
            )
            (one.transfers if kind == TRANSFER else one.settled).append(said)
