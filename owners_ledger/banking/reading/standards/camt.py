"""ISO 20022 camt.053 bank statements, versions 2 to 12, by local names."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.banking.reading.standards import fields
from owners_ledger.banking.reading.standards.entries import Draft, place_of, prove_sum
from owners_ledger.banking.reading.standards.xmltree import Node
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _
from owners_ledger.money import show, total

PROFILE = "camt053"
_OTHERS = {"BkToCstmrAcctRpt": "camt.052", "BkToCstmrDbtCdtNtfctn": "camt.054"}
_PENDING = frozenset(["PDNG", "INFO", "FUTR"])
_NO_SERIAL = frozenset(["NOTPROVIDED", "NONREF"])


def read(root: Node, file: str, digest: str) -> tuple[Statement, ...]:
    """The statements of a message.

    Raises:
        StatementError: another message, or one whose entries do not add up.
    """
    message = next(root.below("BkToCstmrStmt"), None)
    if message is None:
        other = next((code for name, code in _OTHERS.items() for _node in root.below(name)), "XML")
        raise refuse(
            _("这是 {kind} 报文，不是对账单（camt.053）").format(kind=other),
            file=file,
            remedy=_("请下载 camt.053 对账单，或 Excel、CSV 格式的账户明细"),
        )
    found: list[Statement] = []
    number = 0
    for statement in message.all("Stmt"):
        found.append(prove_sum(_draft(statement, number, file), file, digest))
        number += sum(1 for _entry in statement.all("Ntry"))
    if not found:
        raise refuse(_("报文里没有对账单"), file=file)
    return tuple(sorted(found, key=lambda each: each.first_date or datetime.date.min))


def _draft(statement: Node, before: int, file: str) -> Draft:
    account = statement.text_at("Acct/Id/IBAN", "Acct/Id/Othr/Id") or None
    currency = statement.text_at("Acct/Ccy")
    if currency:
        fields.renminbi(currency, _("账户"), file)
    opening, start = _balance(statement, ("OPBD", "PRCD"), 0, file)
    closing, end = _balance(statement, ("CLBD",), -1, file)
    lines: list[Line] = []
    skipped: list[int] = []
    for number, entry in enumerate(statement.all("Ntry"), before + 1):
        if _is_booked(entry, place_of(number), file):
            lines.append(_line(entry, number, account, file))
        else:
            skipped.append(number)
    _check_summary(statement, lines, len(skipped), file)
    return Draft(
        profile=PROFILE,
        bank=statement.text_at("Acct/Svcr/FinInstnId/Nm", "Acct/Svcr/FinInstnId/FinInstnIdNm"),
        account=account,
        opening=opening,
        closing=closing,
        start=_day(statement.text_at("FrToDt/FrDtTm", "FrToDt/FrDt"), file) or _inside(start, end),
        end=_day(statement.text_at("FrToDt/ToDtTm", "FrToDt/ToDt"), file) or end,
        lines=lines,
        skipped=skipped,
        warnings=_warnings(statement, skipped),
    )


def _warnings(statement: Node, skipped: Sequence[int]) -> list[str]:
    found = []
    if skipped:
        found.append(_("有 {count} 笔尚未入账（状态不是 BOOK），没有读").format(count=len(skipped)))
    if statement.text_at("StmtPgntn/LastPgInd") == "false":
        found.append(_("这不是对账单的最后一页，后面还有"))
    return found


def _inside(start: datetime.date | None, end: datetime.date | None) -> datetime.date | None:
    """An opening balance's day only where it can be the period's first."""
    return start if start and end and start <= end else None


def _day(found: str, file: str) -> datetime.date | None:
    if not found:
        return None
    return fields.iso_moment(found, _("对账单"), _("期间"), file)[0]


def _balance(
    statement: Node, codes: Sequence[str], place: int, file: str
) -> tuple[Decimal, datetime.date | None]:
    """The balance of the first code met; between pages the intermediate one at its place."""
    what = _("{codes} 余额").format(codes="/".join(codes))
    by_code: dict[str, list[Node]] = {}
    for node in statement.all("Bal"):
        by_code.setdefault(node.text_at("Tp/CdOrPrtry/Cd", "Tp/Cd"), []).append(node)
    found = next((by_code[code] for code in codes if code in by_code), by_code.get("ITBD"))
    if not found:
        raise refuse(
            _("对账单里没有 {codes} 余额，无法证明完整").format(codes="/".join(codes)), file=file
        )
    node = found[place]
    value = _money(node, what, file)
    day = node.text_at("Dt/Dt", "Dt/DtTm")
    date = fields.iso_moment(day, what, _("日期"), file)[0] if day else None
    return fields.signed(value, is_in=_is_credit(node, what, file)), date


def _money(node: Node, place: str, file: str) -> Decimal:
    amount = node.first("Amt")
    if amount is None:
        raise fields.wrong(place, _("金额"), "", file)
    fields.renminbi(amount.attributes.get("Ccy", ""), place, file)
    return fields.unsigned(amount.text, place, _("金额"), file)


def _is_credit(node: Node, place: str, file: str) -> bool:
    found = node.text_at("CdtDbtInd")
    if found not in ("CRDT", "DBIT"):
        raise fields.wrong(place, _("借贷标志（CdtDbtInd）"), found, file)
    return found == "CRDT"


def _is_booked(entry: Node, place: str, file: str) -> bool:
    found = entry.text_at("Sts", "Sts/Cd", "Sts/Prtry")
    if found != "BOOK" and found not in _PENDING:
        raise fields.wrong(place, _("状态（Sts）"), found, file)
    return found == "BOOK"


def _line(entry: Node, number: int, account: str | None, file: str) -> Line:
    place = place_of(number)
    is_credit = _is_credit(entry, place, file)
    amount = fields.signed(_money(entry, place, file), is_in=is_credit)
    day = entry.text_at("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    date, time = fields.iso_moment(day, place, _("日期"), file)
    details = list(entry.all("NtryDtls/TxDtls"))
    _check_details(details, amount, place, file)
    is_reversal = entry.text_at("RvslInd") in ("true", "1")
    pays_us = is_credit is not is_reversal
    parties = {_party(each, account, pays_us=pays_us) for each in details}
    party, party_account = parties.pop() if len(parties) == 1 else ("", "")
    texts = [
        node.text
        for each in details
        for path in ("RmtInf/Ustrd", "AddtlTxInf")
        for node in each.all(path)
    ]
    texts += [node.text for node in entry.all("AddtlNtryInf")]
    notes = [_("冲正")] if is_reversal else []
    if len(details) > 1:
        notes.append(_("批量 {count} 笔").format(count=len(details)))
    return Line(
        date,
        time,
        amount,
        None,
        fields.text(party, place, _("对方户名"), file),
        fields.text(party_account, place, _("对方账号"), file),
        fields.joined([*notes, *(fields.text(each, place, _("附言"), file) for each in texts)]),
        _serial(entry, details),
        number,
    )


def _check_details(details: Sequence[Node], amount: Decimal, place: str, file: str) -> None:
    """The amounts of an entry's parts add up to it."""
    own = [each if each.first("Amt") else each.first("AmtDtls/TxAmt") for each in details]
    given = [(each, node) for each, node in zip(details, own, strict=True) if node is not None]
    if not given or (len(details) == 1 and details[0].first("Amt") is None):
        return
    if len(given) < len(details):
        message = _("{place}的明细有的没有金额").format(place=place)
        raise refuse(message, file=file)
    side = amount >= 0
    found = total(
        fields.signed(
            _money(node, place, file),
            is_in=_is_credit(each, place, file) if each.first("CdtDbtInd") else side,
        )
        for each, node in given
    )
    if found != amount:
        message = _("{place}金额 {amount}，它的 {count} 笔明细合计 {found}").format(
            place=place, amount=show(amount), count=len(given), found=show(found)
        )
        raise refuse(message, file=file)


