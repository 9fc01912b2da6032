"""From PDF pages to one table of cells: preamble, headers and rows from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from owners_ledger.banking.reading.pdf_header import (
    Choice,
    Heading,
    Known,
    Span,
    headings,
    limits,
)
from owners_ledger.banking.reading.pdf_page import Page, Textline
from owners_ledger.banking.reading.pdf_rows import (
    AMOUNT,
    Row,
    Stops,
    Stretch,
    StretchRows,
    loose,
)


@dataclass(frozen=True, slots=True)
class PdfTable:
    """The rows of all pages, numbered through; ``pages`` has the page of each row."""

    rows: tuple[Row, ...]
    pages: tuple[int, ...]


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
    bounds = _bounds([each for each in parts if isinstance(each, Stretch)], choose)
    readers = {
        at: StretchRows(part, bounds[part.heading.spans], known, stops)
        for at, part in enumerate(parts)
        if isinstance(part, Stretch)
    }
    is_top = not any(each.begins_above() for each in readers.values())
    for at, part in enumerate(parts):
        if isinstance(part, Stretch):
            add(part.page, readers[at].read(is_top=is_top))
        elif isinstance(part[1], Heading):
            add(part[0], [part[1].names])
        else:
            add(part[0], [loose(part[1], 0)])
    return PdfTable(tuple(rows), tuple(numbers))


def _parts(
    pages: Iterable[Page], known: Known
) -> Iterator[Stretch | tuple[Page, Heading | Textline]]:
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
                yield Stretch(page, current, lines)
            if heading is not None:
                yield page, heading
                current = heading
                at = heading.top + heading.height


def _bounds(
    stretches: Sequence[Stretch], choose: Choice
) -> dict[tuple[Span, ...], tuple[float, ...]]:
    """The limits of the columns under each header; what stands alike on all pages counts once."""
    lines: dict[tuple[Span, ...], list[Textline]] = {}
    first: dict[tuple[Span, ...], Heading] = {}
    for each in stretches:
        spans = each.heading.spans
        first.setdefault(spans, each.heading)
        amounts = [at for at, line in enumerate(each.lines) if _has_amounts(line)]
        body = each.lines[: amounts[-1] + 1] if amounts else ()
        lines.setdefault(spans, []).extend(body)
    return {spans: limits(first[spans], lines[spans], choose) for spans in lines}


def _has_amounts(line: Textline) -> bool:
    return sum("." in word.text and bool(AMOUNT.match(word.text)) for word in line.words) > 1
