"""Rows of a committee's sheet as rows of a register, or the reason why one is not understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from owners_ledger.i18n import _
from owners_ledger.registers.importing import per, rooms, values
from owners_ledger.registers.importing.sheet import Line, Table
from owners_ledger.registers.importing.unclear import UnclearError
from owners_ledger.registers.importing.words import Kind, words

_CONVERTERS: Mapping[str, Callable[[object], str]] = {
    "area": values.area,
    "money": values.money,
    "number": values.number,
    "date": values.date,
    "digits": values.digits,
    "code": values.code,
    "floor": values.floor,
    "text": values.words,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row of the sheet says.

    Attributes:
        number: its row in the sheet, from 1.
        cells: register columns the sheet speaks of, in the register's writing; "" where empty.
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A row that is not understood.

    Attributes:
        number: its row in the sheet, from 1.
        what: the cells that tell people which row it is.
        reason: why.
    """

    number: int
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """All rows of a table.

    Attributes:
        entries: those understood.
        unclear: the others.
    """

    entries: tuple[Entry, ...]
    unclear: tuple[Unclear, ...]


def read(table: Table, kind: Kind, known: rooms.Known, fixed: Mapping[str, str]) -> Read:
    """Every row of a table in the register's writing.

    Args:
        table: the sheet's table.
        kind: the register.
        known: what is known of the estate.
        fixed: values for columns the sheet has not, or leaves empty, as the user said.
    """
    if known.default is None:
        known = _learnt(table, known)
    implied: dict[str, str] = {}
    for head in table.columns.values():
        names = words().implied.get(head.role, {})
        implied |= {**names.get(head.group, {}), **names.get(head.name, {})}
    defaults = {
        column: value for column, value in {**implied, **fixed}.items() if column in kind.columns
    }
    entries: list[Entry] = []
    unclear: list[Unclear] = []
    for line in table.lines:
        cells, reasons = _cells(line, kind, known)
        for role, head in table.columns.items():
            try:
                per.refuse_other_time(role, head.title, line.cells[role], cells, defaults)
            except UnclearError as error:
                reasons.append(f"{role}：{error.reason}")
        for column, value in defaults.items():
            if not cells.get(column):
                cells[column] = value
        if reasons:
            unclear.append(Unclear(line.number, shown(line), "；".join(reasons)))
        else:
            entries.append(Entry(line.number, cells))
    return Read(tuple(entries), tuple(unclear))


def converted(column: str, cell: object) -> str:
    """A cell in the register's writing of that column.

    Raises:
        UnclearError: it cannot be read, or in more than one way.
    """
    kind_of_cell = words().types.get(column, "text")
    if kind_of_cell == "choice":
        return values.choice(cell, words().values[column])
    if isinstance(cell, str) and cell.strip() in words().empty.get(column, ()):
        return ""
    return _CONVERTERS.get(kind_of_cell, values.words)(cell)


def canonical(column: str, text: str) -> str:
    """A register's cell as it would be written today, to compare with; as it is where unclear."""
    try:
        return converted(column, text)
    except UnclearError:
        return text


def shown(line: Line) -> str:
    """The filled cells of a row, short and harmless on a terminal."""
    texts = []
    for role, cell in line.cells.items():
        if role in line.filled or cell in ("", None):
            continue
        said = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        text = "".join(sign if sign.isprintable() else " " for sign in str(said)).strip()
        texts.append(text if len(text) <= 20 else f"{text[:20]}…")
    return " ".join(texts[:4])


def _cells(line: Line, kind: Kind, known: rooms.Known) -> tuple[dict[str, str], list[str]]:
    cells: dict[str, str] = {}
    reasons: list[str] = []
    for role, cell in line.cells.items():
        kind_of_cell = words().types.get(role, "text")
        if kind_of_cell in ("room", "room-or-code", "building", "stairwell"):
            continue
        try:
            cells[role] = converted(role, cell)
        except UnclearError as error:
            reasons.append(f"{role}：{error.reason}")
    for role in ("房号", "房号或合同"):
        if role not in line.cells:
            continue
        try:
            cells |= _room(role, line, kind, known)
        except UnclearError as error:
            reasons.append(error.reason)
    if cells.get("建筑面积") == "0.00":
        reasons.append(_("建筑面积是 0"))
    return cells, reasons


def _room(role: str, line: Line, kind: Kind, known: rooms.Known) -> dict[str, str]:
    text = values.text(line.cells[role])
    plain = unicodedata.normalize("NFKC", text).upper()
    if not text and role in kind.empties:
        return {role: ""}
    if plain in known.codes and "楼栋" not in line.cells:
        return {role: plain}
    if role == "房号或合同" and plain[:1].isalpha() and plain not in known.codes:
        return {role: values.code(text)}  # a lease's number; rooms begin with their building
    room = rooms.read(
        text,
        known,
        building=_part(line, "楼栋"),
        stairwell=_part(line, "单元"),
        is_filled="楼栋" in line.filled,
    )
    if room.code in known.codes or "楼栋" not in kind.columns:
        return {role: room.code}  # the register's own 楼栋 and 单元 stand
    return {role: room.code, "楼栋": room.building, "单元": room.stairwell}


def _part(line: Line, role: str) -> str:
    text = values.text(line.cells.get(role, ""))
    return rooms.part(text) if text else ""


def _learnt(table: Table, known: rooms.Known) -> rooms.Known:
    """Of an estate without a register: a sheet that names one stairwell names them all.

    Where no row can only be read with a stairwell, there are none.
    """
    codes: list[str] = []
    for line in table.lines:
        try:
            room = rooms.read(
                values.text(line.cells.get("房号", "")),
                known,
                building=_part(line, "楼栋"),
                stairwell=_part(line, "单元"),
                is_filled="楼栋" in line.filled,
            )
        except UnclearError:
            continue
        codes.append(room.code)
    learnt = rooms.Known.of(codes)
    return rooms.Known(known.codes, {}, bool(learnt.default))
