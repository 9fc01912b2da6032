"""Letters to a household as plain text, for a terminal, a message or an archive of text."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from owners_ledger.billing.account_of import (
    ChargeLine,
    DueLine,
    HolderAccount,
    PaymentLine,
    Settled,
)
from owners_ledger.billing.ageing import NAMES, Aged, Group
from owners_ledger.config import Committee
from owners_ledger.money import capitals, show, total
from owners_ledger.rendering.household import Letter, PayInto

_AMOUNT = 12
_WORDS = {
    1: "您好！下面几笔还没有收到，方便时请交一下；已经交了或觉得不对的，请告诉我们，我们来查。",
    2: "下面几笔已经过了应交的日子，请在收到本通知后15日内交清；有困难或不同意见的，请来说明。",
    3: "下面几笔逾期未交，请在收到本通知之日起15日内交清；有异议的，请在同一期限内书面提出。",
}


def statement(letter: Letter, committee: Committee, pay: PayInto | None) -> str:
    """A statement of account."""
    return "\n".join(_statement(letter, committee, pay)) + "\n"


def _statement(letter: Letter, committee: Committee, pay: PayInto | None) -> Iterator[str]:
    a = letter.account
    yield f"{committee.name}　对账单　{_whose(letter)}"
    yield f"{a.first} 至 {a.last}，单位：元"
    yield ""
    yield _row("期初", _owed(a.opening))
    yield _row("本期应收", show(a.charged))
    yield _row("本期已交", show(a.paid))
    if a.returned:
        yield _row("退回", show(a.returned))
    yield _row("期末", _owed(a.closing))
    yield ""
    yield from _pay(a, pay)
    yield ""
    yield "应收"
    for one in a.charges:
        yield from _charge(one)
    for lacking in a.missing:
        what = " ".join(filter(None, (lacking.period, lacking.name, lacking.bay)))
        yield _row(f"  {what}", "–", "")
        yield f"      ※ 按登记簿和收费标准应为 {show(lacking.amount)}，账上没有：{lacking.formula}"
    yield ""
    yield "已交"
    for paid in a.payments:
        yield _row(f"  {paid.day}  {paid.number}", show(paid.amount))
        yield f"      {settled_text(paid)}"
        yield f"      {_came(paid.via, paid.ref)}"
    for back in a.returns:
        yield _row(f"  {back.day}  退回", show(-back.amount))
        yield f"      {_came(back.via, back.ref)}"
    yield ""
    if committee.consult:
        yield f"看凭证：{committee.consult}"
    for label, phone in committee.contacts:
        yield f"{label} {phone}"


def _charge(one: ChargeLine) -> Iterator[str]:
    what = " ".join(filter(None, (one.period or "以前", one.name, one.bay)))
    yield _row(f"  {what}", show(one.amount), f"未交 {show(one.open)}" if one.open else "")
    reason = f"{one.day} 更正" if one.correction else one.formula
    by = f"决议 {one.resolution}" if one.resolution else ""
    if detail := "；".join(filter(None, (reason, one.note, by))):
        yield f"      {detail}"
    if one.should_be is not None:
        yield f"      ※ 按登记簿和收费标准应为 {show(one.should_be)}，与账上不同，请向业委会核实"


def _pay(a: HolderAccount, pay: PayInto | None) -> Iterator[str]:
    if not a.dues:
        yield "现在应交：没有到期未交的"
        for one in a.credits:
            yield f"账上有{one.name}预交 {show(one.amount)} 元，以后的{one.name}从里面扣"
        return
    yield f"现在应交：{show(a.due_now)}（{capitals(a.due_now)}）"
    for due in a.dues:
        yield _due(due)
    for one in a.credits:
        yield f"另有{one.name}预交 {show(one.amount)} 元，留给指明的月份或以后的{one.name}"
    if pay:
        yield f"转到：{pay.holder}，{pay.bank}，{pay.account}"


def _due(due: DueLine) -> str:
    return _row(f"  {due.name} {due.months}", show(due.amount), f"附言：{due.memo}")


def receipt(letter: Letter, committee: Committee) -> str:
    """A receipt for one payment."""
    paid = letter.payment
    if paid is None:
        return ""
    return "\n".join(
        [
            f"{committee.name}　收据　{paid.number}　{_whose(letter)}",
            f"收款日期：{paid.day}",
            f"收到：{show(paid.amount)} 元，人民币{capitals(paid.amount)}",
            f"交的是：{settled_text(paid)}",
            f"收款方式：{_came(paid.via, paid.ref)}",
            "",
        ]
    )


def reminder(letter: Letter, committee: Committee, pay: PayInto | None) -> str:
    """A reminder."""
    found = letter.reminder
    if found is None:
        return ""
    lines = [f"{committee.name}　{found.title}　{_whose(letter)}", _WORDS[found.tone]]
    for one in found.overdue:
        what = " ".join(filter(None, (one.period or "以前", one.name, one.bay)))
        fee = f"，违约金 {one.formula} = {show(one.fee)}" if one.fee is not None else ""
        lines.append(
            _row(f"  {what}", show(one.amount), f"应交日 {one.due}，逾期 {one.days} 天{fee}")
        )
    lines.append(_row("合计", show(found.amount), capitals(found.amount)))
    if found.fee is not None:
        lines.append(_row("违约金（没有记账）", show(found.fee)))
    return "\n".join([*lines, *_pay(letter.account, pay), ""])


def arrears(found: Sequence[Aged], public: Sequence[Group], day: datetime.date) -> str:
    """The treasurer's list by age, and the table for the board."""
    width = 14
    head = f"{_pad('房号', width)}{''.join(_right(name, _AMOUNT) for name in (*NAMES, '合计'))}"
    lines = [f"欠费名单，截至 {day}（只供财务，不得张贴）", head]
    for one in found:
        ages = (*one.ages, one.amount)
        lines.append(_pad(one.code, width) + "".join(_right(_blank(age), _AMOUNT) for age in ages))
    sums = [total(one.ages[at] for one in found) for at in range(len(NAMES))]
    totals = "".join(_right(show(one), _AMOUNT) for one in (*sums, total(sums)))
    lines += [_pad(f"合计 {len(found)} 户", width) + totals, "", "可以张贴的（按楼，不含本月应收）"]
    lines += [
        f"{_pad(one.name, width)}{_right(f'{one.households} 户', 8)}"
        f"{_right(show(one.amount), _AMOUNT)}"
        for one in public
    ]
    return "\n".join(lines) + "\n"


