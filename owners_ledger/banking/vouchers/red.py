"""Red invoices (红字发票): they take back an invoice, with or without money coming back."""

from __future__ import annotations

import datetime
from decimal import Decimal

from owners_ledger.banking.vouchers.desk import AttachError, Desk, Given, Outcome, Part, State
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.payments import Party, Payment
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show


def attach(given: Given, desk: Desk, party: Party, days: int, chosen: Payment | None) -> Outcome:
    """On the refund, where there is exactly one; else on the payment of what it takes back.

    Raises:
        AttachError: it takes back more than there is, or cannot stand where asked.
    """
    invoice = given.voucher
    assert isinstance(invoice, Invoice)
    parts, noted = desk.placed(invoice.original), desk.noted_of(invoice.original)
    if not parts and not noted:
        said = _(
            "账上没有它红冲的原发票 {original}，请先附上原发票；没有付过款的，两张都不用附"
        ).format(original=invoice.original)
        return Outcome(given, State.OPEN, (), said)
    left = desk.left_of(invoice.original)
    if left is not None and left + invoice.total < ZERO:
        raise AttachError(
            _("红字发票 {total} 元超过原发票 {original} 剩下的 {left} 元").format(
                total=show(abs(invoice.total)), original=invoice.original, left=show(left)
            ),
            remedy=_("请核对原发票是不是已经红冲过。"),
            file=given.file,
        )
    own = [one.payment for one in parts] + [
        desk.payments[ref] for one in noted for ref in one.payments if ref in desk.payments
    ]
    if chosen is not None:
        return _on_chosen(given, invoice, desk, own, chosen)
    refunds = _refunds(invoice, desk, party, days)
    if len(refunds) == 1:
        return desk.put(given, [Part(refunds[0], invoice.total)], _("附在退款上"))
    if refunds:
        said = _("有 {count} 笔退款都对得上").format(count=len(refunds))
        return Outcome(given, State.OPEN, (), said, tuple(refunds))
    shares = _shares(invoice, desk, parts)
    if shares is None:
        said = _("原发票所在的付款上放不下，请指明附到哪一笔")
        return Outcome(given, State.OPEN, (), said, tuple(dict.fromkeys(own)))
    return desk.put(given, shares, _("没有对应的退款，附在原发票的付款上冲减"))


def _on_chosen(
    given: Given, invoice: Invoice, desk: Desk, own: list[Payment], chosen: Payment
) -> Outcome:
    is_refund = chosen.amount > ZERO
    fits = desk.room(chosen) <= invoice.total if is_refund else chosen in own
    if not fits:
        raise AttachError(
            _("红字发票 {number}（{total} 元）不能附到 {ref}").format(
                number=invoice.number, total=show(invoice.total), ref=chosen.ref
            ),
            remedy=_("红字发票附到退款上（金额不超过退款），或附到原发票所在的付款上。"),
            file=given.file,
        )
    return desk.put(given, [Part(chosen, invoice.total)])


def _refunds(invoice: Invoice, desk: Desk, party: Party, days: int) -> list[Payment]:
    return [
        one
        for one in desk.payments.values()
        if one.amount == -invoice.total
        and desk.is_bare(one)
        and party.is_of(one)
        and abs(one.date - invoice.issued) <= datetime.timedelta(days=days)
    ]


def _shares(invoice: Invoice, desk: Desk, parts: list[Part]) -> list[Part] | None:
    """The amount taken off the original's parts, the last first; ``None`` where it does not fit."""
    owed: Decimal = -invoice.total
    shares = []
    for part in reversed(parts):
        taken = min(owed, part.amount, desk.sums.get(part.payment.ref, ZERO))
        if taken > ZERO:
            shares.append(Part(part.payment, -taken))
            owed -= taken
    return shares if owed == ZERO else None
