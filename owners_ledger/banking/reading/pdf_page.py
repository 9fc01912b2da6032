"""Words and ruling lines of a PDF page, as plain values: what the table is read from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

UNREADABLE = "〓"

_SAME_LINE = 0.35
_SAME_PLACE = 0.15
_WORD_GAP = 0.12
_BLANK_GAP = 0.18
_WIDE_GAP = 1.0
_MIDDLE = 0.35
_DAY = re.compile(r"[0-9]{4}([-/.年]?)[0-9]{2}([-/.月]?)[0-9]{2}日?\Z")
_CLOCK = re.compile(r"[0-9]{1,2}[:.时][0-9]{2}")

# Fonts that share one glyph between a character and its radical lead some writers to name the
# radical; NFKC undoes that but for these (Unicode: EquivalentUnifiedIdeograph.txt).
_RADICALS = str.maketrans(
    "⼾⺠⺟⻄⻅⻆⻈⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⼀⼆",
    "户民母西见角讠贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟一二",
)


Vertical = tuple[float, float, float]
"""A ruling line: x, lower y, upper y."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One character: its text, left and right edge, baseline (upwards) and size in points.

    ``run`` tells the marks that one instruction of the page sets from those of the next.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    run: int


@dataclass(frozen=True, slots=True)
class Word:
    """Marks that stand together."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def centre(self) -> float:
        """The middle between left and right edge."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Textline:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    base: float
    size: float

    @property
    def text(self) -> str:
        """The line as a person reads it."""
        return along(self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        number: from 1.
        lines: from top to bottom.
        verticals: ruling lines as x, lower y, upper y.
        horizontals: ruling lines as y, left x, right x.
        has_image: a picture stands on it.
        has_hidden: text is there that nobody sees (the layer a scanner's reader adds).
    """

    number: int
    lines: tuple[Textline, ...]
    verticals: tuple[Vertical, ...]
    horizontals: tuple[tuple[float, float, float], ...]
    has_image: bool
    has_hidden: bool


def readable(text: str) -> str:
    """The text of a mark: radicals as the characters they look like, 〓 for what has no meaning."""
    found = "".join(map(_readable, text.translate(_RADICALS)))
    return found if found.strip() or not text.strip() else UNREADABLE


def _readable(mark: str) -> str:
    if "\u2e80" <= mark <= "\u2fdf" or "\uf900" <= mark <= "\ufaff" or "\ufb00" <= mark <= "\ufb06":
        return unicodedata.normalize("NFKC", mark)
    if mark == "\ufffd" or unicodedata.category(mark) in ("Co", "Cn", "Cs", "Cc"):
        return " " if mark in "\t\r\n" else UNREADABLE
    return mark


def lines_of(marks: Iterable[Mark], verticals: Iterable[Vertical]) -> Iterator[Textline]:
    """The marks of a page as lines of words; no word goes through a ruling line."""
    rules = sorted(verticals)
    group: list[Mark] = []
    for mark in sorted(marks, key=lambda each: -each.base):
        if group and group[0].base - mark.base > _SAME_LINE * max(group[0].size, mark.size):
            yield from _line(group, rules)
            group = []
        group.append(mark)
    yield from _line(group, rules)


def _line(marks: list[Mark], rules: list[Vertical]) -> Iterator[Textline]:
    if not marks:
        return
    middle = marks[0].base + _MIDDLE * marks[0].size
    cuts = [x for x, low, top in rules if low <= middle <= top]
    ordered = sorted(marks, key=lambda each: (each.left, each.right))
    words = tuple(_words(ordered, cuts, Counter(mark.run for mark in marks)))
    if words:
        yield Textline(words, words[0].base, max(word.size for word in words))


def _words(marks: list[Mark], cuts: list[float], runs: Counter[int]) -> Iterator[Word]:
    group: list[Mark] = []
    for mark in marks:
        if group and _is_shadow(mark, group[-1]):
            continue
        if not mark.text.strip():
            if group:
                yield _word(group)
            group = []
            continue
        if group and _is_apart(mark, group[-1], cuts, runs):
            yield _word(group)
            group = []
        group.append(mark)
    if group:
        yield _word(group)


def _is_apart(mark: Mark, before: Mark, cuts: list[float], runs: Counter[int]) -> bool:
    if mark.left - before.right > _WORD_GAP * mark.size:
        return True
    if mark.run != before.run and min(runs[mark.run], runs[before.run]) > 1:
        return True  # cells that touch; who sets every mark by itself says nothing by it
    centre = (before.left + before.right) / 2
    at = bisect_right(cuts, centre)
    return at < len(cuts) and cuts[at] < (mark.left + mark.right) / 2


def _is_shadow(mark: Mark, before: Mark) -> bool:
    """Whether a mark is printed a second time in its own place, to look bold."""
    near = _SAME_PLACE * mark.size
    return mark.text == before.text and abs(mark.left - before.left) < near


def _word(marks: list[Mark]) -> Word:
    return Word(
        "".join(each.text for each in marks).strip(),
        marks[0].left,
        max(each.right for each in marks),
        marks[0].base,
        max(each.size for each in marks),
    )


def along(words: Iterable[Word]) -> str:
    """Words of one line as text: blanks where there is room for one."""
    text = ""
    last: Word | None = None
    for word in words:
        if last is not None:
            gap = (word.left - last.right) / word.size
            is_run = gap < _WIDE_GAP and _is_wide(last.text[-1]) and _is_wide(word.text[0])
            text += "" if is_run or gap < _BLANK_GAP else " "
        text += word.text
        last = word
    return text


def below(upper: str, lower: str) -> str:
    """A cell's text continued on the next line: blanks only where the line break stood for one."""
    if not upper or not lower:
        return upper or lower
    if _DAY.search(upper) and _CLOCK.match(lower):
        return f"{upper} {lower}"
    if upper[-1].isascii() and lower[0].isascii() and upper[-1].isalpha() and lower[0].isalpha():
        return f"{upper} {lower}"
    return upper + lower


def _is_wide(mark: str) -> bool:
    return unicodedata.east_asian_width(mark) in ("W", "F")
