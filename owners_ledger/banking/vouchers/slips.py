"""Bank receipts (电子回单): each belongs to exactly one bank line, which it repeats."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.banking.booking.accounts import bank_numbered, known_accounts
from owners_ledger.banking.match.text import digits, name_key
from owners_ledger.banking.reading.standards.receipt import Receipt
from owners_ledger.banking.vouchers.desk import AttachError, Desk, Given, Outcome, Part, State
from owners_ledger.banking.vouchers.payments import Payment
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show


def receipt(
    given: Given, desk: Desk, banks: Sequence[BankAccount], chosen: Payment | None
) -> Outcome:
    """On the bank line of the same account, day and amount; by its serial number among several.

    Raises:
        AttachError: it is of somebody else's account, or the line asked for is another movement.
    """
    slip = given.voucher
    assert isinstance(slip, Receipt)
    bank = bank_numbered(slip.account, banks) if slip.account else None
    if slip.account and bank is None:
        raise AttachError(
            _("回单的本方账号 {account} 不是委员会的账户").format(account=slip.account),
            remedy=_("委员会的账户：{known}。").format(known=known_accounts(banks)),
            file=given.file,
        )
    same = [
        one
        for one in desk.payments.values()
        if (one.date, one.amount) == (slip.date, slip.amount)
        and (bank is None or one.account == bank.account)
    ]
    if chosen is not None:
        if chosen not in same:
            raise AttachError(
                _("回单是 {date} 的 {amount} 元，{ref} 不是这一笔").format(
                    date=slip.date, amount=show(slip.amount), ref=chosen.ref
                ),
                remedy=_("回单只能附到账户、日期、金额都相同的流水上。"),
                file=given.file,
            )
        return desk.put(given, [Part(chosen, ZERO)])
    named = [one for one in same if slip.serial and one.ref.endswith(f"/S{slip.serial}")]
    if len(named) == 1:
        said = "" if _agrees(slip, named[0]) else _("对方户名与账上写的不同，流水号相同")
        return desk.put(given, [Part(named[0], ZERO)], said)
    fitting = [one for one in same if _agrees(slip, one)]
    if len(fitting) == 1:
        return desk.put(given, [Part(fitting[0], ZERO)])
    said = _("账上没有这一笔流水：请先导入那个月的对账单")
    if fitting:
        said = _("有 {count} 笔流水的账户、日期、金额都相同").format(count=len(fitting))
    elif same:
        said = _("账户、日期、金额相同的流水，对方户名与回单不同")
    return Outcome(given, State.OPEN, (), said, tuple(fitting or same))


def _agrees(slip: Receipt, payment: Payment) -> bool:
    """Whether the other side is the same, as far as both say."""
    name, number = name_key(slip.counterparty or ""), digits(slip.counterparty_account or "")
    said = bool(payment.names and name) or bool(payment.numbers and number)
    return not said or name in payment.names or number in payment.numbers
