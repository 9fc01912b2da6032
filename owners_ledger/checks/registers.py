"""``plugin "owners_ledger.checks.registers"``: the committee's file and its registers make sense.

``committee.toml`` can be read and its bank accounts are money accounts of the chart; the registers
can be read, terms do not overlap, units exist, areas are possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, at, plugin
from owners_ledger.i18n import _
from owners_ledger.registers import validate

_COMMITTEE = "ledger/committee.toml"


def check(facts: Facts) -> Iterator[Problem]:
    """Files that cannot be read, bank accounts that are none, rows that cannot be."""
    for trouble in facts.troubles:
        yield Problem(
            at(facts.root, trouble.file or "", trouble.line or 0), trouble.message, trouble.remedy
        )
    for found in validate(facts.registers):
        yield Problem(
            at(facts.root, found.file, found.line), found.message, found.remedy, found.severity
        )
    yield from _banks(facts)


def _banks(facts: Facts) -> Iterator[Problem]:
    banks = facts.committee.banks if facts.committee else ()
    for bank in banks:
        account = facts.chart.accounts.get(bank.account)
        if account is None or not account.is_money:
            yield Problem(
                at(facts.root, _COMMITTEE),
                _("银行账户 {name} 的科目 {account} 没有开设，或不在“资金”栏目").format(
                    name=bank.name, account=bank.account
                ),
                _("请改正 account，或在 accounts.beancount 里开设这个科目。"),
            )
    for what, values in (
        ("code", [bank.code for bank in banks]),
        ("account", [bank.account for bank in banks]),
        ("number", [bank.number for bank in banks]),
    ):
        for value, times in Counter(values).items():
            if times > 1:
                yield Problem(
                    at(facts.root, _COMMITTEE),
                    _("有 {times} 个银行账户的 {what} 都是 {value}").format(
                        times=times, what=what, value=value[-4:] if what == "number" else value
                    ),
                    _("每个账户的 code、account、number 都要不同，请改正。"),
                )


__plugins__ = (plugin({"registers": check}),)
