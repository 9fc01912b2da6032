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
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.funds import FILE, PENDING, Funds, Parted, load_funds, parted
from owners_ledger.funds.business import businesses
from owners_ledger.funds.model import SETTLE, TRANSFER
from owners_ledger.i18n import _
from owners_ledger.money import ZERO

_USUAL = {TRANSFER: "Equity:20资金划转", SETTLE: "Equity:22资金结转"}


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
        yield from _Watch(funds, facts).run()


class _Watch:
    """One pass by date; the shares of the shared money as they go."""

    def __init__(self, funds: Funds, facts: Facts) -> None:
        self.funds, self.facts = funds, facts
        self.shares: dict[str, Decimal] = {}
        self.bills: dict[str, str] = {}
        self.below: dict[str, tuple[datetime.date, Decimal, data.Transaction]] = {}
        self.blamed: dict[str, data.Transaction] = {}
        self.unnamed: set[str] = set()
        self.is_listed = any(one.kind for one in funds.funds.values())

    def run(self) -> Iterator[Problem]:
        entries = self.facts.transactions
        first = entries[0].date if entries else None
        day = first
        for entry in entries:
            if entry.date != day:
                yield from self._evening(day)
                day = entry.date
            parts = parted(entry, self.funds, self.bills, first_day=first)
            if parts.left or parts.pairs or parts.unknown or parts.unnamed or parts.misplaced:
                yield from self._looked_at(entry, parts)
            yield from self._moved(entry, parts)
        yield from self._evening(day)
        for fund, (since, lowest, cause) in self.below.items():
            yield self._borrowed(fund, since, None, lowest, cause)

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
                account=self._account(SETTLE),
                giving=giving[0],
                taking=taking[0],
                amount=min(sums),
            ),
            entry=entry,
        )

    def _moved(self, entry: data.Transaction, parts: Parted) -> Iterator[Problem]:
        """Keep the shares; a dedicated account filled with other funds' money is an error."""
        shares = self.shares
        for fund, amount in parts.shares.items():
            now = shares[fund] = shares.get(fund, ZERO) + amount
            if amount < 0 and self._lacks(fund):
                self.blamed[fund] = entry
                if self._fills(entry, fund):
                    yield Problem(
                        entry.meta,
                        _("转入 {fund} 专用账户的 {amount} 元不是它的钱（缺 {missing} 元）").format(
                            fund=fund, amount=-amount, missing=-now
                        ),
                        _(
                            "这是别的资金的钱。请加一对 {account} 分录（给钱的资金记正数，"
                            '{fund} 记负数，各写 fund）和 resolution: "编号"。'
                        ).format(account=self._account(TRANSFER), fund=fund),
                        entry=entry,
                    )

    def _lacks(self, fund: str) -> bool:
        """Whether a fund's share is below zero by more than what still belongs to nobody.

        Money that waits to be allotted (the opening balances, unclear receipts) may be its own.
        """
        shares = self.shares
        now = shares[fund]
        return now < 0 and fund != PENDING and now + max(shares.get(PENDING, ZERO), ZERO) < 0

    def _fills(self, entry: data.Transaction, fund: str) -> bool:
        """Whether the entry puts money into the fund's own account."""
        accounts, dedicated = self.funds.accounts, self.funds.dedicated
        return any(
            one.account in dedicated
            and accounts[one.account] == fund
            and one.units
            and (one.units.number or ZERO) > 0
            for one in entry.postings
        )

    def _account(self, kind: str) -> str:
        usual = [name for name, one in self.funds.interfund.items() if one == kind]
        return usual[0] if usual else _USUAL[kind]

    def _evening(self, day: datetime.date | None) -> Iterator[Problem]:
        """At a day's end: who fell below zero, who is above again."""
        if day is None:
            return
        for fund, cause in self.blamed.items():
            if self._lacks(fund) and fund not in self.below:
                self.below[fund] = day, self.shares[fund], cause
        self.blamed.clear()
        for fund in [*self.below]:
            since, lowest, cause = self.below[fund]
            now = self.shares[fund]
            if self._lacks(fund):
                self.below[fund] = since, min(lowest, now), cause
            else:
                del self.below[fund]
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


def _sides(left: Mapping[str, Decimal]) -> tuple[list[str], list[str]]:
    """Who gives and who takes: a debit left means that the fund paid for what is not its own."""
    giving = [name for name, amount in left.items() if amount > 0]
    return giving, [name for name, amount in left.items() if amount < 0]


def _listed(amounts: Mapping[str, Decimal]) -> str:
    return "、".join(f"{name or _('未写 fund')} {amount}" for name, amount in amounts.items())


__plugins__ = (plugin({"funds": check}),)