def _party(details: Node, account: str | None, *, pays_us: bool) -> tuple[str, str]:
    """Name and account of the other side."""
    sides = ("Dbtr", "Cdtr") if pays_us else ("Cdtr", "Dbtr")
    for side in sides:
        prefix = f"RltdPties/{side}"
        number = details.text_at(f"{prefix}Acct/Id/IBAN", f"{prefix}Acct/Id/Othr/Id")
        name = details.text_at(f"{prefix}/Nm", f"{prefix}/Pty/Nm", f"RltdPties/Ultmt{side}/Nm")
        if (name or number) and not (number and number == account):
            return name, number
    return "", ""


def _serial(entry: Node, details: Sequence[Node]) -> str | None:
    found = [entry.text_at("AcctSvcrRef"), entry.text_at("NtryRef")]
    if len(details) == 1:
        found.insert(1, details[0].text_at("Refs/AcctSvcrRef"))
    return next((each for each in found if each and each not in _NO_SERIAL), None)


def _check_summary(statement: Node, lines: Sequence[Line], pending: int, file: str) -> None:
    """Counts and sums that the statement declares."""
    groups = {
        "TtlNtries": list(lines),
        "TtlCdtNtries": [line for line in lines if line.amount > 0],
        "TtlDbtNtries": [line for line in lines if line.amount < 0],
    }
    for name, group in groups.items():
        count = statement.text_at(f"TxsSummry/{name}/NbOfNtries")
        if count and not pending and count.lstrip("0") != str(len(group) or ""):
            message = _("{name} 声明 {expected} 笔，文件里有 {found} 笔").format(
                name=name, expected=count[:15], found=len(group)
            )
            raise refuse(message, file=file)
        declared = statement.text_at(f"TxsSummry/{name}/Sum")
        if not declared or pending:
            continue
        found = total(abs(line.amount) for line in group)
        if fields.amount(declared, name, _("合计"), file) != found:
            message = _("{name} 声明合计 {expected}，文件里合计 {found}").format(
                name=name, expected=declared, found=show(found)
            )
            raise refuse(message, file=file)
