"""``plugin "owners_ledger.checks.pads"``: ``pad`` only for opening balances.

A ``pad`` makes any balance come true without a voucher: the hole is filled, nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.books.bank_entries import OPENING
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _


def check(facts: Facts) -> Iterator[Problem]:
    """Pads against anything but the opening equity, or after the first transaction."""
    first = facts.transactions[0].date if facts.transactions else None
    for entry in facts.pads:
        if entry.source_account != OPENING or (first is not None and entry.date > first):
            yield Problem(
                entry.meta,
                _("pad 会不声不响地把 {account} 的差额抹平").format(account=entry.account),
                _(
                    "请删去 pad，找出差额，按凭证记一笔分录；pad 只能用于开账时的 {opening}。"
                ).format(opening=OPENING),
                entry=entry,
            )


__plugins__ = (plugin({"pads": check}),)
