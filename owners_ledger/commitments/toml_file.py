"""A TOML file of the book read table by table, each value checked, each table with its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from owners_ledger import money
from owners_ledger.commitments.model import Place
from owners_ledger.config import ConfigError, load_toml
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; asking for a value checks it.

    Attributes:
        values: the parsed table.
        place: its file and line.
    """

    values: Mapping[str, Any]
    place: Place

    def text(self, key: str) -> str:
        """A text, "" where there is none."""
        value = self.values.get(key, "")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise TypeError(_("{key} 应写在引号里").format(key=key))
        return value.strip()

    def required(self, key: str) -> str:
        """A text that must be there."""
        if not (found := self.text(key)):
            raise ValueError(_("缺少 {key}").format(key=key))
        return found

    def yuan(self, key: str) -> Decimal | None:
        """An amount (``"1234.50"``), ``None`` where there is none."""
        if key not in self.values:
            return None
        try:
            return money.parse(str(self.values[key]))
        except OwnersLedgerError as error:
            raise ValueError(f"{key} {error.message}") from error

    def sum(self, key: str) -> Decimal:
        """An amount that must be there."""
        found = self.yuan(key)
        if found is None:
            raise ValueError(_("缺少 {key}").format(key=key))
        return found

    def day(self, key: str) -> datetime.date | None:
        """A day (a quoted one will do), ``None`` where there is none."""
        value = self.values.get(key)
        if value is None or type(value) is datetime.date:
            return value
        try:
            return datetime.date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValueError(_("{key} 应写成日期，如 2026-03-01").format(key=key)) from error

    def needed_day(self, key: str) -> datetime.date:
        """A day that must be there."""
        found = self.day(key)
        if found is None:
            raise ValueError(_("缺少 {key}").format(key=key))
        return found

    def table(self, key: str) -> Table | None:
        """A table inside, ``None`` where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise TypeError(_("{key} 应写成一个表").format(key=key))
        return Table(value, self.place)

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of a list inside."""
        value = self.values.get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(v, Mapping) for v in value):
            raise ValueError(_("{key} 应写成一串表").format(key=key))
        for one in value:
            yield Table(one, self.place)

    def known(self, *keys: str) -> None:
        """Refuse keys nobody reads: a mistyped one would be lost in silence."""
        for key in self.values:
            if key not in keys:
                raise ValueError(_("不认识的项目 {key}").format(key=key))


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file of the book.

    Attributes:
        path: of it.
        name: relative to the book.
        values: parsed, empty where the file is missing.
        lines: its text.
    """

    path: Path
    name: str
    values: Mapping[str, Any]
    lines: tuple[str, ...]

    @classmethod
    def read(cls, root: Path, name: str) -> TomlFile:
        """Read ``ledger/<name>``; a missing file is an empty one.

        Raises:
            ConfigError: it is no TOML or no UTF-8.
        """
        path, shown = root / "ledger" / name, f"ledger/{name}"
        if not path.is_file():
            return cls(path, shown, {}, ())
        values = load_toml(path)
        return cls(path, shown, values, tuple(path.read_text("utf-8-sig").splitlines()))

    def line(self, pattern: str, number: int = 0) -> int:
        """The line of the so-manieth match, 0 where there is none."""
        found = [place for place, text in enumerate(self.lines, 1) if re.match(pattern, text)]
        return found[number] if number < len(found) else 0

    def each(self, key: str, make: Callable[[Table], _Made]) -> tuple[_Made, ...]:
        """What the tables ``[[key]]`` say.

        Raises:
            ConfigError: a value is missing or impossible; names file, line and key.
        """
        rows = self.values.get(key, ())
        header = rf"\s*\[\[\s*{re.escape(key)}\s*\]\]"
        if not isinstance(rows, list | tuple):
            raise self.refusal(_("{key} 应写成 [[{key}]]").format(key=key), self.line(rf"\s*{key}"))
        return tuple(
            self.made(row, self.line(header, number), make) for number, row in enumerate(rows)
        )

    def whole(self, make: Callable[[Table], _Made]) -> _Made:
        """What the file says as one table.

        Raises:
            ConfigError: as in ``each``.
        """
        return self.made(self.values, self.line(r"\s*resolution\s*="), make)

    def made(self, row: Any, line: int, make: Callable[[Table], _Made]) -> _Made:
        """What one table says.

        Raises:
            ConfigError: as in ``each``.
        """
        try:
            return make(Table(_mapping(row), Place(self.name, line)))
        except OwnersLedgerError as error:
            raise self.refusal(error.message, line) from error
        except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise self.refusal(str(error.args[0] if error.args else error), line) from error

    def refusal(self, what: str, line: int) -> ConfigError:
        """Why the file cannot be used."""
        return ConfigError(
            _("{file} 缺少或写错了：{what}").format(file=self.path.name, what=what),
            remedy=_("请对照示例账本里的同名文件补上或改正这一项。"),
            file=str(self.path),
            line=line or None,
        )


def _mapping(row: Any) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise TypeError(_("应写成一个表"))
    return row
