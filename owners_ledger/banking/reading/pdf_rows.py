"""Which lines under a header of a PDF page are one row, and what stands in which column.

A row is found by its amounts. Lines without any, above or below, are the rest of its wrapped
cells where ruling lines or the distance say so; everything else stays a row of its own behind
the last column, where the labels of totals and of the preamble are looked for. No word is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.pdf_header import Heading, Known
from owners_ledger.banking.reading.pdf_page import Page, Textline, Word, along, below

_MONEY = frozenset(["out", "in", "amount", "balance"])
AMOUNT = re.compile(r"\(?[+\-\u2212]?[¥￥]?[0-9〓][0-9,，〓]*(?:\.[0-9〓]*)?元?\)?\Z", re.ASCII)
_PAGE_MARK = re.compile(
    r"第\s*[0-9]+\s*页[\s,，/]*(?:共\s*[0-9]+\s*页)?|共\s*[0-9]+\s*页[\s,，/]*(?:第\s*[0-9]+\s*页)?|"
    r"Page\s+[0-9]+(?:\s+of\s+[0-9]+)?",
    re.ASCII | re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"-?\s*[0-9]{1,3}\s*(?:/\s*[0-9]{1,3})?\s*-?", re.ASCII)
_NEAR = 1.9
_EVEN = 1.1
_APART = 1.0
_OVER = 0.25
_ABOVE = 0.3
_SAME_RULE = 2.5
_LONG = 0.5

_DATED = re.compile(r"[0-9]{4}[-/.年]?[0-9]{2}[-/.月]?[0-9]{2}", re.ASCII)

Row = tuple[str, ...]


class UnclearRowsError(Exception):
    """Lines of a page of which nothing says what row or column they belong to; its number."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


