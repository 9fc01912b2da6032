"""The ids of the parts' rows, in print order; a table's sum has the number after its last row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from owners_ledger.reporting.ids import numbered
from owners_ledger.reporting.whole.model import NextBudget, Parts, PartTotals
from owners_ledger.reporting.whole.owed import AHEAD, OWED, OWING

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "deposits": "押",
        "taxes": "税",
        "collected": "缴",
        "ages": "龄",
        "assets": "产",
        "decisions": "决",
        "archive": "档",
    }
)
_ALWAYS = ("ages", "assets")
_MORE_THAN_ONE = ("deposits", "taxes")
_CLAIMS, _MEMBERS, _NEXT = "应", "员", "来"


def with_ids(parts: Parts) -> Parts:
    """The parts with every row numbered; those of other reports have theirs already."""
    rows: dict[str, Any] = {
        name: numbered(getattr(parts, name), letter) for name, letter in LETTERS.items()
    }
    totals = {
        name: f"{LETTERS[name]}{len(rows[name]) + 1}"
        for name in (*_ALWAYS, *_MORE_THAN_ONE)
        if len(rows[name]) > (name in _MORE_THAN_ONE)
    }
    rows["claims"] = _claims(parts, totals)
    if parts.members is not None:
        rows["members"] = replace(parts.members, id=f"{_MEMBERS}1")
    if parts.next_budget is not None:
        rows["next_budget"] = _next(parts.next_budget, totals)
    return replace(parts, **rows, total_ids=PartTotals(**totals))


def _claims(parts: Parts, totals: dict[str, str]) -> tuple[Any, ...]:
    """Each kind's sum stands above its rows."""
    found: list[Any] = []
    start = 1
    for kind in (OWED, AHEAD, OWING):
        mine = [one for one in parts.claims if one.kind == kind]
        if mine:
            totals[kind] = f"{_CLAIMS}{start}"
            found += numbered(mine, _CLAIMS, start + 1)
            start += len(mine) + 1
    return tuple(found)


def _next(planned: NextBudget, totals: dict[str, str]) -> NextBudget:
    income = numbered(planned.income, _NEXT)
    totals["income"] = f"{_NEXT}{len(income) + 1}"
    spending = numbered(planned.spending, _NEXT, len(income) + 2)
    totals["spending"] = f"{_NEXT}{len(income) + len(spending) + 2}"
    return replace(planned, income=income, spending=spending)
