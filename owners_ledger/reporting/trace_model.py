"""What stands behind a printed figure: entries, and the statement rows behind these."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.money import total


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of a bank statement.

    Attributes:
        file: the statement, relative to ``ledger``; "" where none of the booked ones shows it.
        row: which of the statement's lines it is, from 1, oldest first; 0 without a file.
        number: the line's number in the account's life (``bank-no``).
        reference: the bank's serial as recorded (``bank-ref``), "" in public.
        account: the account's name on the notice.
        amount: signed yuan, money in positive: the whole line, of which an entry may be a part.
    """

    file: str
    row: int
    number: int
    reference: str
    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TracedEntry:
    """One of the amounts that a figure is the sum of.

    Attributes:
        date: booking date, ``None`` where the row is another figure or a list's entry.
        file: relative to the book; "" where it is another figure.
        line: in that file, 0 where the file has no such lines.
        number: voucher number, contract or deposit, or the other figure's id.
        summary: what for.
        who: whose it is, "" in public where a person is.
        account: the ledger account, or "".
        amount: with the figure's sign.
        count: entries it stands for (in public, households are joined).
        bank: rows of bank statements behind it.
    """

    date: datetime.date | None
    file: str
    line: int
    number: str
    summary: str
    who: str
    account: str
    amount: Decimal
    count: int = 1
    bank: tuple[StatementRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure of an item and what it is the sum of.

    Attributes:
        name: what the notice calls it: 本月, 本年累计, 期末.
        printed: the amount on the notice.
        summed: the sum of the entries.
        agrees: whether these are equal; anything else is a fault of the program.
        entries: by date.
        said: how it is reckoned where it is no plain sum of entries, or "".
    """

    name: str
    printed: Decimal
    summed: Decimal
    agrees: bool
    entries: tuple[TracedEntry, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A printed item.

    Attributes:
        id: short id.
        full: with the period.
        what: kind of item and its name.
        figures: its figures, the most important first.
    """

    id: str
    full: str
    what: str
    figures: tuple[TracedFigure, ...]

    @property
    def agrees(self) -> bool:
        """Whether all of them are the sums of their entries."""
        return all(one.agrees for one in self.figures)


def figure(
    name: str, printed: Decimal, entries: tuple[TracedEntry, ...], said: str = ""
) -> TracedFigure:
    """A figure, added up."""
    summed = total(one.amount for one in entries)
    return TracedFigure(name, printed, summed, printed == summed, entries, said)
