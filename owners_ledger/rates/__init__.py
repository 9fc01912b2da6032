"""Rates that law and cities set: dated tables with their sources, never constants in code.

Shipped in ``rates/data/*.toml``; a file of the same name in the committee's ``ledger/rates/``
comes first. A table is a list of rows, each with ``from``, ``to`` (may be missing) and
``source``; the rest of a row belongs to whoever reads the table.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger.config import load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

DATA = Path(__file__).with_name("data")
FOLDER = "ledger/rates"


class RateError(OwnersLedgerError):
    """A table of rates is missing, not in order, or says nothing of a day."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One dated row of a table.

    Attributes:
        first: the first day it holds.
        last: the last day, ``None``: still holds.
        source: law, notice and number it comes from.
        values: the rest of the row.
        file: the table's file.
    """

    first: datetime.date
    last: datetime.date | None
    source: str
    values: Mapping[str, Any]
    file: str

    def covers(self, day: datetime.date) -> bool:
        """Whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def number(self, key: str) -> Decimal:
        """A figure of the row.

        Raises:
            RateError: it is missing or no number.
        """
        value = self.values.get(key)
        try:
            if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
                found = Decimal(str(value))
                if found.is_finite():
                    return found
        except ArithmeticError:
            pass
        raise RateError(
            _('税费率表的“{key}”应写成带引号的数字，如 "0.03"').format(key=key),
            remedy=_("请改正这个文件；写法照随程序发布的同名文件。"),
            file=self.file,
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """All tables, by file and by the name of the table in it."""

    tables: Mapping[str, Mapping[str, tuple[Rate, ...]]]
    _held: dict[tuple[str, str, datetime.date], tuple[Rate, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rows(self, file: str, table: str) -> tuple[Rate, ...]:
        """A table's rows in the order of the file, none where there is no such table."""
        return self.tables.get(file, {}).get(table, ())

    def on(self, file: str, table: str, day: datetime.date) -> tuple[Rate, ...]:
        """The rows that hold on a day."""
        asked = file, table, day
        if asked not in self._held:
            rows = self.rows(file, table)
            self._held[asked] = tuple(one for one in rows if one.covers(day))
        return self._held[asked]

    def one(self, file: str, table: str, day: datetime.date) -> Rate:
        """The one row that holds on a day.

        Raises:
            RateError: none does, or several do.
        """
        found = self.on(file, table, day)
        if len(found) == 1:
            return found[0]
        what = _("没有") if not found else _("有好几条")
        raise RateError(
            _("{file}.toml 的 {table} {what}适用于 {day} 的规定").format(
                file=file, table=table, what=what, day=day
            ),
            remedy=_("请在 ledger/rates/{file}.toml 写明这一天适用的规定和出处。").format(
                file=file
            ),
            file=f"{FOLDER}/{file}.toml",
        )


def load_rates(root: Path | None) -> Rates:
    """Every table, the committee's own files before the shipped ones of the same name.

    A shipped file is read when it is first asked for, the committee's own now.

    Raises:
        RateError: a row has no ``from``, no ``source``, or ``to`` before ``from``.
        ConfigError: a file is no TOML.
    """
    files = {path.stem: path for path in sorted(DATA.glob("*.toml"))}
    own = sorted((root / FOLDER).glob("*.toml")) if root is not None else []
    return Rates(_Files(files, {path.stem: _tables(path) for path in own}))


class _Files(Mapping[str, Mapping[str, tuple[Rate, ...]]]):
    """Tables by file, read once and not before they are needed."""

    def __init__(
        self, files: Mapping[str, Path], read: Mapping[str, Mapping[str, tuple[Rate, ...]]]
    ) -> None:
        self._files = files
        self._read = dict(read)

    def __getitem__(self, name: str) -> Mapping[str, tuple[Rate, ...]]:
        if name not in self._read:
            self._read[name] = _tables(self._files[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._read or name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter({**self._files, **self._read})

    def __len__(self) -> int:
        return len({**self._files, **self._read})


def _tables(path: Path) -> dict[str, tuple[Rate, ...]]:
    raw = load_toml(path)
    for name, rows in raw.items():
        if not isinstance(rows, list):
            raise RateError(
                _("“{name}”应写成带双方括号的表 [[{name}]]").format(name=name),
                remedy=_("请照随程序发布的同名文件改正。"),
                file=str(path),
            )
    return {name: tuple(_rate(row, name, path) for row in rows) for name, rows in raw.items()}


def _rate(row: Any, table: str, path: Path) -> Rate:
    first = row.get("from") if isinstance(row, dict) else None
    last = row.get("to") if isinstance(row, dict) else None
    source = row.get("source") if isinstance(row, dict) else None
    if (
        type(first) is not datetime.date  # a TOML date with a time is a date as well
        or not (last is None or (type(last) is datetime.date and first <= last))
        or not isinstance(source, str)
        or not source.strip()
    ):
        raise RateError(
            _("表 {table} 的每一条都要有 from（起用日）和 source（出处），to 不能早于 from").format(
                table=table
            ),
            remedy=_("请照随程序发布的同名文件改正。"),
            file=str(path),
        )
    values = {key: value for key, value in row.items() if key not in ("from", "to", "source")}
    return Rate(first, last, source, values, str(path))
