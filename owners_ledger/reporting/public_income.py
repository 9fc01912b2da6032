"""Income from common parts: gross, reasonable direct cost, net (Civil Code art. 282).

Earned and spent count on the accrual view: what a business cost belongs to what it earned. What
came in as money stands beside it. Who deducts a cost must be able to prove it and that it is
reasonable, so only what the accounts or postings declare as a direct cost is deducted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.load import Books
from owners_ledger.duties.profile import Share
from owners_ledger.funds.business import OTHER, PUBLIC, Businesses, Shares, businesses, shares_of
from owners_ledger.funds.model import TRANSFER, Funds
from owners_ledger.funds.split import fund_of
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.reporting.funds_model import (
    Business,
    DirectCost,
    MaintenanceShare,
    PublicIncome,
)

PAID_LINE = "补充专项维修资金"
_OPENING, _MONEY = "不列示", "资金"


@dataclass
class _Sums:
    gross: dict[str, Decimal] = field(default_factory=dict)
    received: dict[str, Decimal] = field(default_factory=dict)
    costs: dict[tuple[str, str, Shares], Decimal] = field(default_factory=dict)
    paid: Decimal = ZERO


def public_income(
    books: Books,
    funds: Funds,
    period: Period,
    rule: Share | None = None,
    balance: Decimal | None = None,
) -> PublicIncome | None:
    """Public income of a period, ``None`` where the book has none.

    Args:
        books: in order.
        funds: the fences.
        period: which.
        rule: the place's share for the maintenance fund, ``None`` where none is known.
        balance: of the public income, where the rule is about a balance.

    Raises:
        FundsError: a ``cost-of:`` cannot be understood.
    """
    opens = [one for one in books.entries if isinstance(one, data.Open)]
    known = businesses(books.root, opens, books.chart, funds)
    if not known.names:
        return None
    inside, year = _Sums(), _Sums()
    first = period.year_to_date[0]
    for entry in books.transactions:
        if first <= entry.date < period.end:
            _add(entry, year, books, funds, known)
            if entry.date >= period.first:
                _add(entry, inside, books, funds, known)
    rows = tuple(_rows(inside, known))
    year_gross = money.total(year.gross.values())
    year_cost = money.total(one.amount for each in _costs(year).values() for one in each)
    return PublicIncome(
        businesses=rows,
        gross=money.total(one.gross for one in rows),
        received=money.total(one.received for one in rows),
        cost=money.total(one.cost for one in rows),
        net=money.total(one.net for one in rows),
        year_gross=year_gross,
        year_cost=year_cost,
        year_net=year_gross - year_cost,
        share=_share(rule, year_gross - year_cost, year.paid, balance) if rule else None,
    )


def _add(
    entry: data.Transaction, sums: _Sums, books: Books, funds: Funds, known: Businesses
) -> None:
    accounts = books.chart.accounts
    sections = {accounts[one.account].section for one in entry.postings if one.account in accounts}
    if _OPENING in sections:
        return
    for posting in entry.postings:
        account = accounts.get(posting.account)
        number = posting.units.number if posting.units else None
        if account is None or not number:
            continue
        if name := known.lines.get(account.line):
            earned = posting.account.startswith("Income:")
            if earned and is_public(entry, posting, funds):
                sums.gross[name] = sums.gross.get(name, ZERO) - number
            if _MONEY in sections and (earned or posting.account.startswith("Assets:")):
                sums.received[name] = sums.received.get(name, ZERO) - number
        if posting.account.startswith("Expenses:"):
            _cost(entry, posting, sums, books, (funds, known))
        elif funds.interfund.get(posting.account) == TRANSFER:
            fund = funds.funds.get(fund_of(funds, posting, entry))
            if fund is not None and fund.kind == "maintenance":
                sums.paid -= number


def _cost(
    entry: data.Transaction,
    posting: data.Posting,
    sums: _Sums,
    books: Books,
    marks: tuple[Funds, Businesses],
) -> None:
    funds, known = marks
    line = books.chart.accounts[posting.account].line
    number = (posting.units.number if posting.units else None) or ZERO
    if line == PAID_LINE:
        sums.paid += number
    said = (posting.meta or {}).get("cost-of")
    shares = known.costs.get(posting.account)
    if said is not None:
        shares = shares_of(said, known.names, books.root, entry)
    if shares:
        key = line, fund_of(funds, posting, entry), shares
        sums.costs[key] = sums.costs.get(key, ZERO) + number


def is_public(entry: data.Transaction, posting: data.Posting, funds: Funds) -> bool:
    """A gift booked on a common account but marked as another fund's is no public income."""
    fund = funds.funds.get(fund_of(funds, posting, entry))
    return fund is None or not fund.kind or fund.kind == PUBLIC


def _rows(sums: _Sums, known: Businesses) -> Iterator[Business]:
    costs = _costs(sums)
    rows = []
    for name in known.names:
        mine = tuple(sorted(costs.get(name, ()), key=lambda one: (-one.amount, one.line)))
        gross, received = sums.gross.get(name, ZERO), sums.received.get(name, ZERO)
        cost = money.total(one.amount for one in mine)
        if gross or received or cost:
            rows.append(Business(name, gross, received, mine, cost, gross - cost))
    yield from sorted(rows, key=lambda one: (-one.gross, known.names.index(one.business)))


def _costs(sums: _Sums) -> Mapping[str, list[DirectCost]]:
    """By business; the shares of an account sum to it exactly."""
    joined: dict[tuple[str, str, str], Decimal] = {}
    for (line, fund, shares), amount in sums.costs.items():
        sign = -1 if amount < 0 else 1
        parts = money.split(abs(amount), [percent for _name, percent in shares])
        for (name, _percent), part in zip(shares, parts, strict=True):
            joined[name, line, fund] = joined.get((name, line, fund), ZERO) + sign * part
    found: dict[str, list[DirectCost]] = {}
    for (name, line, fund), amount in joined.items():
        if amount and name != OTHER:
            found.setdefault(name, []).append(DirectCost(line, amount, fund))
    return found


def _share(rule: Share, net: Decimal, paid: Decimal, balance: Decimal | None) -> MaintenanceShare:
    base = balance if rule.of == "balance" else net
    owed = None
    if rule.percent is not None and base is not None:
        owed = money.round_fen(max(base, ZERO) * rule.percent / 100)
    return MaintenanceShare(
        percent=rule.percent,
        base=rule.of,
        text=rule.condition,
        source=rule.source.text,
        owed=owed,
        paid=paid,
        still_owed=None if owed is None else max(owed - paid, ZERO),
    )
