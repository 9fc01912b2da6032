"""What the books already hold of each bank account: its lines, balances and statements."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from owners_ledger import money
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError


class BookedError(OwnersLedgerError):
    """The bank lines in the books are not the whole chain they should be."""


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A bank line in the books.

    Attributes:
        number: its place in the account's life (``bank-no``).
        date: booking date.
        amount: signed yuan.
        balance: running balance after it.
        ref: its unique reference (``bank-ref``).
        layout: the profile of the statement that brought it, ``None`` where not recorded.
        file: where it stands.
        row: its line there.
        order: the wallet's business it belongs to (``bank-order``).
        is_fee: whether it is booked as a bank fee.
    """

    number: int
    date: datetime.date
    amount: Decimal
    balance: Decimal
    ref: str
    layout: str | None
    file: str
    row: int
    order: str | None = None
    is_fee: bool = False

    @property
    def serial(self) -> str | None:
        """The bank's serial number, if the line is known by it."""
        name = self.ref.partition("/")[2]
        return name[1:] if name.startswith("S") else None


@dataclass(frozen=True, slots=True)
class Assertion:
    """A balance assertion in the books: the account's balance at the start of ``date``."""

    date: datetime.date
    balance: Decimal
    file: str
    row: int


@dataclass(frozen=True)
class BookedAccount:
    """One bank account as the books know it.

    Attributes:
        bank: the account.
        lines: its bank lines by number.
        opening: balance before the first line; ``None`` where nothing was ever posted.
        movements: date and amount of every posting on the account, bank line or not.
        loose: places of postings without a bank reference (opening entries, hand-made ones).
        assertions: its balance assertions.
        covered: numbers of the lines that a booked statement proves.
        covered_to: the last day a booked statement covers.
        is_proved: whether every booked statement had balances of its own.
        opened: the day the ledger account was opened, ``None`` where the books do not say.
    """

    bank: BankAccount
    lines: tuple[BookedLine, ...] = ()
    opening: Decimal | None = None
    movements: tuple[tuple[datetime.date, Decimal], ...] = ()
    loose: tuple[tuple[str, int], ...] = ()
    assertions: tuple[Assertion, ...] = ()
    covered: frozenset[int] = frozenset()
    covered_to: datetime.date | None = None
    is_proved: bool = True
    opened: datetime.date | None = None

    @property
    def balance(self) -> Decimal | None:
        """Balance after the last line."""
        return self.lines[-1].balance if self.lines else self.opening

    def balance_before(self, day: datetime.date) -> Decimal:
        """By the postings dated before a day."""
        dates, balances = self._running
        return balances[bisect_left(dates, day)]

    @cached_property
    def _running(self) -> tuple[list[datetime.date], list[Decimal]]:
        """The dates of all postings in order, and the balance before each and after the last."""
        moves = sorted(self.movements)
        amounts = (amount for _date, amount in moves)
        return [date for date, _amount in moves], list(accumulate(amounts, initial=money.ZERO))
