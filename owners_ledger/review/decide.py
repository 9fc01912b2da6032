"""From a flagged line and the treasurer's word to the entry that takes its place. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger.billing.ranges import short_name
from owners_ledger.books.bank_entries import Leg, posting
from owners_ledger.books.chart import Chart
from owners_ledger.books.gate import harmless
from owners_ledger.books.rewrite import Rewritten, exchange
from owners_ledger.i18n import _, books_language
from owners_ledger.money import ZERO, is_whole_fen, show, total
from owners_ledger.review.known import Holder, Known
from owners_ledger.review.lines import replaced
from owners_ledger.review.model import (
    CANDIDATE,
    DUE,
    REVIEW,
    WHY,
    Accept,
    Assign,
    Decision,
    Flagged,
    Leave,
    Part,
    ReviewError,
)
from owners_ledger.review.suggest import suggestions

_COVERED = ("2204", "2206")  # 应付职工薪酬、应交税费: paid on the payroll and the tax return
MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What deciding needs beside the line.

    Attributes:
        known: accounts and codes.
        chart: what money and spending are.
        above: payments from here on need a document.
        days: within which a document must follow.
    """

    known: Known
    chart: Chart
    above: Decimal
    days: int


def resolve(text: str, flagged: Flagged, decision: Decision, rules: Rules) -> Rewritten:
    """The file's text with the line decided; nothing else in it changes.

    Args:
        text: the file the line stands in.
        flagged: the line.
        decision: the treasurer's.
        rules: of the book.

    Raises:
        ReviewError: the decision does not fit the line: sums, accounts, codes, words.
        GateError: it cannot be written safely.
    """
    return exchange(text, flagged.line, decided(flagged, decision, rules))


def decided(flagged: Flagged, decision: Decision, rules: Rules) -> data.Transaction:
    """The entry that takes the line's place.

    Raises:
        ReviewError: as for ``resolve``.
    """
    if isinstance(decision, Leave):
        return _left(flagged.entry, decision)
    if isinstance(decision, Accept):
        if not decision.number:
            return _confirmed(flagged)
        decision = _candidate(flagged, decision.number, rules.known)
    return _assigned(flagged, decision, rules)


def _left(entry: data.Transaction, decision: Leave) -> data.Transaction:
    why = harmless(decision.why)
    if not why:
        raise ReviewError(
            _("先放着要写原因"), remedy=_("写一句在等什么，例如：已请银行查付款人，等回复。")
        )
    if decision.due < entry.date:
        raise ReviewError(_("期限早于这一笔的日期"), remedy=_("请写以后的一天。"))
    return entry._replace(meta={**entry.meta, WHY: why, DUE: decision.due})


def _confirmed(flagged: Flagged) -> data.Transaction:
    if flagged.in_suspense:
        raise ReviewError(
            _("这一笔还挂在待核实款项，不能照原样确认"), remedy=_("请写明记到哪个科目。")
        )
    return flagged.entry._replace(flag="*", meta=_settled(flagged.entry.meta))


def _candidate(flagged: Flagged, number: int, known: Known) -> Assign:
    for one in suggestions(flagged, known):
        if one.number == number:
            if not one.is_whole:
                raise ReviewError(
                    _("“{text}”没有说全记到哪里").format(text=one.text),
                    remedy=_("请写明科目和对象（房号、合同号、供应商编号）。"),
                )
            return Assign(one.parts, one.narration)
    raise ReviewError(_("这一笔没有第 {number} 个可能").format(number=number))


@books_language()
def _assigned(flagged: Flagged, wanted: Assign, rules: Rules) -> data.Transaction:
    entry = flagged.entry
    old = replaced(entry, (one.name for one in rules.chart.money))
    if not old or not flagged.open:
        raise ReviewError(_("这一笔没有可以另记的部分"), remedy=_("请照原样确认，或在编辑器里改。"))
    amounts = _amounts(wanted.parts, flagged.open)
    known, day = rules.known, entry.date
    found = [(known.account(one.account), known.holder(one.holder, day)) for one in wanted.parts]
    for account, holder in found:
        _need_holder(account, holder, known)
    legs = [
        Leg(account, amount, holder.meta if holder else {})
        for (account, holder), amount in zip(found, amounts, strict=True)
    ]
    names = dict.fromkeys(short_name(account) for account, _holder in found)
    payees = dict.fromkeys(holder.payee for _account, holder in found if holder)
    narration = harmless(wanted.narration) or "、".join(names)
    kept = [one for one in entry.postings if not any(one is other for other in old)]
    promise = _promise(flagged, legs, rules)
    return entry._replace(
        flag="*",
        payee=harmless("、".join(payees)) or entry.payee,
        narration=narration,
        meta={**_settled(entry.meta), **promise},
        postings=[*kept, *map(posting, legs)],
    )


def _amounts(parts: Iterable[Part], whole: Decimal) -> list[Decimal]:
    """The parts signed as postings; they sum to the whole exactly.

    Raises:
        ReviewError: they do not, or one is nothing.
    """
    given = [one.amount for one in parts]
    if not given or len(given) > MOST_PARTS:
        raise ReviewError(_("请写 1 到 {most} 个去处").format(most=MOST_PARTS))
    if given == [None]:
        return [whole]
    sign = 1 if whole > 0 else -1
    amounts = [sign * one for one in given if one]
    if len(amounts) < len(given) or not all(map(is_whole_fen, amounts)):
        raise ReviewError(_("每一份都要写金额，写到分"))
    rest = abs(whole) - total(sign * one for one in amounts)
    if rest:
        raise ReviewError(
            _("各份合计 {sum} 元，这一笔是 {whole} 元，差 {rest} 元").format(
                sum=show(abs(whole) - rest), whole=show(abs(whole)), rest=show(rest)
            ),
            remedy=_("请改到一分不差。"),
        )
    return amounts


def _need_holder(account: str, holder: Holder | None, known: Known) -> None:
    if account in known.held and (holder is None or "supplier" in holder.meta):
        raise ReviewError(
            _("“{name}”是按户（或合同、职工）记的，要写明是谁的").format(name=short_name(account)),
            remedy=_("请写房号、合同号或工号。"),
        )


def _promise(flagged: Flagged, legs: Iterable[Leg], rules: Rules) -> Mapping[str, Any]:
    """A payment from the threshold on promises its document, as one does that is imported."""
    if flagged.amount > -rules.above or "document" in flagged.entry.meta:
        return {}
    accounts = rules.chart.accounts
    needs = any(
        leg.amount > ZERO
        and accounts[leg.account].section == "支出"
        and not accounts[leg.account].npo_2024.startswith(_COVERED)
        for leg in legs
    )
    due = flagged.entry.date + datetime.timedelta(days=rules.days)
    known = flagged.entry.meta
    return (
        {
            "document-reason": known.get("document-reason") or _("凭证待补"),
            "document-due": known.get("document-due") or due,
        }
        if needs
        else {}
    )


def _settled(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Without what asked for a review."""
    return {
        key: value
        for key, value in meta.items()
        if key not in (REVIEW, WHY, DUE) and not key.startswith(CANDIDATE)
    }
