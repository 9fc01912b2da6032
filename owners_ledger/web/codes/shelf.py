"""What the server gets of the codes: their marks, and each household's letter, sealed.

A folder of its own: no unit, no name, no code, no register. It is written by
``owners-ledger code statements`` and read by ``owners-ledger serve --public --codes``.
"""

from __future__ import annotations

import re
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from owners_ledger.books.write import write_all
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.web.codes.keys import Cost, Keys, SealError, seal, unseal
from owners_ledger.web.codes.register import Register, cost_of, cost_text

MARKS = "codes.toml"
_SEALED = ".sealed"
_HEAD = "# 由 owners-ledger code statements 写。没有房号，没有口令。\n"
_MARK = re.compile(r"[0-9a-f]{32}")
_LARGEST = 4_000_000


class ShelfError(OwnersLedgerError):
    """The folder is not one of sealed letters."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The codes that let in.

    Attributes:
        cost: of a try.
        generations: by mark.
    """

    cost: Cost
    generations: Mapping[str, int]


def put(folder: Path, register: Register, letters: Mapping[str, bytes]) -> int:
    """Write the marks, and the letters sealed; remove letters of codes that ended.

    Args:
        folder: where; made for its owner's eyes only.
        register: the treasurer's.
        letters: by unit; of households without a code none is written.

    Raises:
        WriteError: it cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    # By mark, not by unit: the order of the letters says nothing of whose they are.
    open_ones = sorted(
        (one for one in register.issued.values() if one.is_open), key=lambda one: one.mark
    )
    sealed = [
        (folder / f"{one.mark}{_SEALED}", seal(one.public, one.mark, letters[one.unit]))
        for one in open_ones
        if one.unit in letters
    ]
    marks = "".join(f'"{one.mark}" = {one.generation}\n' for one in open_ones)
    text = f"{_HEAD}{cost_text(register.cost)}\n[codes]\n{marks}"
    # The marks last: a code is let in when its letter is there.
    write_all([*sealed, (folder / MARKS, text.encode())], mode=0o600)
    current = {path for path, _content in sealed}
    for path in folder.glob(f"*{_SEALED}"):
        if path not in current:
            path.unlink()
    return len(sealed)


class Shelf:
    """The folder under a running server; a change counts from the next request on."""

    def __init__(self, folder: Path) -> None:
        """Read it once.

        Raises:
            ShelfError: it is not what ``code statements`` writes.
        """
        self.folder = folder
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._marks = self._read()

    def marks(self) -> Marks:
        """The codes that let in now; none at all while they cannot be read."""
        with self._lock:
            if self._stamp != _stamp(self.folder / MARKS):
                try:
                    self._marks = self._read()
                except ShelfError:
                    # Whom the list no longer names is not let in: rather nobody.
                    self._stamp = None
                    return Marks(self._marks.cost, {})
            return self._marks

    def letter(self, keys: Keys) -> bytes | None:
        """A household's letter, opened with its own key; ``None``: there is none."""
        if not _MARK.fullmatch(keys.mark):
            return None
        try:
            with (self.folder / f"{keys.mark}{_SEALED}").open("rb") as file:
                return unseal(keys, file.read(_LARGEST))
        except (OSError, SealError):
            return None

    def _read(self) -> Marks:
        path = self.folder / MARKS
        stamp = _stamp(path)
        try:
            found = tomllib.loads(path.read_text("utf-8"))
            generations = {str(mark): int(count) for mark, count in found["codes"].items()}
            marks = Marks(cost_of(found), generations)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ShelfError(
                _("{path} 里没有口令的记号").format(path=self.folder),
                remedy=_("请先运行 owners-ledger code statements --output 文件夹，再指向它。"),
            ) from error
        self._stamp = stamp
        return marks


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
