"""What an import would do to a register."""

from __future__ import annotations

from dataclasses import dataclass, field

from owners_ledger.registers.importing.rows import Unclear

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is no longer what it was.

    Attributes:
        number: the row in the sheet.
        key: which thing.
        column: the register's column.
        old: what the register says.
        new: what the sheet says.
        start: first day of the new row, "" where the row as it stands is filled or ended.
    """

    number: int
    key: str
    column: str
    old: str
    new: str
    start: str = ""


@dataclass
class Difference:
    """What an import would do.

    Attributes:
        new: entries without a row, by what they are called.
        changes: cells that change.
        gone: what the register has and the sheet has not; left as it is.
        same: how many rows of the sheet say what the register says.
        unclear: rows that cannot be placed.
        rows: the register's rows afterwards, each with the sheet's row it comes from (0: none).
        needs_start: rows of the sheet for which a first day is missing.
    """

    new: list[tuple[int, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    same: int = 0
    unclear: list[Unclear] = field(default_factory=list)
    rows: list[tuple[int, Cells]] = field(default_factory=list)
    needs_start: list[int] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not self.new and not self.changes
