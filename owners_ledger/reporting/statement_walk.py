"""A bank's lines by its own balances: which are missing in the books, which were altered.

A statement's opening, its lines' running balances and its closing say how much the missing lines
come to, even where the file itself is gone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from owners_ledger.money import show, total
from owners_ledger.reporting.accounts import Statement
from owners_ledger.reporting.bank_rows import BankRow


class Missing(NamedTuple):
    """Bank lines that are not in the books.

    Attributes:
        date: of the first one, or of the last known line before.
        first, lines: number of the first and how many; none: a statement is missing.
        amount: signed sum.
        place: statement file and place in it, for people.
    """

    date: datetime.date
    first: int
    lines: int
    amount: Decimal
    place: str


class Original(NamedTuple):
    """A line of an original statement file."""

    date: datetime.date
    amount: Decimal


@dataclass(slots=True)
class Walk:
    """What was found up to a day.

    Attributes:
        missing: lines without an entry.
        causes: why the books cannot agree, in words.
        last_no: the last number the bank's balance includes.
        balance: the bank's balance there, ``None`` where it gives none.
    """

    missing: list[Missing] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    last_no: int = 0
    balance: Decimal | None = None


def walk(
    chain: Sequence[Statement],
    rows: Mapping[int, Sequence[BankRow]],
    brought: Decimal,
    day: datetime.date,
    originals: Mapping[str, Sequence[Original]],
) -> Walk:
    """Follow the statements up to the end of a day.

    Args:
        chain: the account's statements, each line in one of them only.
        rows: booked rows by number.
        brought: the books' balance before the first statement.
        day: the last day.
        originals: lines of the files that could be read, in the bank's order.
    """
    found = Walk()
    before: Statement | None = None
    for one in chain:
        if one.first > day:
            break
        _join(found, before, one, brought)
        _statement(found, one, rows, day, originals.get(one.file))
        before = one
    return found


def _join(found: Walk, before: Statement | None, one: Statement, brought: Decimal) -> None:
    """A statement must go on where the one before, or the books, ended."""
    if before is None:
        if one.opening != brought:
            found.causes.append(
                f"账本在第一份对账单（{one.first} 起）之前的余额是 {show(brought)} 元，"
                f"对账单期初是 {show(one.opening)} 元"
            )
        return
    gap = one.first_no - before.last_no - 1
    amount = one.opening - before.closing
    if gap > 0 or amount:
        place = f"{before.last} 至 {one.first} 之间的对账单没有导入"
        found.missing.append(Missing(before.last, before.last_no + 1, max(gap, 0), amount, place))


def _statement(
    found: Walk,
    one: Statement,
    rows: Mapping[int, Sequence[BankRow]],
    day: datetime.date,
    original: Sequence[Original] | None,
) -> None:
    original = original if original is not None and len(original) >= _count(one) else None
    known = [number for number in range(one.first_no, one.last_no + 1) if number in rows]
    end = one.last_no
    if one.last > day:
        days = {number: rows[number][0].date for number in known}
        if original is not None:
            days = {n: _line(one, original, n).date for n in range(one.first_no, one.last_no + 1)}
        end = max((number for number, when in days.items() if when <= day), default=0)
        end = end or one.first_no - 1
        known = [number for number in known if number <= end]
    found.last_no = end
    if end == one.last_no:
        found.balance = one.closing
    elif original is not None:
        upto = range(one.first_no, end + 1)
        found.balance = one.opening + total(_line(one, original, n).amount for n in upto)
    else:
        found.balance = rows[known[-1]][0].balance if known else one.opening
    _causes_of_repeats(found, known, rows)
    holes = list(_holes(known, one.first_no, end))
    if original is not None:
        missing = _from_original(one, holes, original)
    else:
        missing = _by_balances(one, known, rows, holes, found.balance)
    found.missing.extend(missing)
    booked = total(row.amount for number in known for row in rows[number])
    said = one.opening + booked + total(hole.amount for hole in missing)
    if found.balance is not None and said != found.balance:
        found.causes.extend(_altered(one, known, rows) or [_unknown(one)])


def _count(one: Statement) -> int:
    return one.last_no - one.first_no + 1


def _line(one: Statement, original: Sequence[Original], number: int) -> Original:
    """A line by its number; of overlapping files only the last lines are this statement's."""
    return original[number - one.last_no - 1]


def _holes(known: Sequence[int], first: int, end: int) -> Iterator[tuple[int, int]]:
    expected = first
    for number in known:
        if number > expected:
            yield expected, number - 1
        expected = number + 1
    if expected <= end:
        yield expected, end


def _from_original(
    one: Statement, holes: Sequence[tuple[int, int]], original: Sequence[Original]
) -> list[Missing]:
    return [
        Missing(line.date, number, 1, line.amount, _place(one, number, number))
        for first, last in holes
        for number in range(first, last + 1)
        for line in (_line(one, original, number),)
    ]


def _by_balances(
    one: Statement,
    known: Sequence[int],
    rows: Mapping[int, Sequence[BankRow]],
    holes: Sequence[tuple[int, int]],
    closing: Decimal | None,
) -> list[Missing]:
    """The missing lines by the balances around them; together where some give none."""
    found: list[Missing] = []
    for first, last in holes:
        before = one.opening if first == one.first_no else _balance(rows.get(first - 1))
        after = rows.get(last + 1)
        reached = closing
        if after is not None:
            reached = None if after[0].balance is None else after[0].balance - after[0].amount
        if before is None or reached is None:
            break
        day = rows[first - 1][0].date if first - 1 in rows else one.first
        place = _place(one, first, last)
        found.append(Missing(day, first, last - first + 1, reached - before, place))
    if len(found) == len(holes) or closing is None:
        return found if len(found) == len(holes) else []
    count = sum(last - first + 1 for first, last in holes)
    amount = closing - one.opening - total(row.amount for n in known for row in rows[n])
    return [Missing(one.first, holes[0][0], count, amount, _place(one, holes[0][0], holes[-1][1]))]


def _place(one: Statement, first: int, last: int) -> str:
    start, end = first - one.first_no + 1, last - one.first_no + 1
    lines = f"第 {start} 行" if start == end else f"第 {start}—{end} 行"
    return f"{one.file} {lines}"


def _causes_of_repeats(
    found: Walk, known: Sequence[int], rows: Mapping[int, Sequence[BankRow]]
) -> None:
    for number in known:
        if len(rows[number]) > 1:
            days = "、".join(str(row.date) for row in rows[number])
            found.causes.append(f"第 {number} 笔流水记了 {len(rows[number])} 次（{days}）")


def _altered(
    one: Statement, known: Sequence[int], rows: Mapping[int, Sequence[BankRow]]
) -> list[str]:
    """Lines whose amount is not the step between the bank's balances around them."""
    causes = []
    for number in known:
        row = rows[number][0]
        before = one.opening if number == one.first_no else _balance(rows.get(number - 1))
        if row.balance is None or before is None or len(rows[number]) > 1:
            continue
        if row.balance - before != row.amount:
            causes.append(
                f"第 {number} 笔流水（{row.date}）账上是 {show(row.amount)} 元，"
                f"按银行的余额应是 {show(row.balance - before)} 元"
            )
    return causes


def _balance(rows: Sequence[BankRow] | None) -> Decimal | None:
    return rows[0].balance if rows else None


def _unknown(one: Statement) -> str:
    return f"{one.file}：期初加各行不等于期末，有一行的金额被改动"
