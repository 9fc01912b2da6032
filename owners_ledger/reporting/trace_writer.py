"""How the entries behind a figure are written: in full for the treasurer, less for owners.

In public no row tells of a person: persons stand under a class, households of a figure in one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beancount.core import data

from owners_ledger.money import total
from owners_ledger.reporting.accounts import Statement, whole_statements
from owners_ledger.reporting.bank_rows import BankRow, bank_rows
from owners_ledger.reporting.cash import INCOME, SPENDING
from owners_ledger.reporting.clerk import OWNERS, Movement
from owners_ledger.reporting.disclosure import Reading
from owners_ledger.reporting.refusal import relative
from owners_ledger.reporting.trace_model import StatementRow, TracedEntry
from owners_ledger.reporting.trace_pass import Piece


class Writer:
    """Writes pieces as rows of a trace."""

    def __init__(self, reading: Reading, *, public: bool) -> None:
        """``public``: without personal data."""
        self._reading = reading
        self._public = public
        self._statements = whole_statements(reading.books)
        self._bank: dict[int, list[BankRow]] = {}
        for rows in bank_rows(reading.books).values():
            for row in rows:
                self._bank.setdefault(id(row.entry), []).append(row)

    def rows(self, pieces: Iterable[Piece]) -> tuple[TracedEntry, ...]:
        """Rows by date; in public, what concerns households is one row."""
        known = sorted(pieces, key=lambda one: one.entry.date)
        if not self._public:
            return tuple(map(self._row, known))
        clerk = self._reading.clerk
        moves = [(piece, self._movement(piece)) for piece in known]
        rows = [self._public_row(piece, one) for piece, one in moves if not clerk.of_household(one)]
        households = [piece for piece, one in moves if clerk.of_household(one)]
        if households:
            last = households[-1].entry
            rows.append(
                TracedEntry(
                    last.date,
                    "",
                    0,
                    "",
                    f"{OWNERS} {len(households)} 笔",
                    OWNERS,
                    "",
                    total(piece.amount for piece in households),
                    len(households),
                )
            )
        return tuple(rows)

    def _row(self, piece: Piece) -> TracedEntry:
        entry, meta = piece.entry, piece.leg.meta or {}
        who = next((str(meta[key]) for key in ("unit", "lease", "staff") if meta.get(key)), "")
        return TracedEntry(
            entry.date,
            *self._place(entry),
            str(entry.meta.get("voucher") or ""),
            entry.narration or "",
            who or entry.payee or "",
            piece.leg.account,
            piece.amount,
            bank=self._statement_rows(entry),
        )

    def _public_row(self, piece: Piece, one: Movement) -> TracedEntry:
        clerk = self._reading.clerk
        return TracedEntry(
            piece.entry.date,
            *self._place(piece.entry),
            clerk.number(one),
            clerk.summary(one),
            clerk.payee(one),
            self._reading.cover.text(piece.leg.account),
            piece.amount,
            bank=self._statement_rows(piece.entry),
        )

    def _movement(self, piece: Piece) -> Movement:
        """The entry as the clerk looks at it: all its legs say who stands behind it."""
        account = self._reading.books.chart.accounts.get(piece.leg.account)
        line = account.line if account else ""
        side = INCOME if account and account.section == "收入" else SPENDING
        legs: Sequence[data.Posting] = piece.entry.postings
        return Movement(piece.entry.date, side, line, piece.amount, tuple(legs), piece.entry)

    def _place(self, entry: data.Transaction) -> tuple[str, int]:
        name = relative(self._reading.books.root, entry.meta.get("filename")) or ""
        return name, int(entry.meta.get("lineno") or 0)

    def _statement_rows(self, entry: data.Transaction) -> tuple[StatementRow, ...]:
        found = []
        for row in self._bank.get(id(entry), ()):
            if row.number is None:
                continue
            known = self._statements.get(row.account, ())
            statement = next((one for one in known if _shows(one, row.number)), None)
            account = self._reading.books.chart.accounts[row.account]
            found.append(
                StatementRow(
                    statement.file if statement else "",
                    row.number - statement.first_no + 1 if statement else 0,
                    row.number,
                    "" if self._public else row.reference,
                    account.line,
                    row.amount,
                )
            )
        return tuple(found)


def _shows(statement: Statement, number: int) -> bool:
    return statement.first_no <= number <= statement.last_no
