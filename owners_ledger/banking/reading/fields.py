"""What stands in the columns of a table whose header no profile knows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.header import SCAN_ROWS, Header, joined, row_keys
from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.moments import EARLIEST
from owners_ledger.money import AmountError

Row = Sequence[object]
LOOKED_AT = 1000
_NEAR = 4
_NAMES = 3
_LONG_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Field:
    """A named column.

    Attributes:
        at: index of the column the name stands in.
        place: index of the column its values stand in.
        title: the name as written.
        name: its key.
        texts: the cells below, one per data row; "" where there is none.
    """

    at: int
    place: int
    title: str
    name: str
    texts: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts that say something."""
        return tuple(text for text in self.texts if text not in cells.BLANKS)

    @property
    def is_date(self) -> bool:
        """Every row has a date here, written as a date and not as a mere number."""
        return bool(self.texts) and all(
            day_of(text) is not None and not _is_bare(text) for text in self.texts
        )

    @property
    def is_clock(self) -> bool:
        """Nothing but times of day."""
        filled = self.filled
        return bool(filled) and all(
            (":" in text or len(text) == len("091231")) and cells.clock(text) for text in filled
        )

    @property
    def amounts(self) -> tuple[Decimal | None, ...] | None:
        """The cells as money, ``None`` where they are something else or numbers of a register."""
        try:
            found = tuple(cells.amount(text) for text in self.texts)
        except AmountError:
            return None
        return None if any(map(_is_register, self.filled)) else found


@dataclass(frozen=True, slots=True)
class Layout:
    """A header row nobody described, and what stands below it.

    Attributes:
        header: where it stands and its keys.
        fields: the named columns.
        rows: numbers of the data rows (dated, with money), from 1.
        others: the remaining filled rows below, with their numbers.
        above: the rows above the header.
        upper: of two header rows the names in the first.
    """

    header: Header
    fields: tuple[Field, ...]
    rows: tuple[int, ...]
    others: tuple[tuple[int, Row], ...]
    above: tuple[Row, ...]
    upper: tuple[str, ...]


def day_of(text: str) -> datetime.date | None:
    """The date a cell gives, ``None`` where it gives none that a statement can have."""
    try:
        found = cells.stamp(text)
    except ValueError:
        return None
    return found[0] if found and found[0] >= EARLIEST else None


def layouts(rows: Sequence[Row]) -> list[Layout]:
    """The header rows a table may have, the most likely first.

    A header is a row of at least three words, none of them a date or a number, with dates and
    money below some of them before long.
    """
    found = []
    for at in range(min(SCAN_ROWS, len(rows))):
        for header in _headers(rows, at):
            layout = layout_at(rows, header)
            if layout:
                found.append((_rank(layout), layout))
    found.sort(key=lambda each: each[0], reverse=True)
    return [layout for _rank_, layout in found]


def _rank(layout: Layout) -> tuple[int, int, int]:
    """Many data rows, close to them, many of the names with something below."""
    header = layout.header
    gap = layout.rows[0] - header.top - header.height
    used = sum(bool(field.filled) for field in layout.fields)
    return len(layout.rows), -gap, used


def _headers(rows: Sequence[Row], at: int) -> list[Header]:
    if not is_words(rows[at]):
        return []
    names = row_keys(rows[at])
    found = [Header(at, 1, names)]
    below = row_keys(rows[at + 1]) if at + 1 < len(rows) else ()
    if any(below) and is_words(rows[at + 1], 1) and sum(map(bool, below)) < sum(map(bool, names)):
        found.append(Header(at, 2, joined(names, below, {})))
    return found


def is_words(row: Row, least: int = _NAMES) -> bool:
    """Whether a row holds at least so many words, and neither dates nor numbers."""
    texts = [text for text in map(_text, row) if text]
    return len(texts) >= least and not any(
        day_of(text) or cells.is_number(text) or text.replace(",", "").isdigit() or _is_money(text)
        for text in texts
    )


