"""One pass over the entries up to a period's end: postings by what they may stand behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import Flow
from owners_ledger.reporting.cash_pass import flow_of, holder_of, is_receivable

_SHOWN = frozenset({"收入", "支出", "收支"})


class Piece(NamedTuple):
    """A posting, or a part of a figure.

    Attributes:
        amount: with the figure's sign.
        entry: its transaction.
        leg: itself.
    """

    amount: Decimal
    entry: data.Transaction
    leg: data.Posting

    def turned(self) -> Piece:
        """The same with the other sign."""
        return Piece(-self.amount, self.entry, self.leg)


class Owed(NamedTuple):
    """A posting on what somebody owes; ``moving``: against money."""

    piece: Piece
    moving: bool


@dataclass(slots=True)
class Legs:
    """Postings up to the period's end, by date.

    Attributes:
        flows: legs against money that are lines of a notice.
        money: per money account.
        balances: per account that is neither money nor a receivable.
        dues: per receivable, kind of holder and code.
    """

    flows: list[Flow] = field(default_factory=list)
    money: dict[str, list[Piece]] = field(default_factory=dict)
    balances: dict[str, list[Piece]] = field(default_factory=dict)
    dues: dict[tuple[str, str, str], list[Owed]] = field(default_factory=dict)


def read_legs(books: Books, period: Period) -> Legs:
    """Sort the postings; the same reading as the notice's, kept instead of added up."""
    accounts = books.chart.accounts
    money = {account.name for account in books.chart.money}
    receivable = {name for name, account in accounts.items() if is_receivable(account)}
    found = Legs()
    for entry in books.transactions:
        if entry.date >= period.end:
            break
        has_money = any(leg.account in money for leg in entry.postings)
        flows = _flows(books, entry, money) if has_money else []
        opening = has_money and flows is None
        found.flows += flows or []
        for leg in entry.postings:
            amount = (leg.units and leg.units.number) or ZERO
            piece = Piece(amount, entry, leg)
            if leg.account in money:
                found.money.setdefault(leg.account, []).append(piece)
            if leg.account in receivable:
                key = holder_of(leg.account, leg.meta or {})
                moving = has_money and not opening
                found.dues.setdefault(key, []).append(Owed(piece, moving))
            else:
                found.balances.setdefault(leg.account, []).append(piece)
    return found


def _flows(books: Books, entry: data.Transaction, money: set[str]) -> list[Flow] | None:
    """An entry's lines; ``None`` for an opening entry, which is no movement."""
    found = []
    for leg in entry.postings:
        if leg.account in money:
            continue
        account = books.chart.accounts.get(leg.account)
        if account is None or account.section not in _SHOWN:
            return None
        amount = (leg.units and leg.units.number) or ZERO
        if amount:
            found.append(flow_of(entry, leg, account, amount))
    return found
