"""``plugin "owners_ledger.checks.deposits"``: deposits in the register are those in the books.

Per deposit what is held is what was registered; one that was returned is closed in both; one of a
lease that is over is not kept longer than ``deposit-days`` of ``[rules]`` (30 where not set).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from owners_ledger.accruals.deposits import ACCOUNT, deposit_remarks
from owners_ledger.accruals.reach import reach
from owners_ledger.checks.alike import touching
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.registers import FOLDER

_GRACE = 30


def days_of(raw: Mapping[str, Any]) -> int:
    """``deposit-days`` of ``[rules]``: days a deposit may stay after its lease is over."""
    days = raw.get("rules", {}).get("deposit-days", _GRACE)
    return days if isinstance(days, int) and days >= 0 else _GRACE


def check(facts: Facts) -> Iterator[Problem]:
    """Differences between the register of deposits and the books."""
    if facts.troubles or facts.committee is None:
        return  # reported first by ``registers``
    holding = touching(facts.alike, (ACCOUNT,))
    day = reach(facts.transactions, facts.chart)
    grace = days_of(facts.committee.raw)
    for one in deposit_remarks(holding, facts.registers, day, grace=grace):
        place = one.place or at(facts.root, f"{FOLDER}/{one.file}", one.row)
        yield Problem(place, one.said, one.remedy, WARNING)


__plugins__ = (plugin({"deposits": check}),)
