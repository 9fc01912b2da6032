"""The sample's budgets as Fava reads them, generated from the budgets of the same book."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from owners_ledger.books.chart import chart_of
from owners_ledger.commitments.budgets import budget
from owners_ledger.commitments.fava import file_name, generated
from owners_ledger.commitments.toml_file import TomlFile

_LEDGER = "ledger/"


def fava_budgets(plans: Mapping[str, bytes], accounts: str) -> Iterator[tuple[str, bytes]]:
    """The generated file of each year, path within ``ledger/`` and bytes.

    Args:
        plans: the budget files by path within ``ledger/``.
        accounts: text of the chart of accounts.
    """
    chart = chart_of(accounts)
    years = {}
    for name, content in plans.items():
        text, year = content.decode(), int(Path(name).stem)
        values = tomllib.loads(text, parse_float=Decimal)
        file = TomlFile(Path(name), f"{_LEDGER}{name}", values, tuple(text.splitlines()))
        found = budget(file, year)
        if found is not None:
            years[year] = found
    for year in years:
        made = generated(years, year, chart, ())
        if made is not None:
            yield file_name(year).removeprefix(_LEDGER), made.encode()
