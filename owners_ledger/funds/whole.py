"""All funds' statements, and the book itself added up another way: the first sum to the second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from beancount.core import data

from owners_ledger.books.chart import Chart
from owners_ledger.books.load import Books
from owners_ledger.funds.load import FundsError
from owners_ledger.funds.model import PENDING, Fund, Funds
from owners_ledger.funds.statement import FundLine, FundPlace, FundStatement, Whole
from owners_ledger.funds.tally import Tally, is_receivable, tally
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, total
from owners_ledger.periods import Period

_OPENING = "不列示"


def statements(
    books: Books, funds: Funds, period: Period
) -> tuple[tuple[FundStatement, ...], Whole]:
    """Every fund's statement and the whole book's.

    Args:
        books: in order: no transaction crosses.
        funds: the fences; without any there is no statement.
        period: which.

    Raises:
        FundsError: the funds do not sum to the book; nothing is printed over that.
    """
    whole = add_up(books.transactions, books.chart, period, frozenset(funds.interfund))
    if not funds:
        return (), whole
    found = tally(books.transactions, funds, books.chart, period)
    order = {name: place for place, name in enumerate((*funds.funds, PENDING))}
    made = tuple(
        statement
        for name in sorted(found, key=lambda name: order.get(name, len(order)))
        if _says(
            statement := _statement(funds.funds.get(name) or Fund(name), found[name], books.chart)
        )
    )
    _prove(made, whole)
    return made, whole


def add_up(
    transactions: Iterable[data.Transaction],
    chart: Chart,
    period: Period,
    interfund: frozenset[str] = frozenset(),
) -> Whole:
    """The book without its funds: by account only.

    Args:
        transactions: by date.
        chart: the chart of accounts.
        period: which.
        interfund: accounts of pairs, which cancel out in the whole.
    """
    before: dict[str, Decimal] = {}
    after: dict[str, Decimal] = {}
    other = [ZERO, ZERO]
    openings = {name for name, one in chart.accounts.items() if one.section == _OPENING}
    for entry in transactions:
        if entry.date >= period.end:
            break
        early = entry.date < period.first or any(one.account in openings for one in entry.postings)
        amounts = before if early else after
        for one in entry.postings:
            number = one.units.number if one.units else None
            if not number or one.account in interfund:
                continue
            amounts[one.account] = amounts.get(one.account, ZERO) + number
            if not early and one.account.startswith("Equity:"):
                other[number > 0] += abs(number)
    money = {account.name for account in chart.money}

    def of(amounts: dict[str, Decimal], *roots: str) -> Decimal:
        return total(amount for name, amount in amounts.items() if name.startswith(roots))

    closing = {name: before.get(name, ZERO) + after.get(name, ZERO) for name in {*before, *after}}
    receivable = {name for name, one in chart.accounts.items() if is_receivable(one)}
    return Whole(
        opening=of(before, "Assets:", "Liabilities:"),
        income_total=-of(after, "Income:") + other[0],
        spending_total=of(after, "Expenses:") + other[1],
        closing=of(closing, "Assets:", "Liabilities:"),
        money_opening=total(amount for name, amount in before.items() if name in money),
        money=total(amount for name, amount in closing.items() if name in money),
        receivables=total(amount for name, amount in closing.items() if name in receivable),
        other_assets=of(closing, "Assets:")
        - total(amount for name, amount in closing.items() if name in money | receivable),
        payables=-of(closing, "Liabilities:"),
    )


def _says(one: FundStatement) -> bool:
    """Money nobody has said the fund of is a row only where there is some."""
    figures = (one.opening, one.income_total, one.spending_total, one.payables)
    return one.fund != PENDING or any(figures) or any((one.money_opening, one.money_in, one.money))


def _statement(fund: Fund, found: Tally, chart: Chart) -> FundStatement:
    income, spending = _lines(found.income), _lines(found.spending)
    income_total = total(one.amount for one in income)
    spending_total = total(one.amount for one in spending)
    given = tuple(one for one in found.transfers if one.amount > 0)
    got = tuple(replace(one, amount=-one.amount) for one in found.transfers if one.amount < 0)
    got_total, given_total = (total(one.amount for one in each) for each in (got, given))
    money = found.shared + total(found.own_money.values())
    places = [FundPlace("", found.shared)] if found.shared or not found.own_money else []
    places += [
        FundPlace(chart.accounts[name].line if name in chart.accounts else name, amount)
        for name, amount in sorted(found.own_money.items())
    ]
    return FundStatement(
        fund=fund.name,
        kind=fund.kind,
        kind_title=fund.kind_title,
        restricted=fund.restricted,
        resolution=fund.resolution,
        opening=found.opening,
        income=income,
        income_total=income_total,
        spending=spending,
        spending_total=spending_total,
        transfers_in=got,
        transfers_in_total=got_total,
        transfers_out=given,
        transfers_out_total=given_total,
        closing=found.opening + income_total - spending_total + got_total - given_total,
        money_opening=found.money_opening,
        money_in=found.money_in,
        money_out=found.money_out,
        money=money,
        places=tuple(places),
        receivables=found.receivables,
        other_assets=found.other_assets,
        payables=found.payables,
        due_from=max(found.due, ZERO),
        due_to=max(-found.due, ZERO),
        settled=tuple(found.settled),
        lowest=found.lowest,
        lowest_on=found.lowest_on,
    )


def _lines(lines: Mapping[str, tuple[Decimal, int]]) -> tuple[FundLine, ...]:
    made = [FundLine(line, amount, count) for line, (amount, count) in lines.items()]
    return tuple(sorted(made, key=lambda one: (-one.amount, one.line)))


def _prove(made: Iterable[FundStatement], whole: Whole) -> None:
    statements = tuple(made)
    for one in statements:
        behind = one.money + one.receivables + one.other_assets - one.payables
        _equal(one.fund, one.closing, behind + one.due_from - one.due_to)
        _equal(one.fund, one.money, one.money_opening + one.money_in - one.money_out)
    for name in Whole.__slots__:
        if name == "id":
            continue
        sums = total(getattr(one, name) for one in statements)
        _equal(name, sums, getattr(whole, name))


def _equal(what: str, left: Decimal, right: Decimal) -> None:
    if left != right:
        raise FundsError(
            _("各项资金与全账对不上（{what}：{left} 与 {right}）").format(
                what=what, left=left, right=right
            ),
            remedy=_("这是程序的毛病，请带着账本报告；公示没有生成。"),
        )
