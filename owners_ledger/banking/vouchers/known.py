"""Vouchers that the books, or the same command, have already: known, or in contradiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from owners_ledger.banking.vouchers.desk import AttachError, Desk, Given, Outcome, State
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.payments import Payment
from owners_ledger.banking.vouchers.reading import Voucher
from owners_ledger.books.attached import Attached, Noted
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show


def sort_out(
    given: Sequence[Given],
    desk: Desk,
    kept: Mapping[str, Voucher],
    chosen: Payment | None,
    outcomes: dict[int, Outcome],
) -> list[int]:
    """The vouchers that remain to be attached; outcomes of the known ones are filled in.

    Raises:
        AttachError: the same number says something else there, or stands on another bank line.
    """
    first: dict[str, Given] = {}
    fresh = []
    for at, one in enumerate(given):
        if not one.number:
            raise AttachError(
                _("回单上没有编号和流水号，认不出是哪一张"),
                remedy=_("请把它放进 ledger/documents/，在分录下写 document:。"),
                file=one.file,
            )
        earlier = first.setdefault(one.number, one)
        if earlier is not one:
            outcomes[at] = _twin(one, earlier)
            continue
        there = desk.of(one.number)
        if not there:
            _no_other_note(one, desk, chosen)
            fresh.append(at)
            continue
        _agree(one, there[0], kept.get(one.number))
        refs = [each.payment for each in there]
        if chosen is None or chosen.ref in refs:
            outcomes[at] = Outcome(one, State.KNOWN, (), _known(one, desk, refs))
        elif isinstance(one.voucher, Invoice) and desk.left_to_place(one.voucher) > ZERO:
            fresh.append(at)
        else:
            raise AttachError(
                _("{number} 已经附在 {refs}（{place}），不能再附到 {ref}").format(
                    number=one.number, refs="、".join(refs), place=place(there[0]), ref=chosen.ref
                ),
                remedy=_("一张发票不能报两次：请核对是不是拿错了发票。"),
                file=one.file,
            )
    return fresh


def place(there: Attached | Noted) -> str:
    """File and line in the books, as messages name them."""
    path = Path(str(there.place.get("filename", "")))
    return f"{path.parent.name}/{path.name}:{there.place.get('lineno', 0)}"


def _twin(one: Given, earlier: Given) -> Outcome:
    if core(one.voucher) != core(earlier.voucher):
        raise AttachError(
            _("与 {file} 号码相同（{number}），内容却不同").format(
                file=earlier.file, number=one.number
            ),
            remedy=_("请到税务局的发票查验网站查验这两份文件。"),
            file=one.file,
        )
    return Outcome(one, State.KNOWN, (), _("与 {file} 是同一张").format(file=earlier.file))


def core(voucher: Voucher) -> tuple[object, ...]:
    """What every form of the same voucher must agree in."""
    if isinstance(voucher, Invoice):
        return voucher.core
    return (voucher.date, voucher.amount, voucher.account, voucher.number)


def _agree(one: Given, there: Attached, kept: Voucher | None) -> None:
    """That a voucher is the one the books have."""
    if one.sha256 == there.sha256:
        return
    voucher = one.voucher
    if kept is not None:
        if core(kept) == core(voucher):
            return
    elif isinstance(voucher, Invoice):
        if (voucher.total, voucher.issued) == (there.total, there.issued):
            return
    elif there.receipt and voucher.date == there.issued:
        return
    raise AttachError(
        _("账上已有号码 {number} 的凭证（{place}），内容与这份文件不同").format(
            number=one.number, place=place(there)
        ),
        remedy=_("请到税务局的发票查验网站查验，弄清哪一份是真的。"),
        file=one.file,
    )


def _known(one: Given, desk: Desk, refs: Sequence[str]) -> str:
    said = _("已附在 {refs}").format(refs="、".join(dict.fromkeys(refs)))
    if isinstance(one.voucher, Invoice) and not one.voucher.is_red:
        left = desk.left_to_place(one.voucher)
        if left > ZERO:
            said += _("，还有 {left} 元没有附到付款上").format(left=show(left))
    return said


def _no_other_note(one: Given, desk: Desk, chosen: Payment | None) -> None:
    if chosen is None:
        return
    for noted in desk.noted_of(one.number):
        if chosen.ref not in noted.payments:
            raise AttachError(
                _("{number} 已经写在另一笔分录下（{place}），不能再附到 {ref}").format(
                    number=one.number, place=place(noted), ref=chosen.ref
                ),
                remedy=_("一张发票不能报两次：请核对是不是拿错了发票。"),
                file=one.file,
            )
