"""The flagged lines as cards, and what the forms on them choose from."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from fava.beans.funcs import hash_entry

from owners_ledger.billing.ranges import short_name
from owners_ledger.duties import clock
from owners_ledger.review.desk import version_of
from owners_ledger.review.known import Holder, Known
from owners_ledger.review.lines import flagged_of
from owners_ledger.review.model import Flagged
from owners_ledger.review.suggest import Suggestion, suggestions
from owners_ledger.web.figures import Desk

_LEFT = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Card:
    """A flagged line.

    Attributes:
        line: it.
        suggestions: what it may be.
        whole: what is to be placed, unsigned, as a form writes it; "" where only the flag can go.
        version: of its file and of the entry, as shown.
        path: its file for the editor.
        entry: Fava's hash of it.
        is_late: whether the day it was left until is over.
    """

    line: Flagged
    suggestions: tuple[Suggestion, ...]
    whole: str
    version: str
    path: str
    entry: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Reviews:
    """The page.

    Attributes:
        cards: not left first, then those left until a day; the latest first.
        accounts: what to choose from: each account as people call it, by its full name.
        holders: codes to choose from.
        left_until: what the form for leaving a line proposes.
    """

    cards: tuple[Card, ...]
    accounts: Mapping[str, str]
    holders: tuple[Holder, ...]
    left_until: datetime.date


def reviews(desk: Desk) -> Reviews:
    """All lines to review and the lists to choose from."""
    today = clock.today()
    lines = flagged_of(desk.books)
    if not lines:
        return Reviews((), {}, (), today + _LEFT)
    known = Known.of(desk.books, desk.registers)
    texts = {file: _text(desk.books.root / file) for file in {one.file for one in lines}}
    cards = [_card(one, known, texts[one.file], today) for one in lines]
    return Reviews(
        tuple(sorted(cards, key=lambda card: bool(card.line.why) and not card.is_late)),
        _names(known.accounts),
        known.holders(min(one.entry.date for one in lines)),
        today + _LEFT,
    )


def _names(accounts: Iterable[str]) -> Mapping[str, str]:
    """Accounts by their last part where no other has the same."""
    names = {name: short_name(name) for name in accounts}
    count = Counter(names.values())
    return {name: short if count[short] == 1 else name for name, short in names.items()}


def _card(line: Flagged, known: Known, text: bytes, today: datetime.date) -> Card:
    return Card(
        line,
        suggestions(line, known),
        str(abs(line.open)) if line.open else "",
        version_of(text, line.entry),
        str(line.entry.meta.get("filename", "")),
        hash_entry(cast("Any", line.entry)),
        line.due is not None and line.due < today,
    )


def _text(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
