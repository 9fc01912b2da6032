"""Statement files that a reconciliation must look into: those with lines the books lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from owners_ledger.errors import OwnersLedgerError

if TYPE_CHECKING:
    from owners_ledger.banking.statement import Statement as Read
    from owners_ledger.books.load import Books
    from owners_ledger.periods import Period
    from owners_ledger.reporting.accounts import Statement
    from owners_ledger.reporting.reconciliation_desk import Files
    from owners_ledger.reporting.statement_walk import Original


def originals(root: Path, files: Iterable[str]) -> dict[str, tuple[Original, ...]]:
    """Lines of booked statement files; a file that is gone or not read is left out."""
    found = {}
    for name in files:
        path = root / "ledger" / name
        # A file that holds several accounts says nothing of which lines are meant.
        read = _read(path, root) if path.is_file() else ()
        if len(read) == 1:
            found[name] = _lines(read[0])
    return found


def waiting(root: Path, books: Books, period: Period) -> Mapping[str, Files]:
    """Per ledger account, files in the inbox that tell of days up to a period's end."""
    from owners_ledger.banking.booking.accounts import banks_of  # noqa: PLC0415 - loads banking

    found: dict[str, dict[str, tuple[Statement, tuple[Original, ...]]]] = {}
    inbox = root / "ledger" / "inbox"
    for path in sorted(inbox.iterdir()) if inbox.is_dir() else ():
        if not path.is_file() or path.name.startswith("."):
            continue
        for read in _read(path, root):
            try:
                banks = banks_of(read, books.committee.banks, None, path.name)
            except OwnersLedgerError:
                continue
            fact = _fact(read, f"inbox/{path.name}")
            if len(banks) == 1 and fact is not None and fact.first <= period.last:
                found.setdefault(banks[0].account, {})[fact.file] = fact, _lines(read)
    return found


def _read(path: Path, root: Path) -> tuple[Read, ...]:
    from owners_ledger.banking.reading.door import read_statements  # noqa: PLC0415 - as above

    try:
        return read_statements(path, root)
    except OwnersLedgerError:
        # Not every file in the inbox is a statement; what a reconciliation lacks, it says itself.
        return ()


def _lines(read: Read) -> tuple[Original, ...]:
    from owners_ledger.reporting.statement_walk import Original  # noqa: PLC0415 - heavy

    return tuple(Original(line.date, line.amount) for line in read.lines)


def _fact(read: Read, name: str) -> Statement | None:
    from owners_ledger.reporting.accounts import Statement  # noqa: PLC0415 - heavy

    first, last = read.first_date, read.last_date
    if read.opening is None or read.closing is None or first is None or last is None:
        return None
    return Statement(first, last, 1, len(read.lines), read.opening, read.closing, file=name)
