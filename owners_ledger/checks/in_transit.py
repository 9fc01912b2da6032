"""``plugin "owners_ledger.checks.in_transit"``: money in transit arrives.

What leaves one account of the committee arrives on another as the same amount within a few days
(``transit-days``). What has not by then is money that nobody sees: a warning names it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.bank_entries import IN_TRANSIT
from owners_ledger.checks.alike import on
from owners_ledger.checks.amounts import yuan
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, plugin
from owners_ledger.i18n import _


def check(facts: Facts) -> Iterator[Problem]:
    """Transfers whose other side is overdue; none where they add up to nothing."""
    if facts.committee is None or facts.newest is None:
        return
    days = facts.committee.transit_days
    due = facts.newest - datetime.timedelta(days=days)
    waiting = [(entry, amount) for entry, amount in _unpaired(facts) if entry.date < due]
    if not money.total(amount for _entry, amount in waiting):
        return
    for entry, amount in waiting:
        said = (
            _("{date} 转出的 {amount} 元，过了 {days} 天还没有在另一个账户到账")
            if amount > 0
            else _("{date} 到账的 {amount} 元，前后 {days} 天都没有从另一个账户转出")
        )
        yield Problem(
            entry.meta,
            said.format(date=entry.date, amount=money.show(abs(amount)), days=days),
            _("请导入另一个账户（银行或钱包）的流水；不是本单位账户之间的钱，请改记别的科目。"),
            WARNING,
            entry,
        )


def _unpaired(facts: Facts) -> Iterator[tuple[data.Transaction, Decimal]]:
    """Postings in transit without one of the opposite amount, each pair used once."""
    open_: dict[Decimal, list[data.Transaction]] = defaultdict(list)
    for _number, entry, posting in on(facts.alike, IN_TRANSIT):
        if amount := yuan(posting):
            facing = open_.get(-amount)
            if facing:
                facing.pop(0)
            else:
                open_[amount].append(entry)
    for amount, entries in open_.items():
        for entry in entries:
            yield entry, amount


__plugins__ = (plugin({"in_transit": check}),)
