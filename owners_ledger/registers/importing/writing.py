"""A register's file after an import: its text, proved by reading it back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from owners_ledger.i18n import _
from owners_ledger.registers.importing.difference import Difference
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


def unproved(difference: Difference, kind: Kind, absent: Sequence[str]) -> list[Unclear]:
    """Rows that the register itself would refuse, by the sheet's row they come from.

    Args:
        difference: with the rows.
        kind: the register.
        absent: columns the sheet has not and the user has not said.
    """
    found: list[Unclear] = []
    for number, cells in difference.rows:
        if not number:
            continue
        try:
            kind.make(Row(kind.file, number, cells))
        except RegisterError as error:
            what = " ".join(filter(None, (cells.get(column, "") for column in kind.key)))
            reason = f"{error.message}；{error.remedy}"
            for column in absent:
                if f"“{column}”" in error.message and not cells.get(column):
                    reason = _(
                        "表里没有“{column}”；每行都一样的，可以加 --set {column}=内容"
                    ).format(column=column)
            found.append(Unclear(number, what, reason))
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
