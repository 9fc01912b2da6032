"""``report monthly 2026-03``, ``quarterly``, ``halfyear``, ``annual``: the notices."""

from __future__ import annotations

from owners_ledger.cli.kinds import Asked
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.paper import Paper
from owners_ledger.reporting import load_sources
from owners_ledger.reporting.whole.compose import full_report


def paper(asked: Asked) -> Paper:
    """The notice of a month, a quarter, half a year or a year."""
    period = asked.wanted
    figures = full_report(
        asked.books,
        asked.registers,
        period,
        load_sources(asked.root, period),
        draft=asked.draft,
    )
    return notice(figures, asked.books.committee, draft=asked.draft)
