"""How people write flats, plates and bays in a transfer's memo; pure text, own patterns only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_PERSON_SIGNS = 4
_HAN_ONLY = re.compile(r"[一-龥]+\Z")
_BODIES = tuple("店部厂库局站行社所院校园馆场城户司会")
_ROOM_DIGITS = 4
LIMIT = 300  # signs of a memo that are looked at

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣~～", "-"))
_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
_HANS = "零〇一二两三四五六七八九十百"
_NUM = rf"[0-9]{{1,3}}|[{_HANS}]{{1,3}}"
_ROOM = rf"[0-9]{{3,8}}|[{_HANS}]{{3,6}}"
_STAIR_SIGN = r"(?:单元|门|梯)"
_FLAT = re.compile(
    rf"(?<![0-9A-Z.{_HANS}-])({_NUM})"
    r"(?:\s*(号楼|栋|幢|座|楼|#楼?|号)\s*-?\s*|\s*-\s*|/|\.| )"
    rf"(?:({_NUM})(?:\s*{_STAIR_SIGN}\s*-?\s*|\s*-\s*|/|\.| ))?"
    rf"({_ROOM})(?![0-9A-Z])(?!\s*(?:元|块))"
)
_BUILDING = re.compile(rf"(?<![0-9A-Z.{_HANS}-])({_NUM})\s*(?:号楼|栋|幢|#楼)")
_MONTH_AFTER = re.compile(r"(?:[-/至到][0-9]{1,2})?月")
_NEXT = re.compile(
    rf"(?:室|号|房)?(?:\s*[、,;和及与+]\s*|/|[-至到](?![0-9]{{5}}))({_ROOM})"
    r"(?![0-9A-Z.-])(?!\s*(?:元|块|年|月))"
)
_BARE = re.compile(
    r"(?<![0-9A-Z.¥-])([0-9]{3,4})(?![0-9A-Z.:-])(?!\s*(?:元|块|年|月|日|号楼|栋|幢))"
)
_PLATE = re.compile(r"([一-龥][A-Z])[·.\s-]?([A-Z0-9]{5,6})(?![A-Z0-9])")
_BAY = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,2})-?([0-9]{1,4})(?![A-Z0-9])(?!\s*(?:号?楼|栋|幢|座|单元))"
)
_BAY_NAMED = re.compile(
    r"(?:车位|泊位)(?:编?号)?[:\s]*([A-Z]{0,2})-?([0-9]{1,4})(?![A-Z0-9])"
    r"(?!\s*(?:元|块|个|辆|年|月|日|天|季|[-/.至到][0-9]))"
)
_MONTHS = re.compile(
    r"(?<![0-9.])([0-9]{1,2})(?:月份?)?\s*[-/至到]\s*([0-9]{1,2})月|(?<![0-9.])([0-9]{1,2})(个?)月"
)
_DATED = re.compile(r"(?:19|20)[0-9]{2}|[23][0-9](?:0[1-9]|1[0-2])")
_BRACKETS = str.maketrans("〔【〖[", "((((") | str.maketrans("〕】〗]", "))))")


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat as a memo names it.

    Attributes:
        building: number of the building, ``None`` where only a room is named.
        stairwell: number of the stairwell, ``None`` where not named.
        rooms: number of the room; several where digits of a month may follow it (``5017月``).
        plain: whether it is unmistakably a flat (building words, a dash, or three parts).
        dated: whether it is a bare number that may as well be a year or a month (``2024``).
    """

    building: int | None
    stairwell: int | None
    rooms: tuple[int, ...]
    plain: bool
    dated: bool = False


