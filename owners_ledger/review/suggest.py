"""What a candidate's words mean: account and code, where both can be told for certain."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from owners_ledger.review.known import Known
from owners_ledger.review.model import Flagged, Part, ReviewError

_BOOKED = re.compile(r"记入\s*")
_WHY = re.compile(r"[:：].*|[(（].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate of a flagged line.

    Attributes:
        number: as in ``candidate-<number>``, from 1.
        text: its words.
        parts: where it may go, as far as the words tell; an account or code may be "".
        narration: what for, or "".
        is_whole: whether it can be accepted as it is: one part with all it needs.
    """

    number: int
    text: str
    parts: tuple[Part, ...]
    narration: str
    is_whole: bool


def suggestions(flagged: Flagged, known: Known) -> tuple[Suggestion, ...]:
    """The candidates of a line, in their order."""
    return tuple(
        _suggestion(number, text, flagged.entry.date, known)
        for number, text in enumerate(flagged.candidates, 1)
    )


def _suggestion(number: int, text: str, day: datetime.date, known: Known) -> Suggestion:
    words = _WHY.sub("", _BOOKED.split(text)[-1]).strip()
    found = list(_read(words, day, known))
    parts = tuple(part for part, _purpose in found)
    narration = found[0][1] if len(found) == 1 else ""
    one = parts[0] if len(parts) == 1 else Part("")
    whole = bool(one.account) and (bool(one.holder) or one.account not in known.held)
    return Suggestion(number, text, parts, narration, whole)


def _read(words: str, day: datetime.date, known: Known) -> Iterator[tuple[Part, str]]:
    for piece in words.split("、"):
        code, _blank, rest = piece.strip().partition(" ")
        try:
            holder = known.holder(code, day)
        except ReviewError:
            holder, rest = None, piece.strip()
        try:
            account = known.account(rest) if rest else ""
        except ReviewError:
            account = ""
        if holder is not None:
            named = holder.account if holder.account in known.accounts else ""
            yield Part(account or named, holder.code), holder.purpose
        elif account:
            yield Part(account), ""
