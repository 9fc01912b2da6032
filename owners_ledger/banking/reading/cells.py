"""What one cell says: text without invisible characters, an amount, a date, a time of day.

A cell that the spreadsheet holds as a number always has a point in its text
(``202690000001.0``), so an identifier that went through a number can be told from one that
did not.
"""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal
from functools import lru_cache

from owners_ledger import money
from owners_ledger.money import FEN, AmountError

CELL_LIMIT = 4096
BLANKS = frozenset(["", "-", "--", "---", "—", "——", "－", "/", "null", "NULL", "None"])

_REMOVED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffd\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e01ef]"
)
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\ufffd").union(map(chr, _SELECTORS))
_BLANK_RUN = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?[0-9]+\.[0-9]+\Z", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?[eE]\+?[0-9]+\Z", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([, ])[0-9]{3}(\1[0-9]{3})*(\.[0-9]*)?\Z", re.ASCII)
_REMARK = re.compile(r"(?<=\S)\s*[(（\[【][^()（）\[\]【】]*[)）\]】]?\Z")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋（）￥\u2212", "0123456789.,-+()¥-")
_NOISE = 1e-9
_STEPS = 8  # of binary fractions that a sum in a spreadsheet may be off
_MOST_NOISE = 1e-4
_EXACT = 1e15


class LongCellError(ValueError):
    """A cell with more text than any bank writes."""


def text(cell: object) -> str:
    """The cell as one line of visible text, "" where it is empty.

    Raises:
        LongCellError: the cell holds more than ``CELL_LIMIT`` characters.
    """
    if type(cell) is str:
        found = cell.strip()
        if len(found) > CELL_LIMIT:
            raise LongCellError(found[:20])
        if not found.isprintable() or not (found.isascii() or _INVISIBLE.isdisjoint(found)):
            found = _BLANK_RUN.sub(" ", _REMOVED.sub("", found)).strip()
        if found[:1] in ("`", "'", "="):
            found = _unmarked(found)
        return found
    return "" if cell is None else _typed(cell)


def value(cell: object) -> str | None:
    """The cell's text as a person reads it, ``None`` where it says nothing (``-``, ``0``)."""
    found = text(cell)
    if found in BLANKS or not found.strip("0").strip("."):
        return None
    return found[:-2] if found.endswith(".0") and _NUMBER.match(found) else found


def account_number(found: str) -> str:
    """An account number as a label gives it, without a remark in brackets (``（人民币）``)."""
    return _REMARK.sub("", found).removesuffix(".0")


def is_number(found: str) -> bool:
    """Whether an identifier's text went through a number and may have lost digits."""
    return bool(_NUMBER.match(found) or _SCIENTIFIC.match(found))


def is_rounded(found: str) -> bool:
    """Whether digits of an identifier are certainly gone (``6.21799E+18``)."""
    return bool(_SCIENTIFIC.match(found))


def _unmarked(found: str) -> str:
    """Without the marks that keep spreadsheet programs from reading a text as a number."""
    if found.startswith('="') and found.endswith('"') and len(found) > 2:
        return found[2:-1].strip()
    return found[1:].strip() if found[0] in "`'" else found


def _typed(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int):
        return f"{cell}.0" if abs(cell) < _EXACT else f"{cell:.14E}"
    if isinstance(cell, float):
        return _float(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.timedelta):
        return _of_day(round(cell.total_seconds())).isoformat()
    return str(cell).partition(".")[0]


def _float(number: float) -> str:
    """A spreadsheet number: whole fen but for binary noise, else with all its digits."""
    if not abs(number) < _EXACT:
        return f"{number:.14E}"
    exact = Decimal(repr(number))
    fen = exact.quantize(FEN)
    if abs(exact - fen) > Decimal(repr(min(max(_NOISE, _STEPS * math.ulp(number)), _MOST_NOISE))):
        return f"{exact:f}"
    return f"{fen.normalize():f}" if fen % 1 else f"{fen:.1f}"


