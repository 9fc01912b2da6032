"""Who cites which resolution, outside the postings: budgets, contracts, projects, tariffs."""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.commitments.load import Commitments
from owners_ledger.commitments.model import Place
from owners_ledger.i18n import _


def cited(known: Commitments) -> Iterator[tuple[str, Place, str]]:
    """Number, where it is cited, and by what in words."""
    for year, budget in sorted(known.budgets.items()):
        yield budget.resolution, budget.place, _("{year}年度预算").format(year=year)
        for change in budget.amendments:
            what = _("{year}年度预算的调整（{line}）").format(year=year, line=change.line)
            yield change.resolution, change.place, what
    for contract in known.written:
        yield contract.resolution, contract.place, _("合同 {code}").format(code=contract.code)
    for project in known.works:
        yield project.resolution, project.place, _("工程 {code}").format(code=project.code)
    for one in known.resolutions:
        for number in (one.extends, one.replaces):
            yield number, one.place, _("决议 {number}").format(number=one.number)
    for number, place in known.tariffs:
        yield number, place, _("收费标准")


def unknown(known: Commitments) -> Iterator[tuple[str, Place, str]]:
    """Of those, the numbers that no resolution has."""
    for number, place, what in cited(known):
        if number and number not in known.resolution:
            yield number, place, what
