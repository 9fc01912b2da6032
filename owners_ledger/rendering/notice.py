"""A notice on the cash view as a paper: what ``monthly`` to ``annual`` print."""

from __future__ import annotations

from owners_ledger.config import Committee
from owners_ledger.rendering import view
from owners_ledger.rendering.open_tables import open_tables
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.xlsx_tables import tables
from owners_ledger.reporting.model import Disclosure


def notice(figures: Disclosure, committee: Committee, *, draft: bool = False) -> Paper:
    """The paper of a disclosure.

    Args:
        figures: what to print.
        committee: who publishes it.
        draft: mark it as a draft, as it is anyhow while points are open.
    """
    draft = draft or figures.draft or bool(figures.open_points)
    what = "财务报告" if figures.kind == "annual" else "财务收支公示"
    return Paper(
        kind=figures.kind,
        stem=f"{figures.kind}-{figures.period}",
        title=f"{figures.estate} {figures.title}{what}",
        number=f"{figures.number}　单位：元",
        as_of=figures.as_of,
        value=figures,
        variables=lambda narrow: view.variables(figures, committee, draft=draft, narrow=narrow),
        tables=lambda: [*tables(figures, committee), *open_tables(figures.open_points)],
        draft=draft,
    )
