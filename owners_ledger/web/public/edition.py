"""A published edition, read whole into memory: what it lists and proves is all that is served.

A path asked for is looked up among the names in ``edition.json``; it never reaches the file
system. What is read once cannot become half another edition under a reader's hands.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

MANIFEST = "edition.json"
LEDGER = "ledger/main.beancount"
PRIVATE = ("ledger/committee.toml", "ledger/registers", "ledger/private", "ledger/statements")
_WHOLE = 400_000_000  # bytes of an edition; ten years of notices are a tenth of it
_LISTING = 4_000_000


class PublicError(OwnersLedgerError):
    """This is no edition that may be shown."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as it was read.

    Attributes:
        folder: where it lay, links resolved.
        stamp: SHA-256 of its manifest, which holds the hash of every file.
        files: content by relative path with ``/``.
        estate: the estate's name.
    """

    folder: Path
    stamp: str
    files: Mapping[str, bytes]
    estate: str

    @property
    def ledger(self) -> bytes:
        """The text of the public ledger."""
        return self.files[LEDGER]


def read(path: Path) -> Edition:
    """Read an edition and compare every file with its manifest.

    Args:
        path: the public name (usually a link) or the edition itself.

    Raises:
        PublicError: it is a committee's own book, no edition, or not as it was published.
    """
    try:
        folder = path.resolve(strict=True)
        refuse_private(folder)
        manifest = _bounded(folder / MANIFEST, _LISTING)
        listed = json.loads(manifest)
        files = _files(folder, listed["files"])
        estate = str(listed.get("estate", ""))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublicError(
            _("{path} 里没有完整的公开账本").format(path=path),
            remedy=_("请先运行 owners-ledger publish，再用 --edition 指向它写出的文件夹。"),
        ) from error
    if LEDGER not in files:
        raise PublicError(
            _("{path} 里没有 {name}").format(path=path, name=LEDGER),
            remedy=_("请重新运行 owners-ledger publish。"),
        )
    whole = {**files, MANIFEST: manifest}
    stamp = hashlib.sha256(manifest).hexdigest()
    return Edition(folder, stamp, {**whole, **_archives(folder, whole)}, estate)


def refuse_private(folder: Path) -> None:
    """The committee's own book is never shown, not even by mistake.

    Raises:
        PublicError: names what was found.
    """
    for name in PRIVATE:
        if (folder / name).exists() or (folder / PurePosixPath(name).name).exists():
            raise PublicError(
                _("{path} 是业委会自己的账本（有 {name}），不能给业主看").format(
                    path=folder, name=name
                ),
                remedy=_(
                    "给业主看的是 owners-ledger publish 写出的文件夹，请用 --edition 指向它。"
                ),
            )


def stamp_of(path: Path) -> str | None:
    """Which edition lies there now, ``None`` while there is none."""
    try:
        return hashlib.sha256(_bounded(path / MANIFEST, _LISTING)).hexdigest()
    except (OSError, ValueError):
        return None


def _files(folder: Path, listed: list[Mapping[str, object]]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = _WHOLE
    for one in listed:
        name = str(one["path"])
        content = _inside(folder, name, left)
        left -= len(content)
        if hashlib.sha256(content).hexdigest() != one["sha256"]:
            raise PublicError(
                _("{name} 与公开时不同，不能给业主看").format(name=name),
                remedy=_("请重新运行 owners-ledger publish。"),
                file=str(folder / name),
            )
        files[name] = content
    return files


def _archives(folder: Path, whole: Mapping[str, bytes]) -> dict[str, bytes]:
    """The edition's own ZIP: it holds the manifest and so cannot be listed in it."""
    left = _WHOLE - sum(map(len, whole.values()))
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.zip")):
        content = whole.get(path.name) or _inside(folder, path.name, left)
        if _packs(content, whole):
            found[path.name] = content
    return found


def _packs(content: bytes, whole: Mapping[str, bytes]) -> bool:
    """Whether a ZIP holds just the edition's files; sizes are compared before any is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sizes = {one.filename: one.file_size for one in packed.infolist()}
            return sizes == {name: len(file) for name, file in whole.items()} and all(
                packed.read(name) == file for name, file in whole.items()
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        return False


def _inside(folder: Path, name: str, most: int) -> bytes:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise ValueError(name)
    place = folder.joinpath(*path.parts)
    if place.is_symlink() or not place.resolve().is_relative_to(folder):
        raise ValueError(name)
    return _bounded(place, most)


def _bounded(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(path.name)
    return content
