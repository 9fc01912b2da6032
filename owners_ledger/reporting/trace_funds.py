"""What funds, public income and the maintenance fund are the sums of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from beancount.core import data

from owners_ledger.funds import FundStatement, Parted, parted
from owners_ledger.funds.model import DUE, TRANSFER
from owners_ledger.funds.statement import FundLine, FundTransfer, Whole
from owners_ledger.funds.tally import is_receivable, line_of
from owners_ledger.money import ZERO
from owners_ledger.reporting.accrual.read import amount_of
from owners_ledger.reporting.funds import funds_of
from owners_ledger.reporting.funds_model import FundsReport
from owners_ledger.reporting.trace_lines import Figures, Ground, Known, composed
from owners_ledger.reporting.trace_maintenance import MaintenanceTraced
from owners_ledger.reporting.trace_model import TracedFigure
from owners_ledger.reporting.trace_pass import Piece
from owners_ledger.reporting.trace_public import PublicTraced

_OPENING, _IN, _OUT, _BEFORE = "opening", "in", "out", "before"
_RECEIVABLE, _ASSET, _PAYABLE, _DUE = "receivable", "asset", "payable", "due"
_PLACE, _SHARED = "place", ""
_GOT, _GIVEN, _SETTLED = "划入", "划出", "往来、结转"
Key = tuple[str, str, str]


class FundsTraced:
    """Gathers the pieces of a funds report, parting every transaction once more."""

    def __init__(self, ground: Ground, report: FundsReport) -> None:
        """On the same postings."""
        self._ground, self._report = ground, report
        self._funds = funds_of(ground.reading.books)
        # Accounts that hold money of one fund only.
        self._own = self._funds.dedicated
        self._not_others = self._own | set(self._funds.interfund)
        self._found: dict[Key, list[Piece]] | None = None

    def known(self) -> Known:
        """Every row with its id."""
        report = self._report
        for fund in report.funds:
            yield fund.id, f"资金 {fund.fund}", partial(self._fund, fund)
        if report.funds:
            yield report.whole.id, "资金 全账", lambda: self._whole(report.whole)
        for fund in report.funds:
            for side, lines in (("收入", fund.income), ("支出", fund.spending)):
                for line in lines:
                    name = f"{fund.fund} {side} {line.line}"
                    yield (
                        line.id,
                        name,
                        partial(self._line, fund.fund, side, line),
                    )
            for way, moves in (
                (_GOT, fund.transfers_in),
                (_GIVEN, fund.transfers_out),
                (_SETTLED, fund.settled),
            ):
                for place, move in enumerate(moves):
                    yield (
                        move.id,
                        f"{fund.fund} {way} {move.other}",
                        partial(self._move, fund.fund, way, place, move),
                    )
        if report.public_income is not None:
            public = PublicTraced(self._ground, self._funds, report.public_income, report.funds)
            yield from public.known()
        if report.maintenance is not None:
            yield from MaintenanceTraced(self._ground, report.maintenance).known()

    def _pieces(self, fund: str, what: str, more: str = "") -> list[Piece]:
        if self._found is None:
            self._found = self._read()
        return self._found.get((fund, what, more), [])

    def _read(self) -> dict[Key, list[Piece]]:
        """Every posting, and every fund's part of the money, by fund and figure."""
        found: dict[Key, list[Piece]] = {}
        bills: dict[str, str] = {}
        books, period = self._ground.reading.books, self._ground.period
        for entry in books.transactions:
            if entry.date >= period.end:
                break
            parts = parted(entry, self._funds, bills)
            accounts = {leg.account for leg in entry.postings}
            inside = entry.date >= period.first and self._funds.opening.isdisjoint(accounts)
            for key, piece in (
                *self._money(entry, parts, inside=inside),
                *self._others(entry, parts, inside=inside),
                *self._pairs(entry, parts, inside=inside),
            ):
                found.setdefault(key, []).append(piece)
        return found

    def _others(
        self, entry: data.Transaction, parts: Parted, *, inside: bool
    ) -> Iterator[tuple[Key, Piece]]:
        """Postings that are no money and no pair."""
        for leg, fund in zip(entry.postings, parts.funds, strict=True):
            number = amount_of(leg)
            if fund and number and leg.account not in self._not_others:
                key, amount = self._key(fund, leg.account, number, inside=inside)
                yield key, Piece(amount, entry, leg)

    def _money(
        self, entry: data.Transaction, parts: Parted, *, inside: bool
    ) -> Iterator[tuple[Key, Piece]]:
        """Each fund's part of the money that moved, and in which account."""
        moved = dict(parts.shares)
        for leg, fund in zip(entry.postings, parts.funds, strict=True):
            if fund and leg.account in self._own and amount_of(leg):
                moved[fund] = moved.get(fund, ZERO) + amount_of(leg)
                yield (fund, _PLACE, leg.account), Piece(amount_of(leg), entry, leg)
        shared = (leg for leg in entry.postings if leg.account in self._funds.shared)
        leg = next(shared, entry.postings[0])
        for fund, amount in moved.items():
            what = _BEFORE if not inside else _IN if amount > 0 else _OUT
            yield (fund, what, ""), Piece(amount, entry, leg)
        for fund, amount in parts.shares.items():
            yield (fund, _PLACE, _SHARED), Piece(amount, entry, leg)

    def _pairs(
        self, entry: data.Transaction, parts: Parted, *, inside: bool
    ) -> Iterator[tuple[Key, Piece]]:
        """Transfers between funds, and what one owes another."""
        for kind, amounts in parts.pairs.items():
            leg = next(
                leg for leg in entry.postings if self._funds.interfund.get(leg.account) == kind
            )
            for fund, amount in amounts.items():
                piece = Piece(amount, entry, leg)
                if amount and kind == DUE:
                    yield (fund, _DUE, ""), piece
                if amount and kind == TRANSFER and not inside:
                    yield (fund, _OPENING, ""), piece.turned()
                if amount and inside:
                    final = _GIVEN if amount > 0 else _GOT
                    yield (fund, final if kind == TRANSFER else _SETTLED, ""), piece

    def _key(self, fund: str, name: str, number: Decimal, *, inside: bool) -> tuple[Key, Decimal]:
        account = self._ground.reading.books.chart.accounts.get(name)
        if name.startswith("Assets:"):
            what = _RECEIVABLE if account is not None and is_receivable(account) else _ASSET
            return (fund, what, ""), number
        if name.startswith("Liabilities:"):
            return (fund, _PAYABLE, ""), -number
        if not inside:
            return (fund, _OPENING, ""), -number
        side, line = line_of(self._ground.reading.books.chart, name, number)
        return (fund, side, line), -number if side == "收入" else number

    def _fund(self, one: FundStatement) -> Figures:
        steps = (
            (one.id, "期初结余", one.opening),
            (one.id, "收入", one.income_total),
            (one.id, "支出", -one.spending_total),
            (one.id, "划入", one.transfers_in_total),
            (one.id, "划出", -one.transfers_out_total),
        )
        behind = (
            (one.id, "钱", one.money),
            (one.id, "应收", one.receivables),
            (one.id, "其他资产", one.other_assets),
            (one.id, "应付", -one.payables),
            (one.id, "其他资金欠它", one.due_from),
            (one.id, "它欠其他资金", -one.due_to),
        )
        money = (
            (one.id, "钱期初", one.money_opening),
            (one.id, "钱收到", one.money_in),
            (one.id, "钱付出", -one.money_out),
        )
        return (
            composed("期末结余", one.closing, steps, "期初 + 收入 − 支出 + 划入 − 划出"),
            composed("期末结余", one.closing, behind, "钱 + 应收 + 其他资产 − 应付 + 往来"),
            self._of(one, "期初结余", one.opening, _OPENING),
            composed("收入", one.income_total, _told(one.income)),
            composed("支出", one.spending_total, _told(one.spending)),
            composed("划入", one.transfers_in_total, _moved(one.transfers_in)),
            composed("划出", one.transfers_out_total, _moved(one.transfers_out)),
            composed("钱期末", one.money, money, "期初 + 收到 − 付出"),
            self._of(one, "钱期初", one.money_opening, _BEFORE),
            self._of(one, "钱收到", one.money_in, _IN),
            self._of(one, "钱付出", one.money_out, _OUT, sign=-1),
            self._of(one, "应收", one.receivables, _RECEIVABLE),
            self._of(one, "其他资产", one.other_assets, _ASSET),
            self._of(one, "应付", one.payables, _PAYABLE),
            *self._due(one),
            *self._places(one),
        )

    def _of(
        self, one: FundStatement, name: str, printed: Decimal, what: str, *, sign: int = 1
    ) -> TracedFigure:
        pieces = self._pieces(one.fund, what)
        if sign < 0:
            pieces = [piece.turned() for piece in pieces]
        return self._ground.sum_of(name, printed, pieces)

    def _due(self, one: FundStatement) -> Iterable[TracedFigure]:
        if one.due_to:
            yield self._of(one, "它欠其他资金", one.due_to, _DUE, sign=-1)
        else:
            yield self._of(one, "其他资金欠它", one.due_from, _DUE)

    def _places(self, one: FundStatement) -> Iterable[TracedFigure]:
        """In which accounts the money is; the lowest day of its share."""
        own = iter(name for name in sorted(self._own) if self._pieces(one.fund, _PLACE, name))
        for place in one.places:
            pieces = self._pieces(one.fund, _PLACE, next(own) if place.name else _SHARED)
            title = f"在“{place.name}”" if place.name else "在共用的账户里"
            yield self._ground.sum_of(title, place.amount, pieces)
        if one.lowest_on is not None:
            pieces = self._pieces(one.fund, _PLACE, _SHARED)
            early = [piece for piece in pieces if piece.entry.date <= one.lowest_on]
            yield self._ground.sum_of(f"{one.lowest_on} 的钱", one.lowest, early)

    def _whole(self, whole: Whole) -> Figures:
        fields = (
            ("期末结余", "closing"),
            ("期初结余", "opening"),
            ("收入", "income_total"),
            ("支出", "spending_total"),
            ("钱", "money"),
            ("钱期初", "money_opening"),
            ("应收", "receivables"),
            ("其他资产", "other_assets"),
            ("应付", "payables"),
        )
        funds = self._report.funds
        return tuple(
            composed(
                name,
                getattr(whole, field),
                ((one.id, one.fund, getattr(one, field)) for one in funds),
                "各项资金之和",
            )
            for name, field in fields
        )

    def _line(self, fund: str, side: str, line: FundLine) -> Figures:
        return (self._ground.sum_of("金额", line.amount, self._pieces(fund, side, line.line)),)

    def _move(self, fund: str, way: str, place: int, move: FundTransfer) -> Figures:
        piece = self._pieces(fund, way)[place]
        if way == _GOT:
            piece = piece.turned()
        return (self._ground.sum_of("金额", move.amount, [piece]),)


def _told(lines: Iterable[FundLine]) -> Iterable[tuple[str, str, Decimal]]:
    return ((line.id, line.line, line.amount) for line in lines)


def _moved(moves: Iterable[FundTransfer]) -> Iterable[tuple[str, str, Decimal]]:
    return ((one.id, f"{one.date} {one.other}", one.amount) for one in moves)
