"""Terms against each other, and how a finding about a register's row is said."""

from __future__ import annotations

import datetime
from typing import Protocol

from owners_ledger.errors import Finding

CHECK = "registers"


class Term(Protocol):
    """Something of a register's row that holds from a day to a day."""

    @property
    def start(self) -> datetime.date: ...
    @property
    def end(self) -> datetime.date | None: ...
    @property
    def row(self) -> int: ...


def overlapping(one: Term, other: Term) -> bool:
    """Whether there is a day on which both hold."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    return first.end is None or second.start <= first.end


def finding(file: str, row: int, message: str, remedy: str, *, severity: str = "error") -> Finding:
    """What is wrong with a row of a register."""
    return Finding(f"ledger/registers/{file}", row, CHECK, severity, message, remedy)
