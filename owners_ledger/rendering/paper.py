"""A report as every format needs it: its value, its template's variables, its tables."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owners_ledger.rendering.table import Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A report before it is set: everything it says is in ``value``.

    Attributes:
        kind: its template's name without ``.html``.
        stem: its file's name without the format: ``monthly-2026-03``, ``project-消防改造``.
        title: in full, with the estate's name.
        number: the second line of its spreadsheets: number of the notice and unit of money.
        as_of: day of the figures; a PDF carries no other date.
        value: frozen dataclass; the JSON, the 核对码 and the search for personal data read it.
        variables: the template's variables; its argument: whether for a phone's width.
        tables: the sheets of its spreadsheet.
        draft: whether 草稿 stands across every page and on every sheet.
    """

    kind: str
    stem: str
    title: str
    number: str
    as_of: datetime.date
    value: Any
    variables: Callable[[bool], Mapping[str, Any]]
    tables: Callable[[], Sequence[Table]]
    draft: bool = False
