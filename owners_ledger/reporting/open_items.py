"""Items in transit: what the books show and the bank does not, or the other way round.

An item that was booked without a bank line is settled by a later posting of the opposite amount
on the same account without a bank line: the bank's line, once it is there, is booked in its own
right and the earlier posting taken back.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.money import total
from owners_ledger.reporting.accounts import Statement
from owners_ledger.reporting.bank_rows import BankRow, statement_of
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.reconciliation_model import OpenItem
from owners_ledger.reporting.statement_walk import Missing

_MANY = 12
_SHOWN = datetime.timedelta(days=92)
_STRAY = "不在任何一份对账单里"


class Side(NamedTuple):
    """Items of one side: money in and money out."""

    received: tuple[OpenItem, ...]
    paid: tuple[OpenItem, ...]


def unit_side(
    rows: Sequence[BankRow],
    early: Sequence[BankRow],
    bank: Sequence[BankRow],
    chain: Sequence[Statement],
    *,
    day: datetime.date,
    cover: Cover,
) -> Side:
    """What the books show and the bank does not.

    Args:
        rows: postings without a bank line, of the whole life, by date.
        early: rows with a bank line that only a statement after ``day`` shows.
        bank: all rows with a bank line.
        chain: the account's statements.
        day: the period's last day.
        cover: covers personal data.
    """
    found = []
    used: set[int] = set()
    for row, closing in _pairs(rows, day):
        cleared: datetime.date | None = None
        by = remark = ""
        if closing is not None:
            cleared, by = closing.date, _entry(closing, cover)
        elif (shown := _shown(row, bank, used)) is not None:
            used.add(id(shown))
            statement = statement_of(chain, shown.number)
            by = statement.file if statement else ""
            cleared = shown.date if shown.date > day else None
            remark = f"银行 {shown.date} 有同额同科目的一笔，请核对是否记了两次"
        found.append((row, _item(row, day, cover, (cleared, by, remark))))
    for row in early:
        statement = statement_of(chain, row.number)
        settled = (statement.last, statement.file, "") if statement else (None, "", _STRAY)
        found.append((row, _item(row, day, cover, settled)))
    found.sort(key=lambda one: one[0].date)
    return Side(
        tuple(item for row, item in found if row.amount > 0),
        tuple(item for row, item in found if row.amount < 0),
    )


def bank_side(
    missing: Iterable[Missing], late: Sequence[BankRow], day: datetime.date, cover: Cover
) -> Side:
    """What the bank shows and the books do not.

    Args:
        missing: bank lines without an entry.
        late: bank lines that the books date after ``day``.
        day: the period's last day.
        cover: covers personal data.
    """
    found: list[tuple[Decimal, OpenItem]] = []
    for one in _folded(missing):
        many = f"{one.lines} 行合计" if one.lines > 1 else ""
        summary = f"{one.place}{'，' + many if many else ''}"
        found.append(
            (
                one.amount,
                OpenItem(
                    one.date,
                    f"第 {one.first} 笔{'起' if one.lines > 1 else ''}" if one.lines else "",
                    summary,
                    abs(one.amount),
                    one.lines,
                    (day - one.date).days,
                    None,
                    "",
                    "",
                ),
            )
        )
    found += [
        (row.amount, _item(row, day, cover, (row.date, _entry(row, cover), "账上记在下期")))
        for row in late
    ]
    return Side(
        tuple(item for amount, item in found if amount >= 0),
        tuple(item for amount, item in found if amount < 0),
    )


def _folded(missing: Iterable[Missing]) -> list[Missing]:
    """Lines one by one; a file that is missing with many of them as money in and money out."""
    files: dict[tuple[str, bool], list[Missing]] = {}
    for one in missing:
        files.setdefault((one.place.partition(" ")[0], one.amount >= 0), []).append(one)
    found = []
    for (file, _received), lines in files.items():
        if len(lines) <= _MANY:
            found += lines
            continue
        days = [one.date for one in lines]
        found.append(
            Missing(
                min(days),
                lines[0].first,
                sum(one.lines for one in lines),
                total(one.amount for one in lines),
                f"{file}，{min(days)} 至 {max(days)}",
            )
        )
    return sorted(found, key=lambda one: (one.date, one.first))


def _pairs(rows: Sequence[BankRow], day: datetime.date) -> Iterable[tuple[BankRow, BankRow | None]]:
    """Rows open at a day's end, each with the later one that settles it."""
    waiting: dict[Decimal, list[BankRow]] = {}
    settled: dict[int, BankRow] = {}
    closers: set[int] = set()
    for row in sorted(rows, key=lambda one: one.date):
        facing = waiting.get(-row.amount)
        if facing:
            settled[id(facing.pop(0))] = row
            closers.add(id(row))
        else:
            waiting.setdefault(row.amount, []).append(row)
    for row in rows:
        if row.date > day or not row.amount or id(row) in closers:
            continue
        closing = settled.get(id(row))
        if closing is None or closing.date > day:
            yield row, closing


def _shown(row: BankRow, bank: Sequence[BankRow], used: set[int]) -> BankRow | None:
    """A bank line that may be the same movement: amount, and the same other side or none yet."""
    others = {leg.account for leg in row.entry.postings if leg.account != row.account}
    for one in bank:
        if one.amount != row.amount or id(one) in used or one.entry is row.entry:
            continue
        if not row.date <= one.date <= row.date + _SHOWN:
            continue
        facing = {leg.account for leg in one.entry.postings if leg.account != row.account}
        if facing & others or SUSPENSE in facing:
            return one
    return None


def _item(
    row: BankRow,
    day: datetime.date,
    cover: Cover,
    settled: tuple[datetime.date | None, str, str],
) -> OpenItem:
    """``settled``: when, by what, and what is to be said about it."""
    cleared, by, remark = settled
    return OpenItem(
        row.date,
        _number(row, cover),
        _summary(row, cover),
        abs(row.amount),
        1,
        (day - row.date).days,
        cleared,
        by,
        remark,
    )


def _number(row: BankRow, cover: Cover) -> str:
    if row.number is not None:
        return f"第 {row.number} 笔"
    return cover.text(str(row.entry.meta.get("voucher") or ""))


def _summary(row: BankRow, cover: Cover) -> str:
    if any((leg.meta or {}).get("unit") for leg in row.entry.postings):
        return "业主缴费" if row.amount > 0 else "退还业主"
    return cover.text(row.entry.narration or "")


def _entry(row: BankRow, cover: Cover) -> str:
    voucher = cover.text(str(row.entry.meta.get("voucher") or ""))
    return f"凭证 {voucher}" if voucher else f"{row.date} 的分录"
