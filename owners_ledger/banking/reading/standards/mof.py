"""The Ministry of Finance's electronic bank statement (bkrs), an XBRL 2.1 instance.

Facts are known by their local names; the date in the taxonomy's namespace does not count. The
same ministry's bank receipt (bker) is a statement of one line that proves nothing but itself.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from owners_ledger.banking.reading.chain import Break, prove
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.standards import fields, receipt
from owners_ledger.banking.reading.standards.entries import Draft, finished, place_of
from owners_ledger.banking.reading.standards.xmltree import Node
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show

PROFILE = "mof-bkrs"
_ENTRY = "InformationOfReconcileDetailsTuple"
_CLOSING = "AccountBalanceAtTheEndOfReconciliationCycleAmount"
_KINDS = {
    _ENTRY: "bkrs",
    "CustomerSettlementBankAccount": "bkrs",
    "TransactionAmountInFigures": "bker",
}
_OUT = frozenset(["0", "借", "D", "DBIT"])
_IN = frozenset(["1", "贷", "C", "CRDT"])


def kind(root: Node) -> str:
    """The taxonomy of the facts (``bkrs``, ``bker``, ``einv_ord_receiver``), "" if it has none."""
    for each in root.children:
        if "/taxonomy/" in each.space:
            return each.space.rstrip("/").rpartition("/")[2].partition("_issuer")[0]
    return next((_KINDS[each.name] for each in root.children if each.name in _KINDS), "")


def read(root: Node, file: str, digest: str) -> tuple[Statement, ...]:
    """The statement of an instance; a receipt is one of a single line.

    Raises:
        StatementError: another voucher, without facts, or the running balance does not hold.
    """
    found = kind(root)
    if found.startswith("bker"):
        return (receipt.as_statement(receipt.read_receipt(root, file), file, digest),)
    if found != "bkrs":
        raise refuse(
            _("这是 {kind} 电子凭证，不是银行电子对账单（bkrs）").format(kind=found or "XBRL"),
            file=file,
            remedy=_("请在网上银行下载电子对账单，或 Excel、CSV 格式的账户明细"),
        )
    return (_proved(_draft(root, file), file, digest),)


def without_data(file: str) -> StatementError:
    """The refusal of a file that shows a statement but does not hold its data."""
    return refuse(
        _("文件里没有对账单的数据：银行只给了版面，电子凭证是空的"),
        file=file,
        remedy=_instead(),
    )


def _instead() -> str:
    return _("请在网上银行改为下载 Excel 或 CSV 格式的账户明细；这份文件可以留作凭证")


def _draft(root: Node, file: str) -> Draft:
    tuples = list(root.all(_ENTRY))
    account = root.text_at("CustomerSettlementBankAccount")
    closing = root.text_at(_CLOSING)
    is_empty = not any(each.text_at("TransactionAmount").strip("0.") for each in tuples)
    if not account or (is_empty and (tuples or not closing.strip("0."))):
        raise without_data(file)
    if not tuples:
        raise refuse(
            _("电子对账单里没有一笔明细，不能证明这个月没有交易（期末余额 {closing}）").format(
                closing=closing[:20]
            ),
            file=file,
            remedy=_instead(),
        )
    currency = root.text_at("Currency")
    if currency:
        fields.renminbi(currency, _("账户"), file)
    start, end = _period(root, file)
    return Draft(
        profile=PROFILE,
        bank="",
        account=account,
        opening=None,
        closing=fields.amount(closing, _("对账单"), _("期末余额"), file) if closing else None,
        start=start,
        end=end,
        lines=[_line(each, number, file) for number, each in enumerate(tuples, 1)],
    )


def _period(root: Node, file: str) -> tuple[datetime.date | None, datetime.date | None]:
    """The month the statement is for, up to the day it was printed."""
    year = root.text_at("YearOfBankReconciliationStatement")
    month = root.text_at("MonthOfBankReconciliationStatement")
    if not year and not month:
        return None, None
    found = f"{year}-{month.zfill(2)}"
    place, what = _("对账单"), _("年月")
    start = fields.iso_moment(f"{found}-01", place, what, file)[0]
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    printed = root.text_at("PrintDate")
    if printed:
        day = fields.moment(printed, place, _("打印日期"), file)[0]
        end = day if start <= day < end else end
    return start, end


def _line(entry: Node, number: int, file: str) -> Line:
    place = place_of(number)
    date, time = fields.moment(entry.text_at("DateOfBookkeeping"), place, _("记账日期"), file)
    clock = entry.text_at("TimeOfBookkeeping")
    if clock:
        time = fields.moment(f"{date.isoformat()} {clock}", place, _("记账时间"), file)[1]
    amount = fields.amount(entry.text_at("TransactionAmount"), place, _("交易金额"), file)
    balance = fields.amount(entry.text_at("AccountBalance"), place, _("账户余额"), file)
    is_owed = balance > ZERO and not _is_in(
        entry.text_at("DebitOrCreditOfBalance") or "1", place, file
    )
    texts = [
        entry.text_at(name)
        for name in ("NotesOfBankElectronicReceipt", "OtherAccountingInformation")
    ]
    return Line(
        date,
        time,
        fields.signed(
            amount, is_in=_is_in(entry.text_at("IdentificationOfCreditOrDebit"), place, file)
        ),
        fields.signed(balance, is_in=not is_owed),
        fields.text(entry.text_at("NameOfCounterparty"), place, _("对方户名"), file),
        fields.text(entry.text_at("AccountOfCounterparty"), place, _("对方账号"), file),
        fields.joined([fields.text(each, place, _("附言"), file) for each in texts]),
        entry.text_at("JournalAccountOfBookkeeping", "BusinessSerialNumber") or None,
        number,
    )


def _is_in(found: str, place: str, file: str) -> bool:
    if found not in _OUT and found not in _IN:
        raise fields.wrong(place, _("借贷标志"), found, file)
    return found in _IN


def _proved(draft: Draft, file: str, digest: str) -> Statement:
    """Order and sides by the running balance; the last balance is the declared closing."""
    balances = [line.balance for line in draft.lines if line.balance is not None]
    moments = [(line.date, line.time or datetime.time.min) for line in draft.lines]
    reading = prove([[line.amount for line in draft.lines]], balances, moments)
    if isinstance(reading, Break):
        raise _broken(reading, draft.lines, file)
    pairs = zip(draft.lines, reading.amounts, strict=True)
    lines = [replace(line, amount=amount) for line, amount in pairs]
    if reading.is_backwards:
        lines.reverse()
    last = lines[-1].balance
    assert last is not None
    if draft.closing is not None and draft.closing != last:
        message = _("对账单的期末余额 {closing}，最后一笔后的余额是 {found}").format(
            closing=show(draft.closing), found=show(last)
        )
        raise refuse(message, file=file)
    warnings = []
    if reading.is_swapped:
        warnings.append(_("这家银行的借贷与通常相反，已按余额的增减判定收支"))
    opening = _before(lines[0])
    return finished(
        replace(draft, lines=lines, opening=opening, closing=last, warnings=warnings), file, digest
    )


def _before(line: Line) -> Decimal:
    assert line.balance is not None
    return line.balance - line.amount


def _broken(found: Break, lines: Sequence[Line], file: str) -> StatementError:
    this, before = lines[found.at], lines[found.before]
    assert this.balance is not None
    assert before.balance is not None
    message = _(
        "第 {number} 笔的余额接不上：前一笔（第 {before} 笔）余额 {balance}，加本笔 {amount}，"
        "应为 {expected}，文件写的是 {found}"
    ).format(
        number=this.row,
        before=before.row,
        balance=show(before.balance),
        amount=show(this.amount),
        expected=show(found.expected),
        found=show(this.balance),
    )
    return refuse(message, file=file)
