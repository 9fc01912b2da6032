"""From the lines of PDF pages to rows of cells: which lines are one row, what is in which column.

A row is found by its amounts. Lines without any, above or below, are the rest of its wrapped
cells where ruling lines or the distance say so; everything else stays a row of its own behind
the last column, where the labels of totals and of the preamble are looked for. No word is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.pdf_header import Choice, Heading, Known, headings, limits
from owners_ledger.banking.reading.pdf_page import Page, Textline, Word, along, below

_MONEY = frozenset(["out", "in", "amount", "balance"])
_AMOUNT = re.compile(r"\(?[+\-\u2212]?[¥￥]?[0-9〓][0-9,，〓]*(?:\.[0-9〓]*)?元?\)?\Z", re.ASCII)
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

Row = tuple[str, ...]


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
class PdfTable:
    """The rows of all pages, numbered through; ``pages`` has the page of each row."""

    rows: tuple[Row, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines of one page under one header."""

    page: Page
    heading: Heading
    lines: tuple[Textline, ...]


def has_table(pages: Iterable[Page], known: Known) -> bool:
    """Whether a header stands on any page."""
    return any(headings(page, known) for page in pages)


def read_table(pages: Sequence[Page], known: Known, stops: Stops, choose: Choice) -> PdfTable:
    """The rows of the pages: preamble, header and table as they stand, from top to bottom.

    Args:
        pages: at least one of them has a header.
        known: key → role over all profiles.
        stops: what begins a line that is no part of a row.
        choose: which gap is the limit of two columns where ruling lines do not say it.
    """
    rows: list[Row] = []
    numbers: list[int] = []

    def add(page: Page, found: Iterable[Row]) -> None:
        for row in found:
            rows.append(row)
            numbers.append(page.number)

    parts = list(_parts(pages, known))
    bounds = _bounds([each for each in parts if isinstance(each, _Stretch)], choose)
    for part in parts:
        if isinstance(part, _Stretch):
            limit = bounds[part.heading.spans]
            add(part.page, _Rows(part, limit, known, stops).read())
        elif isinstance(part[1], Heading):
            add(part[0], [part[1].names])
        else:
            add(part[0], [_loose(part[1], 0)])
    return PdfTable(tuple(rows), tuple(numbers))


def _parts(
    pages: Iterable[Page], known: Known
) -> Iterator[_Stretch | tuple[Page, Heading | Textline]]:
    """Lines above the first header, headers, and the lines under each."""
    current: Heading | None = None
    for page in pages:
        at = 0
        for heading in [*headings(page, known), None]:
            end = len(page.lines) if heading is None else heading.top
            lines = page.lines[at:end]
            if current is None:
                yield from ((page, line) for line in lines)
            elif lines:
                yield _Stretch(page, current, lines)
            if heading is not None:
                yield page, heading
                current = heading
                at = heading.top + heading.height


def _bounds(
    stretches: Sequence[_Stretch], choose: Choice
) -> dict[tuple[tuple[float, float], ...], tuple[float, ...]]:
    """The limits of the columns under each header; what stands alike on all pages counts once."""
    lines: dict[tuple[tuple[float, float], ...], list[Textline]] = {}
    first: dict[tuple[tuple[float, float], ...], Heading] = {}
    for each in stretches:
        spans = each.heading.spans
        first.setdefault(spans, each.heading)
        amounts = [at for at, line in enumerate(each.lines) if _has_amounts(line)]
        body = each.lines[: amounts[-1] + 1] if amounts else ()
        lines.setdefault(spans, []).extend(body)
    return {spans: limits(first[spans], lines[spans], choose) for spans in lines}


def _has_amounts(line: Textline) -> bool:
    return sum("." in word.text and bool(_AMOUNT.match(word.text)) for word in line.words) > 1


class _Rows:
    """The rows of one stretch."""

    def __init__(
        self, stretch: _Stretch, bounds: tuple[float, ...], known: Known, stops: Stops
    ) -> None:
        names = stretch.heading.names
        self.lines = stretch.lines
        self.bounds = bounds
        self.width = len(names)
        self.stops = stops
        self.money = {at for at, name in enumerate(names) if known.get(key(name)) in _MONEY}
        self.rules = _horizontals(stretch)

    def read(self) -> Iterator[Row]:
        block: list[Textline] = []
        for line in self.lines:
            if block and self._box(line) != self._box(block[0]):
                yield from self._block(block)
                block = []
            block.append(line)
        yield from self._block(block)

    def _box(self, line: Textline) -> int:
        """Between which ruling lines a line stands; 0 is below or above them all."""
        at = bisect_left(self.rules, line.base + _ABOVE * line.size)
        return at if at < len(self.rules) else 0

    def _block(self, lines: list[Textline]) -> Iterator[Row]:
        """The rows of lines between which no ruling line stands."""
        anchors = [at for at, line in enumerate(lines) if self._is_anchor(line)]
        is_box = len(anchors) == 1 and self._box(lines[0]) > 0
        starts = [0, *self._cuts(lines, anchors), len(lines)]
        if not anchors:
            yield from map(self._alone, lines)
            return
        for anchor, (start, end) in zip(anchors, pairwise(starts), strict=True):
            low, high = (start, end) if is_box else self._reach(lines, anchor, start, end)
            rest = [at for at in range(low, high) if self._fits(lines[at]) or at == anchor]
            for at in range(start, end):
                if at == anchor:
                    yield self._cells([lines[each] for each in rest])
                elif at not in rest:
                    yield self._alone(lines[at])

    def _cuts(self, lines: list[Textline], anchors: list[int]) -> Iterator[int]:
        """Where one row's lines end and the next one's begin: at the widest gap between."""
        is_top = bool(anchors) and (anchors[0] == 0 or not self._touch(lines, anchors[0]))
        for one, other in pairwise(anchors):
            gaps = [(lines[at].base - lines[at + 1].base, at + 1) for at in range(one, other)]
            widest = max(gap for gap, _at in gaps)
            equal = [at for gap, at in gaps if gap * _EVEN >= widest]
            yield equal[-1] if is_top else equal[len(equal) // 2]

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
            self._column(word) in self.money and _AMOUNT.match(word.text) for word in line.words
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
        if not self._fits(line):
            return _loose(line, self.width)
        cells = self._cells([line])
        is_dated = any(_looks_dated(cell) for cell in cells)
        return cells if is_dated else _loose(line, self.width)

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


_DATED = re.compile(r"[0-9]{4}[-/.年]?[0-9]{2}[-/.月]?[0-9]{2}", re.ASCII)


def _looks_dated(cell: str) -> bool:
    return bool(_DATED.match(cell))


def _loose(line: Textline, width: int) -> Row:
    """A line outside the columns: its parts as cells behind the last column."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.left - parts[-1][-1].right <= _APART * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return ("",) * width + tuple(map(along, parts))


def _horizontals(stretch: _Stretch) -> list[float]:
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
