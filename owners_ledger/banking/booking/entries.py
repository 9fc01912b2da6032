"""Placed statements as ledger entries: transactions, the statement's facts, balance assertions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger import money
from owners_ledger.banking.booking.booked import Assertion, BookedAccount
from owners_ledger.banking.booking.join import Key
from owners_ledger.banking.booking.placing import NewLine, Placed
from owners_ledger.banking.match import Match, Matcher
from owners_ledger.books.bank_entries import (
    OPENING,
    RECKONED,
    BankPosting,
    Leg,
    balance_assertion,
    bank_transaction,
    posting,
    statement_fact,
)
from owners_ledger.books.gate import harmless
from owners_ledger.config import BankAccount
from owners_ledger.i18n import _, books_language
from owners_ledger.periods import Period

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Booked:
    """A new line and what it was booked as."""

    new: NewLine
    match: Match
    entry: data.Transaction


@books_language()
def book_lines(
    placed: Sequence[Placed], matcher: Matcher, accounts: Mapping[str, BookedAccount]
) -> tuple[Booked, ...]:
    """Every new line matched and made a transaction, by date, each account in its chain's order."""
    order = list(accounts)
    wallets = {one.bank.account for one in accounts.values() if one.bank.is_wallet}
    refs = {line.ref for booked in accounts.values() for line in booked.lines}
    lines = sorted(
        (new for one in placed for new in one.new),
        key=lambda new: (  # what leaves a wallet is known before it reaches the bank
            new.line.date,
            new.bank.account not in wallets,
            order.index(new.bank.account),
            new.number,
        ),
    )
    found = []
    for new in lines:
        ref = reference(new.bank, new.link.key, new.link.serial, new.occurrence, refs)
        refs.add(ref)
        match = matcher.match(new.line, new.bank)
        found.append(Booked(new, match, _transaction(new, ref, match)))
    return tuple(found)


def reference(
    bank: BankAccount, key: Key, serial: str | None, occurrence: int, used: set[str]
) -> str:
    """A line's reference that no other line has: by its serial number, else by what it says."""
    by_serial = f"{bank.code}/S{serial}"
    if serial is not None and by_serial not in used:
        return by_serial
    date, amount, balance = key
    return f"{bank.code}/B{date.isoformat()}:{amount}:{balance}:{occurrence}"


def _transaction(new: NewLine, ref: str, match: Match) -> data.Transaction:
    line = new.line
    bank = BankPosting(
        new.bank.account,
        line.amount,
        ref,
        new.number,
        new.link.key[2],
        line.counterparty,
        line.counterparty_account,
        line.text,
        line.order,
    )
    meta: dict[str, Any] = {
        key: harmless(value) if isinstance(value, str) else value
        for key, value in match.meta.items()
    }
    if match.review:
        meta["review"] = harmless(match.review)
    for number, candidate in enumerate(match.candidates, 1):
        meta[f"candidate-{number}"] = harmless(candidate)
    return bank_transaction(
        line.date,
        bank,
        [replace(leg, meta=_clean(leg)) for leg in match.legs],
        payee=match.payee,
        narration=match.narration,
        certain=match.certain,
        meta=meta,
    )


def _clean(leg: Leg) -> dict[str, Any]:
    return {
        key: harmless(value) if isinstance(value, str) else value for key, value in leg.meta.items()
    }


@books_language()
def opening_entry(placed: Placed) -> data.Transaction | None:
    """An account's first appearance: its balance from before, against the opening equity.

    Dated at the end of the month before, so that the first month can be disclosed as a whole.
    """
    if not placed.starts or not placed.opening:
        return None
    postings = [
        posting(Leg(account, amount))
        for account, amount in (
            (placed.bank.account, placed.opening),
            (OPENING, -placed.opening),
        )
    ]
    narration = _("期初余额：{name}").format(name=placed.bank.name)
    day = span(placed)[0].replace(day=1) - _DAY
    return data.Transaction(
        {}, day, "*", None, harmless(narration), data.EMPTY_SET, data.EMPTY_SET, postings
    )


def span(placed: Placed) -> tuple[datetime.date, datetime.date]:
    """First and last day a statement covers: as declared, at least its lines."""
    dates = [line.date for line in placed.statement.lines]
    return (
        min(filter(None, (placed.statement.first_date, *dates))),
        max(filter(None, (placed.statement.last_date, *dates))),
    )


def fact(placed: Placed, file: str) -> data.Custom:
    """That the statement has been booked, with the numbers of its first and last line."""
    first, last = span(placed)
    entry = statement_fact(
        placed.bank.account,
        file=file,
        sha256=placed.source.sha256,
        first_date=first,
        last_date=last,
        first_no=placed.first,
        last_no=placed.last,
        opening=placed.opening,
        closing=closing(placed),
    )
    entry.meta["profile"] = harmless(placed.statement.profile)
    if placed.is_reckoned:
        entry.meta[RECKONED] = True
    return entry


def closing(placed: Placed) -> Decimal:
    """Balance after the statement's last line."""
    return placed.opening + money.total(line.amount for line in placed.statement.lines)


class Balances:
    """An account's balances by date, with the lines that are about to be written."""

    def __init__(self, booked: BookedAccount, placed: Sequence[Placed]) -> None:
        mine = [one for one in placed if one.bank == booked.bank]
        self.booked = booked
        self.new = [new.line for one in mine for new in one.new]
        opening = [one.opening for one in mine if one.starts]
        self._opening = money.total(opening)
        self._is_reckoned = any(one.is_reckoned for one in mine)

    def before(self, day: datetime.date) -> Decimal:
        """The balance at the start of a day."""
        return (
            self._opening
            + self.booked.balance_before(day)
            + money.total(line.amount for line in self.new if line.date < day)
        )

    def assertions(self, placed: Sequence[Placed]) -> list[data.Balance]:
        """Each statement's closing balance where the whole day is known, and every month's end."""
        found = {
            day: balance
            for one in placed
            if one.bank == self.booked.bank and one.proves and not one.is_reckoned
            if self.before(day := span(one)[1] + _DAY) == (balance := closing(one))
        }
        if self.booked.is_proved and not self._is_reckoned:
            found |= {day: self.before(day) for day in self._months()}
        there = {(one.date, one.balance) for one in self.booked.assertions}
        return [
            balance_assertion(self.booked.bank.account, day, found[day])
            for day in sorted(found)
            if (day, found[day]) not in there
        ]

    def _months(self) -> list[datetime.date]:
        """The first days of months that the new lines enter."""
        if not self.new:
            return []
        past = [line.date for line in self.booked.lines[-1:]] or [self.new[0].date]
        month, end = Period.month_of(past[0]), max(line.date for line in self.new)
        days = []
        while month.end <= end:
            days.append(month.end)
            month = Period.month_of(month.end)
        return days

    def stale(self) -> list[Assertion]:
        """Assertions in the books that the new lines make wrong: their day was cut short."""
        return [
            one
            for one in self.booked.assertions
            if self.booked.balance_before(one.date) == one.balance != self.before(one.date)
        ]
