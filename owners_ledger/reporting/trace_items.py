"""What accounts, payments, wages and works are the sums of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from owners_ledger.money import ZERO
from owners_ledger.reporting.accounts import placed_accounts
from owners_ledger.reporting.bank_rows import statement_of
from owners_ledger.reporting.model import MoneyAccount, Payment, TransitItem
from owners_ledger.reporting.payments import Row, large_rows, voucher_rows
from owners_ledger.reporting.quarter import INSURANCE
from owners_ledger.reporting.quarter_model import PostWages, Project
from owners_ledger.reporting.trace_lines import Figures, Gatherer, listed, other
from owners_ledger.reporting.trace_model import TracedFigure, figure
from owners_ledger.reporting.trace_pass import Piece


class Items:
    """Gathers the pieces of single items."""

    def __init__(self, gather: Gatherer) -> None:
        """On the same postings."""
        self.gather = gather
        self.reading, self.notice, self.period = gather.reading, gather.notice, gather.period
        self.legs, self.write, self.sum_of = gather.legs, gather.write, gather.sum_of
        self._rows: dict[str, list[Row]] = {}

    def account(self, place: MoneyAccount) -> Figures:
        """An account's balances: what was brought forward and every posting of the period."""
        reading, notice = self.reading, self.notice
        account = placed_accounts(reading.books, reading.cash, reading.statements, reading.cover)[
            notice.accounts.index(place)
        ]
        pieces = self.legs.money.get(account.name, [])
        before = [one for one in pieces if one.entry.date < self.period.first]
        inside = [one for one in pieces if one.entry.date >= self.period.first]
        brought = other(place.id, f"{place.name} 期初", place.opening)
        found = [
            figure("期末", place.book, (brought, *self.write.rows(inside)), "期初加本期各笔"),
            self.sum_of("期初", place.opening, before),
        ]
        if place.statement is not None and place.difference is not None:
            found.append(self._bank(account.name, place, place.statement))
            rows = (
                other(place.id, f"{place.name} 期末", place.book),
                other("", "对账单", -place.statement),
            )
            found.append(figure("差额", place.difference, rows))
        return tuple(found)

    def _bank(self, name: str, place: MoneyAccount, said: Decimal) -> TracedFigure:
        """The bank's balance: the statement's closing, or what it says after a line."""
        day = self.period.last
        chain = [one for one in self.reading.statements.get(name, ()) if one.first <= day]
        file, reached = f"ledger/{chain[-1].file}", chain[-1].last
        row = listed(file, "", f"{reached} 期末余额", chain[-1].closing)
        if reached > day:
            lines = [
                line
                for line in self.reading.cash.bank.get(name, ())
                if line.date <= day and statement_of(chain, line.number) is chain[-1]
            ]
            last = max(lines, key=lambda line: line.number, default=None)
            text = f"第 {last.number} 笔之后的余额" if last else "期初余额"
            said_there = last.balance if last else chain[-1].opening
            row = listed(file, "", text, said_there or ZERO)
        return figure(f"{place.name} 对账单", said, (row,))

    def transit(self, item: TransitItem) -> Figures:
        """An item in transit."""
        unproved = self.reading.cash.unproved
        at = [one for place in self.notice.accounts for one in place.in_transit].index(item)
        order = [
            (entry, amount, account)
            for account in placed_accounts(
                self.reading.books, self.reading.cash, self.reading.statements, self.reading.cover
            )
            for chain in (self.reading.statements.get(account.name, ()),)
            for entry, amount in unproved.get(account.name, ())
            if chain and entry.date >= chain[0].first
        ]
        entry, amount, account = order[at]
        leg = next(
            leg
            for leg in entry.postings
            if leg.account == account.name and leg.units and leg.units.number == amount
        )
        return (self.sum_of("金额", item.amount, [Piece(amount, entry, leg)]),)

    def payment(self, row: Payment) -> Figures:
        """A large payment."""
        rows = self._listed("payments", self.notice.payments)
        return (self._movements(row, rows, sign=-1),)

    def voucher(self, row: Payment) -> Figures:
        """A row of the voucher list."""
        return (self._movements(row, self._listed("vouchers", self.notice.vouchers), sign=1),)

    def _listed(self, name: str, printed: Sequence[Payment]) -> list[Row]:
        """The rows behind a printed list, in its order; a year prints only the larger ones."""
        if name not in self._rows:
            cash, clerk = self.reading.cash, self.reading.clerk
            least = min(self.notice.threshold, self.reading.books.committee.disclose_above)
            every = name == "vouchers"
            rows = voucher_rows(cash, clerk) if every else large_rows(cash, clerk, least)
            if len(rows) != len(printed):
                rows = [row for row in rows if abs(row.payment.amount) >= self.notice.threshold]
            self._rows[name] = rows
        return self._rows[name]

    def _movements(self, row: Payment, rows: list[Row], *, sign: int) -> TracedFigure:
        found = rows[_place(row.id) - 1]
        pieces = [
            Piece(-sign * (leg.units.number or ZERO), one.entry, leg)
            for one in found.movements
            for leg in one.legs
            if leg.units is not None
        ]
        return self.sum_of("金额", row.amount, pieces)

    def wages(self, post: PostWages) -> Figures:
        """Wages of a post."""
        gross: list[Piece] = []
        insurance: list[Piece] = []
        for entry in self.reading.cash.payrolls:
            if entry.date not in self.period:
                continue
            for leg in entry.postings:
                name = str((leg.meta or {}).get("post") or "")
                if not name or not _among(name, post.post) or leg.units is None:
                    continue
                if leg.account.startswith("Expenses:"):
                    kind = insurance if any(word in leg.account for word in INSURANCE) else gross
                    kind.append(Piece(leg.units.number or ZERO, entry, leg))
        return (
            self.sum_of("应发工资", post.gross, gross),
            self.sum_of("单位社保", post.insurance, insurance),
        )

    def project(self, project: Project) -> Figures:
        """Instalments of a project."""
        works = self.reading.sources.works[self.notice.projects.index(project)]
        shared = [one.account for one in self.reading.sources.works]
        codes = {one.code for one in self.reading.sources.works}
        alone = shared.count(works.account) == 1
        before: list[Piece] = []
        paid: list[Piece] = []
        money = {account.name for account in self.reading.books.chart.money}
        for name in dict.fromkeys(shared):
            for piece in self.legs.balances.get(name, []):
                if money.isdisjoint(leg.account for leg in piece.entry.postings):
                    continue
                said = str((piece.leg.meta or {}).get("project") or "")
                named = said if said in codes else ""
                if named == works.code or (not named and alone and name == works.account):
                    (paid if piece.entry.date in self.period else before).append(piece)
        contract = listed("ledger/projects.toml", works.code, works.name, works.contract)
        left = (
            other(project.id, "合同价", project.contract),
            other(project.id, "以前已付", -project.paid_before),
            other(project.id, "本期支付", -project.paid),
        )
        return (
            self.sum_of("本期支付", project.paid, paid),
            self.sum_of("以前已付", project.paid_before, before),
            figure("合同价", project.contract, (contract,)),
            figure("未付", project.left, left),
        )


def _place(short: str) -> int:
    return int("".join(sign for sign in short if sign.isdecimal()))


def _among(post: str, posts: str) -> bool:
    return f"、{post}、" in f"、{posts}、"
