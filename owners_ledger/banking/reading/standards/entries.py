"""From the entries of a standard format to a proved statement."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from owners_ledger.banking.reading.cells import CELL_LIMIT
from owners_ledger.banking.reading.declared import row_list
from owners_ledger.banking.reading.refusal import StatementError, refuse
from owners_ledger.banking.reading.standards import fields
from owners_ledger.banking.statement import Line, Statement
from owners_ledger.i18n import _
from owners_ledger.money import show, total


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as the file gives it, nothing proved yet.

    Attributes:
        profile: the format's name.
        bank: the bank's name, "" where the file has none.
        account: the account number.
        opening: balance before the first entry, ``None`` where the file gives none.
        closing: balance after the last entry.
        start: first day of the period.
        end: last day of the period.
        lines: in the file's order; ``row`` is the entry's number in the file, from 1.
        skipped: numbers of entries that are no movements.
        warnings: what the reader should know.
    """

    profile: str
    bank: str
    account: str | None
    opening: Decimal | None
    closing: Decimal | None
    start: datetime.date | None
    end: datetime.date | None
    lines: Sequence[Line]
    skipped: Sequence[int] = ()
    warnings: Sequence[str] = ()


def place_of(number: int) -> str:
    """How an entry is called in messages."""
    return _("第 {number} 笔").format(number=number)


def prove_sum(draft: Draft, file: str, digest: str) -> Statement:
    """A statement whose opening and closing balance are both given by the file.

    The running balance of each line is computed; the last one must be the closing balance.

    Raises:
        StatementError: opening + Σ ≠ closing.
    """
    assert draft.opening is not None
    assert draft.closing is not None
    found = total([draft.opening, *(line.amount for line in draft.lines)])
    if found != draft.closing:
        raise _broken_sum(draft, found, file)
    return finished(replace(draft, lines=with_balances(draft)), file, digest)


def with_balances(draft: Draft) -> list[Line]:
    """The lines oldest first, each with the balance after it, from the opening balance."""
    assert draft.opening is not None
    balance = draft.opening
    lines: list[Line] = []
    for line in oldest_first(draft.lines):
        balance += line.amount
        lines.append(replace(line, balance=balance))
    return lines


def oldest_first(lines: Sequence[Line]) -> list[Line]:
    """By day; within a day as in the file, or backwards where the whole file runs backwards."""
    days = [line.date for line in lines]
    is_backwards = len(days) > 1 and days[0] > days[-1] and days == sorted(days, reverse=True)
    ordered = list(reversed(lines)) if is_backwards else list(lines)
    return sorted(ordered, key=lambda line: line.date)


def finished(draft: Draft, file: str, digest: str) -> Statement:
    """The statement of proved lines; serial numbers that repeat are dropped, with a warning."""
    warnings = list(draft.warnings)
    if not draft.lines:
        warnings.append(_("文件里没有交易"))
    for line in draft.lines:
        if line.text and len(line.text) > CELL_LIMIT:
            raise fields.wrong(place_of(line.row), _("附言"), line.text, file)
    lines = [
        replace(line, serial=_clean(line.serial, place_of(line.row), file)) for line in draft.lines
    ]
    times: Counter[str | None] = Counter(line.serial for line in lines if line.serial)
    repeated = [line.row for line in lines if line.serial and times[line.serial] > 1]
    if repeated:
        warnings.append(_("这些行的流水号有重复，已不用：{rows}").format(rows=row_list(repeated)))
    lines = [replace(each, serial=None) if times[each.serial] > 1 else each for each in lines]
    start, end = draft.start, draft.end
    if start and end and start > end:
        start = end = None
    outside = [
        line.row for line in lines if (start and line.date < start) or (end and line.date > end)
    ]
    if outside:
        warnings.append(_("这些行的日期在声明的期间之外：{rows}").format(rows=row_list(outside)))
    return Statement(
        file=file,
        bank=_clean(draft.bank, _("对账单"), file) or _("未识别银行"),
        profile=draft.profile,
        account=_clean(draft.account, _("对账单"), file),
        currency="CNY",
        opening=draft.opening,
        closing=draft.closing,
        first_date=start or (lines[0].date if lines else None),
        last_date=end or (lines[-1].date if lines else None),
        lines=tuple(lines),
        skipped_rows=tuple(draft.skipped),
        warnings=tuple(warnings),
        sha256=digest,
    )


def _clean(found: str | None, place: str, file: str) -> str | None:
    return fields.text(found or "", place, _("编号或名称"), file)


def _broken_sum(draft: Draft, found: Decimal, file: str) -> StatementError:
    assert draft.opening is not None
    assert draft.closing is not None
    gap = draft.closing - found
    message = _(
        "账户 {account}：期初余额 {opening} 加 {count} 笔的合计应为 {expected}，"
        "文件写的期末余额是 {closing}，相差 {gap}"
    ).format(
        account=draft.account or "?",
        opening=show(draft.opening),
        count=len(draft.lines),
        expected=show(found),
        closing=show(draft.closing),
        gap=show(gap),
    )
    return refuse(message + _suspect(draft.lines, gap), file=file)


def _suspect(lines: Sequence[Line], gap: Decimal) -> str:
    """The one entry that would explain the gap, in words."""
    doubled = [line.row for line in lines if line.amount == -gap]
    turned = [line.row for line in lines if line.amount * -2 == gap]
    if len(doubled) == 1 or (doubled and not turned):
        return _("；恰是第 {number} 笔的金额，它可能多出来了").format(number=doubled[-1])
    if turned:
        return _("；若第 {number} 笔的收支反过来就相符").format(number=turned[0])
    return ""
