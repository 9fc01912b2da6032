"""What other rooms tell on a notice: the board, reconciliations, budgets, the accrual view."""

from __future__ import annotations

from beancount.core import data

from owners_ledger.board.log import corrections, posting_log, window
from owners_ledger.board.model import Corrections, PostingLog, QuestionsReport
from owners_ledger.board.posting import load_postings
from owners_ledger.board.questions import load_questions, questions_report
from owners_ledger.books.load import Books
from owners_ledger.commitments.load import load_commitments
from owners_ledger.duties.profile import WORKING_DAYS
from owners_ledger.duties.workdays import Workdays, load_workdays
from owners_ledger.periods import Period
from owners_ledger.reporting.accrual import Statements, accrual_statements
from owners_ledger.reporting.budget import budget
from owners_ledger.reporting.budget_model import BudgetReport
from owners_ledger.reporting.disclosure import Reading
from owners_ledger.reporting.funds import funds_report
from owners_ledger.reporting.funds_model import FundsReport
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.reconciliation import reconcile
from owners_ledger.reporting.reconciliation_model import Reconciliation
from owners_ledger.reporting.without_papers import reconciliation_without_files

_ERAS = "npo-"


def questions(books: Books, period: Period) -> QuestionsReport | None:
    """Questions that belong on a period's notice, ``None`` without any.

    Raises:
        OwnersLedgerError: a file was changed by hand, or cannot be read.
    """
    known = load_questions(books.root)
    if not known:
        return None
    found = questions_report(known, *window(period, books.committee))
    return found if found.open or found.answered else None


def corrected(books: Books, period: Period) -> Corrections | None:
    """Corrections of other notices since the one before, ``None`` without any.

    Raises:
        OwnersLedgerError: a record was changed by hand, or cannot be read.
    """
    known = load_postings(books.root)
    if not known:
        return None
    found = corrections(known, *window(period, books.committee))
    return found if found.corrections else None


def postings(books: Books, period: Period) -> PostingLog | None:
    """What began to hang in the period, ``None`` if nothing did.

    Raises:
        OwnersLedgerError: a record was changed by hand, or cannot be read.
    """
    kind = books.committee.posting_kind
    workdays = load_workdays(books.root) if kind == WORKING_DAYS else Workdays()
    found = posting_log(load_postings(books.root), period.first, period.last, kind, workdays)
    return found if found.lines else None


def reconciled(reading: Reading) -> Reconciliation | None:
    """The reconciliation of every account, ``None`` for a cash box alone."""
    if not reading.statements:
        return None
    found = reconcile(reading.books, reading.registers, reading.period)
    return reconciliation_without_files(found)


def budgeted(reading: Reading) -> BudgetReport | None:
    """The year's budget up to the period's end, ``None`` without one.

    Raises:
        OwnersLedgerError: a file of the book is not in order.
    """
    return budget(
        reading.books,
        reading.registers,
        load_commitments(reading.books.root),
        reading.period,
        cash=reading.cash,
    )


def funded(reading: Reading) -> FundsReport | None:
    """The funds, public income and the maintenance fund, ``None`` where the book has none of them.

    Raises:
        OwnersLedgerError: a file of the book is not in order.
    """
    found = funds_report(reading.books, reading.period, draft=reading.draft)
    told = found.funds or found.public_income or found.maintenance
    return found if told else None


def accrued(reading: Reading, figures: Disclosure) -> Statements | None:
    """The three statements and the bridge, ``None`` where no account has a place in them.

    Raises:
        ReportError: an account has no place, or the statements do not articulate.
    """
    placed = any(
        key.startswith(_ERAS)
        for entry in reading.books.entries
        if isinstance(entry, data.Open)
        for key in entry.meta
    )
    return accrual_statements(reading.books, reading.period, figures) if placed else None
