"""OFX bank statements, 1.x (SGML) and 2.x (XML).

OFX gives one balance and no opening, so nothing proves that no line is missing; every statement
says so. The running balance is computed back from that balance where it belongs to the last line.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.standards import fields
from owners_ledger.banking.reading.standards.entries import (
    Draft,
    finished,
    oldest_first,
    place_of,
    with_balances,
)
from owners_ledger.banking.reading.standards.xmltree import Node
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _
from owners_ledger.money import total

PROFILE = "ofx"

_STAMP = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?(?:\.[0-9]{1,6})?)?"
    r"(?:\[([+-]?[0-9]{1,2})(?:\.([0-9]{1,2}))?(?::[A-Za-z0-9]{1,8})?\])?\Z",
    re.ASCII,
)
_DAY = datetime.timedelta(days=1)


def read(root: Node, file: str, digest: str) -> tuple[Statement, ...]:
    """The bank statements of an OFX document.

    Raises:
        StatementError: it has none, or a value is malformed.
    """
    found: list[Statement] = []
    number = 0
    for statement in root.below("STMTRS"):
        found.append(_statement(statement, number, file, digest))
        number += sum(1 for _entry in statement.all("BANKTRANLIST/STMTTRN"))
    if not found:
        raise refuse(_("OFX 里没有银行账户的对账单（STMTRS）"), file=file)
    bank = root.text_at("SIGNONMSGSRSV1/SONRS/FI/ORG")
    return tuple(replace(each, bank=bank) if bank else each for each in found)


def _statement(node: Node, before: int, file: str, digest: str) -> Statement:
    place = _("账户")
    fields.renminbi(node.text_at("CURDEF"), place, file)
    if node.first("BANKTRANLIST") is None:
        raise refuse(_("OFX 里没有交易清单（BANKTRANLIST）"), file=file)
    entries = enumerate(node.all("BANKTRANLIST/STMTTRN"), before + 1)
    lines = [_line(entry, number, file) for number, entry in entries]
    _refuse_doubled(lines, file)
    start = _day(node, "BANKTRANLIST/DTSTART", _("期间"), file)
    end = _day(node, "BANKTRANLIST/DTEND", _("期间"), file)
    draft = Draft(
        profile=PROFILE,
        bank="",
        account=node.text_at("BANKACCTFROM/ACCTID") or None,
        opening=None,
        closing=None,
        start=start,
        end=end,
        lines=oldest_first(lines),
    )
    closing = _closing(node, draft, file)
    if closing is None:
        warning = _("OFX 没有属于最后一笔的余额，是否完整无法证明；请与银行的余额核对")
        return finished(replace(draft, warnings=[warning]), file, digest)
    opening = closing - total(line.amount for line in lines)
    warning = _("OFX 只有期末余额，逐笔余额由它倒推，是否完整无法证明；请与银行的期初余额核对")
    draft = replace(draft, opening=opening, closing=closing, warnings=[warning])
    return finished(replace(draft, lines=with_balances(draft)), file, digest)


def _closing(node: Node, draft: Draft, file: str) -> Decimal | None:
    """The ledger balance, where its day is the end of the list."""
    balance = node.first("LEDGERBAL")
    if balance is None:
        return None
    place = _("账面余额（LEDGERBAL）")
    amount = _amount(balance.text_at("BALAMT"), place, file)
    day = _moment(balance.text_at("DTASOF"), place, file)[0]
    if draft.lines and day < draft.lines[-1].date:
        return None
    return amount if draft.end is None or day <= draft.end + _DAY else None


def _line(entry: Node, number: int, file: str) -> Line:
    place = place_of(number)
    if entry.text_at("CORRECTFITID"):
        raise fields.wrong(place, "CORRECTFITID", entry.text_at("CORRECTFITID"), file)
    currency = entry.text_at("CURRENCY/CURSYM")
    if currency:
        fields.renminbi(currency, place, file)
    date, time = _moment(entry.text_at("DTPOSTED"), place, file)
    amount = _amount(entry.text_at("TRNAMT"), place, file)
    kind = entry.text_at("TRNTYPE")
    if (kind == "CREDIT" and amount < 0) or (kind == "DEBIT" and amount > 0):
        raise refuse(
            _("{place}的类型 {kind} 与金额 {amount} 的正负矛盾").format(
                place=place, kind=kind, amount=amount
            ),
            file=file,
        )
    serial = entry.text_at("FITID")
    if not serial:
        raise fields.wrong(place, "FITID", "", file)
    name = fields.text(entry.text_at("NAME", "PAYEE/NAME"), place, _("对方户名"), file)
    memo = fields.text(entry.text_at("MEMO"), place, _("附言"), file)
    is_text = name is not None and name == memo
    return Line(
        date,
        time,
        amount,
        None,
        None if is_text else name,
        fields.text(entry.text_at("BANKACCTTO/ACCTID"), place, _("对方账号"), file),
        memo,
        fields.text(serial, place, "FITID", file),
        number,
    )


def _refuse_doubled(lines: Sequence[Line], file: str) -> None:
    times = Counter(line.serial for line in lines)
    doubled = [line for line in lines if times[line.serial] > 1]
    if doubled:
        raise refuse(
            _("第 {rows} 笔的 FITID 都是 {serial}：同一笔不能出现两次").format(
                rows="、".join(
                    str(line.row) for line in doubled if line.serial == doubled[0].serial
                ),
                serial=doubled[0].serial,
            ),
            file=file,
        )


def _amount(found: str, place: str, file: str) -> Decimal:
    return fields.amount(found.replace(",", "."), place, _("金额"), file)


def _day(node: Node, path: str, what: str, file: str) -> datetime.date | None:
    found = node.text_at(path)
    return _moment(found, what, file)[0] if found else None


def _moment(found: str, place: str, file: str) -> tuple[datetime.date, datetime.time | None]:
    """A moment, in Chinese time where it names a zone; without one as the bank wrote it."""
    match = _STAMP.match(found)
    if not match:
        raise fields.wrong(place, _("日期"), found, file)
    year, month, day, hour, minute, second, zone, part = match.groups()
    clock = (hour, minute, second or "0") if hour else None
    minutes = None
    if zone:
        sign = -1 if zone.startswith("-") else 1
        minutes = int(zone) * 60 + sign * int((part or "0").ljust(2, "0")) * 60 // 100
    return fields.clocked((year, month, day), clock, minutes, place, _("日期"), found, file)
