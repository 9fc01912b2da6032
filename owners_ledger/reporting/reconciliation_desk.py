"""One account's sheet of a reconciliation, from books read once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from beancount.core import data

from owners_ledger.books.bank_entries import IN_TRANSIT
from owners_ledger.books.chart import Account
from owners_ledger.books.load import Books
from owners_ledger.money import ZERO, show, total
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting.accounts import Statement, statements
from owners_ledger.reporting.bank_rows import BankRow, bank_rows
from owners_ledger.reporting.completeness import completeness, with_waiting
from owners_ledger.reporting.open_items import bank_side, unit_side
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.reconciliation_model import (
    AGREES,
    COUNTED,
    DIFFERS,
    NO_STATEMENT,
    RECKONED,
    TRANSIT,
    UNCOUNTED,
    AccountSheet,
    MonthTie,
    OpenItem,
)
from owners_ledger.reporting.statement_walk import Original, walk

_DAY = datetime.timedelta(days=1)
Files = Mapping[str, tuple[Statement, Sequence[Original]]]
NOTHING: Mapping[str, Files] = MappingProxyType({})


class Desk:
    """Books read once, for any account and month."""

    def __init__(
        self,
        books: Books,
        registers: Registers,
        waiting: Mapping[str, Files] = NOTHING,
        originals: Mapping[str, Sequence[Original]] = MappingProxyType({}),
    ) -> None:
        """Read rows and statements."""
        self.books = books
        self.cover = Cover.of(registers)
        self.rows = bank_rows(books)
        self.known = statements(books)
        self.waiting = waiting
        self.originals = dict(originals)
        for files in waiting.values():
            self.originals |= {name: lines for name, (_statement, lines) in files.items()}
        self.closed = {
            entry.account: entry.date for entry in books.entries if isinstance(entry, data.Close)
        }
        self.counts: dict[str, list[data.Balance]] = {}
        for entry in books.entries:
            if isinstance(entry, data.Balance):
                self.counts.setdefault(entry.account, []).append(entry)

    def missing_files(self, period: Period, only: str = "") -> tuple[str, ...]:
        """Statement files of which lines are not in the books up to a period's end."""
        return tuple(
            dict.fromkeys(
                one.file
                for account, chain in self.known.items()
                if not only or account == only
                for one in chain
                if one.first <= period.last and self._holes(account, one)
            )
        )

    def _holes(self, account: str, one: Statement) -> bool:
        numbers = {row.number for row in self.rows.get(account, ())}
        return any(number not in numbers for number in range(one.first_no, one.last_no + 1))

    def months(self, account: Account, period: Period) -> list[MonthTie]:
        """A line for each month."""
        sheets = [(str(month), self.sheet(account, month)) for month in period.each_month()]
        return [
            MonthTie(month, one.book, one.statement, len(one.items), one.difference)
            for month, one in sheets
            if one is not None
        ]

    def sheet(self, account: Account, period: Period) -> AccountSheet | None:
        """An account's sheet; ``None`` where it had no money and no movement in the period."""
        rows = self.rows.get(account.name, [])
        gone = self.closed.get(account.name)
        opening = total(row.amount for row in rows if row.date < period.first)
        moved = any(row.date in period for row in rows)
        if (gone is not None and gone < period.first) or not (rows or account.name in self.known):
            return None
        bank = self.books.committee.bank_by_account(account.name)
        book = total(row.amount for row in rows if row.date < period.end)
        if bank is None and account.name not in self.known:
            if not (opening or book or moved):
                return None
            return self._without_bank(account, period, opening, book)
        until = min(period.last, gone - _DAY) if gone else period.last
        sheet = self._bank(account, period, until)
        return replace(sheet, tail=bank.tail if bank else "", opening=opening, book=book)

    def _bank(self, account: Account, period: Period, until: datetime.date) -> AccountSheet:
        rows = self.rows.get(account.name, [])
        files = self.waiting.get(account.name, {})
        chain = with_waiting(self.known.get(account.name, ()), files)
        first = chain[0].first if chain else None
        by_number: dict[int, list[BankRow]] = {}
        for row in rows:
            if row.number is not None:
                by_number.setdefault(row.number, []).append(row)
        brought = total(row.amount for row in rows if row.number is None and _before(row, first))
        found = walk(chain, by_number, brought, period.last, self.originals)
        numbered_rows = [row for row in rows if row.number is not None]
        unit = unit_side(
            [row for row in rows if row.number is None and not _before(row, first)],
            [one for one in numbered_rows if one.date < period.end and _no(one) > found.last_no],
            numbered_rows,
            chain,
            day=period.last,
            cover=self.cover,
        )
        late = [one for one in numbered_rows if one.date >= period.end]
        late = [one for one in late if _no(one) <= found.last_no]
        bank = bank_side(found.missing, late, period.last, self.cover)
        box = completeness(chain, by_number, brought, period, files)
        book = total(row.amount for row in rows if row.date < period.end)
        adjusted_book = book + _sum(bank.received) - _sum(bank.paid)
        reached = box.last is not None and box.last >= until
        is_reckoned = any(one.reckoned for one in chain)
        said = found.balance if reached and not is_reckoned else None
        adjusted = None if said is None else said + _sum(unit.received) - _sum(unit.paid)
        difference = None if adjusted is None else adjusted - adjusted_book
        state = NO_STATEMENT
        if reached:
            state = RECKONED if said is None else DIFFERS if difference else AGREES
        return AccountSheet(
            name=account.line,
            tail="",
            state=state,
            opening=ZERO,
            book=book,
            statement=said,
            unit_received=unit.received,
            unit_paid=unit.paid,
            bank_received=bank.received,
            bank_paid=bank.paid,
            adjusted_statement=adjusted,
            adjusted_book=adjusted_book,
            difference=difference,
            causes=tuple(found.causes) if difference else (),
            remedy=_remedy(state, box.last, until, bool(bank.received or bank.paid)),
            completeness=box,
        )

    def _without_bank(
        self, account: Account, period: Period, opening: Decimal, book: Decimal
    ) -> AccountSheet | None:
        """Cash, which is counted, and money between two accounts, which is listed."""
        rows = self.rows.get(account.name, [])
        empty = AccountSheet(
            name=account.line,
            tail="",
            state=UNCOUNTED,
            opening=opening,
            book=book,
            statement=None,
            unit_received=(),
            unit_paid=(),
            bank_received=(),
            bank_paid=(),
            adjusted_statement=None,
            adjusted_book=book,
            difference=None,
            causes=(),
            remedy="",
            completeness=None,
        )
        if account.name == IN_TRANSIT:
            side = unit_side(rows, (), (), (), day=period.last, cover=self.cover)
            if not (opening or book or side.received or side.paid):
                return None
            return replace(empty, state=TRANSIT, unit_received=side.received, unit_paid=side.paid)
        counts = [
            one
            for one in self.counts.get(account.name, ())
            if period.first < one.date <= period.end and one.amount.number is not None
        ]
        if not counts:
            return replace(empty, remedy="本期没有盘点记录：请在月末盘点现金并记 balance。")
        last = max(counts, key=lambda one: one.date)
        counted = last.amount.number or ZERO
        then = total(row.amount for row in rows if row.date < last.date)
        return replace(
            empty,
            state=COUNTED if counted == then else DIFFERS,
            counted=counted,
            counted_on=last.date - _DAY,
            counted_book=then,
            difference=counted - then,
            causes=() if counted == then else (f"盘点与账面相差 {show(counted - then)} 元",),
            remedy="" if counted == then else "请查明长短款的原因，按决定入账。",
        )


def _before(row: BankRow, first: datetime.date | None) -> bool:
    """Whether a posting without a bank line is part of what the first statement began with."""
    return row.is_opening or first is None or row.date < first


def _no(row: BankRow) -> int:
    return row.number or 0


def _sum(items: Iterable[OpenItem]) -> Decimal:
    return total(item.amount for item in items)


def _remedy(state: str, last: datetime.date | None, until: datetime.date, unbooked: bool) -> str:
    if state == NO_STATEMENT:
        reached = f"对账单只到 {last}" if last else "本期没有对账单"
        return f"{reached}：请导入到 {until} 为止的对账单。"
    if state == DIFFERS:
        return "请对照原对账单改正上面各条，再运行 owners-ledger check。"
    return "请把银行已有而账上没有的各行导入或恢复。" if unbooked else ""
