"""``report funds 2026-Q1``: every fund's statement, public income, the maintenance fund."""

from __future__ import annotations

from owners_ledger.cli.kinds import Asked
from owners_ledger.funds import FILE
from owners_ledger.i18n import _
from owners_ledger.rendering.funds_tables import funds_paper
from owners_ledger.rendering.paper import Paper
from owners_ledger.reporting.funds import funds_report
from owners_ledger.reporting.refusal import ReportError


def paper(asked: Asked) -> Paper:
    """The funds of a period."""
    found = funds_report(asked.books, asked.wanted, draft=asked.draft)
    if not (found.funds or found.public_income or found.maintenance):
        raise ReportError(
            _("这本账没有分开各项资金，也没有维修资金的对账单，没有可印的"),
            remedy=_(
                "只有一项资金的，看收支公示就够了；要分开，照 docs/funds.md 写 {file}。"
            ).format(file=FILE),
        )
    return funds_paper(found, asked.books.committee)
