"""Which payment a voucher belongs to: only what is certain is attached, the rest is shown.

Certain is: the one bank line without an invoice that went to the seller, of exactly the total, at
about that time, or whose memo names the invoice; all invoices of a seller handed in together that
exactly make up one such line; the line on which a hand has noted the number; the line the treasurer
names.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.banking.vouchers import known, red, slips
from owners_ledger.banking.vouchers.desk import AttachError, Desk, Given, Outcome, Part, State
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.payments import Party, Payment, party_of
from owners_ledger.banking.vouchers.reading import Voucher
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show, total
from owners_ledger.registers import Registers

CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Rules:
    """What matching needs beside the books.

    Attributes:
        registers: who is who.
        banks: the committee's accounts.
        days: how far a payment may be from its invoice to be certain.
    """

    registers: Registers
    banks: Sequence[BankAccount]
    days: int


def attach_all(
    given: Sequence[Given],
    desk: Desk,
    rules: Rules,
    kept: Mapping[str, Voucher],
    chosen: str | None = None,
) -> tuple[Outcome, ...]:
    """What becomes of each voucher, in the order given.

    Args:
        given: the vouchers.
        desk: the books.
        rules: registers, accounts, days.
        kept: vouchers that the books have, read again from their kept files.
        chosen: the bank reference that the treasurer names for all of them.

    Raises:
        AttachError: a voucher contradicts the books or another one, or cannot stand where asked.
    """
    payment = None if chosen is None else _named(chosen, desk)
    outcomes: dict[int, Outcome] = {}
    fresh = known.sort_out(given, desk, kept, payment, outcomes)
    invoices = [at for at in fresh if isinstance(given[at].voucher, Invoice)]
    blues = [at for at in invoices if not _invoice(given[at]).is_red]
    reds = [at for at in invoices if _invoice(given[at]).is_red]
    for at in fresh:
        if at not in invoices:
            outcomes[at] = slips.receipt(given[at], desk, rules.banks, payment)
    if payment is not None:
        outcomes |= _on_chosen(given, blues, desk, rules, payment)
    else:
        outcomes |= _by_themselves(given, blues, desk, rules)
    for at in reds:
        party = _party(given[at], rules)
        outcomes[at] = red.attach(given[at], desk, party, rules.days, payment)
    return tuple(outcomes[at] for at in range(len(given)))


def _invoice(given: Given) -> Invoice:
    assert isinstance(given.voucher, Invoice)
    return given.voucher


def _party(given: Given, rules: Rules) -> Party:
    invoice = _invoice(given)
    return party_of(invoice.seller, invoice.seller_account, rules.registers)


def _named(ref: str, desk: Desk) -> Payment:
    if ref not in desk.payments:
        raise AttachError(
            _("账上没有编号为 {ref} 的银行流水").format(ref=ref),
            remedy=_("编号是分录里 bank-ref 后面引号中的内容，例如 01/S20260105001。"),
        )
    return desk.payments[ref]


def _on_chosen(
    given: Sequence[Given], blues: Sequence[int], desk: Desk, rules: Rules, payment: Payment
) -> dict[int, Outcome]:
    """On the line the treasurer names; only a single invoice may be larger than what it paid."""
    if not blues:
        return {}
    room, file = desk.room(payment), given[blues[0]].file
    if payment.amount >= ZERO:
        raise AttachError(
            _("{ref} 是收款，发票只能附到付款上").format(ref=payment.ref),
            remedy=_("请用 --payment 写付款那一笔的编号。"),
            file=file,
        )
    left = {at: desk.left_to_place(_invoice(given[at])) for at in blues}
    if room <= ZERO or (len(blues) > 1 and total(left.values()) > room):
        raise AttachError(
            _("{ref} 付了 {paid} 元，还能附 {room} 元的发票，这里有 {found} 元").format(
                ref=payment.ref,
                paid=show(abs(payment.amount)),
                room=show(max(room, ZERO)),
                found=show(total(left.values())),
            ),
            remedy=_("请核对发票和付款；一张发票分几次付的，一次只给一张发票。"),
            file=file,
        )
    found = {}
    for at in blues:
        part = Part(payment, min(left[at], room))
        found[at] = desk.put(given[at], [part], _remarks(given[at], part, rules))
    return found


def _remarks(given: Given, part: Part, rules: Rules) -> str:
    said = []
    invoice = _invoice(given)
    if not _party(given, rules).is_of(part.payment):
        said.append(_("销售方与收款方不同，按您指明的附上"))
    if part.amount < invoice.total:
        said.append(
            _("这笔付了其中 {amount} 元，其余的请附到另外的付款上").format(amount=show(part.amount))
        )
    return "；".join(said)


def _by_themselves(
    given: Sequence[Given], blues: Sequence[int], desk: Desk, rules: Rules
) -> dict[int, Outcome]:
    found: dict[int, Outcome] = {}
    open_ones: list[int] = []
    for at in blues:
        if noted := _on_noted(given[at], desk):
            found[at] = noted
        else:
            open_ones.append(at)
    sellers: dict[str, list[int]] = {}
    for at in open_ones:
        sellers.setdefault(_party(given[at], rules).name, []).append(at)
    fits = {at: _fitting(given[at], _invoice(given[at]).total, desk, rules) for at in open_ones}
    for several in sellers.values():
        found |= _of_seller(given, several, fits, desk, rules)
    return found


def _of_seller(
    given: Sequence[Given],
    several: Sequence[int],
    fits: Mapping[int, list[Payment]],
    desk: Desk,
    rules: Rules,
) -> dict[int, Outcome]:
    """All invoices of one seller: each on its own line, or all on one, never half of both."""
    together: list[Payment] = []
    if len(several) > 1:
        whole = total(_invoice(given[at]).total for at in several)
        groups = [_fitting(given[at], whole, desk, rules) for at in several]
        together = [one for one in groups[0] if all(one in group for group in groups)]
    theirs = {one for at in fits if at not in several for one in fits[at]}
    if together and not any(fits[at] for at in several) and not theirs & set(together):
        if len(together) == 1:
            return {
                at: desk.put(given[at], [Part(together[0], _invoice(given[at]).total)])
                for at in several
            }
        said = _("这几张发票合计的付款有 {count} 笔").format(count=len(together))
        return {at: _open(given[at], said, together) for at in several}
    found = {}
    for at in several:
        mine = fits[at]
        rivals = [one for one in fits if one != at and set(fits[one]) & set(mine)]
        if together:
            said = _("可以各附一笔，也可以合起来附一笔")
            found[at] = _open(given[at], said, [*mine, *together])
        elif len(mine) == 1 and not rivals:
            found[at] = desk.put(given[at], [Part(mine[0], _invoice(given[at]).total)])
        elif mine:
            said = _("有 {count} 笔付款都对得上").format(count=len(mine))
            if len(mine) == 1:
                said = _("这笔付款有 {count} 张发票都对得上").format(count=len(rivals) + 1)
            found[at] = _open(given[at], said, mine)
        else:
            said = _("没有一笔付款同时对得上金额、收款方和日期")
            found[at] = _open(given[at], said, _near(given[at], desk, rules))
    return found


def _fitting(given: Given, amount: Decimal, desk: Desk, rules: Rules) -> list[Payment]:
    """The bank lines without an invoice that paid an amount to the seller at about the time.

    Where the memo of some names the invoice, those alone; the nearest day first.
    """
    party, day = _party(given, rules), _invoice(given).issued
    fitting = [
        one
        for one in desk.payments.values()
        if one.amount == -amount
        and desk.is_bare(one)
        and party.is_of(one)
        and abs(one.date - day) <= datetime.timedelta(days=rules.days)
    ]
    named = [one for one in fitting if given.number in one.text]
    return sorted(named or fitting, key=lambda one: abs(one.date - day))


def _near(given: Given, desk: Desk, rules: Rules) -> list[Payment]:
    """What a person may think of: payments to the seller with room left, or of the same amount."""
    party, invoice = _party(given, rules), _invoice(given)
    near = [
        one
        for one in desk.payments.values()
        if one.amount < ZERO
        and desk.room(one) > ZERO
        and (party.is_of(one) or one.amount == -invoice.total)
    ]
    return sorted(near, key=lambda one: abs(one.date - invoice.issued))


def _on_noted(given: Given, desk: Desk) -> Outcome | None:
    """On the line where a hand has noted the number; known where no bank line is concerned."""
    invoice = _invoice(given)
    notes = desk.noted_of(invoice.number)
    if not notes:
        return None
    refs = {ref for one in notes for ref in one.payments}
    payments = [desk.payments[ref] for ref in sorted(refs) if ref in desk.payments]
    if not payments:
        said = _("已经写在分录下（{place}），那一笔不是银行流水").format(
            place=known.place(notes[0])
        )
        return Outcome(given, State.KNOWN, (), said)
    if len(payments) == 1 and ZERO < invoice.total <= desk.room(payments[0]):
        return desk.put(given, [Part(payments[0], invoice.total)])
    return _open(given, _("分录里写了这个发票号码，金额却对不上"), payments)


def _open(given: Given, said: str, candidates: Sequence[Payment]) -> Outcome:
    unique = tuple(dict.fromkeys(candidates))[:CANDIDATES]
    return Outcome(given, State.OPEN, (), said, unique)