@dataclass(frozen=True, slots=True)
class Stops:
    """Words that begin a line which is no part of a row: totals and labels."""

    trailers: tuple[str, ...]
    labels: frozenset[str]

    def begin(self, text: str) -> bool:
        """Whether a line begins with one of them."""
        first = key(text.replace("：", ":").partition(":")[0])
        return first in self.labels or key(text).startswith(self.trailers)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one page under one header."""

    page: Page
    heading: Heading
    lines: tuple[Textline, ...]


class StretchRows:
    """The rows of one stretch."""

    def __init__(
        self, stretch: Stretch, bounds: tuple[float, ...], known: Known, stops: Stops
    ) -> None:
        names = stretch.heading.names
        self.number = stretch.page.number
        self.lines = stretch.lines
        self.bounds = bounds
        self.width = len(names)
        self.stops = stops
        self.money = {at for at, name in enumerate(names) if known.get(key(name)) in _MONEY}
        self.rules = _horizontals(stretch)

    def read(self, *, is_top: bool) -> Iterator[Row]:
        """The rows; ``is_top``: their amounts stand on their first line.

        Raises:
            UnclearRowsError: nothing says to which row the lines of a wrapped cell belong.
        """
        for block in self._blocks():
            yield from self._block(block, is_top=is_top)

    def begins_above(self) -> bool:
        """Whether cells begin above the amounts of their row."""
        for block in self._blocks():
            first = next((at for at, line in enumerate(block) if self._is_anchor(line)), 0)
            if first and self._touch(block, first):
                return True
        return False

    def _blocks(self) -> Iterator[list[Textline]]:
        """The lines between two ruling lines, all together where there are none."""
        return (list(group) for _box, group in groupby(self.lines, self._box))

    def _box(self, line: Textline) -> int:
        """Between which ruling lines a line stands; 0 is below or above them all."""
        at = bisect_left(self.rules, line.base + _ABOVE * line.size)
        return at if at < len(self.rules) else 0

    def _block(self, lines: list[Textline], *, is_top: bool) -> Iterator[Row]:
        """The rows of lines between which no ruling line stands."""
        anchors = [at for at, line in enumerate(lines) if self._is_anchor(line)]
        is_box = len(anchors) == 1 and self._box(lines[0]) > 0
        if not anchors:
            yield from map(self._alone, lines)
            return
        starts = [0, *self._cuts(lines, anchors, is_top=is_top), len(lines)]
        for anchor, (start, end) in zip(anchors, pairwise(starts), strict=True):
            low, high = (start, end) if is_box else self._reach(lines, anchor, start, end)
            rest = [at for at in range(low, high) if self._fits(lines[at]) or at == anchor]
            for at in range(start, end):
                if at == anchor:
                    yield self._cells([lines[each] for each in rest])
                elif at not in rest:
                    yield self._alone(lines[at])

    def _cuts(self, lines: list[Textline], anchors: list[int], *, is_top: bool) -> Iterator[int]:
        """Where one row's lines end and the next one's begin: at the widest gap between."""
        for one, other in pairwise(anchors):
            gaps = [(lines[at].base - lines[at + 1].base, at + 1) for at in range(one, other)]
            widest = max(gap for gap, _at in gaps)
            equal = [at for gap, at in gaps if gap * _EVEN >= widest]
            if len(equal) > 1 and not is_top:
                raise UnclearRowsError(self.number)
            yield equal[-1]

    def _touch(self, lines: list[Textline], at: int) -> bool:
        upper, lower = lines[at - 1], lines[at]
        return upper.base - lower.base <= _NEAR * lower.size and self._fits(upper)

    def _reach(self, lines: list[Textline], anchor: int, start: int, end: int) -> tuple[int, int]:
        """How far up and down from its amounts a row goes."""
        low = high = anchor
        while low > start and self._touch(lines, low):
            low -= 1
        while (
            high + 1 < end
            and lines[high].base - lines[high + 1].base <= _NEAR * lines[high].size
            and self._fits(lines[high + 1])
        ):
            high += 1
        return low, high + 1

    def _is_anchor(self, line: Textline) -> bool:
        if _PAGE_MARK.fullmatch(line.text) or _PAGE_NUMBER.fullmatch(line.text):
            return False
        return any(
            self._column(word) in self.money and AMOUNT.match(word.text) for word in line.words
        )

    def _fits(self, line: Textline) -> bool:
        """Whether a line can be the rest of wrapped cells."""
        if _PAGE_MARK.fullmatch(line.text) or self.stops.begin(line.text):
            return False
        return all(self._is_inside(word) for word in line.words)

    def _is_inside(self, word: Word) -> bool:
        room = _OVER * (word.right - word.left)
        return not any(word.left + room < bound < word.right - room for bound in self.bounds)

    def _alone(self, line: Textline) -> Row:
        """A line that belongs to no row with amounts; with a date it still is one to be judged."""
        if _is_transaction(line) and not self.stops.begin(line.text):
            raise UnclearRowsError(self.number)  # its amounts stand under other columns
        if not self._fits(line):
            return loose(line, self.width)
        cells = self._cells([line])
        is_dated = any(map(_DATED.match, cells))
        return cells if is_dated else loose(line, self.width)

    def _cells(self, lines: Sequence[Textline]) -> Row:
        cells = [""] * self.width
        for line in lines:
            columns: dict[int, list[Word]] = {}
            for word in line.words:
                columns.setdefault(self._column(word), []).append(word)
            for at, words in columns.items():
                cells[at] = below(cells[at], along(words))
        return tuple(cells)

    def _column(self, word: Word) -> int:
        return bisect_right(self.bounds, word.centre)


def _is_transaction(line: Textline) -> bool:
    """Whether a line has a date and an amount, wherever they stand."""
    words = [word.text for word in line.words]
    return any(map(_DATED.match, words)) and any(
        "." in word and AMOUNT.match(word) for word in words
    )


def loose(line: Textline, width: int) -> Row:
    """A line outside the columns: its parts as cells behind the last column."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.left - parts[-1][-1].right <= _APART * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return ("",) * width + tuple(map(along, parts))


def _horizontals(stretch: Stretch) -> list[float]:
    """Heights of ruling lines that go through most of the table's width, from below upwards."""
    spans = stretch.heading.spans
    left, right = spans[0][0], spans[-1][1]
    lengths: list[tuple[float, float]] = []
    for y, low, high in sorted(stretch.page.horizontals):
        length = min(high, right) - max(low, left)
        if length <= 0:
            continue
        if lengths and y - lengths[-1][0] <= _SAME_RULE:
            lengths[-1] = lengths[-1][0], lengths[-1][1] + length
        else:
            lengths.append((y, length))
    return [y for y, length in lengths if length > _LONG * (right - left)]
