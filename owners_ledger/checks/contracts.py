"""``plugin "owners_ledger.checks.contracts"``: spending contracts and what is paid under them.

Supplier, account and project of a contract exist; a payment names a contract there is, within its
term; no more is paid than it asks for; where several contracts would do, none is chosen and that
is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.accruals.reach import reach
from owners_ledger.checks.alike import having
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.commitments.ceilings import begin_of
from owners_ledger.commitments.contracts import FILE
from owners_ledger.commitments.state import contract_states
from owners_ledger.i18n import _
from owners_ledger.money import show

_KEY = "contract"


def check(facts: Facts) -> Iterator[Problem]:
    """Contracts and payments that are not in order."""
    known = facts.commitments
    if facts.unread or not known.contracts:
        return
    for one in known.written:
        place = at(facts.root, one.place.file, one.place.line)
        if one.supplier and not facts.troubles and facts.registers.supplier(one.supplier) is None:
            yield Problem(
                place,
                _("合同 {code} 的供应商 {supplier} 不在登记簿里").format(
                    code=one.code, supplier=one.supplier
                ),
                _("请改正，或把它登记到 suppliers.csv。"),
                WARNING,
            )
        if one.account not in facts.chart.accounts:
            yield Problem(
                place,
                _("合同 {code} 的科目 {account} 不在科目表里").format(
                    code=one.code, account=one.account
                ),
                _("请照 accounts.beancount 改正。"),
                WARNING,
            )
        if one.project and one.project not in known.project:
            yield Problem(
                place,
                _("合同 {code} 的工程 {project} 不在 projects.toml 里").format(
                    code=one.code, project=one.project
                ),
                _("请改正工程编号。"),
                WARNING,
            )
    yield from _projects(facts)
    yield from _payments(facts)
    yield from _beyond(facts)


def _projects(facts: Facts) -> Iterator[Problem]:
    """A project's sum and its contracts' are the same."""
    for one in facts.commitments.works:
        mine = facts.commitments.contracts_of.get(one.code, ())
        totals = [contract.total for contract in mine if contract.total is not None]
        if totals and len(totals) == len(mine) and sum(totals) != one.contract:
            yield Problem(
                at(facts.root, one.place.file, one.place.line),
                _("工程 {code} 的合同价 {contract}，它的合同合计 {total}").format(
                    code=one.code,
                    contract=show(one.contract),
                    total=show(sum(totals, totals[0] * 0)),
                ),
                _("请改正 projects.toml 或 {file} 里的金额。").format(file=FILE),
                WARNING,
            )


def _payments(facts: Facts) -> Iterator[Problem]:
    known = facts.commitments.contract
    for _number, entry, posting in having(facts.alike, _KEY):
        named = (posting.meta or {}).get(_KEY)
        if named and str(named) not in known:
            yield _unknown(posting.meta, entry.date, named)
    for entry in facts.transactions:
        named = entry.meta.get(_KEY)
        if named and str(named) not in known:
            yield _unknown(entry.meta, entry.date, named)
    for one in facts.spent:
        if one.doubt:
            yield Problem(
                one.leg.meta or one.entry.meta,
                one.doubt,
                _("请在这笔付款上写明 contract:。"),
                WARNING,
                one.entry,
            )
        elif one.contract and one.date < known[one.contract].start:
            yield Problem(
                one.leg.meta or one.entry.meta,
                _("{day} 付 {amount} 元，合同 {code} 从 {start} 才开始").format(
                    day=one.date,
                    amount=show(one.amount),
                    code=one.contract,
                    start=known[one.contract].start,
                ),
                _("请核对合同号和合同的起止日。"),
                WARNING,
                one.entry,
            )


def _unknown(meta: object, day: object, named: object) -> Problem:
    return Problem(
        meta if isinstance(meta, dict) else None,
        _("{day} 的一笔账引用了没有的合同 {code}").format(day=day, code=named),
        _("请改正合同号，或把合同登记到 ledger/{file}。").format(file=FILE),
        WARNING,
    )


def _beyond(facts: Facts) -> Iterator[Problem]:
    day = reach(facts.transactions, facts.chart)
    if day is None:
        return
    begin = begin_of(facts.transactions)
    for state in contract_states(facts.commitments, facts.spent, day, begin):
        if state.contract.total is not None and state.beyond:
            one = state.contract
            last = state.payments[-1] if state.payments else None
            yield Problem(
                (last.leg.meta or last.entry.meta)
                if last
                else at(facts.root, one.place.file, one.place.line),
                _("合同 {code} 总价 {total} 元，已付（含应付）多出 {beyond} 元").format(
                    code=one.code, total=show(state.contract.total), beyond=show(state.beyond)
                ),
                _("请核对付款；合同变更的，改正 {file} 里的总价并写明决议。").format(file=FILE),
                WARNING,
                last.entry if last else None,
            )


__plugins__ = (plugin({"contracts": check}),)