def plain(text: str) -> str:
    """NFKC, upper case, one kind of dash, single blanks, no control or format signs, cut."""
    folded = unicodedata.normalize("NFKC", text[: 2 * LIMIT]).translate(_DASHES).upper()
    kept = "".join(
        " " if sign.isspace() else sign
        for sign in folded
        if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return re.sub(" +", " ", kept).strip()[:LIMIT]


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """A name for comparing: ``plain`` without blanks, one kind of brackets."""
    return plain(text).replace(" ", "").translate(_BRACKETS)


@lru_cache(maxsize=8192)
def digits(text: str) -> str:
    """The digits of an account number."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


def number(text: str) -> int | None:
    """A number in digits or Chinese numerals: ``502``, ``五零二``, ``十二``, ``五百零二``."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if not any(sign in _TENS for sign in text):
        return int("".join(str(_HAN[sign]) for sign in text)) if set(text) <= set(_HAN) else None
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        elif sign in _HAN:
            digit = _HAN[sign]
        else:
            return None
    return total + digit


def flats(text: str) -> Iterator[Flat]:
    """The flats a normalised memo names, in order; bare rooms only where nothing more is said."""
    found = False
    for match in _FLAT.finditer(text):
        building = number(match[1])
        stairwell = number(match[3]) if match[3] else None
        rooms = _rooms(match[4], text[match.end() : match.end() + 5])
        of_month = match[2] == "号" and text[: match.start()].endswith("月")
        if building is None or not rooms or of_month:
            continue
        found = True
        parts = stairwell is not None or "-" in match[0]
        clear = match[2] is not None or (parts and " " not in match[0])
        yield Flat(building, stairwell, rooms, clear)
        place = match.end()
        while following := _NEXT.match(text, place):
            if (other := number(following[1])) is not None:
                yield Flat(building, stairwell, (other,), clear)
            place = following.end()
    if not found:
        for match in _BARE.finditer(text):
            named = text[match.end() :].startswith(("室", "房"))
            dated = not named and _DATED.fullmatch(match[1]) is not None
            yield Flat(None, None, (int(match[1]),), named, dated)


def buildings(text: str) -> set[int | None]:
    """The numbers of the buildings a normalised memo names, with or without a flat."""
    return {number(match[1]) for match in _BUILDING.finditer(text)}


def _rooms(written: str, after: str) -> tuple[int, ...]:
    """The room numbers some digits can mean, given what follows them (``7月``, ``2026年``)."""
    if not written.isascii():
        room = number(written)
        return () if room is None else (room,)
    found = [written] if len(written) <= _ROOM_DIGITS else []
    if _MONTH_AFTER.match(after):
        found += [written[:-size] for size in (1, 2) if 1 <= int(written[-size:]) <= 12]
    if after.startswith("年"):
        found += [written[:-size] for size in (4, 2) if written[-size:].startswith("2")]
    return tuple(int(room) for room in found if 3 <= len(room) <= _ROOM_DIGITS)


def plates(text: str) -> Iterator[str]:
    """The number plates a normalised memo names, without dots and blanks."""
    for match in _PLATE.finditer(text):
        yield match[1] + match[2]


def plate_key(text: str) -> str:
    """A plate for comparing."""
    return re.sub(r"[^一-龥A-Z0-9]", "", plain(text))


def bays(text: str) -> Iterator[str]:
    """The bays a normalised memo names, as ``bay_key`` has them."""
    for pattern in (_BAY, _BAY_NAMED):
        for match in pattern.finditer(text):
            yield f"{match[1]}{int(match[2])}"


def months_named(text: str) -> int:
    """How many months a memo says it pays (``6月``, ``7-9月``, ``3个月``), 0 if unsaid."""
    said = {_months_of(match) for match in _MONTHS.finditer(text)}
    return said.pop() if len(said) == 1 else 0


def _months_of(match: re.Match[str]) -> int:
    if match[3]:
        return int(match[3]) if match[4] else 1
    return max(int(match[2]) - int(match[1]) + 1, 0)


def bay_key(code: str) -> str:
    """A bay's code for comparing: letters and number (``A-017`` and ``A17`` are one)."""
    match = re.fullmatch(r"([A-Z]*)-?([0-9]+)", plain(code))
    return f"{match[1]}{int(match[2])}" if match else plain(code)


def is_person(name: str) -> bool:
    """Whether a name looks like a natural person's: a few Han signs, and no word for a body."""
    key = name_key(name)
    plain_name = key.replace("·", "")
    short = 2 <= len(plain_name) <= (_PERSON_SIGNS if plain_name == key else 4 * _PERSON_SIGNS)
    return short and _HAN_ONLY.match(plain_name) is not None and not key.endswith(_BODIES)
