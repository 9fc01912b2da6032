"""Searches outputs for private values in every form they can take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from text_forms import ENCODINGS
from surfaces import Piece, dense, pieces

# These are found in the resolved text, whatever the separators are.
_RESOLVED = frozenset(name for name in ENCODINGS if name.startswith("split"))


@dataclass(frozen=True)
class Find:
    """A private value where it must not be."""

    field: str
    where: str
    form: str


class Scanner:
    """Looks for canaries in every encoding, and for values of people as text.

    Args:
        canaries: field → value.
        plain: further values, searched as text only.
    """

    def __init__(self, canaries: Mapping[str, str], plain: Collection[str] = ()) -> None:
        self._raw: list[tuple[str, str, bytes]] = []
        self._lower: list[tuple[str, str, bytes]] = []
        self._text = [(field, dense(value.encode())) for field, value in canaries.items()]
        for field, value in canaries.items():
            for form, encode in ENCODINGS.items():
                needle = encode(value)
                if form in _RESOLVED:
                    continue
                if _is_caseless(form):
                    self._lower.append((field, form, needle.lower()))
                else:
                    self._raw.append((field, form, needle))
        self._plain = frozenset(dense(value.encode()) for value in plain)
        self._lengths = sorted({len(one) for one in self._plain})
        self._heads = frozenset(one[:2] for one in self._plain)

    def look(self, files: Iterable[tuple[str, bytes]]) -> list[Find]:
        """Everything private in some files, packed ones unpacked; the same bytes are read once."""
        known: set[bytes] = set()
        found: list[Find] = []
        for name, data in files:
            for piece in pieces(name, data):
                if piece.data not in known:
                    known.add(piece.data)
                    found += self.search(piece)
        return found

    def search(self, piece: Piece) -> Iterator[Find]:
        """Private values in one piece."""
        data, lower = piece.data, piece.data.lower()
        for field, form, needle in self._raw:
            if needle in data:
                yield Find(field, piece.where, form)
        for field, form, needle in self._lower:
            if needle in lower:
                yield Find(field, piece.where, form)
        text = dense(data)
        for field, value in self._text:
            if value in text:
                yield Find(field, piece.where, "resolved text")
        yield from self._people(piece, text)

    def _people(self, piece: Piece, text: str) -> Iterator[Find]:
        for value in self._words(text) & self._plain:
            yield Find(value, piece.where, "text")

    def _words(self, text: str) -> set[str]:
        """Parts of a text that have the length and the beginning of a known value."""
        if not self._plain:
            return set()
        starts = [at for at in range(len(text) - 1) if text[at : at + 2] in self._heads]
        return {text[at : at + length] for at in starts for length in self._lengths}


def _is_caseless(form: str) -> bool:
    return form.startswith(("hex", "URL", "HTML", "JSON"))
