"""``report reconcile 2026-06``: 银行存款余额调节表."""

from __future__ import annotations

from owners_ledger.cli.bank_files import originals, waiting
from owners_ledger.cli.kinds import Asked
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.reconciliation_tables import reconciliation_paper
from owners_ledger.reporting.reconciliation import reconcile
from owners_ledger.reporting.reconciliation_desk import Desk
from owners_ledger.reporting.reconciliation_model import NO_STATEMENT, Reconciliation
from owners_ledger.reporting.without_papers import reconciliation_without_files


def paper(asked: Asked) -> Paper:
    """The reconciliation of all accounts."""
    public = reconciliation_without_files(found(asked))
    return reconciliation_paper(public, asked.books.committee)


def found(asked: Asked, only: str = "") -> Reconciliation:
    """The reconciliation; statement files are read only where the books lack their lines.

    Args:
        asked: the period and the books.
        only: a ledger account, all where "".
    """
    period = asked.wanted
    first = reconcile(asked.books, asked.registers, period, only=only)
    files = Desk(asked.books, asked.registers).missing_files(period, only)
    short = any(one.state == NO_STATEMENT for one in first.accounts)
    if not files and not short:
        return first
    return reconcile(
        asked.books,
        asked.registers,
        period,
        only=only,
        waiting=waiting(asked.root, asked.books, period) if short else {},
        originals=originals(asked.root, files),
    )
