"""``report funds 2026-Q1``: every fund's statement, public income, the maintenance fund."""

from __future__ import annotations

from owners_ledger.cli.kinds import Asked
from owners_ledger.rendering.funds_tables import funds_paper
from owners_ledger.rendering.paper import Paper
from owners_ledger.reporting.funds import funds_report


def paper(asked: Asked) -> Paper:
    """The funds of a period."""
    found = funds_report(asked.books, asked.wanted, draft=asked.draft)
    return funds_paper(found, asked.books.committee)
