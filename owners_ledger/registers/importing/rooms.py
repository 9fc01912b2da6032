"""Room numbers in the spellings people use, as the register's ``3-1-502``.

A spelling is cut into parts, each a number with or without a word behind it (栋, 单元, 室 …).
Every way to deal the parts to building, stairwell and room that agrees with the words, with the
sheet's own columns and with what is known of the building is tried: one way left is the answer,
none or several is ``UnclearError``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from owners_ledger.i18n import _
from owners_ledger.registers.importing.unclear import UnclearError

_DASHES = re.compile(r"[-‐‑‒–—―−﹣ー~_/\\.、·|]+")
_PART = re.compile(
    r"([A-Z]?[0-9]{1,5}[A-Z]?|[A-Z]{1,2}|[零〇一二两三四五六七八九十百]+)"
    r"(号楼|楼栋|号房|单元|栋|幢|座|梯|门|层|楼|室|号|户|房|#楼|#|)"
)
_DATE = re.compile(
    r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}( 0{1,2}:00(:00)?)?\Z|[0-9]{1,2}月[0-9]{1,2}日\Z"
)
_BUILDING = frozenset({"号楼", "楼栋", "栋", "幢", "座", "#", "#楼"})
_STAIRWELL = frozenset({"单元", "梯", "门"})
_ROOM = frozenset({"室", "户", "房", "号房"})
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_LONGEST_ROOM = 4


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the estate, from its register and from the sheet itself.

    Attributes:
        codes: the register's room numbers.
        stairwells: whether a building's rooms are told apart by stairwell, by building.
        default: the same for a building not yet known; ``None``: nothing is known.
    """

    codes: frozenset[str] = frozenset()
    stairwells: Mapping[str, bool] = field(default_factory=dict)
    default: bool | None = None

    @classmethod
    def of(cls, codes: Iterable[str]) -> Known:
        """From room numbers; what other buildings do is expected of unknown ones."""
        known = frozenset(codes)
        found: dict[str, bool] = {}
        for code in known:
            building, _dash, rest = code.partition("-")
            found[building] = found.get(building, False) or "-" in rest
        return cls(known, found, any(found.values()) if found else None)

    def has_stairwells(self, building: str) -> bool:
        """Whether a room of that building needs its stairwell."""
        return self.stairwells.get(building, bool(self.default))

    def lacks_stairwells(self, building: str) -> bool:
        """Whether it is known that the building has none."""
        return self.stairwells.get(building, self.default) is False


@dataclass(frozen=True, slots=True)
class Room:
    """A room number in its parts; ``code`` joins them."""

    building: str
    stairwell: str
    room: str

    @property
    def code(self) -> str:
        """``3-1-502``, ``3-502`` where there are no stairwells."""
        return "-".join(filter(None, (self.building, self.stairwell, self.room)))


def part(text: str) -> str:
    """A building or stairwell from a column of its own: ``三栋``, ``03#``, ``3`` → ``3``.

    Raises:
        UnclearError: it is more than one part, or none.
    """
    found = _cut(_plain(text))
    if len(found) != 1:
        raise UnclearError(_("“{text}”不是一个楼栋或单元的编号").format(text=text[:40]))
    return found[0][0]


def read(
    text: str, known: Known, *, building: str = "", stairwell: str = "", is_filled: bool = False
) -> Room:
    """The room a spelling means.

    Args:
        text: the cell.
        known: what is known of the estate.
        building: the building by the sheet's own column, "" without one.
        stairwell: the stairwell likewise.
        is_filled: the columns are blank in this row and stand for what is written above it; a
            cell that says its building itself does not heed them.

    Raises:
        UnclearError: it means no room, or may mean several.
    """
    if _DATE.match(text.strip()):
        raise UnclearError(
            _("房号“{text}”被表格软件当成了日期，请把该列设为文本重填").format(text=text[:40])
        )
    parts = _cut(_plain(text))
    own = bool(parts) and (len(parts) >= 3 or parts[0][1] in _BUILDING)
    column = Room("", "", "") if own and is_filled else Room(building, stairwell, "")
    found = set(_ways(parts, column))
    placed = {room for room in found if room.building}
    bare = {room for room in placed if not room.stairwell and known.lacks_stairwells(room.building)}
    if len(bare) == 1:
        return bare.pop()  # where there are no stairwells, 5-101 of building 5 says it once more
    if len(placed) == 1 and all(_is_whole(room, known) for room in placed):
        return placed.pop()
    raise UnclearError(_reason(text, found, placed, known))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = "".join(plain.split())
    return _DASHES.sub("-", plain)


