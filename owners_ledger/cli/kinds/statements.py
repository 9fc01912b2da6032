"""``report statements 2026-Q1``: the three statements of a non-profit organisation."""

from __future__ import annotations

from owners_ledger.cli.kinds import Asked
from owners_ledger.rendering import frame
from owners_ledger.rendering.accrual_tables import accrual_tables
from owners_ledger.rendering.paper import Paper
from owners_ledger.reporting import disclose, load_sources
from owners_ledger.reporting.accrual import accrual_statements


def paper(asked: Asked) -> Paper:
    """The forms of a month, a quarter, half a year or a year."""
    period, committee = asked.wanted, asked.books.committee
    figures = disclose(
        asked.books,
        asked.registers,
        period,
        load_sources(asked.root, period),
        draft=asked.draft,
    )
    value = accrual_statements(asked.books, period, figures)
    title = f"{value.title}会计报表"
    return Paper(
        kind="statements",
        stem=f"statements-{value.period}",
        title=f"{value.estate} {title}",
        number=f"{value.system}　单位：元",
        as_of=value.as_of,
        value=value,
        variables=lambda narrow: frame.variables(
            value,
            committee,
            kind="statements",
            title=title,
            draft=asked.draft,
            narrow=narrow,
        ),
        tables=lambda: accrual_tables(value),
    )
