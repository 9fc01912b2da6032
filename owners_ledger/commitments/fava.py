"""A year's budget as Fava reads it: ``custom "budget"`` directives, one per account.

A line of the notice maps to the accounts that disclose it: of income its ``Income`` accounts, of
spending its ``Expenses`` accounts, where there is none of these whatever accounts there are. A
line of several accounts is shared by ``[share."line"]`` of the budget, else by what was booked on
them last year, to the fen. Credit accounts get negative amounts, as their postings are. Fava
spreads a yearly amount evenly over the days, so its budget of the whole year is the toml's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.budget_entries import budget_entry
from owners_ledger.books.chart import Chart
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.write import stamped
from owners_ledger.commitments.budgets import SIDES
from owners_ledger.commitments.model import Budget
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

KEY, HISTORY, ONLY = "key", "history", "only"
_SECTION = {"income": "收入", "spending": "支出"}
_ROOT = {"income": "Income:", "spending": "Expenses:"}
_SAID = {KEY: "按预算文件写明的份额", HISTORY: "按上年实际发生额的份额"}
_BALANCED = ("Income:", "Liabilities:", "Equity:")


class BudgetError(OwnersLedgerError):
    """A budget cannot be put on accounts."""


@dataclass(frozen=True, slots=True)
class Allotted:
    """An account's part of a line: yuan a year, and by what it was shared (``KEY`` …)."""

    side: str
    line: str
    account: str
    amount: Decimal
    by: str

    @property
    def signed(self) -> Decimal:
        """As postings on the account have it."""
        return -self.amount if self.account.startswith(_BALANCED) else self.amount


def file_name(year: int) -> str:
    """Where a year's directives stand, relative to the book."""
    return f"ledger/{year}/00-budget.beancount"


def allotted(
    budget: Budget, chart: Chart, transactions: Iterable[data.Transaction]
) -> tuple[Allotted, ...]:
    """The budget by account; every line's parts sum to the line.

    Args:
        budget: with its amendments.
        chart: whose accounts disclose which line.
        transactions: of the books; last year's are what a line is shared by.

    Raises:
        BudgetError: no account discloses a line, or its key does not fit.
    """
    wanted = [
        (side, line, amount, _accounts(budget, chart, side, line))
        for side in SIDES
        for line, amount in budget.planned(side).items()
    ]
    several = {
        account
        for _side, line, _amount, accounts in wanted
        for account in accounts
        if len(accounts) > 1 and line not in budget.shares
    }
    history = _history(transactions, budget.year - 1, several) if several else {}
    found: list[Allotted] = []
    for side, line, amount, accounts in wanted:
        by, weights = _weights(budget, line, accounts, history)
        parts = money.split(amount, weights)
        found += [
            Allotted(side, line, account, part, by)
            for account, part in zip(accounts, parts, strict=True)
        ]
    return tuple(found)


def _accounts(budget: Budget, chart: Chart, side: str, line: str) -> tuple[str, ...]:
    known = sorted(
        name
        for name, account in chart.accounts.items()
        if account.section == _SECTION[side] and account.line == line
    )
    if not known:
        raise BudgetError(
            _("预算里的“{line}”在科目表里没有对应的栏目").format(line=line),
            remedy=_("请照科目表 disclose 里的栏目名改正 ledger/budget/{year}.toml。").format(
                year=budget.year
            ),
            file=budget.place.file or None,
        )
    if line in budget.shares:
        if strange := [name for name in budget.shares[line] if name not in known]:
            raise BudgetError(
                _("预算 share.“{line}”里的科目 {account} 不属于这一栏").format(
                    line=line, account=strange[0]
                ),
                remedy=_("这一栏的科目：{known}。").format(known="、".join(known)),
                file=budget.place.file or None,
            )
        return tuple(sorted(budget.shares[line]))
    return tuple(name for name in known if name.startswith(_ROOT[side])) or tuple(known)


def _weights(
    budget: Budget, line: str, accounts: Sequence[str], history: Mapping[str, Decimal]
) -> tuple[str, tuple[Decimal, ...]]:
    if line in budget.shares:
        return KEY, tuple(budget.shares[line][account] for account in accounts)
    if len(accounts) == 1:
        return ONLY, (Decimal(1),)
    weights = tuple(max(history.get(account, ZERO), ZERO) for account in accounts)
    if not any(weights):
        raise BudgetError(
            _("“{line}”有 {count} 个科目，去年没有数字，不知道怎样分").format(
                line=line, count=len(accounts)
            ),
            remedy=_(
                '请在 ledger/budget/{year}.toml 里写 [share."{line}"]，每个科目一行：'
                '"{account}" = 1。'
            ).format(year=budget.year, line=line, account=accounts[0]),
            file=budget.place.file or None,
        )
    return HISTORY, weights


def _history(
    transactions: Iterable[data.Transaction], year: int, accounts: set[str]
) -> dict[str, Decimal]:
    """What moved on some accounts in a year, each in its own direction."""
    found: dict[str, Decimal] = {}
    for entry in transactions:
        if entry.date.year != year:
            continue
        for leg in entry.postings:
            if leg.account in accounts and leg.units is not None and leg.units.number:
                sign = -1 if leg.account.startswith(_BALANCED) else 1
                found[leg.account] = found.get(leg.account, ZERO) + sign * leg.units.number
    return found


def budget_text(parts: Sequence[Allotted], year: int, dropped: Iterable[str] = ()) -> str:
    """The generated file: stamped, the same parts give the same bytes.

    Args:
        parts: the year's budget by account.
        year: calendar year.
        dropped: accounts that had a budget the year before: Fava would go on with that one.
    """
    amounts: dict[str, list[Allotted]] = {}
    for one in parts:
        amounts.setdefault(one.account, []).append(one)
    for account in dropped:
        amounts.setdefault(account, [])
    entries: list[data.Directive] = []
    for account in sorted(amounts):
        mine = amounts[account]
        meta = {}
        if mine:
            meta["line"] = "、".join(one.line for one in mine)
        if said := [_SAID[one.by] for one in mine if one.by in _SAID]:
            meta["share"] = said[0]
        number = sum((one.signed for one in mine), ZERO)
        entries.append(budget_entry(account, year, number, meta))
    return stamped(ledger_text(entries))


def generated(
    budgets: Mapping[int, Budget],
    year: int,
    chart: Chart,
    transactions: Sequence[data.Transaction],
) -> str | None:
    """The file of a year, ``None`` where the year has no budget.

    Raises:
        BudgetError: as ``allotted``.
    """
    budget = budgets.get(year)
    if budget is None:
        return None
    parts = allotted(budget, chart, transactions)
    here = {one.account for one in parts}
    before = budgets.get(year - 1)
    gone = set(_budgeted(before, chart)) if before else set()
    return budget_text(parts, year, sorted(gone - here))


def _budgeted(budget: Budget, chart: Chart) -> Iterator[str]:
    for side in SIDES:
        for line in budget.planned(side):
            yield from _accounts(budget, chart, side, line)
