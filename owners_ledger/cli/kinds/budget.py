"""``report budget 2026``: the year's budget against the books."""

from __future__ import annotations

from owners_ledger.cli.kinds import Asked
from owners_ledger.commitments.load import load_commitments
from owners_ledger.i18n import _
from owners_ledger.rendering.budget_tables import budget_paper
from owners_ledger.rendering.paper import Paper
from owners_ledger.reporting.budget import budget
from owners_ledger.reporting.refusal import ReportError, refuse_broken


def paper(asked: Asked) -> Paper:
    """The year up to the end of the period.

    Raises:
        ReportError: the books are broken, or the year has no budget.
    """
    refuse_broken(asked.books)
    period = asked.wanted
    found = budget(asked.books, asked.registers, load_commitments(asked.root), period)
    if found is None:
        raise ReportError(
            _("{year} 年没有预算").format(year=period.year),
            remedy=_("请照示例账本写 ledger/budget/{year}.toml。").format(year=period.year),
        )
    return budget_paper(found, asked.books.committee, f"budget-{period}", draft=asked.draft)
