"""Where shipped data lies: the checkout's own folders, else those inside the installed package.

A committee's folder is looked up before both: ``find(book, "reports", "monthly.html")``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir(kind: str) -> Path:
    """The shipped folder of a kind (``importers``, ``reports``).

    The checkout comes first: an editable install also leaves a stale copy in site-packages.
    """
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    return _PACKAGE / "_data" / kind


def search_path(book: Path | None, kind: str) -> tuple[Path, ...]:
    """The folders of a kind, the committee's own first; each once, only those that exist."""
    folders = [] if book is None else [(book / kind).resolve()]
    folders.append(data_dir(kind).resolve())
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def data_files(book: Path | None, kind: str, pattern: str) -> Iterator[Path]:
    """Files of a kind by glob pattern; one in the committee's folder hides the shipped namesake."""
    seen: set[str] = set()
    for folder in search_path(book, kind):
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in seen:
                seen.add(name)
                yield path
