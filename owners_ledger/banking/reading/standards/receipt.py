"""The Ministry of Finance's electronic bank receipt (bker): what one payment's receipt says."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.standards import fields
from owners_ledger.banking.reading.standards.entries import Draft, finished
from owners_ledger.banking.reading.standards.xmltree import Node
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _
from owners_ledger.money import show

PROFILE = "mof-bker"
_OUT = frozenset(["0", "借", "D", "DBIT"])
_IN = frozenset(["1", "贷", "C", "CRDT"])
_TEXTS = ("Usage", "Notes", "BusinessProductType")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A bank's receipt of one movement on our account.

    Attributes:
        number: the receipt's own number, "" where the bank gives none.
        date: booking date.
        time: time of day, if given.
        amount: signed, yuan, money in positive.
        account: our account number, ``None`` where not given.
        holder: our name on it.
        counterparty: the other side's name.
        counterparty_account: the other side's account number.
        text: usage and remarks.
        serial: the bank's serial number of the movement.
    """

    number: str
    date: datetime.date
    time: datetime.time | None
    amount: Decimal
    account: str | None
    holder: str | None
    counterparty: str | None
    counterparty_account: str | None
    text: str | None
    serial: str | None


def read_receipt(root: Node, file: str) -> Receipt:
    """The receipt of an instance.

    Raises:
        StatementError: it holds no data, or a fact is wrong.
    """
    place = _("回单")
    written = root.text_at("TransactionAmountInFigures")
    if not written.strip("0.") or not root.text_at("DateOfBookkeeping", "IssueDate"):
        raise refuse(
            _("回单里没有数据：银行只给了版面，电子凭证是空的"),
            file=file,
            remedy=_("这样的回单程序读不了；可以放进 ledger/documents/，在分录下用 document: 写明"),
        )
    if currency := root.text_at("Currency"):
        fields.renminbi(currency, place, file)
    day = root.text_at("DateOfBookkeeping", "IssueDate")
    date, time = fields.moment(day, place, _("记账日期"), file)
    if clock := root.text_at("TimeOfBookkeeping"):
        time = fields.moment(f"{date.isoformat()} {clock}", place, _("记账时间"), file)[1]
    side = root.text_at("IdentificationOfCreditOrDebit")
    if side not in _OUT and side not in _IN:
        raise fields.wrong(place, _("借贷标志"), side, file)
    amount = fields.unsigned(written, place, _("金额"), file)
    ours, others = ("Payee", "Payer") if side in _IN else ("Payer", "Payee")

    def said(name: str, what: str) -> str | None:
        return fields.text(root.text_at(name), place, what, file)

    return Receipt(
        said("NumberOfBankElectronicReceipt", _("回单编号")) or "",
        date,
        time,
        fields.signed(amount, is_in=side in _IN),
        said(f"AccountNumberOf{ours}", _("本方账号")),
        said(f"AccountNameOf{ours}", _("本方户名")),
        said(f"AccountNameOf{others}", _("对方户名")),
        said(f"AccountNumberOf{others}", _("对方账号")),
        fields.joined([said(name, _("用途摘要")) for name in _TEXTS]),
        said("JournalAccountOfBookkeeping", _("流水号"))
        or said("BusinessSerialNumber", _("流水号")),
    )


def as_statement(receipt: Receipt, file: str, digest: str) -> Statement:
    """A receipt as a statement of one line without balances, which proves nothing but itself."""
    line = Line(
        receipt.date,
        receipt.time,
        receipt.amount,
        None,
        receipt.counterparty,
        receipt.counterparty_account,
        receipt.text,
        receipt.serial,
        1,
    )
    warning = _("这是一张银行电子回单（{day}，{amount} 元），只证明这一笔，不证明流水完整").format(
        day=receipt.date, amount=show(abs(receipt.amount))
    )
    draft = Draft(PROFILE, "", receipt.account, None, None, None, None, [line], (), [warning])
    return finished(draft, file, digest)
