"""The completeness box: which statements show a period's days, and whether each line is booked."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from owners_ledger.periods import Period
from owners_ledger.reporting.accounts import Statement
from owners_ledger.reporting.bank_rows import BankRow
from owners_ledger.reporting.reconciliation_model import Completeness, StatementPart
from owners_ledger.reporting.statement_walk import Original

_DAY = datetime.timedelta(days=1)


def completeness(
    chain: Sequence[Statement],
    rows: Mapping[int, Sequence[BankRow]],
    brought: Decimal,
    period: Period,
    waiting: Collection[str] = (),
) -> Completeness:
    """Files, lines, days and the chain of balances of a period.

    Args:
        chain: the account's statements, each line in one of them only.
        rows: booked rows by number.
        brought: the books' balance before the first statement.
        period: the period.
        waiting: files that have not been imported.
    """
    parts: list[StatementPart] = []
    covered: set[datetime.date] = set()
    lines = booked = 0
    before: Statement | None = None
    for one in chain:
        follows = one.opening == brought
        if before is not None:
            follows = one.first_no == before.last_no + 1 and one.opening == before.closing
        # A file often tells no more than its first and last line's days: one that goes on with
        # the balance of the one before leaves no day between them unknown.
        start = one.first
        if follows:
            start = before.last + _DAY if before is not None else one.first
            if before is None and one.first <= period.last:
                start = period.first
        covered.update(_days(max(min(start, one.first), period.first), min(one.last, period.last)))
        if one.first <= period.last and one.last >= period.first:
            numbers = range(one.first_no, one.last_no + 1)
            inside = [number for number in numbers if number in rows]
            here = sum(1 for number in inside if rows[number][0].date in period)
            lines += len(numbers) - (len(inside) - here)
            booked += here
            parts.append(_part(one, len(inside), follows=follows, imported=one.file not in waiting))
        before = one
    gaps = _runs([day for day in _days(period.first, period.last) if day not in covered])
    return Completeness(
        tuple(parts),
        lines,
        booked,
        min(covered, default=None),
        max(covered, default=None),
        sum((last - first).days + 1 for first, last in gaps),
        tuple(_named(first, last) for first, last in gaps),
        bool(parts) and all(part.follows for part in parts),
    )


def with_waiting(
    chain: Sequence[Statement], files: Mapping[str, tuple[Statement, Sequence[Original]]]
) -> tuple[Statement, ...]:
    """The chain with the files in the inbox that go on where it ends, earliest first."""
    longer = list(chain)
    for one, _lines in sorted(files.values(), key=lambda item: (item[0].first, item[0].last)):
        last = longer[-1] if longer else None
        if last is not None and (one.opening != last.closing or one.last < last.last):
            continue
        start = last.last_no + 1 if last is not None else 1
        longer.append(replace(one, first_no=start, last_no=start + one.last_no - one.first_no))
    return tuple(longer)


def _part(one: Statement, inside: int, *, follows: bool, imported: bool) -> StatementPart:
    count = one.last_no - one.first_no + 1
    return StatementPart(
        one.file, one.first, one.last, count, inside, one.opening, one.closing, follows, imported
    )


def _days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + number * _DAY for number in range((last - first).days + 1)]


def _runs(days: Sequence[datetime.date]) -> list[tuple[datetime.date, datetime.date]]:
    found: list[tuple[datetime.date, datetime.date]] = []
    for day in days:
        if found and found[-1][1] + _DAY == day:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return found


def _named(first: datetime.date, last: datetime.date) -> str:
    return f"{first:%m-%d}" if first == last else f"{first:%m-%d} 至 {last:%m-%d}"
