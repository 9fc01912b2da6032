"""Why a file is taken for what it is: each step by the functions that read it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.columns import assign
from owners_ledger.banking.reading.grid import Grid
from owners_ledger.banking.reading.header import (
    Header,
    find_header,
    known_names,
    ranked_profiles,
)
from owners_ledger.banking.reading.preamble import facts
from owners_ledger.banking.reading.profile import GENERIC, Profile
from owners_ledger.banking.statement import Statement

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Rival:
    """A profile that came near: names it knows, its score, whether a mark speaks for it."""

    profile: str
    score: float
    familiar: int
    unknown: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Used:
    """A column with the role it plays: its index, its name as written, the role."""

    at: int
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something the rows around the table declare: which fact, the text, the row from 1."""

    fact: str
    text: str
    row: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the file.

    Attributes:
        name: of the sheet, "" where there is none.
        rows: how many.
        header_row: row of the names, from 1; ``None``: no header, the sheet is ignored.
        known: how many of the names are known.
        names: how many names there are.
        unknown: those no profile knows, as written.
        rivals: the profiles that match, the best first; none where only usual names do.
        columns: which column plays which role.
        declared: what the rows around the table say.
    """

    name: str
    rows: int
    header_row: int | None = None
    known: int = 0
    names: int = 0
    unknown: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()
    columns: tuple[Used, ...] = ()
    declared: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that led to a statement, or to its refusal.

    Attributes:
        file: the file's name.
        container: what its first bytes say, as ``xls`` or ``csv``.
        encoding: of a text file, "" for others.
        sheets: the tables in it; none for a standard format.
        statements: what was read, none where it was refused.
        skipped: row → its text, for the rows that are no transactions.
        refusal: message, remedy and row, "" where it was read.
    """

    file: str
    container: str
    encoding: str = ""
    sheets: tuple[Sheet, ...] = ()
    statements: tuple[Statement, ...] = ()
    skipped: Mapping[int, str] = field(default_factory=dict)
    refusal: str = ""
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object of ``statement --explain --format json``."""
        return {
            "file": self.file,
            "container": self.container,
            "encoding": self.encoding,
            "sheets": [dataclasses.asdict(each) for each in self.sheets],
            "statements": [
                {
                    "bank": each.bank,
                    "profile": each.profile,
                    "account": each.account,
                    "opening": None if each.opening is None else str(each.opening),
                    "closing": None if each.closing is None else str(each.closing),
                    "lines": len(each.lines),
                    "newest_first": newest_first(each),
                    "skipped_rows": list(each.skipped_rows),
                    "warnings": list(each.warnings),
                }
                for each in self.statements
            ],
            "skipped": {str(row): text for row, text in self.skipped.items()},
            "refusal": self.refusal or None,
            "remedy": self.remedy or None,
        }


def newest_first(statement: Statement) -> bool | None:
    """Whether the file has the newest row on top; ``None``: too few rows to tell."""
    if len(statement.lines) < 2:
        return None
    return statement.lines[0].row > statement.lines[-1].row


def sheet(grid: Grid, profiles: Mapping[str, Profile]) -> Sheet:
    """How one table is understood, as far as it is."""
    known = known_names(profiles)
    try:
        header = find_header(grid.rows, known)
    except cells.LongCellError:
        header = None
    if header is None:
        return Sheet(grid.name, len(grid.rows))
    above = grid.rows[: header.top]
    ranks = ranked_profiles(header, above, profiles)
    profile = ranks[0].profile if ranks else profiles[GENERIC]
    named = [(at, name) for at, name in enumerate(header.names) if name]
    return Sheet(
        grid.name,
        len(grid.rows),
        header.top + 1,
        sum(name in known for _at, name in named),
        len(named),
        tuple(_title(grid, header, at) for at, name in named if name not in known),
        tuple(
            Rival(
                rank.profile.name,
                round(rank.score, 2),
                rank.familiar,
                rank.unknown,
                rank.is_marked,
            )
            for rank in ranks[:4]
        ),
        tuple(_used(grid, header, profile)),
        tuple(
            Said(name, fact.text[:_LONGEST], fact.row)
            for name, fact in facts(
                [(at + 1, row) for at, row in enumerate(above)], profile.labels
            ).items()
        ),
    )


def _used(grid: Grid, header: Header, profile: Profile) -> Iterator[Used]:
    found = assign(header, profile, grid.rows[header.top + header.height :]).roles
    for at in sorted(found):
        yield Used(at, _title(grid, header, at), found[at])


def _title(grid: Grid, header: Header, at: int) -> str:
    """The name as written; over a nameless column the merged one to its left."""
    for place in range(at, -1, -1):
        for row in reversed(grid.rows[header.top : header.top + header.height]):
            text = cells.text(row[place]) if place < len(row) else ""
            if text:
                return text[:_LONGEST]
    return ""


def skipped(grids: Sequence[Grid], statements: Sequence[Statement]) -> dict[int, str]:
    """The text of the rows that were passed over, where the file has one table only."""
    if len(grids) != 1:
        return {}
    rows = grids[0].rows
    return {
        number: " ".join(filter(None, map(_shown, rows[number - 1])))[:_LONGEST]
        for each in statements
        for number in each.skipped_rows
        if number <= len(rows)
    }


def _shown(cell: object) -> str:
    try:
        return cells.text(cell)
    except cells.LongCellError:
        return "…"


_ENCODINGS = ("utf-8-sig", "gb18030")
_MAGIC = (
    (bytes.fromhex("D0CF11E0A1B11AE1"), "xls"),
    (b"\x09\x08", "xls"),
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
)


def container(head: bytes) -> tuple[str, str]:
    """What the first bytes of a file say: its container, and the encoding of a text.

    Args:
        head: the file, or a good part of it that does not end within a character.
    """
    from owners_ledger.banking.reading import readers_text  # noqa: PLC0415 - texts only
    from owners_ledger.banking.reading.refusal import StatementError  # noqa: PLC0415 - the same

    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if kind == "zip":
        return ("ofd" if b"OFD.xml" in head else "xlsx" if b"xl/" in head else "zip"), ""
    if kind:
        return kind, ""
    try:
        text = readers_text.decode(head, "").lstrip("\ufeff \t\r\n")
    except StatementError:
        return "binary", ""
    encoding = next((each for each in _ENCODINGS if _decodes(head, each)), "utf-16")
    encoding = encoding.removesuffix("-sig")
    start = text[:200].casefold()
    if start.startswith("<"):
        return ("html" if "<html" in start or "<table" in start else "xml"), encoding
    return "text", encoding


def _decodes(data: bytes, encoding: str) -> bool:
    if b"\x00" in data[:2000]:
        return False
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
