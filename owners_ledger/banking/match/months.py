"""The months a memo says it pays for (``1-3月``, ``2026年一季度``, ``202603``); pure text.

Only what is said outright counts. Days (``2026-03-05``, ``3月5日``), rooms, plates and amounts are
no months; what concerns months but does not say which (``半年``, ``付至6月``, ``3月起``, months
with a gap) is kept as unclear, so that nothing else is taken for it.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

YEAR = 12
_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_NEXT = ("明年", "来年", "次年")
_RELATIVE = {
    "前年": -2,
    **dict.fromkeys(("去年", "上年"), -1),
    **dict.fromkeys(("今年", "本年", "当年"), 0),
    **dict.fromkeys(_NEXT, 1),
}
_NUMERALS = "零〇一二两三四五六七八九十百"
_NUM = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二两三四五六七八九])"
_QUARTER = "[1-4一二三四]"
_MM = "(?:1[0-2]|0?[1-9])"
_MM2 = "(?:0[1-9]|1[0-2])"
_Y4 = "20[0-9]{2}"
_SAID_YEAR = rf"(?:(?:{_Y4}|[2-4][0-9])年度?|{'|'.join(_RELATIVE)}) ?"
_TO = " ?[-至到] ?"
_AND = " ?[、,和及与+] ?"
# A room, a date, a plate or a list is not cut in two; "至6月" says no beginning. What was read
# already is NUL.
_ALONE = (
    rf"(?<![0-9A-Z{_NUMERALS}])(?<![0-9][-./:、,和及与+])(?<![0-9] [-.])"
    r"(?<![至到止每近前年])(?<!年 )(?<!\0-)(?<!\0 -)(?<!\0 - )"
    r"(?<!(?<![0-9-])20[2-4][0-9] )"  # a year, or a room
)
# What makes of a month a day, or a beginning, or an end.
_SPECIFIC = r"(?![份度]? ?(?:[至到起底初末前后止]|- ?[0-9\0]|[中上下]旬|之[前后]|以[前后]|开始))"
_ENDS = r"(?![0-9])(?![-./][0-9])"
_DATE = re.compile(
    rf"(?<![0-9A-Z])(?:{_Y4}([-./]){_MM}\1[0-3]?[0-9]|{_Y4}{_MM2}[0-3][0-9]"
    rf"|(?:{_SAID_YEAR})?{_NUM}月 ?[0-3]?[0-9] ?[日号](?!楼))(?![0-9月])"
)
_UNCLEAR = re.compile(
    rf"[0-9{_NUMERALS}]+ ?个?月|[本当上下]个?月|季度|半年|年度|[0-9{_NUMERALS}]+ ?年"
    rf"|(?<![0-9]){_Y4}[-./]?{_MM2}(?![0-9])"
)
_BETWEEN = re.compile(r"[ 、,和及与+/]*\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """Months as a memo says them.

    Attributes:
        start: place in the text.
        end: place after it.
        year: calendar year of ``first``, ``None`` if unsaid.
        first: first month, counted from 0 for January.
        last: last month, from 12 on in the next years.
        clear: whether it is said which months; else nothing of the above holds.
        whole: whether only a year is said.
    """

    start: int
    end: int
    year: int | None = None
    first: int = 0
    last: int = 0
    clear: bool = True
    whole: bool = False

    @property
    def months(self) -> tuple[bool, int | None, int, int]:
        """What is said, without its place."""
        return self.clear, self.year, self.first, self.last


def months_said(text: str, day: datetime.date) -> tuple[Said, ...]:
    """The months a normalised memo says, in its order; neighbours are one.

    Args:
        text: the memo, as ``text.plain`` gives it.
        day: of the payment, for ``去年`` and the like.
    """
    found: list[Said] = []
    rest = text
    for pattern, read in _READERS:
        for match in list(pattern.finditer(rest)):
            if (said := read(match, day)) is not None:
                found.append(said)
            rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    found.sort(key=lambda one: one.start)
    joined: list[Said] = []
    for one in found:
        if joined and _BETWEEN.match(text, joined[-1].end, one.start):
            joined[-1] = union(joined[-1], one)
        else:
            joined.append(one)
    return tuple(_of_one_year(joined))


def union(one: Said, other: Said) -> Said:
    """Both as one; unclear where a gap lies between them or the years cannot be told."""
    both = replace(one, end=other.end, whole=False)
    unclear = replace(both, clear=False)
    if not (one.clear and other.clear):
        return unclear
    if one.months == other.months:
        return both
    if one.whole and other.year is None:
        return replace(other, start=one.start, year=one.year)
    if other.year is None:
        begins = other.first + (YEAR if other.first <= one.last else 0)
    elif one.year is not None:
        begins = other.first + (other.year - one.year) * YEAR
    else:
        return unclear
    return replace(both, last=other.last - other.first + begins, clear=begins == one.last + 1)


def _of_one_year(found: list[Said]) -> Iterator[Said]:
    """``2026年 … 3月``: a year said by itself, or with the same months, holds for both."""
    if len(found) == 2 and found[0].whole and found[1].clear and found[1].year is None:
        yield replace(found[1], year=found[0].year)
        return
    dated = {(one.first, one.last): one.year for one in found if one.clear and one.year}
    for one in found:
        alike = one.clear and one.year is None
        yield replace(one, year=dated.get((one.first, one.last))) if alike else one


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.startswith("十"):
        return 10 + (_HAN[text[1]] if len(text) > 1 else 0)
    return _HAN[text]


def _year(text: str | None, day: datetime.date) -> int | None:
    """``2026年``, ``26年``, ``去年``, ``2026``; ``None`` where nothing is written."""
    written = (text or "").strip().removesuffix("度")
    if not written:
        return None
    if written in _RELATIVE:
        return day.year + _RELATIVE[written]
    return int(written.strip("年- ")) % 100 + 2000


def _range(match: re.Match[str], day: datetime.date, size: int = 1) -> Said:
    """From the first to the last of months (``size`` 1) or quarters (3), or the one named."""
    year, until = (_year(match[key], day) for key in ("year", "until"))
    first = _number(match["first"]) * size - size
    last = _number(match["last"] or match["first"]) * size - 1
    if (match["until"] or "").strip() in _NEXT:
        last += YEAR  # the year after the one the range begins in
    elif year is None and until is not None:
        year = until if first <= last else until - 1
        last += 0 if first <= last else YEAR
    elif year is not None and until is not None:
        last += (until - year) * YEAR
    elif last < first and match[0].count("月") == 2:
        last += YEAR
    return Said(*match.span(), year, first, last, clear=first <= last)


def _days(match: re.Match[str], day: datetime.date) -> Said:
    """From the first day of a month to the last of another."""
    said = _range(match, day)
    year = (said.year or 0) + said.last // YEAR
    ends = calendar.monthrange(year, said.last % YEAR + 1)[1] == int(match["day"])
    return replace(said, clear=said.clear and ends)


def _listed(match: re.Match[str], day: datetime.date) -> Said:
    numbers = [_number(one) - 1 for one in re.findall(_NUM, match["list"])]
    follow = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return Said(*match.span(), _year(match["year"], day), numbers[0], numbers[-1], clear=follow)


def _quarters(match: re.Match[str], day: datetime.date) -> Said:
    said = _range(match, day, 3)
    follow = said.last - said.first == 5 or not re.search(_AND, match[0])
    return replace(said, clear=said.clear and follow)


def _half(match: re.Match[str], day: datetime.date) -> Said:
    first = 0 if match["half"] == "上" else 6
    return Said(*match.span(), _year(match["year"], day), first, first + 5)


def _whole_year(match: re.Match[str], day: datetime.date) -> Said:
    year = _year(match["year"], day)
    return Said(*match.span(), year, 0, YEAR - 1, whole=year is not None)


_Reader = Callable[[re.Match[str], datetime.date], Said | None]
_IN_YEAR = rf"{_ALONE}(?P<year>{_SAID_YEAR})?"
_NUMERIC_DAYS = (
    rf"{_ALONE}(?P<year>{_Y4})[-./年](?P<first>{_MM})[-./月]0?1[日号]?{_TO}(?:(?P<until>{_Y4})"
    rf"[-./年])?(?P<last>{_MM})[-./月](?P<day>[23][0-9])[日号]?(?![0-9])"
)
_PACKED_DAYS = (
    rf"{_ALONE}(?P<year>{_Y4})(?P<first>{_MM2})01{_TO}"
    rf"(?P<until>{_Y4})(?P<last>{_MM2})(?P<day>[23][0-9])(?![0-9])"
)
_NUMERIC = (
    rf"{_ALONE}(?P<year>{_Y4})(?:[-./](?={_MM})|(?={_MM2}))(?P<first>{_MM})月?"
    rf"(?:{_TO}(?:(?P<until>{_Y4})[-./]?)?(?P<last>{_MM}))?月?{_ENDS}{_SPECIFIC}"
)
_WORDS = (
    rf"{_IN_YEAR}(?P<first>{_NUM})(?:月?份?{_TO}(?P<until>{_SAID_YEAR})?(?P<last>{_NUM}))?"
    rf"月[份度]?{_SPECIFIC}"
)
_QUARTERS = (
    rf"{_IN_YEAR}第?(?P<first>{_QUARTER})(?:(?:季度)?(?:{_TO}|{_AND})(?P<until>{_SAID_YEAR})?"
    rf"第?(?P<last>{_QUARTER}))?季度{_SPECIFIC}"
)
_Q = (
    rf"{_ALONE}(?P<year>{_Y4}年?[ -]?)?Q(?P<first>[1-4])"
    rf"(?:{_TO}(?P<until>{_Y4}年?)?Q?(?P<last>[1-4]))?{_ENDS}{_SPECIFIC}"
)
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(_NUMERIC_DAYS), _days),
    (re.compile(_PACKED_DAYS), _days),
    (_DATE, lambda _match, _day: None),
    (re.compile(_NUMERIC), _range),
    (re.compile(rf"{_IN_YEAR}(?P<list>{_NUM}(?:{_AND}{_NUM})+)月[份度]?{_SPECIFIC}"), _listed),
    (re.compile(_WORDS), _range),
    (re.compile(_QUARTERS), _quarters),
    (re.compile(_Q), _quarters),
    (re.compile(rf"{_IN_YEAR}(?P<half>[上下])半年{_SPECIFIC}"), _half),
    (re.compile(rf"{_ALONE}(?P<year>{_SAID_YEAR})(?:全年|整年)?{_SPECIFIC}"), _whole_year),
    (re.compile(rf"{_ALONE}(?P<year>)(?:全年|整年){_SPECIFIC}"), _whole_year),
    (_UNCLEAR, lambda match, _day: Said(*match.span(), clear=False)),
)