def layout_at(rows: Sequence[Row], header: Header) -> Layout | None:
    """What stands below a header row, ``None`` where no dates or no money follow soon."""
    start = header.top + header.height
    below = [(at + 1, rows[at]) for at in range(start, len(rows)) if any(map(_text, rows[at]))]
    below = below[:LOOKED_AT]
    dated = _date_column(header, below[:_NEAR])
    if dated is None:
        return None
    data = [(number, row) for number, row in below if _is_data(row, dated)]
    if not data or data[0][0] > below[min(_NEAR, len(below)) - 1][0]:
        return None
    taken = {number for number, _row in data}
    titles = _titles(rows, header)
    return Layout(
        header,
        tuple(
            Field(at, place, titles[at], name, _column(place, data))
            for at, name in enumerate(header.names)
            if name
            for place in [_place(at, header.names, data)]
        ),
        tuple(number for number, _row in data),
        tuple((number, row) for number, row in below if number not in taken),
        tuple(rows[: header.top]),
        tuple(filter(None, map(_text, rows[header.top]))) if header.height > 1 else (),
    )


def _titles(rows: Sequence[Row], header: Header) -> list[str]:
    """The names as written; of two rows the lower, where it has one."""
    titles = [""] * len(header.names)
    for row in rows[header.top : header.top + header.height]:
        for at, cell in enumerate(row[: len(titles)]):
            titles[at] = _text(cell) or titles[at]
    return titles


def _date_column(header: Header, below: Sequence[tuple[int, Row]]) -> int | None:
    """The first column under the header with a date written as one, in the first rows."""
    for _number, row in below:
        for at, cell in enumerate(row[: len(header.names)]):
            text = _text(cell)
            if day_of(text) and not _is_bare(text) and _has_money(row, at):
                return at
    return None


def _is_data(row: Row, dated: int) -> bool:
    return dated < len(row) and day_of(_text(row[dated])) is not None and _has_money(row, dated)


def _has_money(row: Row, dated: int) -> bool:
    return any(_is_money(_text(cell)) for at, cell in enumerate(row) if at != dated)


def _place(at: int, names: Sequence[str], data: Sequence[tuple[int, Row]]) -> int:
    """Under a merged header cell the values may stand in a nameless column further right."""
    if any(_column(at, data)):
        return at
    for place in range(at + 1, len(names)):
        if names[place]:
            break
        if any(_column(place, data)):
            return place
    return at


def _column(at: int, data: Sequence[tuple[int, Row]]) -> tuple[str, ...]:
    return tuple(_text(row[at]) if at < len(row) else "" for _number, row in data)


def _text(cell: object) -> str:
    try:
        return cells.text(cell)
    except cells.LongCellError:
        return ""  # refused with its row number when the row is read


def _is_money(text: str) -> bool:
    try:
        return cells.amount(text) is not None and not _is_register(text)
    except AmountError:
        return False


def _is_register(text: str) -> bool:
    """A long run of digits, or one with a zero in front, is a number of something, not money."""
    digits = text.removesuffix(".0")
    return digits.isdigit() and (
        len(digits) >= _LONG_NUMBER or (text.isdigit() and text[0] == "0" and text != "0")
    )


def _is_bare(text: str) -> bool:
    """A number that could be a spreadsheet's day or as well an amount."""
    return cells.is_number(text) and len(text.partition(".")[0]) < len("20260101")


def hint(name: str, columns: Mapping[str, tuple[str, ...]]) -> str:
    """The role the usual names suggest for a column, "" for none: never more than a hint.

    Args:
        name: the column's key.
        columns: role → usual keys.
    """
    exact = next((role for role, names in columns.items() if name in names), "")
    inside = [
        (len(usual), role)
        for role, names in columns.items()
        for usual in names
        if len(usual) > 1 and (usual in name or (len(name) > 1 and name in usual))
    ]
    return exact or max(inside, default=(0, ""))[1]


def account_label(layout: Layout, known: frozenset[str]) -> tuple[str, str] | None:
    """A label above the header with a number as long as an account's: label and number."""
    for row in layout.above:
        texts = [text for text in map(_text, row) if text]
        pairs = [
            *pairwise(texts),
            *(
                tuple(part.strip() for part in text.replace("：", ":").split(":", 1))
                for text in texts
                if ":" in text.replace("：", ":")
            ),
        ]
        for label, number in pairs:
            digits = number.replace(" ", "").replace("-", "")
            if digits.isdigit() and 12 <= len(digits) <= 25 and not label[-1:].isdigit():
                return None if key(label) in known else (label.rstrip(":："), number)
    return None
