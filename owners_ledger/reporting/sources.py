"""What a report needs beside books and registers: budget, sentences, resolutions, works, tariffs.

``load_sources`` reads the TOML files of a book at the rim; the rest of the room gets the value.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from owners_ledger.books.notes import Notes, read_notes, says_nothing
from owners_ledger.commitments.load import Commitments, load_commitments
from owners_ledger.commitments.model import Budget, Resolution, Works
from owners_ledger.config import ConfigError, load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period

_Made = TypeVar("_Made")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tariff:
    """A dated rate (yuan per m² and month, or per month); ``kind`` is the table's name."""

    kind: str
    rate: Decimal
    resolution: str
    start: datetime.date


@dataclass(frozen=True, slots=True)
class Sources:
    """All of it; empty where the book has no such file.

    Attributes:
        budget: of the period's year.
        notes: the committee's sentences for the period.
        payees_of_months: sentences on payees in the files of a longer period's months.
        resolutions: all.
        works: all projects.
        tariffs: all, oldest first.
        commitments: resolutions, contracts, projects and budgets of every year.
    """

    budget: Budget | None = None
    notes: Notes = field(default_factory=Notes)
    payees_of_months: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    resolutions: tuple[Resolution, ...] = ()
    works: tuple[Works, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    commitments: Commitments = field(default_factory=Commitments)

    def tariff(self, kind: str, day: datetime.date) -> Tariff | None:
        """The rate in force on a day."""
        known = [one for one in self.tariffs if one.kind == kind and one.start <= day]
        return known[-1] if known else None


def load_sources(root: Path, period: Period) -> Sources:
    """Read the files of a book that concern a period; a missing file is an empty one.

    Raises:
        ConfigError: a file is no TOML, or a key is missing or wrong.
    """
    ledger = root / "ledger"
    months = list(period.each_month()) if period.months > 1 else []
    known = load_commitments(root)
    return Sources(
        budget=known.budgets.get(period.year),
        notes=read_notes(root, period),
        payees_of_months=MappingProxyType(
            {
                name: text
                for month in months
                for name, text in read_notes(root, month).payees.items()
                if not says_nothing(text)
            }
        ),
        resolutions=known.resolutions,
        works=known.works,
        tariffs=_tariffs(ledger / "tariffs.toml"),
        commitments=known,
    )


def _read(path: Path) -> Mapping[str, Any]:
    return load_toml(path) if path.is_file() else _NOTHING


def _tariffs(path: Path) -> tuple[Tariff, ...]:
    raw = _read(path)
    return _guarded(
        path,
        lambda: tuple(
            sorted(
                (
                    Tariff(
                        str(kind),
                        Decimal(str(item["rate"])),
                        str(item.get("resolution", "")),
                        item["from"],
                    )
                    for kind, items in raw.items()
                    if isinstance(items, list)
                    for item in items
                    if isinstance(item, dict) and "rate" in item
                ),
                key=lambda one: one.start,
            )
        ),
    )


def _guarded(path: Path, make: Callable[[], _Made]) -> _Made:
    """Run a reading step; name the file and the key when a value is impossible."""
    try:
        return make()
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        what: object = error.args[0] if error.args else error
    except OwnersLedgerError as error:
        what = error.message
    raise ConfigError(
        _("{file} 缺少或写错了：{what}").format(file=path.name, what=what),
        remedy=_("请对照示例账本里的同名文件补上或改正这一项。"),
        file=str(path),
    )