def settled_text(paid: PaymentLine) -> str:
    """What a payment paid, in a sentence."""
    parts = [_settled(one) for one in paid.settled]
    if paid.credit:
        parts.append(f"留作预交 {show(paid.credit)}")
    if paid.returned:
        parts.append(f"已退回 {show(paid.returned)}")
    return "；".join(parts)


def _settled(one: Settled) -> str:
    if not one.first:
        return f"{one.name}（以前欠的） {show(one.amount)}"
    months = one.first if one.first == one.last else f"{one.first} 至 {one.last}"
    return f"{one.name} {months} {show(one.amount)}"


def _whose(letter: Letter) -> str:
    return " ".join(filter(None, (letter.account.code, letter.name, letter.account.place)))


def _came(via: str, ref: str) -> str:
    return f"{via} {ref}".strip() or "账内调整"


def _owed(amount: Decimal) -> str:
    if amount < 0:
        return f"预交 {show(-amount)}"
    return f"欠 {show(amount)}" if amount else show(amount)


def _blank(amount: Decimal) -> str:
    return show(amount) if amount else ""


def _row(what: str, amount: str, more: str = "") -> str:
    return f"{_pad(what, 30)}{_right(amount, 16)}{'  ' + more if more else ''}"


def _pad(text: str, width: int) -> str:
    return text + " " * max(width - _width(text), 1)


def _right(text: str, width: int) -> str:
    return " " * max(width - _width(text), 1) + text


def _width(text: str) -> int:
    """Columns on a terminal: Han and full-width signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
