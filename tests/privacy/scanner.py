"""Searches outputs for private values in every form they can take."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from surfaces import Piece, dense, pieces
from text_forms import ENCODINGS

# Forms of few signs: their needles can only be where these signs stand.
_RUNS = {
    "hex": re.compile(rb"[0-9a-f]{8,}"),
    "base64": re.compile(rb"[0-9A-Za-z+/]{8,}"),
    "URL": re.compile(rb"[^\s]{0,40}%[^\s]*"),
    "HTML": re.compile(rb"&#[^\s]*"),
    "JSON": re.compile(rb"\\u[^\s]*"),
    "PDF": re.compile(rb"\\[0-7]{3}[^\s]*"),
}
_CASELESS = frozenset({"hex", "URL", "HTML", "JSON"})
_Needle = tuple[str, str, bytes]


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
        self._needles: dict[str, list[_Needle]] = defaultdict(list)
        self._text = [(field, dense(value.encode())) for field, value in canaries.items()]
        for field, value in canaries.items():
            for form, needle in _forms(value):
                kind = re.split("[ ,]", form)[0]
                if kind in _RUNS:
                    lower = needle.lower() if kind in _CASELESS else needle
                    self._needles[kind].append((field, form, lower))
                elif _is_text(needle):
                    self._needles["text"].append((field, form, needle))
                else:
                    self._needles["bytes"].append((field, form, needle))
        self._plain = frozenset(dense(value.encode()) for value in plain)
        self._lengths = sorted({len(one) for one in self._plain})
        # Names begin with one of few Han signs, numbers with one of few pairs.
        self._heads = {one[: 2 if one.isascii() else 1] for one in self._plain}

    def look(self, files: Iterable[tuple[str, bytes]]) -> list[Find]:
        """Everything private in some files, packed ones unpacked; the same bytes are read once."""
        known: set[bytes] = set()
        found: list[Find] = []
        for name, data in files:
            for piece in pieces(name, data, known):
                found += self.search(piece)
        return found

    def search(self, piece: Piece) -> Iterator[Find]:
        """Private values in one piece."""
        for field, form, _needle in self._possible(piece.data):
            yield Find(field, piece.where, form)
        text = dense(piece.data)
        for field, value in self._text:
            if value in text:
                yield Find(field, piece.where, "resolved text")
        for value in self._words(text) & self._plain:
            yield Find(value, piece.where, "text")

    def _possible(self, data: bytes) -> Iterator[_Needle]:
        yield from (one for one in self._needles["text"] if one[2] in data)
        try:
            data.decode()
        except UnicodeDecodeError:  # else bytes that are no UTF-8 cannot be in it
            yield from (one for one in self._needles["bytes"] if one[2] in data)
        lower = data.lower()
        for kind, run in _RUNS.items():
            small = b"\n".join(run.findall(lower if kind in _CASELESS else data))
            if small:
                yield from (one for one in self._needles[kind] if one[2] in small)

    def _words(self, text: str) -> set[str]:
        """Parts of a text that begin like a known value and are as long as one."""
        words: set[str] = set()
        for head in self._heads:
            at = text.find(head)
            while at >= 0:
                words.update(text[at : at + length] for length in self._lengths)
                at = text.find(head, at + 1)
        return words


def _forms(value: str) -> list[tuple[str, bytes]]:
    """The forms that are no matter of resolving, each sequence of bytes once."""
    found: dict[bytes, str] = {}
    for form, encode in ENCODINGS.items():
        if not form.startswith("split"):
            found.setdefault(encode(value), form)
    return [(form, needle) for needle, form in found.items()]


def _is_text(needle: bytes) -> bool:
    """Whether bytes can be a part of a UTF-8 text; a sign may be cut at either end."""
    for start in range(4):
        for end in range(len(needle), len(needle) - 4, -1):
            if all(0x80 <= one < 0xC0 for one in needle[:start]):
                try:
                    needle[start:end].decode()
                except UnicodeDecodeError:
                    continue
                return True
    return False
