"""What the columns of a sheet are: headings of one row or two, and the parts they play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from owners_ledger.registers.importing.words import Kind, heading

WIDEST = 100
_CHOSEN = -1

Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet that plays a part.

    Attributes:
        role: the register's column, or a helper.
        place: its index.
        title: its heading as written, the upper row's first.
        name: its heading as compared.
        group: the upper heading over it, as compared, "" without one.
    """

    role: str
    place: int
    title: str
    name: str
    group: str = ""

    @property
    def letter(self) -> str:
        """As spreadsheet programs name it."""
        return letter(self.place)


def letter(place: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def titles_of(rows: Sequence[Cells]) -> list[str]:
    """Each column's heading; of two rows both, on two lines, the upper one carried over a merge."""
    width = min(WIDEST, max(len(row) for row in rows))
    found: list[str] = []
    above = ""
    for place in range(width):
        cells = ["" if is_blank(cell := at(row, place)) else str(cell) for row in rows]
        if len(cells) == 1:
            found.append(cells[0].replace("\n", ""))
            continue
        upper, lower = (cell.replace("\n", "") for cell in cells)
        above = upper or above
        found.append(f"{above}\n{lower}" if lower else upper)
    return found


def assign(
    titles: Sequence[str], kind: Kind, chosen: Mapping[str, str]
) -> tuple[dict[str, Column], dict[str, tuple[Column, ...]]]:
    """Which column plays which part, and parts that several columns claim alike.

    Of several columns the more precise heading is taken. Columns of different groups (业主信息,
    租户信息) are not weighed against each other: the group of the key's column is meant.
    """
    claims = _claims(titles, kind, chosen)
    columns: dict[str, Column] = {}
    ambiguous: dict[str, tuple[Column, ...]] = {}
    taken: set[int] = set()
    anchor = ""
    for role in sorted(claims, key=lambda one: _turn(one, kind, chosen, claims)):
        rivals = [one for one in claims[role] if one[1].place not in taken]
        groups = {column.group for _rank, column in rivals if column.group}
        if len(groups) > 1 and rivals[0][0] != _CHOSEN:
            meant = [one for one in rivals if one[1].group in ("", anchor)] if anchor else []
            rivals = meant or [(0, column) for _rank, column in rivals]
        best = [column for rank, column in rivals if rank == min(rank for rank, _column in rivals)]
        if len(best) > 1:
            ambiguous[role] = tuple(best)
        elif best:
            columns[role] = best[0]
            taken.add(best[0].place)
            if role == kind.needed[-1]:
                anchor = best[0].group
    return columns, ambiguous


def _claims(
    titles: Sequence[str], kind: Kind, chosen: Mapping[str, str]
) -> dict[str, list[tuple[int, Column]]]:
    claims: dict[str, list[tuple[int, Column]]] = {}
    for place, title in enumerate(titles):
        upper, _line, lower = title.rpartition("\n")
        names = [heading(lower)] + ([heading(upper + lower)] if upper else [])
        for role, known in kind.headings.items():
            ranks = [known.index(name) for name in names if name and name in known]
            if role in chosen:
                wanted = chosen[role]
                hit = heading(wanted) in names or (bool(title) and wanted.upper() == letter(place))
                ranks = [_CHOSEN] if hit else []
            if ranks:
                name = next((one for one in reversed(names) if one in known), names[0])
                shown = title.replace("\n", "/")
                column = Column(role, place, shown, name, heading(upper))
                claims.setdefault(role, []).append((min(ranks), column))
    return claims


def _turn(
    role: str,
    kind: Kind,
    chosen: Mapping[str, str],
    claims: Mapping[str, Sequence[tuple[int, Column]]],
) -> tuple[bool, bool, int, str]:
    """Which part chooses first: what the user said, what the register needs, the most precise."""
    rank = min(rank for rank, _column in claims[role])
    return role not in chosen, role not in kind.needed, rank, role


def at(row: Cells, place: int) -> object:
    return row[place] if place < len(row) else ""


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n　"))
