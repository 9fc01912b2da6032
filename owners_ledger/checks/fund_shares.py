"""Each fund's share of the shared money, day by day: who uses what is not its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from beancount.core import data

from owners_ledger.checks.problem import WARNING, Problem
from owners_ledger.funds import PENDING, Funds, Parted
from owners_ledger.funds.model import SETTLE, TRANSFER
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

_USUAL = {TRANSFER: "Equity:20资金划转", SETTLE: "Equity:22资金结转"}


def usual_account(funds: Funds, kind: str) -> str:
    """The account of a kind of pair, for an example."""
    known = [name for name, one in funds.interfund.items() if one == kind]
    return known[0] if known else _USUAL[kind]


class Shares:
    """The shares as they go; told entry by entry, and at each day's end."""

    def __init__(self, funds: Funds) -> None:
        self._funds = funds
        self._shares: dict[str, Decimal] = {}
        self._below: dict[str, tuple[datetime.date, Decimal, data.Transaction]] = {}
        self._blamed: dict[str, data.Transaction] = {}

    def end(self) -> Iterator[Problem]:
        """After the last day: who is still below zero."""
        for fund, (since, lowest, cause) in self._below.items():
            yield self._borrowed(fund, since, None, lowest, cause)

    def moved(self, entry: data.Transaction, parts: Parted) -> Iterator[Problem]:
        """Keep the shares; a dedicated account filled with other funds' money is an error."""
        shares = self._shares
        for fund, amount in parts.shares.items():
            now = shares[fund] = shares.get(fund, ZERO) + amount
            if amount < 0 and self._lacks(fund):
                self._blamed[fund] = entry
                if self._fills(entry, fund):
                    yield Problem(
                        entry.meta,
                        _("转入 {fund} 专用账户的 {amount} 元不是它的钱（缺 {missing} 元）").format(
                            fund=fund, amount=-amount, missing=-now
                        ),
                        _(
                            "这是别的资金的钱。请加一对 {account} 分录（给钱的资金记正数，"
                            '{fund} 记负数，各写 fund）和 resolution: "编号"。'
                        ).format(account=usual_account(self._funds, TRANSFER), fund=fund),
                        entry=entry,
                    )

    def evening(self, day: datetime.date | None) -> Iterator[Problem]:
        """At a day's end: who fell below zero, who is above again."""
        if day is None:
            return
        for fund, cause in self._blamed.items():
            if self._lacks(fund) and fund not in self._below:
                self._below[fund] = day, self._shares[fund], cause
        self._blamed.clear()
        for fund in [*self._below]:
            since, lowest, cause = self._below[fund]
            now = self._shares[fund]
            if self._lacks(fund):
                self._below[fund] = since, min(lowest, now), cause
            else:
                del self._below[fund]
                yield self._borrowed(fund, since, day, lowest, cause)

    def _borrowed(
        self,
        fund: str,
        since: datetime.date,
        until: datetime.date | None,
        lowest: Decimal,
        cause: data.Transaction,
    ) -> Problem:
        words = _("{fund} 从 {since} 起钱不够，用了其他资金的钱，最多 {amount} 元")
        if until is not None:
            words = _("{fund} 从 {since} 到 {until} 钱不够，用了其他资金的钱，最多 {amount} 元")
        said = words.format(fund=fund, since=since, until=until, amount=-lowest)
        return Problem(
            cause.meta,
            said,
            _("核对这笔是不是记对了资金；确要借用或补贴的，按决议在这天之前记一笔资金往来或划转。"),
            WARNING,
            cause,
        )

    def _lacks(self, fund: str) -> bool:
        """Whether a fund's share is below zero by more than what still belongs to nobody.

        Money that waits to be allotted (the opening balances, unclear receipts) may be its own.
        """
        shares = self._shares
        now = shares[fund]
        return now < 0 and fund != PENDING and now + max(shares.get(PENDING, ZERO), ZERO) < 0

    def _fills(self, entry: data.Transaction, fund: str) -> bool:
        """Whether the entry puts money into the fund's own account."""
        accounts, dedicated = self._funds.accounts, self._funds.dedicated
        return any(
            one.account in dedicated
            and accounts[one.account] == fund
            and one.units
            and (one.units.number or ZERO) > 0
            for one in entry.postings
        )
