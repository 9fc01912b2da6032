"""What stands behind a reconciliation: the bank's balances, the journal, items in transit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from owners_ledger.books.chart import Account
from owners_ledger.money import total
from owners_ledger.periods import Period
from owners_ledger.reporting.bank_rows import BankRow, bank_rows
from owners_ledger.reporting.reconciliation_model import AccountSheet, OpenItem
from owners_ledger.reporting.trace_lines import Figures, Gatherer, listed, other
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_pass import Piece


class Reconciled:
    """Gathers the pieces of reconciliations."""

    def __init__(self, gather: Gatherer) -> None:
        """On the same postings."""
        self._gather = gather
        self._rows = bank_rows(gather.reading.books)

    def sheet(self, one: AccountSheet) -> Figures:
        """An account's sheet."""
        rows = self._rows.get(self._account(one).name, [])
        found = [self._journal("单位日记账余额", one.book, rows, one.opening, one)]
        before = [_piece(row) for row in rows if row.date < self._gather.period.first]
        found.append(self._gather.sum_of("期初", one.opening, before))
        found += self._bank(one)
        found += self._months(one, rows)
        if one.counted is not None and one.counted_book is not None and one.counted_on:
            day = one.counted_on
            pieces = [_piece(row) for row in rows if row.date <= day]
            found.append(figure("盘点", one.counted, (other("", f"{day} 盘点", one.counted),)))
            found.append(self._gather.sum_of("盘点日账面", one.counted_book, pieces))
            found.append(_difference(one.counted, one.counted_book, one.difference))
        return tuple(found)

    def item(self, one: OpenItem) -> Figures:
        """An item in transit: its entry, or the statement's row."""
        sheet = next(
            sheet for sheet in self._sheets() if any(known.id == one.id for known in sheet.items)
        )
        ours = {known.id for known in (*sheet.unit_received, *sheet.unit_paid)}
        if one.id not in ours and one.remark == "":
            return (figure("金额", one.amount, (listed("", one.number, one.summary, one.amount),)),)
        row = next(
            row
            for row in self._rows[self._account(sheet).name]
            if row.date == one.date and abs(row.amount) == one.amount
        )
        piece = Piece(one.amount, row.entry, row.leg)
        return (self._gather.sum_of("金额", one.amount, [piece]),)

    def _sheets(self) -> Sequence[AccountSheet]:
        parts = self._gather.notice.parts
        known = parts.reconciliation if parts is not None else None
        return known.accounts if known is not None else ()

    def _account(self, one: AccountSheet) -> Account:
        books = self._gather.reading.books
        banks = {bank.account: bank.tail for bank in books.committee.banks}
        return next(
            account
            for account in books.chart.money
            if account.line == one.name and banks.get(account.name, "") == one.tail
        )

    def _journal(
        self,
        name: str,
        printed: Decimal,
        rows: Sequence[BankRow],
        brought: Decimal,
        one: AccountSheet,
    ) -> TracedFigure:
        inside = [_piece(row) for row in rows if row.date in self._gather.period]
        start = other(one.id, f"{one.name} 期初", brought)
        return figure(name, printed, (start, *self._gather.write.rows(inside)), "期初加本期各笔")

    def _bank(self, one: AccountSheet) -> list[TracedFigure]:
        unit = (*_items(one.unit_received, 1), *_items(one.unit_paid, -1))
        bank = (*_items(one.bank_received, 1), *_items(one.bank_paid, -1))
        found = []
        if one.completeness is not None:
            rows = (other(one.id, "单位日记账余额", one.book), *bank)
            found.append(figure("调节后余额（单位）", one.adjusted_book, rows))
        for name, items in (
            ("单位已收、银行未收", one.unit_received),
            ("单位已付、银行未付", one.unit_paid),
            ("银行已收、单位未收", one.bank_received),
            ("银行已付、单位未付", one.bank_paid),
        ):
            if items:
                found.append(figure(name, total(i.amount for i in items), _items(items, 1)))
        if one.statement is None or one.adjusted_statement is None:
            return found
        said = _said(one, one.statement, self._gather.period.last)
        found.append(figure("银行对账单余额", one.statement, (said,)))
        rows = (other(one.id, "银行对账单余额", one.statement), *unit)
        found.append(figure("调节后余额（银行）", one.adjusted_statement, rows))
        found.append(_difference(one.adjusted_statement, one.adjusted_book, one.difference))
        return found

    def _months(self, one: AccountSheet, rows: Sequence[BankRow]) -> list[TracedFigure]:
        found, before = [], one.opening
        for tie in one.months:
            inside = [_piece(row) for row in rows if row.date in Period.parse(tie.month)]
            start = other(one.id, "上月末", before)
            entries = (start, *self._gather.write.rows(inside))
            found.append(figure(f"{tie.month} 账面", tie.book, entries))
            before = tie.book
        return found


def _piece(row: BankRow) -> Piece:
    return Piece(row.amount, row.entry, row.leg)


def _items(items: Sequence[OpenItem], sign: int) -> tuple[TracedEntry, ...]:
    return tuple(other(one.id, one.summary, sign * one.amount) for one in items)


def _said(one: AccountSheet, amount: Decimal, day: datetime.date) -> TracedEntry:
    """The last statement's closing; within a longer one, what it says at the day's end."""
    files = one.completeness.statements if one.completeness is not None else ()
    if not files:
        return other("", f"{one.name} 对账单", amount)
    last = files[-1]
    closing = last.closing if last.last <= day else amount
    return listed(f"ledger/{last.file}", "", f"{one.name} 对账单", closing)


def _difference(one: Decimal, two: Decimal, printed: Decimal | None) -> TracedFigure:
    rows = (other("", "银行（盘点）", one), other("", "账面", -two))
    return figure("差额", one - two if printed is None else printed, rows)
