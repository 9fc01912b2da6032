"""The table in a committee's sheet: its header among titles, its columns, its rows and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from owners_ledger.registers.importing.words import Kind, heading, words

SCANNED = 20
FILLED = ("楼栋", "单元")
_WIDEST = 100

Cells = Sequence[object]


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
class Column:
    """A column of the sheet that plays a part.

    Attributes:
        role: the register's column, or a helper.
        place: its index.
        title: its heading as written, the upper row's first.
        name: its heading as compared.
    """

    role: str
    place: int
    title: str
    name: str

    @property
    def letter(self) -> str:
        """As spreadsheet programs name it."""
        return letter(self.place)


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


def letter(place: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


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
            titles = _titles(rows[top : top + height])
            columns, ambiguous = _assign(titles, kind, chosen or {})
            claimed = {*columns, *ambiguous}
            if len(claimed) < 2 or not claimed.issuperset(kind.needed):
                continue
            # One row is enough where a second one adds nothing: it is a title, or data.
            if best is None or (len(claimed), -height) > (best[0], -best[2]):
                best = (len(claimed), top, height, columns, ambiguous)
    if best is None:
        return None
    _score, top, height, columns, ambiguous = best
    header = rows[top : top + height]
    titles = _titles(header)
    used = {column.place for column in columns.values()}
    lines, totals, notes = _body(rows, top + height, columns, header)
    return Table(
        name,
        top + 1,
        columns,
        ambiguous,
        tuple(
            title.split("\n")[-1]
            for place, title in enumerate(titles)
            if title and place not in used
        ),
        tuple(lines),
        tuple(totals),
        tuple(notes),
    )


def _may_head(rows: Sequence[Cells]) -> bool:
    """Whether the rows hold words only; a second row must not be data."""
    return all(
        not isinstance(cell, int | float) and len(str(cell)) <= 60
        for row in rows
        for cell in row[:_WIDEST]
        if not _is_blank(cell)
    )


def _titles(rows: Sequence[Cells]) -> list[str]:
    """Each column's heading; of two rows both, on two lines, the upper one carried over a merge."""
    width = min(_WIDEST, max(len(row) for row in rows))
    found: list[str] = []
    above = ""
    for place in range(width):
        cells = ["" if _is_blank(cell := _at(row, place)) else str(cell) for row in rows]
        if len(cells) == 1:
            found.append(cells[0].replace("\n", ""))
            continue
        upper, lower = (cell.replace("\n", "") for cell in cells)
        above = upper or above
        found.append(f"{above}\n{lower}" if lower else upper)
    return found


def _name(title: str, kind: Kind, role: str) -> str:
    upper, _line, lower = title.rpartition("\n")
    joined = heading(upper + lower)
    return joined if upper and joined in kind.headings[role] else heading(lower)


def _assign(
    titles: Sequence[str], kind: Kind, chosen: Mapping[str, str]
) -> tuple[dict[str, Column], dict[str, tuple[Column, ...]]]:
    claims: list[tuple[int, int, str]] = []
    for place, title in enumerate(titles):
        upper, _line, lower = title.rpartition("\n")
        names = [heading(lower)] + ([heading(upper + lower)] if upper else [])
        for role, known in kind.headings.items():
            ranks = [known.index(name) for name in names if name and name in known]
            if role in chosen:
                wanted = chosen[role]
                hit = heading(wanted) in names or (bool(title) and wanted.upper() == letter(place))
                ranks = [-1] if hit else []
            if ranks:
                claims.append((min(ranks), place, role))
    columns: dict[str, Column] = {}
    ambiguous: dict[str, tuple[Column, ...]] = {}
    taken: set[int] = set()
    for rank, place, role in sorted(claims):
        if place in taken or role in columns or role in ambiguous:
            continue
        rivals = [
            Column(role, other, titles[other].replace("\n", "/"), _name(titles[other], kind, role))
            for level, other, claimed in claims
            if claimed == role and level == rank and other not in taken
        ]
        if len(rivals) > 1:
            ambiguous[role] = tuple(rivals)
            continue
        columns[role] = rivals[0]
        taken.add(place)
    return columns, ambiguous


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
        cells = {role: _at(row, column.place) for role, column in columns.items()}
        if all(map(_is_blank, cells.values())):
            continue
        if tuple(map(heading, row)) in heads or _is_note(row):
            notes.append(number)
            continue
        filled = frozenset(_fill(cells, above))
        lines.append(Line(number, cells, filled))
    return lines, totals, notes


def _fill(cells: dict[str, object], above: dict[str, object]) -> Iterator[str]:
    """Blank buildings and stairwells stand for the one above, as merged cells do."""
    for role in FILLED:
        if role not in cells:
            continue
        if not _is_blank(cells[role]):
            if above.get(role) != cells[role] and role == FILLED[0]:
                above.clear()
            above[role] = cells[role]
        elif role in above:
            cells[role] = above[role]
            yield role


def _total_label(row: Cells) -> str:
    for cell in row[:_WIDEST]:
        if isinstance(cell, str) and len(cell) <= SCANNED:
            name = heading(cell)
            if name in words().totals or name in words().subtotals:
                return name
            if any(name.endswith(word) for word in ("小计", "合计")):
                return name
    return ""


def _is_note(row: Cells) -> bool:
    first = next((cell for cell in row if not _is_blank(cell)), "")
    if not isinstance(first, str):
        return False
    name = heading(first.replace("：", ":").partition(":")[0]).rstrip("0123456789")
    return name in words().notes


def _at(row: Cells, place: int) -> object:
    return row[place] if place < len(row) else ""


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n　"))
