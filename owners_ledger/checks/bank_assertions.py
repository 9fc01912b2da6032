"""``plugin "owners_ledger.checks.bank_assertions"``: every month of a bank account is asserted.

A month with bank postings needs a ``balance`` at its end: dated the 1st of the next month or later,
before anything else moves. The newest month may wait until its statement is complete. A wallet
whose bills give no balances has nothing to assert.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from owners_ledger.books.bank_entries import RECKONED
from owners_ledger.checks.bank import BankLine, statement_fact
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _
from owners_ledger.periods import Period


def check(facts: Facts) -> Iterator[Problem]:
    """Months of bank accounts without a balance assertion at their end."""
    covered: dict[str, datetime.date] = {}
    reckoned = {
        entry.values[0].value
        for entry in facts.statements
        if entry.meta.get(RECKONED) and entry.values
    }
    for entry in facts.statements:
        fact = statement_fact(entry)
        if not isinstance(fact, str):
            covered[fact.account] = max(covered.get(fact.account, fact.last_date), fact.last_date)
    asserted: dict[str, list[datetime.date]] = {}
    for balance in facts.balances:
        asserted.setdefault(balance.account, []).append(balance.date)
    for account, lines in facts.bank_lines.items():
        if account in reckoned:
            continue
        until = covered.get(account, datetime.date.min)
        yield from _account(account, lines, sorted(asserted.get(account, ())), until)


def _account(
    account: str,
    lines: Sequence[BankLine],
    asserted: Sequence[datetime.date],
    covered: datetime.date,
) -> Iterator[Problem]:
    booked = (line for line in lines if line.number is not None)
    months = [
        (Period(*month, 1), list(found)) for month, found in groupby(booked, key=_year_and_month)
    ]
    for place, (month, found) in enumerate(months):
        last = place + 1 == len(months)
        if last and covered < month.last:
            continue
        latest = datetime.date.max if last else months[place + 1][1][0].entry.date
        following = bisect_left(asserted, month.end)
        if following == len(asserted) or asserted[following] > latest:
            line = found[-1]
            yield Problem(
                line.place,
                _("{account} 在{month}末没有余额断言").format(account=account, month=month.title),
                _("请按对账单的期末余额加一行：{day} balance {account}  期末余额 CNY").format(
                    day=month.end, account=account
                ),
                entry=line.entry,
            )


def _year_and_month(line: BankLine) -> tuple[int, int]:
    return line.entry.date.year, line.entry.date.month


__plugins__ = (plugin({"bank_assertions": check}),)
