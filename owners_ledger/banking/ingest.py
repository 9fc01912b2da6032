"""Bank statements for beangulp and Fava's import page, by the same engine as ``import``.

One importer per bank account. What the books already hold is left out, by the statement's place on
the account's chain of lines; beangulp's rule of similar dates and amounts is never used.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from beancount.core import data
from beangulp.importer import Importer

from owners_ledger.banking.booking.accounts import bank_numbered
from owners_ledger.banking.booking.booked_reading import read_accounts
from owners_ledger.banking.booking.entries import Balances, book_lines, opening_entry
from owners_ledger.banking.booking.importing import matcher_of, read_source
from owners_ledger.banking.booking.originals import extension
from owners_ledger.banking.booking.placing import place_all
from owners_ledger.banking.booking.source import Source
from owners_ledger.banking.statement import Statement
from owners_ledger.books.broken import refuse_broken
from owners_ledger.books.load import Books, load_books
from owners_ledger.config import BankAccount, find_book, load_committee
from owners_ledger.errors import OwnersLedgerError

DUPLICATE = "__duplicate__"


def importers(file: str) -> list[Importer]:
    """An importer for every bank account of the book that a file (``config.py``) belongs to."""
    root = find_book(Path(file).resolve().parent)
    if root is None:
        return []
    return [StatementImporter(root, bank) for bank in load_committee(root).banks]


class StatementImporter(Importer):
    """Statements of one bank account.

    Args:
        root: the committee's folder.
        bank: the account.
    """

    def __init__(self, root: Path, bank: BankAccount) -> None:
        self._root = root
        self._bank = bank

    @property
    def name(self) -> str:
        """Unique among the importers, as Fava demands."""
        return f"owners-ledger.{self._bank.code}.{self._bank.account}"

    def identify(self, filepath: str) -> bool:
        """Whether the file is a statement of this account (it may name none if there is one)."""
        try:
            return bool(self._mine(filepath))
        except OwnersLedgerError:
            return False

    def account(self, filepath: str) -> str:
        """The ledger account."""
        del filepath
        return self._bank.account

    def date(self, filepath: str) -> datetime.date | None:
        """The statement's last day."""
        days = [one.last_date for one in self._mine(filepath) if one.last_date is not None]
        return max(days, default=None)

    def filename(self, filepath: str) -> str:
        """The account's name, with the ending of what the file really is."""
        return f"{self._bank.name}{extension(_source(filepath, self._root))}"

    def extract(self, filepath: str, existing: list[data.Directive]) -> list[data.Directive]:
        """The new lines as entries, and the closing balance.

        Raises:
            OwnersLedgerError: the statement does not join the books.
        """
        books = _books(self._root, existing)
        source = _source(filepath, self._root)
        mine = Source(
            source.path, source.name, source.content, source.sha256, tuple(self._mine(filepath))
        )
        accounts = read_accounts(books.entries, books.committee.banks, self._root)
        placed = place_all([mine], accounts, self._bank)
        booked = book_lines(placed, matcher_of(books), accounts)
        openings = [entry for one in placed if (entry := opening_entry(one))]
        balances = Balances(accounts[self._bank.account], placed).assertions(placed)
        found = [*openings, *(one.entry for one in booked), *balances]
        return [_placed_in(entry, filepath, row) for row, entry in enumerate(found, 1)]

    def deduplicate(
        self, entries: list[data.Directive], existing: Sequence[data.Directive]
    ) -> None:
        """Mark lines whose bank reference exists; others are other lines, however alike."""
        known = {ref: entry for entry in existing if (ref := _reference(entry))}
        for entry in entries:
            ref = _reference(entry)
            if ref in known and known[ref] is not entry:
                entry.meta[DUPLICATE] = known[ref]

    def _mine(self, filepath: str) -> list[Statement]:
        banks = load_committee(self._root).banks
        return [
            one
            for one in _source(filepath, self._root).statements
            if (bank_numbered(one.account, banks) if one.account else banks[0]) == self._bank
            and (one.account or len(banks) == 1)
        ]


def _books(root: Path, existing: list[data.Directive]) -> Books:
    """The books as the caller has loaded them; without them, as they are on disk.

    Raises:
        BookedError: they do not parse.
    """
    if existing:
        return Books(root, load_committee(root), existing, [], {})
    books = load_books(root)
    refuse_broken(books.errors, root)
    return books


def _source(filepath: str, root: Path) -> Source:
    stat = Path(filepath).stat()
    return _read(filepath, root, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _read(filepath: str, root: Path, _changed: int, _size: int) -> Source:
    return read_source(Path(filepath), root)


def _reference(entry: data.Directive) -> str | None:
    if isinstance(entry, data.Transaction):
        for posting in entry.postings:
            if posting.meta and "bank-ref" in posting.meta:
                return str(posting.meta["bank-ref"])
    return None


def _placed_in(entry: Any, filepath: str, row: int) -> data.Directive:
    """With the position beancount's tools expect, and numbers as text, which Fava hands on."""
    meta = {**data.new_metadata(filepath, row), **entry.meta}
    if isinstance(entry, data.Transaction):
        postings = [one._replace(meta=_as_text(one.meta)) for one in entry.postings]
        return entry._replace(meta=meta, postings=postings)
    placed: data.Directive = entry._replace(meta=meta)
    return placed


def _as_text(meta: dict[str, Any] | None) -> dict[str, Any] | None:
    return meta and {
        key: str(value) if isinstance(value, Decimal) else value for key, value in meta.items()
    }
