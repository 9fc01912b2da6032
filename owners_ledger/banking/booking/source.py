"""A file to import, with what it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from owners_ledger.banking.statement import Statement


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import.

    Attributes:
        path: where it is.
        name: as the user gave it.
        content: its bytes.
        sha256: of the bytes.
        statements: what it says, one per account.
    """

    path: Path
    name: str
    content: bytes
    sha256: str
    statements: tuple[Statement, ...]
