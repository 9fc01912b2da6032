"""``plugin "owners_ledger.checks.bank_refs"``: every bank posting carries its own bank reference.

``bank-ref`` is a line's identity: it makes importing a statement twice harmless. Exempt are
opening balances, which come before the first statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.checks.bank import BankLine
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _


def check(facts: Facts) -> Iterator[Problem]:
    """Postings on bank accounts without a reference, references twice or on a wrong account."""
    if facts.committee is None:
        return
    seen: dict[str, BankLine] = {}
    for bank in facts.committee.banks:
        prefix = f"{bank.code}/"
        for line in facts.bank_lines[bank.account]:
            if not line.ref:
                if not line.is_opening:
                    yield _missing(line)
            elif not line.ref.startswith(prefix):
                yield _misplaced(line)
            elif not _agrees(line, prefix):
                yield _altered(line)
            elif seen.setdefault(line.ref, line) is not line:
                yield _twice(line, seen[line.ref])
    for line in facts.strays:
        yield _misplaced(line)


def _agrees(line: BankLine, prefix: str) -> bool:
    """Whether a reference made of date, amount and balance (no serial) still says the same."""
    kind, said = line.ref[len(prefix) :][:1], line.ref[len(prefix) + 1 :]
    return kind != "B" or said.rpartition(":")[0] == (
        f"{line.entry.date}:{line.amount}:{line.balance}"
    )


def _missing(line: BankLine) -> Problem:
    return Problem(
        line.place,
        _("{account} 的这一行（{amount} 元）没有 bank-ref，不是从对账单来的").format(
            account=line.posting.account, amount=line.amount
        ),
        _("银行账户只由 owners-ledger import 记账：请删去这一笔，导入对账单。"),
        entry=line.entry,
    )


def _altered(line: BankLine) -> Problem:
    return Problem(
        line.place,
        _("bank-ref “{ref}”与这一笔的日期、金额、余额不符").format(ref=line.ref),
        _("日期、金额、余额以银行为准：请对照原对账单恢复。"),
        entry=line.entry,
    )


def _misplaced(line: BankLine) -> Problem:
    return Problem(
        line.place,
        _("bank-ref “{ref}”不属于科目 {account}").format(
            ref=line.ref, account=line.posting.account
        ),
        _("银行流水记在哪个账户由对账单决定：请恢复导入时的科目。"),
        entry=line.entry,
    )


def _twice(line: BankLine, first: BankLine) -> Problem:
    meta = first.posting.meta or {}
    return Problem(
        line.place,
        _("bank-ref “{ref}”出现了两次，另一处在第 {line} 行（{date}）").format(
            ref=line.ref, line=meta.get("lineno", 0), date=first.entry.date
        ),
        _("同一笔流水只能记一次：请删去重复的一笔。"),
        entry=line.entry,
    )


__plugins__ = (plugin({"bank_refs": check}),)
