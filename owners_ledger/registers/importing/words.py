"""``words.toml``: how committees head their columns, and what each register makes of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from owners_ledger.registers import (
    common,
    concessions,
    deposits,
    households,
    leases,
    meters,
    parking,
    readings,
    staff,
    suppliers,
    units,
    waiting,
)
from owners_ledger.registers.row import Row
from owners_ledger.registers.table import REMARK

_FILE = Path(__file__).with_name("words.toml")
_MODULES: Mapping[str, ModuleType] = {
    "units": units,
    "households": households,
    "parking": parking,
    "leases": leases,
    "staff": staff,
    "suppliers": suppliers,
    "deposits": deposits,
    "concessions": concessions,
    "waiting": waiting,
    "common": common,
    "meters": meters,
    "readings": readings,
}
KINDS = tuple(_MODULES)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】")


@dataclass(frozen=True, slots=True)
class Kind:
    """A register as a target of an import.

    Attributes:
        name: ``units``.
        file: ``units.csv``.
        columns: all columns a row may have, in the file's order.
        required: those every file has.
        make: proves a row.
        key: columns that tell which thing a row is about.
        helpers: columns of the sheet that only help to read the room number.
        sums: columns whose sum is told and compared.
        by: column of room numbers by whose buildings the count is told too, "" for none.
        fill: columns that may be filled where they were empty, in the row as it stands.
        empties: columns that mean something when empty (a bay let to nobody).
        resets: columns that belong to the value of another and do not outlive its change.
        replaces: values of the key's last column of which a new one replaces the old.
        headings: what a column may be called, the most precise first.
    """

    name: str
    file: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    make: Callable[[Row], object]
    key: tuple[str, ...]
    helpers: tuple[str, ...]
    sums: tuple[str, ...]
    by: str
    fill: frozenset[str]
    empties: frozenset[str]
    resets: Mapping[str, tuple[str, ...]]
    replaces: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]

    @property
    def is_termed(self) -> bool:
        """Whether its rows hold from a day to a day, so that a change is a new row."""
        return "起" in self.columns

    @property
    def roles(self) -> tuple[str, ...]:
        """Every part a column of the sheet may play."""
        return tuple(dict.fromkeys((*self.columns, *self.helpers)))

    @property
    def needed(self) -> tuple[str, ...]:
        """The parts without which a row of the sheet is no header."""
        return tuple(role for role in self.key if words().types.get(role) != "choice")


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary.

    Attributes:
        types: how a column's cells are read.
        implied: by column and heading, what the heading says of another column.
        values: by column, the register's word and its spellings.
        empty: by column, what is written where the register's cell is left empty.
        totals: labels of rows that add up everything.
        subtotals: labels of rows that add up what is above, down from the last such row.
        notes: first words of rows that are no data.
    """

    types: Mapping[str, str]
    implied: Mapping[str, Mapping[str, Mapping[str, str]]]
    values: Mapping[str, Mapping[str, Sequence[str]]]
    empty: Mapping[str, Sequence[str]]
    totals: frozenset[str]
    subtotals: frozenset[str]
    notes: tuple[str, ...]


def heading(text: object) -> str:
    """A heading as it is compared: half-width, without blanks and units in brackets."""
    plain = unicodedata.normalize("NFKC", str(text if text is not None else ""))
    plain = "".join(
        sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
    return _BRACKETS.sub("", plain).strip(":*、.").upper() or plain.upper()


@lru_cache(maxsize=1)
def words() -> Words:
    """The shipped vocabulary."""
    raw = _raw()
    rows = raw["rows"]
    return Words(
        raw["types"],
        {
            column: {heading(name): said for name, said in names.items()}
            for column, names in raw["implied"].items()
        },
        raw["values"],
        raw["empty"],
        frozenset(map(heading, rows["totals"])),
        frozenset(map(heading, rows["subtotals"])),
        tuple(map(heading, rows["notes"])),
    )


@lru_cache(maxsize=len(KINDS))
def kind_of(name: str) -> Kind:
    """A register by its name in ``KINDS``."""
    raw = _raw()
    found = raw["registers"][name]
    register: Any = _MODULES[name]
    columns = (*register.COLUMNS, *register.OPTIONAL, REMARK)
    helpers = tuple(found.get("helpers", ()))
    return Kind(
        name=name,
        file=register.FILE,
        columns=columns,
        required=tuple(register.COLUMNS),
        make=register.of,
        key=tuple(found["key"]),
        helpers=helpers,
        sums=tuple(found.get("sums", ())),
        by=found.get("by", ""),
        fill=frozenset(found.get("fill", ())),
        empties=frozenset(found.get("empties", ())),
        resets={column: tuple(others) for column, others in found.get("resets", {}).items()},
        replaces=frozenset(found.get("replaces", ())),
        headings={
            column: tuple(
                dict.fromkeys(
                    heading(name)
                    for name in (
                        *raw["headings"].get(column, (column,)),
                        *found.get("headings", {}).get(column, ()),
                    )
                )
            )
            for column in dict.fromkeys((*columns, *helpers))
        },
    )


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
