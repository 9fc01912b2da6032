"""What a book's own files say that duties depend on: terms, contracts, questions, what was posted.

Only what is needed is read, and leniently: a file that is not in order is the business of the
check that knows it, and here counts as if it said nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.registers.leases import Lease

POSTED, QUESTIONS = "ledger/posted", "ledger/questions"
CONTRACTS = "ledger/contracts.toml"
LEASE, CONTRACT, QUESTION = "lease", "contract", "question"
_OPEN = ("added", "follow-up")
_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Ending:
    """Something of the book with a last day.

    Attributes:
        kind: ``lease``, ``contract`` or ``question``.
        code: its number.
        day: the last day.
        done: whether nothing is left to do (the question is answered).
    """

    kind: str
    code: str
    day: datetime.date
    done: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a book.

    Attributes:
        begin: the first day kept in it; nothing before is due.
        posted: kind and period of every notice in the posting log, ``None``: it keeps no log.
        term_ends: last day of the committee's term, ``None``: not set.
        registered: whether the committee is registered and reports to a registry.
        endings: leases, contracts and questions.
    """

    begin: datetime.date
    posted: frozenset[tuple[str, str]] | None = None
    term_ends: datetime.date | None = None
    registered: bool = True
    endings: tuple[Ending, ...] = ()


def known_of(
    root: Path,
    raw: Mapping[str, Any],
    leases: Mapping[str, tuple[Lease, ...]],
    begin: datetime.date,
) -> Known:
    """What a book's files say.

    Args:
        root: the committee's folder.
        raw: ``committee.toml``.
        leases: contracts on common property by number (``Registers.lease_terms``).
        begin: the first day kept in the books.
    """
    return Known(
        begin=begin,
        posted=_posted(root),
        term_ends=term_ends(raw),
        registered=is_registered(raw),
        endings=(*_leases(leases), *_contracts(root), *_questions(root)),
    )


def term_ends(raw: Mapping[str, Any]) -> datetime.date | None:
    """``[term] ends`` of ``committee.toml``: last day of the committee's term."""
    return _day(raw.get("term", {}).get("ends"))


def is_registered(raw: Mapping[str, Any]) -> bool:
    """``[duties] registered``: whether the committee reports to a registry each year."""
    return raw.get("duties", {}).get("registered", True) is not False


def ahead_of(raw: Mapping[str, Any]) -> int:
    """``[duties] ahead``: so many days before something falls due the check speaks of it."""
    days = raw.get("duties", {}).get("ahead", _AHEAD)
    return days if isinstance(days, int) and 0 <= days <= 366 else _AHEAD


def _posted(root: Path) -> frozenset[tuple[str, str]] | None:
    files = sorted((root / POSTED).glob("*.toml"))
    if not files:
        return None
    rows = (row for path in files for row in _tables(_read(path)))
    return frozenset(
        (str(row["kind"]), str(row["period"])) for row in rows if "kind" in row and "period" in row
    )


def _leases(leases: Mapping[str, tuple[Lease, ...]]) -> Iterator[Ending]:
    for code, terms in leases.items():
        if terms and terms[-1].end is not None:
            yield Ending(LEASE, code, terms[-1].end)


def _contracts(root: Path) -> Iterator[Ending]:
    path = root / CONTRACTS
    if path.is_file():
        for row in _dicts(_read(path).get("contract", ())):
            if (end := _day(row.get("to"))) is not None and "code" in row:
                yield Ending(CONTRACT, str(row["code"]), end)


def _questions(root: Path) -> Iterator[Ending]:
    for path in sorted((root / QUESTIONS).glob("*.toml")):
        raw = _read(path)
        due, last = _day(raw.get("due")), [row for row in _tables(raw) if "kind" in row]
        if due is not None:
            is_open = not last or last[-1]["kind"] in _OPEN
            yield Ending(QUESTION, str(raw.get("number", f"Q-{path.stem}")), due, not is_open)


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return value if type(value) is datetime.date else None


def _tables(raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The file itself and the rows of its lists."""
    yield raw
    for value in raw.values():
        if isinstance(value, list):
            yield from _dicts(value)


def _dicts(rows: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    return (row for row in rows if isinstance(row, dict))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return load_toml(path)
    except OwnersLedgerError:
        return {}
