"""``plugin "owners_ledger.checks.documents"``: a payment has its document, or a promise of it.

Documents are files under ``ledger/``, named by ``document:`` (``document-2:`` …) on the
transaction. A payment of ``document-above`` yuan or more needs one; wages and taxes are covered by
the payroll and the tax return, so paying those liabilities needs none. What is not there yet is
promised by ``document-reason:`` and ``document-due:``. Invoices attached to the payment's bank line
(``owners-ledger invoice``) are its documents up to their amount; a bank receipt alone is none: it
proves that money left, not what for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from beancount.core import data

from owners_ledger.books.attached import all_attached, invoiced, references
from owners_ledger.books.chart import Chart
from owners_ledger.checks.amounts import yuan
from owners_ledger.checks.bank_files import inside
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import ERROR, WARNING, Problem, plugin
from owners_ledger.i18n import _

_PROMISE = frozenset({"document-reason", "document-due"})
_COVERED = ("2204", "2206")  # 应付职工薪酬、应交税费: the ministry's lines of npo-2024
_REVIEW = "!"


class Unproved(NamedTuple):
    """A payment without its document: what was spent, and what invoices prove of it."""

    entry: data.Transaction
    amount: Decimal
    proved: Decimal


def check(facts: Facts) -> Iterator[Problem]:
    """Documents that do not exist, payments without one, promises that are due."""
    there: dict[str, bool] = {}
    for entry in facts.transactions:
        for file in documents(entry) if "document" in entry.meta else ():
            if file not in there:
                path = inside(facts.root, file)
                there[file] = path is not None and path.is_file()
            if not there[file]:
                yield Problem(
                    entry.meta,
                    _("找不到凭证文件 {file}").format(file=file),
                    _("请把文件放到 ledger/{file}，或改正 document 的路径。").format(file=file),
                    entry=entry,
                )
    if facts.committee is not None and facts.newest is not None:
        for one in unproved(facts):
            yield from _without(*one, facts.newest, facts.committee.document_days)


def unproved(facts: Facts) -> Iterator[Unproved]:
    """Payments that need a document and have none, promised or not, by date."""
    if facts.committee is None:
        return
    accounts, money_accounts = _spending(facts.chart)
    above = facts.committee.document_above
    invoices = invoiced(all_attached(facts.entries))
    for entry in _paying(facts, money_accounts) if above > 0 else facts.transactions:
        amount = _paid(entry, accounts, money_accounts, above)
        if amount < above or entry.flag == _REVIEW or documents(entry):
            continue
        proved = sum((invoices.get(ref, Decimal(0)) for ref in references(entry)), Decimal(0))
        if amount - proved >= above:
            yield Unproved(entry, amount, proved)


def documents(entry: data.Transaction) -> list[str]:
    """Files named by ``document``, and further ones by ``document-2`` …, of a transaction."""
    if "document" not in entry.meta:
        return []
    return [
        str(value)
        for key, value in entry.meta.items()
        if key.startswith("document") and key not in _PROMISE and value
    ]


def _spending(chart: Chart) -> tuple[frozenset[str], frozenset[str]]:
    spending = frozenset(
        account.name
        for account in chart.accounts.values()
        if account.section == "支出" and not account.npo_2024.startswith(_COVERED)
    )
    return spending, frozenset(account.name for account in chart.money)


def _paying(facts: Facts, money: frozenset[str]) -> list[data.Transaction]:
    """The transactions by which money leaves an account, in order."""
    found = {
        number: entry
        for kind, several in facts.alike.items()
        if kind[0] in money
        for number, entry, posting in several
        if yuan(posting) < 0
    }
    return list({id(found[number]): found[number] for number in sorted(found)}.values())


def _paid(
    entry: data.Transaction, spending: frozenset[str], money: frozenset[str], above: Decimal
) -> Decimal:
    """What a transaction spends, zero where no money leaves."""
    zero = Decimal(0)
    if len(entry.postings) == 2 and abs(yuan(entry.postings[0])) < above:
        return zero  # the many small ones
    out = any(posting.account in money and yuan(posting) < 0 for posting in entry.postings)
    if not out:
        return zero
    return sum(
        (
            yuan(posting)
            for posting in entry.postings
            if posting.account in spending and yuan(posting) > 0
        ),
        zero,
    )


def _without(
    entry: data.Transaction, amount: Decimal, proved: Decimal, newest: datetime.date, days: int
) -> Iterator[Problem]:
    due = entry.meta.get("document-due")
    latest = entry.date + datetime.timedelta(days=days)
    promise = due if isinstance(due, datetime.date) and entry.meta.get("document-reason") else None
    if promise is not None and newest <= promise <= latest:
        return
    if promise is not None and promise > latest:
        said = _("这笔 {amount} 元的支出承诺 {due} 补凭证，超过了 {days} 天")
        remedy = _("请把 document-due 改到 {latest} 或更早，并按时补上凭证。")
    elif promise is not None:
        said = _("这笔 {amount} 元的支出承诺 {due} 前补凭证，已经过期")
        remedy = _(
            "请用 owners-ledger invoice 附上发票，"
            "或把凭证放进 ledger/documents/，在这笔分录下加 document: 写明路径。"
        )
    else:
        said = _("这笔 {amount} 元的支出没有凭证")
        if proved:
            said = _("这笔 {amount} 元的支出只有 {proved} 元的发票")
        remedy = _(
            "请用 owners-ledger invoice 附上发票，或在这笔分录下加 document: 写明凭证文件；"
            "还没有的，加 document-reason: 和 document-due:（不晚于 {latest}）。"
        )
    overdue = newest > min(promise or latest, latest)
    yield Problem(
        entry.meta,
        said.format(amount=amount, due=due, days=days, proved=proved),
        remedy.format(latest=latest),
        ERROR if overdue else WARNING,
        entry,
    )


__plugins__ = (plugin({"documents": check}),)
