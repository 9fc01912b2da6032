"""``plugin "owners_ledger.checks.leases"``: every contract's rent came, or somebody says why not.

Two things: a contract on common property that brought nothing at all, and rent that is still
unpaid a month after it was charged. ``lease-note:`` on a charge, or on any line with this
``lease:`` since then, is the explanation; rent-free days need none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from beancount.core import data

from owners_ledger.billing.rents import cycles, rent_pieces
from owners_ledger.checks.alike import having
from owners_ledger.checks.charges import last_closed
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show
from owners_ledger.periods import Period
from owners_ledger.registers import FOLDER
from owners_ledger.registers.leases import FILE

NOTE = "lease-note"


@dataclass(slots=True)
class _Lease:
    """What the books say of one contract.

    Attributes:
        owed: by receivable, what is unpaid of what was charged up to the closed month.
        last: the last entry that charged it.
        income: whether anything was charged or earned under its code.
        notes: explanations by the month they were written in.
    """

    owed: dict[str, Decimal] = field(default_factory=dict)
    last: data.Transaction | None = None
    income: bool = False
    notes: list[data.Transaction] = field(default_factory=list)


def check(facts: Facts) -> Iterator[Problem]:
    """Contracts without any income, and rent that is late without a word."""
    closed = last_closed(facts)
    if facts.troubles or closed is None or not facts.registers.leases:
        return
    found = _gathered(facts, closed)
    for code, terms in facts.registers.lease_terms.items():
        lease = found.get(code, _Lease())
        late = sum((one for one in lease.owed.values() if one > 0), ZERO)
        if lease.last is not None and late and not _explained(lease, lease.last):
            yield Problem(
                lease.last.meta,
                _("合同 {code}：到{month}已到期的租金还有 {late} 元没有收到").format(
                    code=code, month=closed.title, late=show(late)
                ),
                _(
                    '请催收；已有说法的，在这笔应收或它之后的分录上写 {note}: "原因"；'
                    "免租的，在登记簿里填免租起止。"
                ).format(note=NOTE),
                WARNING,
                lease.last,
            )
        elif not lease.income and not lease.notes and _was_due(facts, code, closed):
            yield Problem(
                at(facts.root, f"{FOLDER}/{FILE}", terms[-1].row),
                _("合同 {code} 按约定早该有租金，账上一分也没有").format(code=code),
                _("请核对租金收到哪里去了；没有收的，补记应收；空置或免租的，改正登记簿。"),
                WARNING,
            )


def _gathered(facts: Facts, closed: Period) -> Mapping[str, _Lease]:
    found: dict[str, _Lease] = {}
    for _number, entry, posting in having(facts.alike, "lease"):
        meta, charge = posting.meta or {}, "charge" in entry.meta
        if posting.units is None:
            continue
        lease = found.setdefault(str(meta["lease"]), _Lease())
        amount = posting.units.number or ZERO
        if NOTE in meta or NOTE in entry.meta:
            lease.notes.append(entry)
        if charge or posting.account.startswith("Income:"):
            lease.income = True
        if posting.account.startswith("Assets:"):
            if charge and entry.date > closed.last:
                continue  # not a month old yet
            lease.owed[posting.account] = lease.owed.get(posting.account, ZERO) + amount
            if charge and amount > 0:
                lease.last = entry
    return found


def _explained(lease: _Lease, last: data.Transaction) -> bool:
    return any(one is last or one.date >= last.date for one in lease.notes)


def _was_due(facts: Facts, code: str, closed: Period) -> bool:
    """Whether a contract's schedule has a payment in the books' time up to the closed month."""
    begin = facts.transactions[0].date
    terms = facts.registers.lease_terms[code]
    return any(
        cycle.first >= begin and any(one.exact for one in rent_pieces(terms, cycle))
        for cycle in cycles(terms, closed.last)
    )


__plugins__ = (plugin({"leases": check}),)
