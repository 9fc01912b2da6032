"""The books as everybody may have them: a compiled ledger of allow-listed fields.

Nothing is removed from the books here; a new ledger is made of what ``model.PublicEntry`` can
hold. Every account's balance at every month's end is the books' own, except wage accounts of
small posts, which stand under one account.
"""

from __future__ import annotations

from dataclasses import dataclass

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.periods import Period
from owners_ledger.publishing.projection import dissect, group, posts
from owners_ledger.publishing.projection.model import PublicEntry
from owners_ledger.registers import Registers
from owners_ledger.reporting.clerk import Clerk
from owners_ledger.reporting.privacy import Cover


@dataclass(frozen=True, slots=True)
class Projection:
    """The public ledger as a value.

    Attributes:
        entries: by date.
        through: the last month in it.
        opens: account → the notice's section and line (``收入/广告``), of accounts that occur.
        money: accounts that hold money.
    """

    entries: tuple[PublicEntry, ...]
    through: Period
    opens: dict[str, str]
    money: tuple[str, ...]


def project(books: Books, registers: Registers, through: Period) -> Projection:
    """The projection of all entries up to a month's end.

    Args:
        books: without errors.
        registers: of the same book.
        through: the last month to be published.
    """
    known = [entry for entry in books.transactions if entry.date <= through.last]
    named = posts.merged(known, books.chart.accounts)
    clerk = Clerk(books, registers, Cover.of(registers), _payrolls(known))
    chart = books.chart.accounts
    lines = {
        name: account.line
        for name, account in chart.items()
        if not account.is_money and account.line
    }
    entries = group.joined(
        (piece for entry in known for piece in dissect.pieces(entry, clerk, named)),
        lines,
        frozenset(name for name, account in chart.items() if account.is_money),
    )
    used = {leg.account for entry in entries for leg in entry.legs}
    back = {target: source for source, target in sorted(named.items())}
    opens = {}
    for name in sorted(used):
        account = chart.get(back.get(name, name))
        if account is not None:
            opens[name] = f"{account.section}/{account.line}" if account.section else ""
    money = tuple(name for name in sorted(used) if name in chart and chart[name].is_money)
    return Projection(tuple(entries), through, opens, money)


def _payrolls(transactions: list[data.Transaction]) -> list[data.Transaction]:
    return [entry for entry in transactions if entry.meta.get("payroll")]
