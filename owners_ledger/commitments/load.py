"""The files of a book that promise something, read once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from owners_ledger.commitments import budgets, contracts, projects, resolutions
from owners_ledger.commitments.model import Budget, Contract, Place, Resolution, Works
from owners_ledger.commitments.toml_file import TomlFile

_LONG_AGO = datetime.date.min
_YEAR = re.compile(r"([0-9]{4})\.toml\Z")


@dataclass(frozen=True)
class Commitments:
    """All of it; empty where the book has no such file.

    Attributes:
        resolutions: in the order of the file.
        written: contracts of ``contracts.toml``.
        works: projects.
        budgets: by year.
        tariffs: number of a resolution and where a tariff cites it.
    """

    resolutions: tuple[Resolution, ...] = ()
    written: tuple[Contract, ...] = ()
    works: tuple[Works, ...] = ()
    budgets: Mapping[int, Budget] = field(default_factory=lambda: MappingProxyType({}))
    tariffs: tuple[tuple[str, Place], ...] = ()

    @cached_property
    def resolution(self) -> Mapping[str, Resolution]:
        """Resolutions by number."""
        return {one.number: one for one in self.resolutions}

    @cached_property
    def project(self) -> Mapping[str, Works]:
        """Projects by code."""
        return {one.code: one for one in self.works}

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Written contracts, and one for each project that has none of its own."""
        named = {one.project for one in self.written if one.project}
        return (*self.written, *(_of(one, self) for one in self.works if one.code not in named))

    @cached_property
    def contract(self) -> Mapping[str, Contract]:
        """Contracts by code."""
        return {one.code: one for one in self.contracts}

    @cached_property
    def contracts_of(self) -> Mapping[str, tuple[Contract, ...]]:
        """Contracts by project."""
        found: dict[str, tuple[Contract, ...]] = {}
        for one in self.contracts:
            if one.project:
                found[one.project] = (*found.get(one.project, ()), one)
        return found


def _of(project: Works, known: Commitments) -> Contract:
    """The contract a project speaks of itself."""
    resolution = known.resolution.get(project.resolution)
    dated = [resolution.date] if resolution and resolution.date else []
    dated += [one.date for one in project.acceptances]
    return Contract(
        code=project.code,
        supplier="",
        about=project.name,
        account=project.account,
        resolution=project.resolution,
        project=project.code,
        total=project.contract,
        amount=None,
        every=0,
        first_due=None,
        parts=(),
        start=min(dated, default=_LONG_AGO),
        end=None,
        document=project.document,
        place=project.place,
    )


def load_commitments(root: Path) -> Commitments:
    """Read them.

    Raises:
        ConfigError: a file is no TOML, or a key is missing or impossible.
    """
    tariffs = TomlFile.read(root, "tariffs.toml")
    return Commitments(
        resolutions=resolutions.resolutions(TomlFile.read(root, resolutions.FILE)),
        written=contracts.contracts(TomlFile.read(root, contracts.FILE)),
        works=projects.works(TomlFile.read(root, projects.FILE)),
        budgets=MappingProxyType(dict(_budgets(root))),
        tariffs=tuple(_cited(tariffs)),
    )


def load_budget(root: Path, year: int) -> Budget | None:
    """One year's budget.

    Raises:
        ConfigError: as ``load_commitments``.
    """
    return budgets.budget(TomlFile.read(root, f"{budgets.FOLDER}/{year}.toml"), year)


def _budgets(root: Path) -> list[tuple[int, Budget]]:
    folder = root / "ledger" / budgets.FOLDER
    years = sorted(int(match[1]) for path in folder.glob("*.toml") if (match := _named(path)))
    read = ((year, load_budget(root, year)) for year in years)
    return [(year, found) for year, found in read if found is not None]


def _named(path: Path) -> re.Match[str] | None:
    return _YEAR.match(path.name)


def _cited(file: TomlFile) -> list[tuple[str, Place]]:
    """What tariffs cite, by line: their tables have many names."""
    pattern = re.compile(r'\s*resolution\s*=\s*"([^"]*)"')
    found = ((pattern.match(text), line) for line, text in enumerate(file.lines, 1))
    return [(match[1], Place(file.name, line)) for match, line in found if match and match[1]]
