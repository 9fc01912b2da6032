"""All funds of a period in one value: statements, public income, the maintenance fund."""

from __future__ import annotations

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.load import Books
from owners_ledger.duties import jurisdiction_of, load_profile, share_to_maintenance
from owners_ledger.funds import Funds, load_funds, statements
from owners_ledger.funds.business import PUBLIC
from owners_ledger.periods import Period
from owners_ledger.reporting.funds_model import FundsReport
from owners_ledger.reporting.maintenance import maintenance
from owners_ledger.reporting.public_income import public_income
from owners_ledger.reporting.refusal import refuse_broken


def funds_of(books: Books) -> Funds:
    """The fences of loaded books.

    Raises:
        FundsError: ``funds.toml`` or an account's mark cannot be understood.
    """
    return load_funds(books.root, (one for one in books.entries if isinstance(one, data.Open)))


def funds_report(books: Books, period: Period, *, draft: bool = False) -> FundsReport:
    """What is printed about the funds.

    Args:
        books: the books.
        period: which.
        draft: mark it as a draft.

    Raises:
        ReportError: the books are not in order.
        FundsError: the funds do not sum to the book.
        MaintenanceError: the maintenance fund's statements do not add up.
    """
    refuse_broken(books)
    funds = funds_of(books)
    found, whole = statements(books, funds, period)
    profile = load_profile(books.root, jurisdiction_of(books.committee.raw))
    return FundsReport(
        estate=books.committee.name,
        body=books.committee.body,
        period=str(period),
        title=period.title,
        as_of=period.last,
        funds=found,
        whole=whole,
        public_income=public_income(
            books,
            funds,
            period,
            share_to_maintenance(profile, period.last),
            money.total(one.closing for one in found if one.kind == PUBLIC),
        ),
        maintenance=maintenance(books.root, period),
        draft=draft,
    )