@lru_cache(maxsize=4096)
def amount(found: str) -> Decimal | None:
    """An amount in yuan, ``None`` where the cell is blank.

    Accepts thousands separators, a leading ``+``, a currency sign, 元, ``(12.00)`` for minus and
    full-width figures.

    Raises:
        AmountError: the text is no amount of whole fen.
    """
    if found in BLANKS:
        return None
    plain = found.translate(_HALF_WIDTH).strip("¥元 ")
    for prefix in ("CNY", "RMB"):
        plain = plain.removeprefix(prefix).strip()
    if plain[:2] in ("+¥", "-¥"):
        plain = plain[0] + plain[2:].lstrip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if _GROUPED.match(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if plain.startswith((".", "-.", "+.")):
        plain = plain.replace(".", "0.", 1)
    try:
        return money.parse(plain.removesuffix("."))
    except AmountError:
        return money.parse(found)  # refused in the file's own characters


_STAMP = re.compile(
    r"(?P<y>[0-9]{4})(?P<s>[-/.年]?)(?P<m>[0-9]{1,2})(?:(?P=s)|月)(?P<d>[0-9]{1,2})日?"
    r"(?:[ T\-]{0,2}(?P<H>[0-9]{1,2})[:.时]?(?P<M>[0-9]{2})(?:[:.分]?(?P<S>[0-9]{2}))?秒?"
    r"[.:]?[0-9]{0,9}(?:\+08:?00)?)?\Z",
    re.ASCII,
)
_COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})"
    r"(?:[ T\-]{0,2}([0-9]{2}):?([0-9]{2}):?([0-9]{2})[.:]?[0-9]{0,9})?\Z",
    re.ASCII,
)
_CLOCK = re.compile(
    r"([0-9]{1,2})[:.时]?([0-9]{2})(?:[:.分]?([0-9]{2}))?秒?[.:]?[0-9]{0,9}\Z", re.ASCII
)
_SERIAL_DAY = re.compile(r"([1-9][0-9]{4})\.([0-9]{1,12})\Z", re.ASCII)
_EPOCH = datetime.date(1899, 12, 30)
_DAY_SECONDS = 86400

Stamp = tuple[datetime.date, "datetime.time | None"]


def stamp(found: str) -> Stamp | None:
    """A date, with the time of day where the cell gives one; ``None``: the text is no date.

    Raises:
        ValueError: the text has the form of a date that the calendar does not have.
    """
    if len(found) == 19 and found[4] == "-" and found[10] == " ":
        return _split(found, 10)
    if len(found) == 17 and found[8] == " " and found[:8].isdigit():
        return _split(found, 8)
    return _any_stamp(found)


def _split(found: str, at: int) -> Stamp | None:
    """A full stamp by its halves: the day repeats from row to row and is remembered."""
    day = _any_stamp(found[:at])
    time = clock(found[at + 1 :])
    if day and time is None:
        raise ValueError(found)
    return (day[0], time) if day else None


@lru_cache(maxsize=8192)
def _any_stamp(found: str) -> Stamp | None:
    whole = found[:-2] if found.endswith(".0") and len(found) == 10 else found
    match = _COMPACT.match(whole)
    if match:
        year, month, day, hour, minute, second = match.groups()
    else:
        serial = _SERIAL_DAY.match(found)
        if serial:
            return _from_serial(found)
        match = _STAMP.match(found)
        if not match or not match["s"]:
            return None
        year, month, day, hour, minute, second = match.group("y", "m", "d", "H", "M", "S")
    date = datetime.date(int(year), int(month), int(day))
    if hour is None:
        return date, None
    return date, datetime.time(int(hour), int(minute), int(second or 0))


def _from_serial(found: str) -> Stamp:
    """An Excel day number of the 1900 system, the time of day rounded to a second."""
    seconds = int((Decimal(found) * _DAY_SECONDS).to_integral_value())
    days, rest = divmod(seconds, _DAY_SECONDS)
    date = _EPOCH + datetime.timedelta(days=days)
    if not rest:
        return date, None
    return date, _of_day(rest)


def _of_day(seconds: int) -> datetime.time:
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return datetime.time(hour % 24, minute, second)


@lru_cache(maxsize=16384)
def clock(found: str) -> datetime.time | None:
    """A time of day (``09:12:31``, ``091231``, a day's fraction), ``None`` where it is none."""
    if _NUMBER.match(found):
        if found.startswith("0.") and found != "0.0":
            return _from_serial("40000" + found[1:])[1]
        found = found[:-2].zfill(6)
    match = _CLOCK.match(found)
    if not match:
        return None
    hour, minute, second = match.groups()
    try:
        return datetime.time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
