"""A sheet against the present register: what is new, what changed, what is gone, what to write.

A change of a thing that is registered by terms ends its row and begins a new one, so that what was
charged before can still be explained; only what was empty may be filled in the row as it stands.
What the sheet does not name is told and left alone.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from owners_ledger.i18n import _
from owners_ledger.registers.importing.difference import Cells, Change, Difference
from owners_ledger.registers.importing.rows import Entry, Unclear, canonical
from owners_ledger.registers.importing.words import Kind
from owners_ledger.registers.table import REMARK

START, END = "起", "止"
Key = tuple[str, ...]


def compare(
    entries: Sequence[Entry],
    present: Sequence[Mapping[str, str]],
    kind: Kind,
    mentioned: Sequence[Entry] = (),
    *,
    start: datetime.date | None,
    today: datetime.date,
) -> Difference:
    """The difference, and the register's rows after it.

    Args:
        entries: what the sheet says.
        present: the register's rows in the order of the file.
        kind: the register.
        mentioned: more rows of the sheet, not to be compared; what they name is not gone.
        start: first day of what is new or changed, where the sheet does not say.
        today: which terms are present when no first day is given.
    """
    return _Comparison(present, kind, start, start or today).run(entries, mentioned)


class _Comparison:
    def __init__(
        self,
        present: Sequence[Mapping[str, str]],
        kind: Kind,
        start: datetime.date | None,
        on: datetime.date,
    ) -> None:
        self.kind = kind
        self.start = start.isoformat() if start else ""
        self.on = on.isoformat()
        self.found = Difference()
        self.rows: list[tuple[int, Cells]] = [(0, dict(row)) for row in present]
        self.terms: dict[Key, list[int]] = {}
        self.keys = [self._key(row) for _number, row in self.rows]
        for place, key in enumerate(self.keys):
            self.terms.setdefault(key, []).append(place)
        for places in self.terms.values():
            places.sort(key=lambda place: self._day(self.rows[place][1], START))
        self.after: dict[int, list[tuple[int, Cells]]] = {}
        self.added: list[tuple[int, Cells]] = []
        self.gone = self._current()

    def run(self, entries: Sequence[Entry], mentioned: Sequence[Entry]) -> Difference:
        times = Counter(self._identity(entry.cells) for entry in entries)
        places = {self._identity(entry.cells): entry.number for entry in reversed(entries)}
        for entry in (*entries, *mentioned):
            for place in self.terms.get(self._key(entry.cells), ()):
                self.gone.pop(place, None)
        fresh: list[Entry] = []
        for entry in entries:
            identity = self._identity(entry.cells)
            if times[identity] > 1:
                self._unclear(
                    entry,
                    _("表里有 {count} 行都是 {key}，第一次在第 {first} 行").format(
                        count=times[identity], key=self._name(entry.cells), first=places[identity]
                    ),
                )
            elif not self._known(entry):
                fresh.append(entry)
        for entry in fresh:
            self._new(entry)
        self._finish(entries)
        return self.found

    def _known(self, entry: Entry) -> bool:
        """Whether the entry is about a row there is; then it is compared with it."""
        places = self.terms.get(self._key(entry.cells), [])
        began = entry.cells.get(START, "")
        exact = [p for p in places if began and self._day(self.rows[p][1], START) == began]
        place = (exact or places[-1:] or [-1])[0]
        if place < 0:
            return False
        row = self.rows[place][1]
        ended = self._day(row, END)
        if not exact and ended and ended < self.on:
            return False
        self._compare(entry, place, row)
        return True

    def _compare(self, entry: Entry, place: int, row: Cells) -> None:
        changes, fills = self._differences(entry, row)
        if not changes:
            self._record(entry, row, fills, "")
            row.update(fills)
            self.found.same += not fills
        elif self.kind.is_termed:
            self._succeed(entry, place, row, changes, fills)
        else:
            self._unclear(
                entry,
                _("登记簿里是{old}，表格里是{new}；这一簿的记录不能改，请手工核对").format(
                    old="、".join(f"{one} {row.get(one, '')}" for one in changes),
                    new="、".join(f"{one} {new}" for one, new in changes.items()),
                ),
            )

    def _differences(self, entry: Entry, row: Cells) -> tuple[Cells, Cells]:
        """What changes, and what is only filled in (or ended)."""
        changes: Cells = {}
        fills: Cells = {}
        for column, value in entry.cells.items():
            old = row.get(column, "")
            if column in (*self.kind.key, START) or canonical(column, old) == value:
                continue
            if not value:
                if column in self.kind.empties:
                    changes[column] = value
            elif column == END or (column in self.kind.fill and not old):
                fills[column] = value
            elif column != REMARK:
                changes[column] = value
        for column in self.kind.resets.keys() & changes.keys():
            for other in self.kind.resets[column]:
                fills.pop(other, None)
                if entry.cells.get(other, "") != canonical(other, row.get(other, "")):
                    changes[other] = entry.cells.get(other, "")
        return changes, fills

    def _succeed(self, entry: Entry, place: int, row: Cells, changes: Cells, fills: Cells) -> None:
        """End the row and begin a new one."""
        began = self._day(row, START)
        said = entry.cells.get(START, "")
        first = said if said > began else self.start
        if first and first <= began:
            self._unclear(
                entry,
                _("新的一行从 {first} 起，不晚于登记簿里的起 {began}").format(
                    first=first, began=began
                ),
            )
            return
        if not first:
            self.found.needs_start.append(entry.number)
        self._record(entry, row, {**changes, **fills}, first)
        new = {**row, **changes, **fills, START: first or _after(began)}
        row[END] = _before(new[START])
        self.after.setdefault(place, []).append((entry.number, new))

    def _new(self, entry: Entry) -> None:
        first = entry.cells.get(START, "") or self.start
        if self.kind.is_termed and not first:
            self.found.needs_start.append(entry.number)
        cells = {column: entry.cells.get(column, "") for column in self.kind.columns}
        if self.kind.is_termed:
            cells[START] = first or self.on
        leaving = self._leaving(entry)
        if reason := self._not_after(entry, cells, leaving):
            self._unclear(entry, reason)
            return
        if not leaving:
            self.found.new.append((entry.number, self._name(entry.cells)))
            self.added.append((entry.number, cells))
            return
        column = self.kind.key[1]
        for place in leaving:
            row = self.rows[place][1]
            self._record(entry, row, {column: entry.cells[column]}, first)
            row[END] = _before(cells[START])
            del self.gone[place]
        self.after.setdefault(leaving[-1], []).append((entry.number, cells))

    def _leaving(self, entry: Entry) -> list[int]:
        """The rows of the people whose place in the same unit and part the entry's takes."""
        if not self.kind.replaces or entry.cells.get(self.kind.key[-1]) not in self.kind.replaces:
            return []
        unit, _person, part = self._key(entry.cells)
        return [place for place in self.gone if self._key(self.rows[place][1])[::2] == (unit, part)]

    def _not_after(self, entry: Entry, cells: Cells, leaving: Sequence[int]) -> str:
        for place in leaving:
            row = self.rows[place][1]
            old, new = row.get(self.kind.key[1], ""), entry.cells[self.kind.key[1]]
            if not new:
                return _("“{column}”是空的").format(column=self.kind.key[1])
            if old in new or new in old:
                return _("“{new}”和登记簿里的“{old}”可能是同一人，请先改成一样的写法").format(
                    new=new, old=old
                )
            if cells[START] <= (began := self._day(row, START)):
                return _("新的一行从 {first} 起，不晚于登记簿里的起 {began}").format(
                    first=cells[START], began=began
                )
        return ""

    def _record(self, entry: Entry, row: Cells, cells: Cells, first: str) -> None:
        for column, value in cells.items():
            self.found.changes.append(
                Change(entry.number, self._name(row), column, row.get(column, ""), value, first)
            )

    def _finish(self, entries: Sequence[Entry]) -> None:
        last = self.kind.key[-1]
        seen = {entry.cells.get(last) for entry in entries}
        for place in sorted(self.gone):
            row = self.rows[place][1]
            if not self.kind.replaces or row.get(last) in seen:
                self.found.gone.append(self._name(row))
        for place, one in enumerate(self.rows):
            self.found.rows += [one, *self.after.get(place, ())]
        self.found.rows += self.added

    def _current(self) -> dict[int, None]:
        """The rows that hold now, each thing's last."""
        if not self.kind.is_termed:
            return {places[-1]: None for places in self.terms.values()}
        return {
            place: None
            for places in self.terms.values()
            for place in places[-1:]
            if not (end := self._day(self.rows[place][1], END)) or end >= self.on
        }

    def _key(self, cells: Mapping[str, str]) -> Key:
        return tuple(canonical(column, cells.get(column, "")) for column in self.kind.key)

    def _identity(self, cells: Mapping[str, str]) -> Key:
        return (*self._key(cells), cells.get(START, ""))

    def _name(self, cells: Mapping[str, str]) -> str:
        return " ".join(filter(None, (cells.get(column, "") for column in self.kind.key)))

    def _day(self, cells: Mapping[str, str], column: str) -> str:
        return canonical(column, cells.get(column, ""))

    def _unclear(self, entry: Entry, reason: str) -> None:
        self.found.unclear.append(Unclear(entry.number, self._name(entry.cells), reason))


def _before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def _after(day: str) -> str:
    """A day that may stand in a preview until the real one is said."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
