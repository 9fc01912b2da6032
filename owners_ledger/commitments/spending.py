"""Payments, and what each of them cites: resolution, contract, project. Nothing is guessed.

A payment belongs to a contract that it names; else to its project's only contract; else to the
only contract with its supplier and account (for a bill paid later: with its supplier) whose term
holds its day. Where several would do, it belongs to none and that is said.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger.books.chart import Chart
from owners_ledger.commitments.contracts import last_due
from owners_ledger.commitments.load import Commitments
from owners_ledger.commitments.model import Contract
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.registers.payables import OWED


@dataclass(frozen=True, slots=True)
class Spent:
    """A leg that spends.

    Attributes:
        date: booking date.
        amount: yuan; negative for money that came back.
        is_cash: paid; otherwise booked as owed (then a later payment of it lessens what is owed).
        account: of the leg.
        line: the notice's line.
        resolution: cited itself, by its contract or by its project; or "".
        contract: code, or "".
        project: code, or "".
        entry: its transaction.
        leg: the posting.
        doubt: why it belongs to no contract although several would do, or "".
    """

    date: datetime.date
    amount: Decimal
    is_cash: bool
    account: str
    line: str
    resolution: str
    contract: str
    project: str
    entry: data.Transaction
    leg: data.Posting
    doubt: str = ""


def spending(
    transactions: Iterable[data.Transaction], chart: Chart, known: Commitments
) -> tuple[Spent, ...]:
    """Every leg that spends money or owes it, in the order of the books, opening entries left out.

    Args:
        transactions: of the books.
        chart: their chart of accounts.
        known: what may be cited.
    """
    money = frozenset(account.name for account in chart.money)
    spends = {
        name: account.line_out
        for name, account in chart.accounts.items()
        if account.section == "支出"
    }
    opening = {one.name for one in chart.accounts.values() if one.section == "不列示"}
    cites = _Cites(known)
    found: list[Spent] = []
    for entry in transactions:
        accounts = [posting.account for posting in entry.postings]
        if not opening.isdisjoint(accounts):
            continue
        is_cash = not money.isdisjoint(accounts)
        for leg in entry.postings:
            line = spends.get(leg.account)
            if line is None or leg.units is None or not leg.units.number:
                continue
            if is_cash or _owes(leg.account):
                found.append(cites.spent(entry, leg, line, is_cash=is_cash))
    return tuple(found)


def owed(spent: Iterable[Spent]) -> Decimal:
    """What is booked as owed and not paid yet (a later payment of it counts against it)."""
    return sum((-_number(one) for one in spent if _owes(one.account)), ZERO)


def paid(spent: Iterable[Spent]) -> Decimal:
    """What was paid in cash."""
    return sum((one.amount for one in spent if one.is_cash), ZERO)


def _owes(account: str) -> bool:
    return f"{account}:".startswith(f"{OWED}:")


def _number(one: Spent) -> Decimal:
    return one.leg.units.number if one.leg.units and one.leg.units.number else ZERO


class _Cites:
    """Looks up what a leg cites."""

    def __init__(self, known: Commitments) -> None:
        self.known = known
        self.by_supplier: Mapping[str, list[Contract]] = defaultdict(list)
        for one in known.contracts:
            if one.supplier:
                self.by_supplier[one.supplier].append(one)
        accounts = [one.account for one in known.works if one.account]
        self.project_of = {
            one.account: one.code for one in known.works if accounts.count(one.account) == 1
        }
        self.reach = {one.code: last_due(one) for one in known.contracts}

    def spent(
        self, entry: data.Transaction, leg: data.Posting, line: str, *, is_cash: bool
    ) -> Spent:
        """The leg with everything it cites."""
        meta = {**entry.meta, **(leg.meta or {})}
        number = leg.units.number if leg.units and leg.units.number else ZERO
        project = _text(meta, "project")
        if project not in self.known.project:
            project = self.project_of.get(leg.account, "")
        contract, doubt = self._contract(meta, leg.account, entry.date, project, number)
        resolution = _text(meta, "resolution")
        if contract is not None:
            project = project or contract.project
            resolution = resolution or contract.resolution
        if not resolution and project:
            resolution = self.known.project[project].resolution
        return Spent(
            entry.date,
            number if is_cash else -number,
            is_cash,
            leg.account,
            line,
            resolution,
            contract.code if contract else "",
            project,
            entry,
            leg,
            doubt,
        )

    def _contract(
        self,
        meta: Mapping[str, Any],
        account: str,
        day: datetime.date,
        project: str,
        number: Decimal,
    ) -> tuple[Contract | None, str]:
        if named := _text(meta, "contract"):
            return self.known.contract.get(named), ""
        supplier = _text(meta, "supplier")
        if project:
            found = list(self.known.contracts_of.get(project, ()))
            if len(found) > 1 and supplier:
                found = [one for one in found if one.supplier == supplier]
        else:
            found = [
                one
                for one in self.by_supplier.get(supplier, ())
                if (one.account == account or _owes(account)) and self._holds(one, day)
            ]
        if len(found) == 1:
            return found[0], ""
        if not found:
            return None, ""
        return None, _("{day} 的 {amount} 元，{codes} 几份合同都对得上，没有计入").format(
            day=day, amount=show(number), codes="、".join(one.code for one in found)
        )

    def _holds(self, one: Contract, day: datetime.date) -> bool:
        last = self.reach[one.code]
        return one.start <= day and (last is None or day <= _month_after(last))


def _month_after(day: datetime.date) -> datetime.date:
    """A payment may come a month late."""
    return day + datetime.timedelta(days=31)


def _text(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return value.strip() if isinstance(value, str) else ""
