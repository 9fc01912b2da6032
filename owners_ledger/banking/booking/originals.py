"""The bank's own files, kept unchanged beside the books."""

from __future__ import annotations

from pathlib import Path

from owners_ledger.banking.booking.entries import span
from owners_ledger.banking.booking.placing import Placed
from owners_ledger.banking.booking.source import Source
from owners_ledger.books.gate import harmless

FOLDER = "statements"
_TEXT = frozenset({".csv", ".txt", ".sta", ".mt940", ".940", ".ofx", ".qfx"})
_ZIPPED = frozenset({".ofd", ".zip", ".ods"})
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|.', "-"))


class Originals:
    """Where each original goes; the same bytes are kept once, others never overwritten.

    Attributes:
        files: what is to be written.
    """

    def __init__(self, root: Path) -> None:
        self._ledger = root / "ledger"
        self._places: dict[str, str] = {}
        self.files: list[tuple[Path, bytes]] = []

    def keep(self, placed: Placed) -> str:
        """The place of a statement's original, relative to ``ledger/``."""
        source = placed.source
        if source.sha256 not in self._places:
            self._places[source.sha256] = self._kept(source) or self._copied(placed)
        return self._places[source.sha256]

    def _kept(self, source: Source) -> str | None:
        """Where the books have these bytes already."""
        folder = self._ledger / FOLDER
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            same_size = path.is_file() and path.stat().st_size == len(source.content)
            if same_size and path.read_bytes() == source.content:
                return path.relative_to(self._ledger).as_posix()
        return None

    def _copied(self, placed: Placed) -> str:
        stem = f"{span(placed)[1]:%Y-%m}-{harmless(placed.bank.name).translate(_FORBIDDEN)}"
        suffix = extension(placed.source)
        taken = {path for path, _content in self.files}
        path = self._ledger / FOLDER / f"{stem}{suffix}"
        number = 2
        while path.exists() or path in taken:
            path = self._ledger / FOLDER / f"{stem}-{number}{suffix}"
            number += 1
        self.files.append((path, placed.source.content))
        return path.relative_to(self._ledger).as_posix()


def extension(source: Source) -> str:
    """By what the bytes are; the given name counts only among forms that look alike."""
    given = source.path.suffix.lower()
    head = source.content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"pk\x03\x04"):
        return given if given in _ZIPPED else ".xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    if head.startswith(b"%pdf"):
        return ".pdf"
    if head.startswith(b"<"):
        return ".html" if b"<html" in head or b"<table" in head else ".xml"
    return given if given in _TEXT else ".csv"
