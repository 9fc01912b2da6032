"""One true history, cut and downloaded in any way, ends in the books exactly once."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import parser
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from import_book import FEES, line, make_book, source

from owners_ledger.banking.booking import importing
from owners_ledger.banking.booking.booked_reading import read_accounts
from owners_ledger.banking.booking.importing import plan_import
from owners_ledger.banking.booking.join import JoinError
from owners_ledger.banking.booking.source import Source
from owners_ledger.banking.match import Matcher
from owners_ledger.banking.match.rules import Rules
from owners_ledger.banking.statement import Line
from owners_ledger.books.load import Books, load_books
from owners_ledger.registers import Registers

OPENING = Decimal("1000.00")
LAYOUTS = ("serial", "plain", "other")


@pytest.fixture(autouse=True)
def _no_matching(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a line is for does not matter here."""
    monkeypatch.setattr(
        importing,
        "matcher_of",
        lambda books: Matcher(books.entries, books.committee, Registers(), Rules(), books.chart),
    )


class Ledger:
    """A book on disk whose entries are parsed file by file, as beancount would load them."""

    def __init__(self, root: Path) -> None:
        self.root = make_book(root)
        books = load_books(root)
        self._committee, self._fixed = books.committee, books.entries
        self._files: dict[Path, list[data.Directive]] = {}

    @property
    def books(self) -> Books:
        entries = [entry for entries in self._files.values() for entry in entries]
        return Books(self.root, self._committee, [*self._fixed, *entries], [], {})

    def add(self, *sources: Source) -> None:
        plan = plan_import(self.books, sources)
        for path, content in plan.files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if path.suffix == ".beancount":
                entries, errors, _options = parser.parse_string(
                    content.decode(), report_filename=str(path)
                )
                assert not errors
                self._files[path] = entries

    @property
    def lines(self) -> list[tuple[datetime.date, Decimal, Decimal]]:
        booked = read_accounts(self.books.entries, self._committee.banks, self.root)[FEES]
        assert [one.number for one in booked.lines] == list(range(1, len(booked.lines) + 1))
        assert len({one.ref for one in booked.lines}) == len(booked.lines)
        return [(one.date, one.amount, one.balance) for one in booked.lines]


@contextmanager
def fresh_ledger() -> Iterator[Ledger]:
    root = Path(tempfile.mkdtemp())
    try:
        yield Ledger(root)
    finally:
        shutil.rmtree(root)


@dataclass(frozen=True)
class Window:
    """A download: lines ``first`` to before ``end`` of the history, in a layout."""

    first: int
    end: int
    layout: str


@dataclass(frozen=True)
class History:
    lines: tuple[Line, ...]

    @property
    def balances(self) -> list[Decimal]:
        """Before each line, and after the last."""
        return list(accumulate((one.amount for one in self.lines), initial=OPENING))

    @property
    def keys(self) -> list[tuple[datetime.date, Decimal, Decimal]]:
        after = self.balances[1:]
        return [(one.date, one.amount, after[at]) for at, one in enumerate(self.lines)]

    def download(self, window: Window) -> Source:
        serials = {
            "serial": [f"90{at:04d}" for at in range(len(self.lines))],
            "other": [f"K{7 * at + 3}" for at in range(len(self.lines))],
            "plain": [None] * len(self.lines),
        }[window.layout]
        lines = [
            replace(self.lines[at], serial=serials[at]) for at in range(window.first, window.end)
        ]
        return source(self.balances[window.first], lines, profile=f"bank-{window.layout}")

    def fits(self, window: Window, at: int, booked: int) -> bool:
        """Whether by dates, amounts and balances alone the window could lie at ``at``."""
        keys, first = self.keys, window.first
        if at == booked:
            late = not booked or keys[booked - 1][0] <= keys[first][0]
            return late and self.balances[first] == self.balances[booked]
        return all(
            keys[at + step] == keys[first + step]
            for step in range(min(booked - at, window.end - first))
        )

    def can_tell(self, window: Window, booked: int) -> bool:
        """Nothing but a count of lines could tell a window from an earlier place it fits."""
        return not any(self.fits(window, at, booked) for at in range(min(window.first, booked + 1)))


