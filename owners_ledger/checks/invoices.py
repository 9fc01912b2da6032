"""``plugin "owners_ledger.checks.invoices"``: an invoice counts once, and pays for what it says.

Invoices are attached to bank lines by ``owners-ledger invoice`` or noted by hand (``invoice:``).
One number stands in one place, unless it was attached in parts; a red invoice has the invoice it
takes back; the invoices of a payment are not worth more than the payment. While Fava loads, kept
files are not read; ``owners-ledger check`` also compares their SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core import data

from owners_ledger.books.attached import (
    INVOICE,
    Attached,
    Noted,
    all_attached,
    all_noted,
    attached_by,
    invoiced,
)
from owners_ledger.checks.bank import BankLine
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _
from owners_ledger.money import show


def check(facts: Facts) -> Iterator[Problem]:
    """Invoices twice, red ones without what they take back, payments with too many."""
    documents = [entry for entry in facts.entries if isinstance(entry, data.Document)]
    for entry in documents:
        if isinstance(missing := attached_by(entry), str):
            yield _malformed(entry, missing)
    attached = all_attached(documents)
    notes = any(INVOICE in kind[1:] for kind in facts.alike) or any(
        INVOICE in entry.meta for entry in facts.transactions
    )
    noted = all_noted(facts.transactions) if notes else []
    if not attached and not noted:
        return
    numbers: dict[str, list[Attached]] = {}
    for one in attached:
        numbers.setdefault(one.number, []).append(one)
    hands: dict[str, list[Noted]] = {}
    for note in noted:
        hands.setdefault(note.number, []).append(note)
    for several in numbers.values():
        yield from _repeated(several)
    for number, several_notes in hands.items():
        yield from _noted_twice(number, several_notes, numbers.get(number, ()))
    yield from _reds(attached, numbers, hands)
    yield from _sums(facts, attached, noted)


def check_contents(entries: Iterable[data.Directive]) -> Iterator[Problem]:
    """Kept files that are not byte for byte what was attached; for the command line only."""
    for one in all_attached(entries):
        path = Path(one.entry.filename)
        if not one.sha256 or not path.is_file():
            continue  # beancount itself reports a file that is not there
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            found = ""
        if found != one.sha256:
            yield Problem(
                one.place,
                _("凭证文件 {file} 与附上时不同了").format(file=path.name),
                _("请从 git 取回原文件，或从税务数字账户、网上银行重新下载。"),
                entry=one.entry,
            )


def _malformed(entry: data.Document, key: str) -> Problem:
    return Problem(
        entry.meta,
        _("这份凭证的 {key} 缺少或写错了").format(key=key),
        _("请恢复原样，或删去这一条，用 owners-ledger invoice 重新附上。"),
        entry=entry,
    )


def _repeated(several: Sequence[Attached]) -> Iterator[Problem]:
    """The same number again: allowed are parts on different payments, up to its total."""
    first, sums, payments = several[0], Decimal(0), dict[str, Attached]()
    for one in several:
        before = payments.setdefault(one.payment, one)
        sums += one.amount
        agrees = (one.total, one.issued, one.original) == (
            first.total,
            first.issued,
            first.original,
        )
        beyond = abs(sums) > abs(first.total) or one.amount * first.total < 0
        if before is not one:
            yield _twice(one.number, one.place, one.entry, before.place)
        elif len(several) > 1 and (not agrees or beyond or not one.invoice):
            yield _twice(one.number, one.place, one.entry, first.place)
        elif beyond:
            yield Problem(
                one.place,
                _("发票 {number} 价税合计 {total} 元，这里附了 {amount} 元").format(
                    number=one.number, total=show(one.total), amount=show(one.amount)
                ),
                _("请核对这一条的 amount 和 total。"),
                entry=one.entry,
            )


def _noted_twice(
    number: str, notes: Sequence[Noted], attached: Sequence[Attached]
) -> Iterator[Problem]:
    first = notes[0]
    for note in notes[1:]:
        yield _twice(number, note.place, note.entry, first.place)
    for note in notes:
        other = [one for one in attached if one.payment not in note.payments]
        if other:
            yield _twice(number, note.place, note.entry, other[0].place)


def _twice(
    number: str, place: Mapping[str, Any], entry: data.Directive, other: Mapping[str, Any]
) -> Problem:
    path = Path(str(other.get("filename", "")))
    return Problem(
        place,
        _("凭证号码 {number} 用了两次，另一处在 {file}:{line}").format(
            number=number, file=f"{path.parent.name}/{path.name}", line=other.get("lineno", 0)
        ),
        _(
            "一张凭证只能用一次：请核对两处，删去错的一处；"
            "一张发票分几次付的，用 owners-ledger invoice 附。"
        ),
        entry=entry,
    )


def _reds(
    attached: Sequence[Attached],
    numbers: Mapping[str, Sequence[Attached]],
    hands: Mapping[str, Sequence[Noted]],
) -> Iterator[Problem]:
    taken: dict[str, dict[str, Decimal]] = {}
    for one in attached:
        if not one.invoice or (one.total >= 0 and not one.original):
            continue
        known = [each for each in numbers.get(one.original, ()) if each.total > 0]
        if one.total >= 0 or not (known or one.original in hands):
            yield Problem(
                one.place,
                _("红字发票 {number} 红冲的原发票 {original} 不在账上").format(
                    number=one.number, original=one.original or _("（没有写）")
                ),
                _("请先附上原发票；original-invoice 写错了的，请改正。"),
                entry=one.entry,
            )
            continue
        reds = taken.setdefault(one.original, {})
        is_new = one.number not in reds
        reds[one.number] = one.total
        if is_new and known and known[0].total + sum(reds.values()) < 0:
            yield Problem(
                one.place,
                _("原发票 {original} 只有 {total} 元，红冲了 {taken} 元").format(
                    original=one.original,
                    total=show(known[0].total),
                    taken=show(-sum(reds.values(), Decimal(0))),
                ),
                _("请核对红字发票，删去多出来的。"),
                entry=one.entry,
            )


def _sums(facts: Facts, attached: Sequence[Attached], noted: Sequence[Noted]) -> Iterator[Problem]:
    lines: dict[str, BankLine] = {
        line.ref: line for several in facts.bank_lines.values() for line in several if line.ref
    }
    by_hand = {ref for note in noted for ref in note.payments}
    sums = invoiced(attached)
    told: set[str] = set()
    for one in attached:
        line = lines.get(one.payment)
        if line is None or line.posting.account != one.entry.account:
            if facts.committee is not None:
                yield Problem(
                    one.place,
                    _("凭证 {number} 附在 {ref}，账上没有这一笔流水").format(
                        number=one.number, ref=one.payment
                    ),
                    _("请删去这一条，用 owners-ledger invoice 附到对的付款上。"),
                    entry=one.entry,
                )
            continue
        found, paid = sums.get(one.payment, Decimal(0)), -line.amount
        fits = min(paid, Decimal(0)) <= found <= max(paid, Decimal(0))
        if not fits and one.payment not in told and one.payment not in by_hand:
            told.add(one.payment)
            yield Problem(
                one.place,
                _("{ref} 这一笔 {amount} 元，附的发票合计 {found} 元").format(
                    ref=one.payment, amount=show(line.amount), found=show(found)
                ),
                _("发票不能多过付款：请核对是不是附错了付款，或少付了。"),
                entry=one.entry,
            )


__plugins__ = (plugin({"invoices": check}),)
