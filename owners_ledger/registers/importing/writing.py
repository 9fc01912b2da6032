"""A register's file after an import: its text, proved by reading it back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from owners_ledger.registers.importing.compare import Difference
from owners_ledger.registers.importing.rows import Unclear
from owners_ledger.registers.importing.words import Kind
from owners_ledger.registers.row import RegisterError, Row

BOM = "\ufeff"


def header(
    present: Iterable[Mapping[str, str]], kind: Kind, rows: Iterable[Mapping[str, str]]
) -> list[str]:
    """The file's columns: as they stand, then what is missing, then optional ones that are used."""
    names = dict.fromkeys(column for row in present for column in row)
    names |= dict.fromkeys(kind.required)
    used = {column for row in rows for column, value in row.items() if value}
    return [*names, *(column for column in kind.columns if column in used and column not in names)]


def unproved(difference: Difference, kind: Kind) -> list[Unclear]:
    """Rows that the register itself would refuse, by the sheet's row they come from."""
    found: list[Unclear] = []
    for number, cells in difference.rows:
        if not number:
            continue
        try:
            kind.make(Row(kind.file, number, cells))
        except RegisterError as error:
            what = " ".join(filter(None, (cells.get(column, "") for column in kind.key)))
            found.append(Unclear(number, what, f"{error.message}；{error.remedy}"))
    return found


def text(columns: Sequence[str], rows: Iterable[Mapping[str, str]], *, newline: str) -> str:
    """The file: UTF-8 with a byte order mark once encoded, so that spreadsheet programs read it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return BOM + out.getvalue()


def newline_of(content: bytes | None) -> str:
    """The line ends of a file; plain ones where there is none yet."""
    return "\r\n" if content is not None and b"\r\n" in content else "\n"
