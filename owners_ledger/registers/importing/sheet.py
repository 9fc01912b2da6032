"""The table in a committee's sheet: its header among titles, its columns, its rows and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from owners_ledger.registers.importing.heads import (
    WIDEST,
    Cells,
    Column,
    assign,
    at,
    is_blank,
    titles_of,
)
from owners_ledger.registers.importing.words import Kind, heading, words

SCANNED = 20
FILLED = ("楼栋", "单元")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet by the parts its columns play.

    Attributes:
        number: its row, from 1.
        cells: raw cells by part.
        filled: parts whose cell is blank and stands for the one above.
    """

    number: int
    cells: Mapping[str, object]
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Total:
    """A row that adds up others.

    Attributes:
        number: its row, from 1.
        label: what it is called.
        cells: all its raw cells.
        first: the first of the lines it adds up, as an index into the table's lines.
        last: one past the last of them.
    """

    number: int
    label: str
    cells: Cells
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet understood as a table.

    Attributes:
        name: the sheet's.
        top: the header's first row, from 1.
        columns: by part.
        ambiguous: parts that two columns claim with the same heading.
        unused: headings that play no part.
        lines: rows of data.
        totals: rows that add up.
        notes: rows that are no data, by number.
    """

    name: str
    top: int
    columns: Mapping[str, Column]
    ambiguous: Mapping[str, tuple[Column, ...]]
    unused: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    totals: tuple[Total, ...] = ()
    notes: tuple[int, ...] = field(default=())


def find(
    name: str, rows: Sequence[Cells], kind: Kind, chosen: Mapping[str, str] | None = None
) -> Table | None:
    """The table of a sheet, ``None`` where no row heads one.

    Args:
        name: the sheet's.
        rows: its raw cells.
        kind: the register it is for.
        chosen: headings or letters by part, where the user has said so.
    """
    best: tuple[int, int, int, dict[str, Column], dict[str, tuple[Column, ...]]] | None = None
    for top in range(min(SCANNED, len(rows))):
        for height in (1, 2):
            if top + height > len(rows) or not _may_head(rows[top : top + height]):
                continue
            titles = titles_of(rows[top : top + height])
            columns, ambiguous = assign(titles, kind, chosen or {})
            claimed = {*columns, *ambiguous}
            if len(claimed) < 2 or not claimed.issuperset(kind.needed):
                continue
            # One row is enough where a second one adds nothing: it is a title, or data.
            if best is None or (len(claimed), -height) > (best[0], -best[2]):
                best = (len(claimed), top, height, columns, ambiguous)
    if best is None:
        return None
    _score, top, height, columns, ambiguous = best
    if height == 1 and _goes_on(rows[top + 1 : top + 2], kind, {**columns, **_firsts(ambiguous)}):
        height = 2  # what a merged heading of the first row does not tell, the second one does
        columns, ambiguous = assign(titles_of(rows[top : top + 2]), kind, chosen or {})
    header = rows[top : top + height]
    titles = titles_of(header)
    used = {column.place for column in columns.values()}
    lines, totals, notes = _body(rows, top + height, columns, header)
    return Table(
        name,
        top + 1,
        columns,
        ambiguous,
        tuple(
            title.replace("\n", "/")
            for place, title in enumerate(titles)
            if title and place not in used
        ),
        tuple(lines),
        tuple(totals),
        tuple(notes),
    )


def _goes_on(below: Sequence[Cells], kind: Kind, columns: Mapping[str, Column]) -> bool:
    """Whether the row below a header is its second row: headings only, none under the key's."""
    cells = [cell for row in below for cell in row[:WIDEST] if not is_blank(cell)]
    known = {name for names in kind.headings.values() for name in names}
    return (
        _may_head(below)
        and any(heading(cell) in known for cell in cells)
        and all(is_blank(at(below[0], columns[role].place)) for role in kind.needed)
        and not _total_label(below[0])
    )


def _firsts(ambiguous: Mapping[str, tuple[Column, ...]]) -> dict[str, Column]:
    return {role: rivals[0] for role, rivals in ambiguous.items()}


def _may_head(rows: Sequence[Cells]) -> bool:
    """Whether the rows hold words only; a second row must not be data."""
    return all(
        not isinstance(cell, int | float) and len(str(cell)) <= 60
        for row in rows
        for cell in row[:WIDEST]
        if not is_blank(cell)
    )


def _body(
    rows: Sequence[Cells], start: int, columns: Mapping[str, Column], header: Sequence[Cells]
) -> tuple[list[Line], list[Total], list[int]]:
    lines: list[Line] = []
    totals: list[Total] = []
    notes: list[int] = []
    above: dict[str, object] = {}
    since = 0
    heads = {tuple(map(heading, row)) for row in header}
    for number, row in enumerate(rows[start:], start + 1):
        label = _total_label(row)
        if label:
            is_whole = label in words().totals
            totals.append(Total(number, label, row, 0 if is_whole else since, len(lines)))
            since = len(lines)
            continue
        cells = {role: at(row, column.place) for role, column in columns.items()}
        if all(map(is_blank, cells.values())):
            continue
        if tuple(map(heading, row)) in heads or _is_note(row):
            notes.append(number)
            continue
        filled = frozenset(_fill(cells, above))
        if all(is_blank(cell) for role, cell in cells.items() if role not in FILLED):
            continue  # a line of its own that says which building follows
        lines.append(Line(number, cells, filled))
    return lines, totals, notes


def _fill(cells: dict[str, object], above: dict[str, object]) -> Iterator[str]:
    """Blank buildings and stairwells stand for the one above, as merged cells do."""
    for role in FILLED:
        if role not in cells:
            continue
        if not is_blank(cells[role]):
            if above.get(role) != cells[role] and role == FILLED[0]:
                above.clear()
            above[role] = cells[role]
        elif role in above:
            cells[role] = above[role]
            yield role


def _total_label(row: Cells) -> str:
    for cell in row[:WIDEST]:
        if isinstance(cell, str) and len(cell) <= SCANNED:
            name = heading(cell)
            if name in words().totals or name in words().subtotals:
                return name
            if any(name.endswith(word) for word in ("小计", "合计")):
                return name
    return ""


def _is_note(row: Cells) -> bool:
    first = next((cell for cell in row if not is_blank(cell)), "")
    if not isinstance(first, str):
        return False
    name = heading(first.replace("：", ":").partition(":")[0]).rstrip("0123456789")
    return name in words().notes
