"""What the books tell about who owes what, and how lines of an account were booked before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger import money
from owners_ledger.banking.match.model import Asked, Match
from owners_ledger.banking.match.owing import Move, Owing, owing
from owners_ledger.banking.match.text import digits, name_key
from owners_ledger.books.bank_entries import SUSPENSE, Leg

DIMENSIONS = ("unit", "lease")
ENOUGH = 3  # lines booked alike before habit or history counts as certain
RECENT = datetime.timedelta(days=100)
Debtor = tuple[str, str]  # account, unit or lease
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")


@dataclass(frozen=True, slots=True)
class Charge:
    """A month's charge to a unit: the amount, and the bay it is for, if any."""

    amount: Decimal
    bay: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A bank line booked before (or just now).

    Attributes:
        bank: ledger account of the bank account.
        date: booking date.
        amount: signed yuan.
        name: the other side's name as a key.
        account: the other side's account, digits.
        legs: how it was booked.
        certain: whether it carries no flag.
        payee: as booked.
        narration: as booked.
        text: the bank's text.
    """

    bank: str
    date: datetime.date
    amount: Decimal
    name: str
    account: str
    legs: tuple[Leg, ...]
    certain: bool
    payee: str
    narration: str
    text: str


@dataclass
class Facts:
    """Balances, charges and earlier lines, growing as lines are matched.

    Attributes:
        earlier: bank lines in the order of the books, then as matched.
    """

    earlier: list[Earlier] = field(default_factory=list)
    _moves: dict[Debtor, list[Move]] = field(default_factory=dict)
    _charges: dict[Debtor, dict[datetime.date, list[Charge]]] = field(default_factory=dict)
    _by_account: dict[str, list[Earlier]] = field(default_factory=dict)
    _by_amount: dict[tuple[str, Decimal], list[Earlier]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[data.Directive], banks: frozenset[str]) -> Facts:
        """Read them off the books in one pass."""
        facts = cls()
        for entry in entries:
            if not isinstance(entry, data.Transaction):
                continue
            bank: data.Posting | None = None
            for posting in entry.postings:
                meta = posting.meta or {}
                if posting.account in banks:
                    bank = posting if "bank-no" in meta else bank
                elif posting.units is not None and posting.units.number is not None:
                    facts._note(posting.account, meta, entry.date, posting.units.number, entry.meta)
            if bank is not None:
                facts._note_line(entry, bank, banks)
        return facts

    def _note(
        self,
        account: str,
        meta: Mapping[str, Any],
        date: datetime.date,
        amount: Decimal,
        entry: Mapping[str, Any],
    ) -> None:
        charged = "charge" in entry
        for key in DIMENSIONS:
            if key in meta:
                debtor = (account, str(meta[key]))
                self._moves.setdefault(debtor, []).append(_move(date, amount, meta, entry))
                if charged and amount > 0:
                    charge = Charge(amount, str(meta.get("bay", "")))
                    self._charges.setdefault(debtor, {}).setdefault(date, []).append(charge)

    def _note_line(
        self, entry: data.Transaction, bank: data.Posting, banks: frozenset[str]
    ) -> None:
        meta = bank.meta or {}
        legs = tuple(
            Leg(posting.account, posting.units.number, _dimensions(posting.meta))
            for posting in entry.postings
            if posting.account not in banks and posting.units and posting.units.number is not None
        )
        amount = bank.units.number if bank.units else None
        if amount is not None:
            self._remember(
                Earlier(
                    bank.account,
                    entry.date,
                    amount,
                    name_key(str(meta.get("bank-payer", ""))),
                    digits(str(meta.get("bank-account", ""))),
                    legs,
                    entry.flag == "*" and all(one.flag != "!" for one in entry.postings),
                    entry.payee or "",
                    entry.narration or "",
                    str(meta.get("bank-text", "")),
                )
            )

    def note(self, asked: Asked, match: Match) -> None:
        """Count in a line that was matched just now."""
        for leg in match.legs:
            self._note(leg.account, leg.meta, asked.date, leg.amount, match.meta)
        self._remember(
            Earlier(
                asked.bank.account,
                asked.date,
                asked.amount,
                asked.name,
                asked.account,
                match.legs,
                match.certain,
                match.payee,
                match.narration,
                asked.text,
            )
        )

    def _remember(self, line: Earlier) -> None:
        self.earlier.append(line)
        if line.account:
            self._by_account.setdefault(line.account, []).append(line)
        self._by_amount.setdefault((line.bank, line.amount), []).append(line)

    def open(self, account: str, holder: str, day: datetime.date) -> Decimal:
        """What a unit or lease owes on an account at the end of a day (negative: prepaid)."""
        moves = self._moves.get((account, holder), ())
        return money.total(one.amount for one in moves if one.day <= day)

    def owed(self, account: str, holder: str, day: datetime.date) -> Owing:
        """Which months a unit or lease owes on an account at the end of a day."""
        return owing(self._moves.get((account, holder), ()), day)

    def owing(self, account: str, amount: Decimal, day: datetime.date) -> list[str]:
        """The units that owe exactly this."""
        return [
            holder
            for where, holder in self._moves
            if where == account and amount > 0 and self.open(account, holder, day) == amount
        ]

    def charge(self, account: str, holder: str, day: datetime.date) -> tuple[Charge, ...]:
        """The latest charge up to a day, else the next one: one amount per posting.

        A charge of long ago says nothing of today.
        """
        charges = self._charges.get((account, holder), {})
        past = [date for date in charges if day - RECENT <= date <= day]
        coming = [date for date in charges if date > day]
        if not past and not coming:
            return ()
        return tuple(charges[max(past) if past else min(coming)])

    def same_account(self, account: str) -> list[Earlier]:
        """Earlier lines with the same other account."""
        return self._by_account.get(account, [])

    def same_amount(self, bank: str, amount: Decimal) -> list[Earlier]:
        """Earlier lines of one of our accounts with exactly this amount."""
        return self._by_amount.get((bank, amount), [])

    def habit(self, asked: Asked) -> Habit:
        """How certain lines of the same other account and direction were booked."""
        lines = [
            line
            for line in (self.same_account(asked.account) if asked.account else ())
            if line.certain
            and (line.amount > 0) == (asked.amount > 0)
            and all(leg.account != SUSPENSE for leg in line.legs)
        ]
        return Habit(tuple(lines))


@dataclass(frozen=True, slots=True)
class Habit:
    """Earlier certain lines of one other account and direction."""

    lines: tuple[Earlier, ...]

    @property
    def unit(self) -> str | None:
        """The unit all of them were for, if they are enough to rely on."""
        units = {str(leg.meta.get("unit", "")) for line in self.lines for leg in line.legs}
        return units.pop() or None if self.is_enough and len(units) == 1 else None

    @property
    def leg(self) -> Leg | None:
        """The one account and dimension all of them were booked on, if they are enough."""
        ways = {_way(line) for line in self.lines}
        legs = self.lines[-1].legs if self.lines else ()
        return legs[0] if self.is_enough and len(ways) == 1 and len(legs) == 1 else None

    @property
    def is_enough(self) -> bool:
        """Whether there are at least three."""
        return len(self.lines) >= ENOUGH


def _way(line: Earlier) -> tuple[tuple[str, ...], ...]:
    return tuple(
        sorted(
            (
                leg.account,
                *(str(leg.meta.get(key, "")) for key in (*DIMENSIONS, "staff", "supplier")),
            )
            for leg in line.legs
        )
    )


def _move(
    date: datetime.date, amount: Decimal, meta: Mapping[str, Any], entry: Mapping[str, Any]
) -> Move:
    period = str(entry.get("period", ""))
    said = str(meta.get("for") or entry.get("for") or "").split()
    stated = (said[0], said[-1]) if said else None
    charged = "charge" in entry
    return Move(date, amount, charged, period if _MONTH.match(period) else "", stated)


def _dimensions(meta: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        key: value
        for key, value in (meta or {}).items()
        if key not in ("filename", "lineno") and not key.startswith("__")
    }
