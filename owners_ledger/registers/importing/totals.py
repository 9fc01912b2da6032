"""What a sheet adds up to, and whether its own total rows say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.i18n import _
from owners_ledger.registers.importing import values
from owners_ledger.registers.importing.rows import Entry
from owners_ledger.registers.importing.sheet import Line, Table, Total
from owners_ledger.registers.importing.unclear import UnclearError
from owners_ledger.registers.importing.words import Kind, words

_COUNT = re.compile(r"共?([0-9,]+)(?:户|套|间|个|辆|人|家|位|份|笔)\Z")


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows added up.

    Attributes:
        of: a building, or "" for all.
        count: how many rows.
        sums: by column.
    """

    of: str
    count: int
    sums: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A total row that does not say what its rows add up to.

    Attributes:
        number: its row, from 1.
        message: both figures, for a person.
    """

    number: int
    message: str


def sums(entries: Sequence[Entry], kind: Kind) -> tuple[Sum, ...]:
    """The whole first, then by building where there is one."""
    groups: dict[str, list[Entry]] = {"": list(entries)}
    if kind.by:
        for entry in entries:
            groups.setdefault(entry.cells[kind.by].partition("-")[0], []).append(entry)
    return tuple(
        Sum(
            name,
            len(several),
            {
                column: sum(
                    (Decimal(entry.cells[column]) for entry in several if entry.cells.get(column)),
                    Decimal("0.00"),
                )
                for column in kind.sums
                if any(column in entry.cells for entry in entries)
            },
        )
        for name, several in groups.items()
    )


def mismatches(table: Table, kind: Kind) -> Iterator[Mismatch]:
    """Total rows whose figures are not those of the rows above them."""
    for total in table.totals:
        scopes = [table.lines[total.first : total.last]]
        if total.label not in words().totals:
            scopes.append(table.lines[: total.last])
        for column in kind.sums:
            if column in table.columns:
                yield from _sum_differs(total, table, column, scopes)
        yield from _count_differs(total, scopes)


def _sum_differs(
    total: Total, table: Table, column: str, scopes: Sequence[Sequence[Line]]
) -> Iterator[Mismatch]:
    place = table.columns[column].place
    cell = total.cells[place] if place < len(total.cells) else ""
    said = _value(cell)
    if said is None:
        if str(cell if cell is not None else "").strip() and not _is_label(cell):
            yield Mismatch(
                total.number,
                _("“{label}”一行的{column}“{text}”看不懂").format(
                    label=total.label, column=column, text=str(cell)[:40]
                ),
            )
        return
    computed = [_sum(lines, column) for lines in scopes]
    if said not in computed and None not in computed:
        yield Mismatch(
            total.number,
            _("“{label}”一行的{column}是 {said}，逐行相加是 {computed}，相差 {difference}").format(
                label=total.label,
                column=column,
                said=said,
                computed=computed[0],
                difference=abs(said - (computed[0] or Decimal(0))),
            ),
        )


def _count_differs(total: Total, scopes: Sequence[Sequence[Line]]) -> Iterator[Mismatch]:
    for cell in total.cells:
        text = unicodedata.normalize("NFKC", str(cell)).replace(" ", "") if cell else ""
        match = _COUNT.match(text)
        if match and int(match[1].replace(",", "")) not in [len(lines) for lines in scopes]:
            yield Mismatch(
                total.number,
                _("“{label}”一行写的是“{said}”，表里有 {count} 行").format(
                    label=total.label, said=text, count=len(scopes[0])
                ),
            )


def _is_label(cell: object) -> bool:
    return isinstance(cell, str) and any(
        word in cell for word in (*words().totals, *words().subtotals)
    )


def _sum(lines: Sequence[Line], column: str) -> Decimal | None:
    """The sum, ``None`` where a cell cannot be read (its row is told as unclear)."""
    whole = Decimal("0.00")
    for line in lines:
        cell = line.cells.get(column, "")
        value = _value(cell)
        if value is None and str(cell if cell is not None else "").strip():
            return None
        whole += value or 0
    return whole


def _value(cell: object) -> Decimal | None:
    for form in (values.area, values.money):
        try:
            text = form(cell)
        except UnclearError:
            continue
        return Decimal(text) if text else None
    return None
