"""All funds of a period in one value: statements, public income, the maintenance fund."""

from __future__ import annotations

from dataclasses import replace

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.load import Books
from owners_ledger.duties import jurisdiction_of, load_profile, share_to_maintenance
from owners_ledger.funds import Funds, FundStatement, load_funds, statements
from owners_ledger.funds.business import PUBLIC
from owners_ledger.periods import Period
from owners_ledger.reporting.funds_model import FundsReport, MaintenanceSheet, PublicIncome
from owners_ledger.reporting.ids import numbered
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
    made = FundsReport(
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
    return with_ids(made)


def with_ids(found: FundsReport) -> FundsReport:
    """A report with every row numbered; a table's sum has the number after its last row."""
    public, sheet = found.public_income, found.maintenance
    return replace(
        found,
        funds=_numbered(found.funds),
        whole=replace(found.whole, id=f"金{len(found.funds) + 1}") if found.funds else found.whole,
        public_income=public and _public(public),
        maintenance=sheet and _maintenance(sheet),
    )


def _numbered(funds: tuple[FundStatement, ...]) -> tuple[FundStatement, ...]:
    """Funds, their lines and transfers, the last two through all funds."""
    found = []
    lines = moves = 1
    for one in numbered(funds, "金"):
        ours = numbered((*one.income, *one.spending), "项", lines)
        passed = numbered((*one.transfers_in, *one.transfers_out, *one.settled), "划", moves)
        lines, moves = lines + len(ours), moves + len(passed)
        got, given = len(one.transfers_in), len(one.transfers_in) + len(one.transfers_out)
        found.append(
            replace(
                one,
                income=ours[: len(one.income)],
                spending=ours[len(one.income) :],
                transfers_in=passed[:got],
                transfers_out=passed[got:given],
                settled=passed[given:],
            )
        )
    return tuple(found)


def _public(found: PublicIncome) -> PublicIncome:
    count = len(found.businesses)
    share = found.share and replace(found.share, id=f"益{count + 2}")
    businesses = numbered(found.businesses, "益")
    return replace(found, businesses=businesses, id=f"益{count + 1}", share=share)


def _maintenance(found: MaintenanceSheet) -> MaintenanceSheet:
    count = len(found.buildings)
    return replace(
        found,
        buildings=numbered(found.buildings, "修"),
        id=f"修{count + 1}",
        items=numbered(found.items, "修", count + 2),
    )
