"""``report reconcile 2026-06``: 银行存款余额调节表."""

from __future__ import annotations

from collections.abc import Mapping

from owners_ledger.cli.bank_files import originals, waiting
from owners_ledger.cli.kinds import Asked
from owners_ledger.i18n import _
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.reconciliation_tables import reconciliation_paper
from owners_ledger.reporting.reconciliation import reconcile
from owners_ledger.reporting.reconciliation_desk import Desk, Files
from owners_ledger.reporting.reconciliation_model import NO_STATEMENT, Reconciliation
from owners_ledger.reporting.refusal import ReportError
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

    Raises:
        ReportError: neither the books nor a statement know of the period.
    """
    period = asked.wanted
    first = reconcile(asked.books, asked.registers, period, only=only)
    files = Desk(asked.books, asked.registers).missing_files(period, only)
    short = any(one.state == NO_STATEMENT for one in first.accounts)
    lying = waiting(asked.root, asked.books, period) if short else {}
    _demand_known(asked, lying)
    if not files and not short:
        return first
    return reconcile(
        asked.books,
        asked.registers,
        period,
        only=only,
        waiting=lying,
        originals=originals(asked.root, files),
    )


def _demand_known(asked: Asked, lying: Mapping[str, Files]) -> None:
    """Refuse a period before the books begin, or of which nothing at all is known yet."""
    title, days = asked.wanted.title, [entry.date for entry in asked.books.transactions]
    if not days or asked.wanted.last < days[0]:
        raise ReportError(
            _("{period} 没有账：账本第一笔在 {day}").format(period=title, day=days[0])
            if days
            else _("{period} 没有账：账本还是空的").format(period=title),
            remedy=_("请选账本里已有的月份或季度。"),
        )
    told = [one.last for files in lying.values() for one, _lines in files.values()]
    if max([days[-1], *told]) < asked.wanted.first:
        raise ReportError(
            _("{period} 还没有记账，账本最后一笔在 {day}").format(period=title, day=days[-1]),
            remedy=_("请先导入这一期的对账单，再出公示。"),
        )