def _cut(plain: str) -> list[tuple[str, str]]:
    """Parts with the word behind each; empty where something else is written too."""
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(plain):
        if plain[place] == "-" and found:
            place += 1
            continue
        match = _PART.match(plain, place)
        if match is None or (found and not found[-1][1] and plain[place - 1] != "-"):
            return []
        number, word = match.groups()
        found.append((_number(number), word))
        place = match.end()
    return found


def _number(text: str) -> str:
    if text.isascii():
        return str(int(text)) if text.isdigit() else text
    if "十" not in text and "百" not in text:
        return "".join(str(_DIGITS[sign]) for sign in text).lstrip("0") or "0"
    total = 0
    last = None
    for sign in text:
        if sign in "十百":
            total += (1 if last is None else last) * (10 if sign == "十" else 100)
            last = 0
        else:
            last = _DIGITS[sign]
    return str(total + (last or 0))


def _ways(parts: list[tuple[str, str]], column: Room) -> Iterator[Room]:
    """Every way to deal the parts out; columns fill what the cell leaves open."""
    floor = ""
    if len(parts) > 1 and parts[-2][1] in ("层", "楼") and len(parts) > 2 - bool(column.building):
        floor, parts = parts[-2][0], [*parts[:-2], parts[-1]]
    if not 1 <= len(parts) <= 3:
        return
    *before, (room, word) = parts
    if word and word not in _ROOM and word != "号":
        return
    if not room[-1:].isdigit() and not room[:-1].isdigit():
        return
    if len(re.sub("[A-Z]", "", room)) > _LONGEST_ROOM:
        return
    if floor and not (room.isdigit() and len(room) > 2 and room[:-2] == floor):
        return
    for building, stairwell in _places(before):
        if building and column.building and building != column.building:
            continue
        if stairwell and column.stairwell and stairwell != column.stairwell:
            continue
        yield Room(building or column.building, stairwell or column.stairwell, room)


def _places(before: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if not before:
        yield "", ""
    elif len(before) == 1:
        value, word = before[0]
        if word not in _STAIRWELL and word not in _ROOM and word != "层":
            yield value, ""
        if word not in _BUILDING and word not in _ROOM and word not in ("层", "楼", "号"):
            yield "", value
    else:
        (building, first), (stairwell, second) = before
        if first in {*_BUILDING, "", "号", "楼"} and second in {*_STAIRWELL, ""}:
            yield building, stairwell


def _is_whole(room: Room, known: Known) -> bool:
    return bool(room.stairwell) or not known.has_stairwells(room.building)


def _reason(text: str, found: set[Room], placed: set[Room], known: Known) -> str:
    if not text.strip():
        return _("没有房号")
    if len(placed) > 1:
        return _("房号“{text}”可以读成 {codes}").format(
            text=text[:40], codes="、".join(sorted(room.code for room in placed))
        )
    if not found:
        return _("房号“{text}”看不懂，或与楼栋、单元两列不符").format(text=text[:40])
    if not placed:
        return _("房号“{text}”没有写楼栋").format(text=text[:40])
    rooms = {(room.building, room.room) for room in placed}
    likely = sorted(
        code
        for code in known.codes
        if any(code.startswith(f"{one}-") and code.endswith(f"-{room}") for one, room in rooms)
    )
    if likely:
        return _("房号“{text}”没有写单元（登记簿里有 {codes}）").format(
            text=text[:40], codes="、".join(likely[:6])
        )
    return _("房号“{text}”没有写单元").format(text=text[:40])
