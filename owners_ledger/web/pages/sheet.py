"""A page of tables: words and figures, ready to be set out (and escaped) by the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger.money import show

TEXT, FIGURE, DAY, STATE = "text", "figure", "day", "state"
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file.

    Attributes:
        file: relative to the book.
        line: from 1, 0 where unknown.
        path: absolute, where Fava's editor can open it, else "".
    """

    file: str
    line: int = 0
    path: str = ""

    @property
    def said(self) -> str:
        """As people read it."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how what stands below it is set."""

    title: str
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; ``level`` marks what needs care."""

    cells: tuple[str, ...]
    level: str = ""
    place: Place | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; ``total`` has one cell per column; ``empty`` is said of no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[str, ...] = ()
    empty: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Another showing of the page: what the address asks for."""

    label: str
    asked: Mapping[str, str]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page.

    Attributes:
        title: its heading.
        said: sentences below it.
        warnings: what is to be done something about.
        choices: other showings.
        tables: what it shows.
    """

    title: str
    said: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    tables: tuple[Table, ...] = ()


def yuan(amount: Decimal | None) -> str:
    """An amount, "" for none."""
    return "" if amount is None else show(amount)


def place_of(root: Path, meta: Mapping[str, Any]) -> Place | None:
    """Where an entry stands, ``None`` for one that no file holds."""
    path = Path(str(meta.get("filename") or ""))
    if not path.is_relative_to(root):
        return None
    return Place(path.relative_to(root).as_posix(), int(meta.get("lineno") or 0), str(path))


def place_in(root: Path, file: str, line: int = 0) -> Place | None:
    """A file of the book; the editor opens ledger files only."""
    if not file:
        return None
    path = str(root / file) if file.endswith(".beancount") else ""
    return Place(file, line, path)
