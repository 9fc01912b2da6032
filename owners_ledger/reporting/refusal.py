"""When no figures can be given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from owners_ledger.books.load import Books
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _


class ReportError(OwnersLedgerError):
    """The books cannot answer for that period."""


def refuse_broken(books: Books) -> None:
    """Stop at books that are not in order: figures of broken books are worse than none.

    Raises:
        ReportError: beancount or a check found an error (a warning does not stop a report).
    """
    errors = [one for one in books.errors if getattr(one, "severity", "error") != "warning"]
    if not errors:
        return
    first = errors[0]
    place = getattr(first, "source", None) or {}
    said = getattr(first, "said", "") or getattr(first, "message", first)
    message = str(said).strip().partition("\n")[0]
    raise ReportError(
        _("账本里有 {count} 处错误，不能出公示。第一处：{message}").format(
            count=len(errors), message=message
        ),
        remedy=_("请先运行 owners-ledger check，逐条改正。"),
        file=relative(books.root, place.get("filename")),
        line=place.get("lineno") or None,
    )


def at(books: Books, meta: dict[str, Any] | None) -> dict[str, Any]:
    """An entry's place, as the error's keyword arguments."""
    known = meta or {}
    return {
        "file": relative(books.root, known.get("filename")),
        "line": known.get("lineno") or None,
    }


def relative(root: Path, name: str | None) -> str | None:
    """A file's name as the committee knows it: relative to the book, ``None`` if generated."""
    if not name or name.startswith("<"):
        return None
    path = Path(name)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return "、".join(names)
