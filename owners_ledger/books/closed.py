"""Closed months are not written to: the door every generated file passes on its way into a book.

Which months are closed is read off the names of their seals (``ledger/closed/2026-03.toml``); what
the seals hold is the business of ``closing``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

_SEAL = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])\Z")
# Directives that make up a month's record; accounts and documents may be added at any time.
_SEALED = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ \t]+(?:[*!&#?%A-Z](?=\s)|txn\b|balance\b|pad\b|note\b"
    r'|custom[ \t]+"bank-statement")',
    re.ASCII,
)


class ClosedMonthError(OwnersLedgerError):
    """A command would write into a closed month; nothing was written."""


def closed_names(root: Path) -> frozenset[str]:
    """The closed months of a book as ``2026-03``."""
    folder = root / "ledger" / "closed"
    return frozenset(path.stem for path in folder.glob("*.toml") if _SEAL.match(path.stem))


def refuse_closed(files: Sequence[tuple[Path, bytes]]) -> None:
    """Stop before a file is written that adds to, changes or removes from a closed month.

    Args:
        files: what is to be written, by path; only ledger files count.

    Raises:
        ClosedMonthError: one of them would; names the file, the day and what to do.
    """
    for path, content in files:
        if path.suffix != ".beancount":
            continue
        root = next((one.parent for one in path.parents if one.name == "ledger"), None)
        closed = closed_names(root) if root is not None else frozenset()
        if not closed:
            continue
        before = _record(path.read_bytes(), closed) if path.is_file() else Counter[str]()
        after = _record(content, closed)
        changed = (after - before) + (before - after)
        if changed:
            day = min(changed)[:10]
            raise ClosedMonthError(
                _("{month} 已经结账，不能再写进 {day} 的分录").format(month=day[:7], day=day),
                remedy=_(
                    "漏记、错记的，在没有结账的月份记一笔更正（摘要写明更正哪一天的哪一笔）；"
                    "确要改的，先运行 owners-ledger reopen {month} --reason 原因。"
                ).format(month=day[:7]),
                file=str(path),
            )


def _record(content: bytes, closed: frozenset[str]) -> Counter[str]:
    """The text of every directive of the closed months."""
    return Counter(
        text for text in _directives(content.decode("utf-8", "replace")) if text[:7] in closed
    )


def _directives(text: str) -> Iterator[str]:
    held: list[str] = []
    for line in text.splitlines():
        if line[:1].isspace() or not line:
            if held and line.strip():
                held.append(line.rstrip())
            continue
        if held:
            yield "\n".join(held)
        held = [line.rstrip()] if _SEALED.match(line) else []
    if held:
        yield "\n".join(held)
