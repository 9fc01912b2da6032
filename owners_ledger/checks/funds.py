"""``plugin "owners_ledger.checks.funds"``: funds do not mix.

A transaction that moves money from one fund to another loads only with a pair of postings that
says so and the resolution that allows it. A fund whose share of the shared money goes below zero
has borrowed from the others without saying so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from beancount.core import data

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.fund_shares import Shares, usual_account
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.funds import FILE, Funds, Parted, load_funds, parted
from owners_ledger.funds.business import businesses
from owners_ledger.funds.model import SETTLE
from owners_ledger.i18n import _
from owners_ledger.money import ZERO


def check(facts: Facts) -> Iterator[Problem]:
    """Postings without a fund, crossings, pairs that are not in order, funds below zero."""
    try:
        funds = load_funds(facts.root, facts.opens)
        businesses(facts.root, facts.opens, facts.chart, funds)
    except OwnersLedgerError as error:
        place = at(facts.root, error.file or FILE, error.line or 0)
        yield Problem(place, error.message, error.remedy or _("请改正这个文件。"))
        return
    if funds:
        yield from _unresolved(funds, facts)
        yield from _Watch(funds, facts).run()


def _unresolved(funds: Funds, facts: Facts) -> Iterator[Problem]:
    for one in funds.funds.values():
        if one.resolution and one.resolution not in funds.resolutions:
            yield Problem(
                at(facts.root, FILE, one.line),
                _("资金“{fund}”的决议 {number} 不在 ledger/resolutions.toml 里").format(
                    fund=one.name, number=one.resolution
                ),
                _("请登记这项决议，或改正编号。"),
                WARNING,
            )


class _Watch:
    """One pass by date; the shares of the shared money as they go."""

    def __init__(self, funds: Funds, facts: Facts) -> None:
        self.funds, self.facts = funds, facts
        self.shares = Shares(funds)
        self.bills: dict[str, str] = {}
        self.unnamed: set[str] = set()
        self.dated = {
            name: (one.start or datetime.date.min, one.end or datetime.date.max)
            for name, one in funds.funds.items()
            if one.start or one.end
        }
        self.is_listed = any(one.kind for one in funds.funds.values())

    def run(self) -> Iterator[Problem]:
        entries = self.facts.transactions
        first = entries[0].date if entries else None
        day = first
        for entry in entries:
            if entry.date != day:
                yield from self.shares.evening(day)
                day = entry.date
            parts = parted(entry, self.funds, self.bills, first_day=first)
            if parts.left or parts.pairs or parts.unknown or parts.unnamed or parts.misplaced:
                yield from self._looked_at(entry, parts)
            yield from self.shares.moved(entry, parts)
            if self.dated:
                yield from self._timely(entry, parts)
        yield from self.shares.evening(day)
        yield from self.shares.end()

    def _looked_at(self, entry: data.Transaction, parts: Parted) -> Iterator[Problem]:
        for name in dict.fromkeys(parts.unknown):
            yield self._unknown(entry, name)
        yield from self._unnamed(entry, parts.unnamed)
        for account in dict.fromkeys(parts.misplaced):
            yield Problem(
                entry.meta,
                _("{account} 这一行不能另写 fund").format(account=account),
                _(
                    "共用账户里的钱由对方科目决定属于哪项资金，专用账户的钱只属于一项资金；"
                    "请去掉这一行的 fund，要改归属就改对方科目那一行。"
                ),
                entry=entry,
            )
        if parts.pairs and not parts.is_mirrored:
            yield Problem(
                entry.meta,
                _("资金之间的成对分录不对应：{amounts}").format(
                    amounts="；".join(_listed(one) for one in parts.pairs.values())
                ),
                _("同一科目上一项资金记多少，另一项资金就记相反的多少，每行写明 fund。"),
                entry=entry,
            )
        elif parts.pairs:
            yield from self._resolved(entry)
        if parts.left and not parts.unknown:
            yield self._crossing(entry, parts)

    def _unnamed(self, entry: data.Transaction, accounts: Iterable[str]) -> Iterator[Problem]:
        """Once per account, and only where the committee has listed its funds."""
        if not self.is_listed:
            return
        for account in accounts:
            if account not in self.unnamed:
                self.unnamed.add(account)
                yield Problem(
                    entry.meta,
                    _("{account} 没有写明属于哪项资金").format(account=account),
                    _(
                        '请在 accounts.beancount 给它写 fund: "{fund}"（或别的资金），'
                        "只有这一行不同的，写在这一行下。"
                    ).format(fund=next(iter(self.funds.funds))),
                    WARNING,
                    entry,
                )

    def _unknown(self, entry: data.Transaction, name: str) -> Problem:
        return Problem(
            entry.meta,
            _("没有“{fund}”这项资金").format(fund=name or _("未写 fund")),
            _("已有的资金：{names}。请改正，或在 {file} 里加上它。").format(
                names="、".join(self.funds.funds), file=FILE
            ),
            entry=entry,
        )

    def _timely(self, entry: data.Transaction, parts: Parted) -> Iterator[Problem]:
        """Once per fund: used before it began or after it ended."""
        for fund in parts.own:
            if fund not in self.dated:
                continue
            first, last = self.dated[fund]
            if not first <= entry.date <= last:
                del self.dated[fund]
                yield Problem(
                    entry.meta,
                    _("{day} 记了“{fund}”的账，它的起止日期不含这一天").format(
                        day=entry.date, fund=fund
                    ),
                    _("请核对日期和资金，或改正 {file} 里的 from、to。").format(file=FILE),
                    WARNING,
                    entry,
                )

    def _resolved(self, entry: data.Transaction) -> Iterator[Problem]:
        number = str(entry.meta.get("resolution") or "")
        known = self.funds.resolutions
        if not number:
            yield Problem(
                entry.meta,
                _("资金之间动用了钱，却没有写依据的决议"),
                _('请在这笔分录下写 resolution: "编号"；决议要登记在 ledger/resolutions.toml。'),
                entry=entry,
            )
        elif number not in known:
            yield Problem(
                entry.meta,
                _("决议 {number} 不在 ledger/resolutions.toml 里").format(number=number),
                _("请登记这项决议，或改正编号；没有决议，资金之间不能动钱。"),
                entry=entry,
            )
        elif (decided := known[number]) is not None and decided > entry.date:
            yield Problem(
                entry.meta,
                _("决议 {number} 是 {day} 作出的，晚于这笔分录").format(number=number, day=decided),
                _("先有决议才能在资金之间动钱；请核对日期和编号。"),
                entry=entry,
            )

    def _crossing(self, entry: data.Transaction, parts: Parted) -> Problem:
        giving, taking = _sides(parts.left)
        sums = [sum((abs(parts.left[name]) for name in side), ZERO) for side in (giving, taking)]
        return Problem(
            entry.meta,
            _("这笔分录把 {giving} 的 {amount} 元给了 {taking}，却没有写明").format(
                giving="、".join(giving), amount=min(sums), taking="、".join(taking)
            ),
            _(
                "记错科目的，改正科目或在那一行写 fund；确要在资金之间动钱的，加一对 {account} "
                '分录（{giving} -{amount}、{taking} {amount}，各写 fund）和 resolution: "编号"。'
            ).format(
                account=usual_account(self.funds, SETTLE),
                giving=giving[0],
                taking=taking[0],
                amount=min(sums),
            ),
            entry=entry,
        )


def _sides(left: Mapping[str, Decimal]) -> tuple[list[str], list[str]]:
    """Who gives and who takes: a debit left means that the fund paid for what is not its own."""
    giving = [name for name, amount in left.items() if amount > 0]
    return giving, [name for name, amount in left.items() if amount < 0]


def _listed(amounts: Mapping[str, Decimal]) -> str:
    return "、".join(f"{name or _('未写 fund')} {amount}" for name, amount in amounts.items())


__plugins__ = (plugin({"funds": check}),)
