"""``report monthly 2026-03`` and ``report quarterly 2026-Q1``: the notices on the cash view."""

from __future__ import annotations

from owners_ledger.cli.kinds import Asked
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.paper import Paper
from owners_ledger.reporting import disclose, load_sources


def paper(asked: Asked) -> Paper:
    """The notice of a month or a quarter."""
    period = asked.wanted
    figures = disclose(
        asked.books,
        asked.registers,
        period,
        load_sources(asked.root, period),
        draft=asked.draft,
    )
    return notice(figures, asked.books.committee, draft=asked.draft)
