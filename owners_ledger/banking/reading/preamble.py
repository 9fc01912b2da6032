"""What the rows around a table declare: account, period, opening and closing, counts, sums."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.header_names import key
from owners_ledger.money import AmountError

_PAIRS = re.compile(r"[\s,，;；]+(?=[^\s:：,，;；0-9][^\s:：,，;；]{0,13}[:：])")
_PAIR = re.compile(r"\s*([^:：]{1,20})[:：]\s*(.*)\Z", re.DOTALL)
_SPACED = re.compile(r"\s*(\S{1,20})\s+([0-9][0-9 ,.\-]*)\Z")
_DAY = r"[0-9]{4}(?:[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?)(?:[ T][0-9:]{5,8})?"
_PERIOD = re.compile(rf"({_DAY})\s*(?:-|—|–|~|～|至|到|－|_)+\s*({_DAY})")
_COUNT = re.compile(r"([0-9]{1,7})(?:\.0+)?\s*[笔条]?\Z", re.ASCII)
_COUNT_AND_SUM = re.compile(r"([0-9]{1,7})\s*笔[^0-9-]*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*元")
_COUNTED = re.compile(r"\s*(共)\s*([0-9]{1,7})\s*([笔条]?记录|笔|条)\s*\Z")
_MIDNIGHT = datetime.time(0)
_LINE_BREAK = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared value and the row it stands in, from 1."""

    text: str
    row: int

    @property
    def amount(self) -> Decimal | None:
        """As an amount, ``None`` where it is none."""
        try:
            return cells.amount(self.text)
        except AmountError:
            return None

    @property
    def count(self) -> int | None:
        """As a number of transactions (``3``, ``3笔``, ``3.0``)."""
        match = _COUNT.match(self.text)
        return int(match.group(1)) if match else None

    @property
    def date(self) -> datetime.date | None:
        """As a date."""
        found = self._stamp()
        return found[0] if found else None

    @property
    def is_midnight(self) -> bool:
        """Whether it is the moment a day begins, written out with its time."""
        found = self._stamp()
        return found is not None and found[1] == _MIDNIGHT

    def _stamp(self) -> cells.Stamp | None:
        try:
            return cells.stamp(self.text)
        except ValueError:
            return None


def facts(
    rows: Iterable[tuple[int, Sequence[object]]], labels: Mapping[str, tuple[str, ...]]
) -> dict[str, Fact]:
    """The declared facts, the first of each kind.

    Args:
        rows: row number and cells of the rows above and below the table.
        labels: fact → label keys.
    """
    by_label = {label: name for name, keys in labels.items() for label in keys}
    found: dict[str, Fact] = {}
    above: Sequence[object] = ()
    for number, row in rows:
        pairs = list(zip(map(_key, above), map(cells.text, row), strict=False))
        above = row if is_label_row(row, by_label) else ()
        for label, text in pairs or _pairs(row, by_label):
            name = by_label.get(label)
            if name and text and text not in cells.BLANKS:
                for part, value in _parts(name, text):
                    _note(found, part, Fact(value, number))
    if "period" in found:
        match = _PERIOD.search(found["period"].text)
        if match:
            row_number = found["period"].row
            found.setdefault("start", Fact(match.group(1), row_number))
            found.setdefault("end", Fact(match.group(2), row_number))
    return found


def is_label_row(row: Sequence[object], labels: Collection[str]) -> bool:
    """Whether a row names several facts and nothing else; the row below then has their values."""
    keys = [name for name in map(_key, row) if name]
    return len(keys) > 1 and all(name in labels for name in keys)


def _key(cell: object) -> str:
    return key(cells.text(cell))


def _parts(name: str, text: str) -> Iterable[tuple[str, str]]:
    """A sum with its count before it (``2笔，共450.00元``) as the two facts it is."""
    both = _COUNT_AND_SUM.match(text) if name.endswith("_total") else None
    if both is None:
        return [(name, text)]
    return [(name.removesuffix("total") + "count", both.group(1)), (name, both.group(2))]


def _note(found: dict[str, Fact], name: str, fact: Fact) -> None:
    """Keep a fact; of counts and sums that differ from page to page none speaks for the file."""
    known = found.setdefault(name, fact)
    if name == "closing":
        found[name] = fact
    elif name.endswith(("count", "total")) and (known.count, known.amount) != (
        fact.count,
        fact.amount,
    ):
        found[name] = Fact("", fact.row)


def _pairs(row: Sequence[object], by_label: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Label and value, in neighbouring cells or in one cell with a colon."""
    texts = [_multiline(cell) for cell in row]
    for at, text in enumerate(texts):
        if not text:
            continue
        counted = _COUNTED.match(text)
        if counted:
            yield key(counted.group(1) + counted.group(3)), counted.group(2)
            continue
        pair = _PAIR.match(text)
        if key(text) in by_label and not (pair and pair.group(2)):
            value = next((each for each in texts[at + 1 :] if each), "")
            yield key(text), "" if key(value) in by_label else " ".join(value.split())
            continue
        for line in _LINE_BREAK.split(text):
            for part in _PAIRS.split(line):
                match = _PAIR.match(part) or _SPACED.match(part)
                if match:
                    yield key(match.group(1)), cells.text(match.group(2)).strip("[]【】")


def _multiline(cell: object) -> str:
    """The cell's text with its line breaks kept."""
    if isinstance(cell, str) and "\n" in cell:
        return "\n".join(filter(None, map(cells.text, cell.splitlines())))
    return cells.text(cell)