@st.composite
def histories(
    draw: st.DrawFn,
    amounts: Sequence[str] = ("300", "-300", "150.50", "-0.07"),
    days: Sequence[int] = (0, 0, 0, 1, 9),
) -> History:
    size = draw(st.integers(1, 14))
    day = datetime.date(2025, 1, 30)
    lines = []
    for _number in range(size):
        day += datetime.timedelta(days=draw(st.sampled_from(days)))
        lines.append(line(day.isoformat(), draw(st.sampled_from(amounts))))
    return History(tuple(lines))


def windows(
    history: History, layouts: Sequence[str] = LAYOUTS, near: int | None = None
) -> st.SearchStrategy[Window]:
    """Any download; one that begins at most two lines after the ``near`` first ones."""
    size = len(history.lines)
    latest = size - 1 if near is None else min(size - 1, near + 2)
    return st.builds(
        lambda first, length, layout: Window(first, min(first + length, size), layout),
        st.integers(0, latest),
        st.one_of(st.integers(1, 3), st.integers(1, 14)),
        st.sampled_from(layouts),
    )


def add(ledger: Ledger, history: History, window: Window) -> None:
    """Import a download: it joins where it begins in the books, or is refused."""
    booked = len(ledger.lines)
    if not history.can_tell(window, booked):
        return
    try:
        ledger.add(history.download(window))
    except JoinError:
        assert window.first > booked
    else:
        assert window.first <= booked
    joined = window.end if window.first <= booked else 0
    assert ledger.lines == history.keys[: max(booked, joined)]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_downloads_in_any_order_and_layout_give_the_history_once(data: st.DataObject) -> None:
    history = data.draw(histories())
    size = len(history.lines)
    again: list[Window] = []
    with fresh_ledger() as ledger:
        for _step in range(data.draw(st.integers(0, 8))):
            window = data.draw(windows(history, near=len(ledger.lines)))
            again.append(window)
            add(ledger, history, window)
        add(ledger, history, Window(0, size, data.draw(st.sampled_from(LAYOUTS))))
        for window in again:
            add(ledger, history, window)
        assert ledger.lines == history.keys
        _entries, errors, _options = loader.load_file(str(ledger.root / "ledger/main.beancount"))
        assert errors == []


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_serial_numbers_tell_twins_apart_even_where_balances_cannot(data: st.DataObject) -> None:
    history = data.draw(histories(("300", "-300"), days=(0,)))
    with fresh_ledger() as ledger:
        for _step in range(data.draw(st.integers(1, 8))):
            booked = len(ledger.lines)
            window = data.draw(windows(history, ["serial"], near=booked))
            if window.first > booked and history.fits(window, booked, booked):
                continue  # a gap that sums to zero, seen by nobody
            try:
                ledger.add(history.download(window))
            except JoinError:
                assert window.first > booked
            else:
                assert window.first <= booked
            joined = window.end if window.first <= booked else 0
            assert ledger.lines == history.keys[: max(booked, joined)]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_files_of_one_command_are_sorted_so_that_they_join(data: st.DataObject) -> None:
    history = data.draw(histories(("300", "300", "150.50", "-0.07")))
    assume(len(set(history.balances)) == len(history.balances))
    size = len(history.lines)
    cuts = sorted(data.draw(st.sets(st.integers(1, size - 1), max_size=3))) if size > 1 else []
    edges = [0, *cuts, size]
    chosen = []
    for start, end in pairwise(edges):
        back = data.draw(st.integers(0, start))
        chosen.append(Window(back, end, data.draw(st.sampled_from(LAYOUTS))))
    chosen += data.draw(st.lists(windows(history), max_size=3))
    with fresh_ledger() as ledger:
        ledger.add(*map(history.download, data.draw(st.permutations(chosen))))
        assert ledger.lines == history.keys
        _entries, errors, _options = loader.load_file(str(ledger.root / "ledger/main.beancount"))
        assert errors == []
