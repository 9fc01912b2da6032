"""Where the columns of a table on PDF pages are: by its ruling lines, else by the gaps between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from owners_ledger.banking.reading.header import find_header
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.pdf_page import Page, Textline, Word, along, below

TALLEST = 3
_LEADING = 2.2
_SAME_RULE = 2.5
_MIDDLE = 0.35
_LETTERS = 6

Span = tuple[float, float]
Known = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A header as it stands on a page.

    Attributes:
        top: index of its first line on the page.
        height: how many lines it takes.
        names: what its cells say.
        spans: left and right edge of each name.
        bounds: the inner limits between the columns by ruling lines, ``None`` without them.
    """

    top: int
    height: int
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    bounds: tuple[float, ...] | None


def headings(page: Page, known: Known) -> list[Heading]:
    """The headers on a page, from top to bottom; several where several accounts are on it."""
    found = []
    for top in range(len(page.lines)):
        for height in range(1, TALLEST + 1):
            lines = page.lines[top : top + height]
            if len(lines) < height or not _are_near(lines):
                break
            for heading in _readings(top, lines, page, known):
                score = _score(heading, known)
                if score:
                    unknown = sum(map(bool, heading.names)) - score
                    rank = -score, unknown, -height, heading.bounds is None, top
                    found.append((rank, heading))
    taken: set[int] = set()
    chosen = []
    for _rank, heading in sorted(found, key=lambda each: each[0]):
        places = range(heading.top, heading.top + heading.height)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(heading)
    return sorted(chosen, key=lambda each: each.top)


def _are_near(lines: Sequence[Textline]) -> bool:
    return all(
        upper.base - lower.base <= _LEADING * max(upper.size, lower.size)
        for upper, lower in pairwise(lines)
    )


def _score(heading: Heading, known: Known) -> int:
    if find_header([heading.names], known) is None:
        return 0
    return sum(key(name) in known for name in heading.names)


def _readings(top: int, lines: Sequence[Textline], page: Page, known: Known) -> Iterable[Heading]:
    groups = _overlapping(lines, known)
    yield Heading(top, len(lines), *_named(groups), None)
    rules = _rules(lines, page)
    if len(rules) > 2:
        boxes: list[list[Word]] = [[] for _rule in rules[1:]]
        for word in (word for line in lines for word in line.words):
            at = sum(rule <= word.centre for rule in rules) - 1
            if not 0 <= at < len(boxes):
                return
            boxes[at].append(word)
        names, _spans = _named(boxes)
        spans = tuple(pairwise(rules))
        yield Heading(top, len(lines), names, spans, rules[1:-1])


def _named(groups: Iterable[Sequence[Word]]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    names, spans = [], []
    for words in groups:
        name = ""
        for base in sorted({word.base for word in words}, reverse=True):
            name = below(name, along(word for word in words if word.base == base))
        names.append(name)
        left = min((word.left for word in words), default=0.0)
        right = max((word.right for word in words), default=0.0)
        spans.append((round(left, 1), round(right, 1)))  # alike on all pages
    return tuple(names), tuple(spans)


def _overlapping(lines: Sequence[Textline], known: Known) -> list[list[Word]]:
    """Words that stand one above another, and the letters of a name that is set wide."""
    groups: list[list[Word]] = []
    edge = float("-inf")
    words = [word for line in lines for word in _whole(line.words, known)]
    for word in sorted(words, key=lambda each: each.left):
        if word.left < edge:
            groups[-1].append(word)
        else:
            groups.append([word])
        edge = max(edge, word.right)
    return groups


def _whole(words: Sequence[Word], known: Known) -> Iterable[Word]:
    """``余 额`` in two words is one name."""
    at = 0
    while at < len(words):
        for count in range(min(_LETTERS, len(words) - at), 0, -1):
            part = words[at : at + count]
            text = "".join(word.text for word in part)
            if count == 1 or (
                key(text) in known and not all(key(word.text) in known for word in part)
            ):
                yield Word(text, part[0].left, part[-1].right, part[0].base, part[0].size)
                at += count
                break


def _rules(lines: Sequence[Textline], page: Page) -> tuple[float, ...]:
    """The ruling lines that go through every one of the lines, from left to right."""
    heights = [line.base + _MIDDLE * line.size for line in lines]
    rules: list[float] = []
    for x, low, top in sorted(page.verticals):
        if any(low <= height <= top for height in heights) and (
            not rules or x - rules[-1] > _SAME_RULE
        ):
            rules.append(round(x, 1))
    return tuple(rules)


def _widest(gaps: Sequence[Span]) -> Span:
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _first(gaps: Sequence[Span]) -> Span:
    return gaps[0]


def _last(gaps: Sequence[Span]) -> Span:
    return gaps[-1]


Choice = Callable[[Sequence[Span]], Span]
CHOICES: tuple[Choice, ...] = (_widest, _last, _first)
"""Which of several gaps between two names is the limit; the running balance proves which."""


def limits(heading: Heading, lines: Sequence[Textline], choose: Choice) -> tuple[float, ...]:
    """The inner limits between the columns.

    Args:
        heading: the header.
        lines: the table's lines under it.
        choose: which gap to take where there are several.
    """
    if heading.bounds is not None:
        return heading.bounds
    words = [word for line in lines for word in line.words]
    found = []
    for (_left, low), (high, _right) in pairwise(heading.spans):
        gaps = _gaps(low, max(low, high), words)
        left, right = choose(gaps)
        found.append((left + right) / 2)
    return tuple(found)


def _gaps(low: float, high: float, words: Sequence[Word]) -> list[Span]:
    """The stretches between two names through which the fewest words go."""
    inside = [(word.left, word.right) for word in words if word.left < high and word.right > low]
    places = sorted({low, high, *(min(max(x, low), high) for span in inside for x in span)})
    parts = list(pairwise(places)) or [(low, high)]
    counts = [sum(left < (a + b) / 2 < right for left, right in inside) for a, b in parts]
    fewest = min(counts)
    gaps: list[Span] = []
    for part, count in zip(parts, counts, strict=True):
        if count != fewest:
            continue
        if gaps and gaps[-1][1] == part[0]:
            gaps[-1] = gaps[-1][0], part[1]
        else:
            gaps.append(part)
    return gaps
