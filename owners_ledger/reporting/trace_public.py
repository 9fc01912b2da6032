"""What public income is the sum of: income, money received, direct costs and their shares."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from beancount.core import data

from owners_ledger import money
from owners_ledger.funds import Funds, FundStatement, fund_of
from owners_ledger.funds.business import OTHER, PUBLIC, businesses, shares_of
from owners_ledger.funds.model import TRANSFER
from owners_ledger.money import ZERO
from owners_ledger.reporting.funds_model import Business, MaintenanceShare, PublicIncome
from owners_ledger.reporting.public_income import PAID_LINE, is_public
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed, other
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_pass import Piece

CostKey = tuple[str, str, tuple[tuple[str, Decimal], ...]]


@dataclass
class _Found:
    gross: dict[str, list[Piece]] = field(default_factory=dict)
    received: dict[str, list[Piece]] = field(default_factory=dict)
    costs: dict[CostKey, list[Piece]] = field(default_factory=dict)
    paid: list[Piece] = field(default_factory=list)

    def since(self, first: datetime.date) -> _Found:
        """The same from a day on."""

        def late(pieces: list[Piece]) -> list[Piece]:
            return [one for one in pieces if one.entry.date >= first]

        return _Found(
            {key: late(pieces) for key, pieces in self.gross.items()},
            {key: late(pieces) for key, pieces in self.received.items()},
            {key: late(pieces) for key, pieces in self.costs.items()},
            late(self.paid),
        )


class PublicTraced:
    """Gathers the pieces of public income."""

    def __init__(
        self,
        ground: Ground,
        funds: Funds,
        income: PublicIncome,
        statements: Sequence[FundStatement],
    ) -> None:
        """On the same postings."""
        self._ground, self._funds, self._income = ground, funds, income
        self._statements = statements
        books = ground.reading.books
        opens = [one for one in books.entries if isinstance(one, data.Open)]
        self._known = businesses(books.root, opens, books.chart, funds)
        self._read: tuple[_Found, _Found] | None = None

    def known(self) -> Known:
        """Every row with its id."""
        income = self._income
        for one in income.businesses:
            yield one.id, f"公共收益 {one.business}", partial(self._business, one)
        yield income.id, "公共收益合计", self._sums
        if income.share is not None:
            share = income.share
            yield share.id, "补充专项维修资金", lambda: self._share(share)

    def _found(self) -> tuple[_Found, _Found]:
        """Of the period, and of the year to its end."""
        if self._read is None:
            period, year = self._ground.period, _Found()
            first = period.year_to_date[0]
            for entry in self._ground.reading.books.transactions:
                if first <= entry.date < period.end:
                    self._entry(entry, year)
            self._read = year.since(period.first), year
        return self._read

    def _entry(self, entry: data.Transaction, found: _Found) -> None:
        books, funds, known = self._ground.reading.books, self._funds, self._known
        accounts = books.chart.accounts
        sections = {accounts[leg.account].section for leg in entry.postings}
        if "不列示" in sections:
            return
        for leg in entry.postings:
            account, number = accounts[leg.account], (leg.units and leg.units.number) or ZERO
            piece = Piece(number, entry, leg)
            earned = leg.account.startswith("Income:")
            if name := known.lines.get(account.line):
                if earned and is_public(entry, leg, funds):
                    found.gross.setdefault(name, []).append(piece.turned())
                if "资金" in sections and (earned or leg.account.startswith("Assets:")):
                    found.received.setdefault(name, []).append(piece.turned())
            if leg.account.startswith("Expenses:"):
                self._cost_of(piece, account.line, found)
            elif funds.interfund.get(leg.account) == TRANSFER:
                fund = funds.funds.get(fund_of(funds, leg, entry))
                if fund is not None and fund.kind == "maintenance":
                    found.paid.append(piece.turned())

    def _cost_of(self, piece: Piece, line: str, found: _Found) -> None:
        """An expense: whose direct cost it is."""
        _amount, entry, leg = piece
        if line == PAID_LINE:
            found.paid.append(piece)
        said = (leg.meta or {}).get("cost-of")
        shares = self._known.costs.get(leg.account)
        if said is not None:
            root = self._ground.reading.books.root
            shares = shares_of(said, self._known.names, root, entry)
        if shares:
            key = line, fund_of(self._funds, leg, entry), shares
            found.costs.setdefault(key, []).append(piece)

    def _business(self, one: Business) -> Figures:
        inside, _year = self._found()
        costs = [(one.id, cost.line, cost.amount) for cost in one.costs]
        net = ((one.id, "毛收入", one.gross), (one.id, "直接成本", -one.cost))
        return (
            composed("净收益", one.net, net, "毛收入 − 直接成本"),
            self._ground.sum_of("毛收入", one.gross, inside.gross.get(one.business, [])),
            composed("直接成本", one.cost, costs),
            self._ground.sum_of("本期收到", one.received, inside.received.get(one.business, [])),
            *(
                self._cost(one.business, cost.line, cost.fund, cost.amount, inside.costs)
                for cost in one.costs
            ),
        )

    def _cost(
        self,
        business: str,
        line: str,
        fund: str,
        printed: Decimal,
        costs: Mapping[CostKey, list[Piece]],
    ) -> TracedFigure:
        """A direct cost: entries, and what of them is other businesses' taken off."""
        rows: list[TracedEntry] = []
        for (known, bearer, shares), pieces in costs.items():
            if (known, bearer) != (line, fund) or business not in dict(shares):
                continue
            rows += self._ground.write.rows(pieces)
            for name, percent, part in _parts(shares, pieces):
                if name != business:
                    rows.append(other("", f"其中{name} {percent}%", -part))
        return figure(f"直接成本 {line}", printed, tuple(rows))

    def _sums(self) -> Figures:
        income, (_inside, year) = self._income, self._found()
        rows = income.businesses
        net = ((income.id, "毛收入", income.gross), (income.id, "直接成本", -income.cost))
        gross = [piece for pieces in year.gross.values() for piece in pieces]
        cost = [
            other("", f"{line}（{name} {percent}%）", part)
            for (line, _fund, shares), pieces in year.costs.items()
            for name, percent, part in _parts(shares, pieces)
            if name != OTHER
        ]
        whole = (
            (income.id, "本年毛收入", income.year_gross),
            (income.id, "本年直接成本", -income.year_cost),
        )
        return (
            composed("净收益", income.net, net, "毛收入 − 直接成本"),
            composed("毛收入", income.gross, ((o.id, o.business, o.gross) for o in rows)),
            composed("直接成本", income.cost, ((o.id, o.business, o.cost) for o in rows)),
            composed("本期收到", income.received, ((o.id, o.business, o.received) for o in rows)),
            self._ground.sum_of("本年毛收入", income.year_gross, gross),
            figure("本年直接成本", income.year_cost, tuple(cost)),
            composed("本年净收益", income.year_net, whole, "毛收入 − 直接成本"),
        )

    def _share(self, share: MaintenanceShare) -> Figures:
        paid = self._ground.sum_of("已补", share.paid, self._found()[1].paid)
        if share.owed is None or share.still_owed is None or share.percent is None:
            return (paid,)
        base = [(self._income.id, "本年净收益", self._income.year_net)]
        if share.base == "balance":
            base = [(o.id, o.fund, o.closing) for o in self._statements if o.kind == PUBLIC]
        whole = money.total(amount for _id, _name, amount in base)
        counted = max(whole, ZERO)
        owed = money.round_fen(counted * share.percent / 100)
        rest = ((share.id, "应补", share.owed), (share.id, "已补", -share.paid))
        over = [("", "多补的不倒扣", share.paid - share.owed)] if share.paid > share.owed else []
        return (
            composed("还差", share.still_owed, (*rest, *over), "应补 − 已补"),
            composed(
                "应补",
                share.owed,
                (*base, ("", f"不补的部分（只补 {share.percent}%）", owed - whole)),
                f"{'余额' if share.base == 'balance' else '净收益'} × {share.percent}%，到分",
            ),
            paid,
        )


def _parts(
    shares: Iterable[tuple[str, Decimal]], pieces: Sequence[Piece]
) -> list[tuple[str, Decimal, Decimal]]:
    """The businesses' parts of a cost: name, percent, yuan; they sum to it exactly."""
    known = tuple(shares)
    amount = money.total(one.amount for one in pieces)
    parts = money.split(abs(amount), [percent for _name, percent in known])
    sign = -1 if amount < 0 else 1
    return [
        (name, percent, sign * part) for (name, percent), part in zip(known, parts, strict=True)
    ]
