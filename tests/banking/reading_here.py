"""Reading a file in the test's own process: quick, for files that cannot harm it."""

from __future__ import annotations

from pathlib import Path

from owners_ledger.banking.reading.bank_names import named_by_committee
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.statement import Statement


def read_statements(
    path: Path, book: Path | None = None, *, name: str | None = None
) -> tuple[Statement, ...]:
    found = read_bytes(path.read_bytes(), name or str(path), load_profiles(book))
    return named_by_committee(found, book)
