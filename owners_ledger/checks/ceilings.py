"""``plugin "owners_ledger.checks.ceilings"``: spending stays under what was resolved.

What is spent and agreed under a resolution does not exceed its ceiling, and lies in its term; a
payment of ``resolve-above`` of ``[rules]`` and more rests on a resolution, by itself, its contract
or its project, except on the lines of ``resolve-not``. Without ``resolve-above`` nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from owners_ledger import money
from owners_ledger.accruals.reach import reach
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.commitments.ceilings import begin_of, ceilings, exceeded
from owners_ledger.commitments.spending import Spent
from owners_ledger.commitments.state import contract_states
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import show
from owners_ledger.periods import Period


def check(facts: Facts) -> Iterator[Problem]:
    """Overruns, spending outside a term, large spending without a resolution."""
    day = reach(facts.transactions, facts.chart)
    if facts.unread or facts.committee is None or day is None:
        return
    known, day = facts.commitments, Period.month_of(day).last
    states = contract_states(known, facts.spent, day, begin_of(facts.transactions))
    for over in exceeded(ceilings(known, facts.spent, states, day)):
        first = over.ceiling.resolution.place
        entry = over.entry
        yield Problem(
            _place(entry) if entry else at(facts.root, first.file, first.line),
            over.said,
            _("请停止签约和付款；要继续的，表决一项新决议，写明 extends 或 replaces。"),
            WARNING,
            entry.entry if entry else None,
        )
    yield from _terms(facts)
    yield from _unresolved(facts)


def _place(one: Spent) -> Mapping[str, Any]:
    return one.leg.meta or one.entry.meta


def _terms(facts: Facts) -> Iterator[Problem]:
    for one in facts.spent:
        resolution = facts.commitments.resolution.get(one.resolution)
        if resolution is None:
            continue
        early = resolution.start is not None and one.date < resolution.start
        late = resolution.end is not None and one.date > resolution.end
        if early or late:
            yield Problem(
                _place(one),
                _(
                    "{day} 支出 {amount} 元，不在决议 {number} 的有效期（{start} 至 {end}）内"
                ).format(
                    day=one.date,
                    amount=show(one.amount),
                    number=resolution.number,
                    start=resolution.start or "…",
                    end=resolution.end or "…",
                ),
                _("请核对决议号；过期的要有新的决议。"),
                WARNING,
                one.entry,
            )


def threshold(raw: Mapping[str, Any]) -> tuple[Decimal, frozenset[str]] | None:
    """``resolve-above`` and ``resolve-not`` of ``[rules]``; ``None`` where nothing is asked."""
    rules = raw.get("rules", {})
    if "resolve-above" not in rules:
        return None
    lines = rules.get("resolve-not", ())
    return money.parse(str(rules["resolve-above"])), frozenset(map(str, lines))


def _unresolved(facts: Facts) -> Iterator[Problem]:
    raw = facts.committee.raw if facts.committee else {}
    try:
        rule = threshold(raw)
    except OwnersLedgerError as error:
        yield Problem(
            at(facts.root, "ledger/committee.toml"),
            _("resolve-above 写错了：{why}").format(why=error.message),
            _('请写成 resolve-above = "10000.00"。'),
        )
        return
    if rule is None:
        return
    least, exempt = rule
    sums: dict[int, Decimal] = {}
    legs: dict[int, Spent] = {}
    for one in facts.spent:
        if one.is_cash and not one.resolution and one.line not in exempt:
            sums[id(one.entry)] = sums.get(id(one.entry), money.ZERO) + one.amount
            legs.setdefault(id(one.entry), one)
    for key, amount in sums.items():
        if amount >= least:
            one = legs[key]
            yield Problem(
                one.entry.meta,
                _("{day} 支出 {amount} 元（{line}），没有决议").format(
                    day=one.date, amount=show(amount), line=one.line
                ),
                _(
                    "{least} 元以上的支出要有决议：请在这笔账上写 resolution:，"
                    "或登记它的合同并写明决议。"
                ).format(least=show(least)),
                WARNING,
                one.entry,
            )


__plugins__ = (plugin({"ceilings": check}),)
