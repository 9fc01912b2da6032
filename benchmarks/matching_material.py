"""The sample estate's bank lines with their truth, month by month."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

from beancount.core import data

from owners_ledger.banking.statement import Line
from owners_ledger.books.bank_entries import SUSPENSE, BankPosting, Leg, bank_transaction
from owners_ledger.books.load import Books, load_books
from owners_ledger.periods import Period
from owners_ledger.sample import EstateSpec
from owners_ledger.sample.generate import bank_files, generate, opening_balances
from owners_ledger.sample.world import World

ROOT = Path(__file__).resolve().parents[1]
DOUBTFUL = "only a person can tell"
_KINDS = (
    ("Assets:20应收款:01", "fees of units"),
    ("Assets:20应收款:02", "parking of units"),
    ("Assets:20应收款", "rents"),
    ("Assets:10", "between own accounts"),
    ("Liabilities:20", "deposits"),
    ("Liabilities:1", "wages, insurance, taxes"),
    ("Income:20公共收益:12", "parking takings"),
    ("Income:30其他收入:11", "bank interest and charges"),
    ("Expenses:50管理:54", "bank interest and charges"),
    ("Assets:30", "suppliers and works"),
    ("Expenses", "suppliers and works"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A bank line and how it is to be booked.

    Attributes:
        month: of its statement.
        posting: what the bank says.
        date: booking date.
        legs: the truth; suspense where only a person can tell.
        entry: the line as the treasurer booked it.
    """

    month: Period
    posting: BankPosting
    date: datetime.date
    legs: tuple[Leg, ...]
    entry: data.Transaction

    @property
    def line(self) -> Line:
        """As a reader gives it."""
        said = self.posting
        return Line(
            self.date,
            None,
            said.amount,
            said.balance,
            said.payer,
            said.payer_account,
            said.text,
            said.ref,
            said.number,
        )

    @property
    def kind(self) -> str:
        """What sort of line it is, for the table."""
        first = self.legs[0].account
        if first == SUSPENSE:
            return DOUBTFUL
        return next((kind for start, kind in _KINDS if first.startswith(start)), "others")

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts it belongs on."""
        return frozenset(leg.account for leg in self.legs)


def known_lines(spec: EstateSpec) -> list[Known]:
    """Every line of an estate's closed and open months, in the order of the statements."""
    found = []
    for month, files in bank_files(World.of(spec), opening_balances(spec)):
        for row in (row for file in files for row in file.rows):
            move = row.movement
            date = move.when.date()
            entry = bank_transaction(
                date,
                row.posting,
                move.legs,
                payee=move.payee,
                narration=move.narration,
                certain=True,
                meta=move.meta,
            )
            found.append(Known(month, row.posting, date, tuple(move.legs), entry))
    found.sort(key=lambda one: (one.month.first, one.date))
    return found


def books_without_banks(spec: EstateSpec) -> tuple[Books, list[data.Directive]]:
    """An estate's books, and of their entries those that no bank statement brought."""
    root = ROOT
    if spec != EstateSpec():
        root = ROOT / "build" / "bench" / f"matching-{spec.seed}"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        generate(spec, root)
    books = load_books(root)
    others = [
        entry
        for entry in books.entries
        if not isinstance(entry, data.Transaction)
        or not any("bank-no" in (one.meta or {}) for one in entry.postings)
    ]
    return books, others
