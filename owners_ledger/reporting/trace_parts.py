"""What the parts of a long report are the sums of: deposits, claims, taxes, collection, assets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from owners_ledger.accruals.depreciation import depreciation
from owners_ledger.accruals.tax_run import NAMES
from owners_ledger.money import ZERO, total
from owners_ledger.rates import load_rates
from owners_ledger.registers.assets import FILE as ASSETS
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.trace_lines import (
    Figures,
    Ground,
    Known,
    composed,
    listed,
    other,
)
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_pass import Piece
from owners_ledger.reporting.whole.model import (
    ArchiveClass,
    Claim,
    Decision,
    DepositKind,
    FixedAsset,
    Parts,
    Planned,
    TaxLine,
)
from owners_ledger.reporting.whole.owed import AHEAD, OWED, called

_YEAR = 12
_CLAIMS = {"owed": "应收", "ahead": "预收", "owing": "应付"}


class PartsTraced:
    """Gathers the pieces of the parts that are a notice's own."""

    def __init__(self, ground: Ground, notice: Disclosure, parts: Parts) -> None:
        """On the same postings."""
        self._ground, self._notice, self._parts = ground, notice, parts
        self._period, self._sum = ground.period, ground.sum_of
        books = ground.reading.books
        self._accounts = books.chart.accounts
        self._money = {account.name for account in books.chart.money}

    def known(self) -> Known:
        """Every row with its id."""
        parts, ids = self._parts, self._parts.total_ids
        for deposit in parts.deposits:
            yield deposit.id, f"押金 {deposit.name}", partial(self._deposit, deposit)
        if ids.deposits:
            fields = (("期初", "opening"), ("收到", "received"), ("退还", "returned"))
            yield (
                ids.deposits,
                "押金合计",
                lambda: sums(parts.deposits, (*fields, ("期末", "closing"))),
            )
        for kind, title in _CLAIMS.items():
            yield from self._claims(kind, title)
        for tax in parts.taxes:
            yield tax.id, f"税 {tax.name}", partial(self._tax, tax)
        if ids.taxes:
            yield (
                ids.taxes,
                "税合计",
                lambda: sums(parts.taxes, (("应缴", "charged"), ("已缴", "paid"))),
            )
        for asset in parts.assets:
            yield asset.id, f"固定资产 {asset.name}", partial(self._asset, asset)
        if ids.assets:
            fields = (("原值", "cost"), ("本年折旧", "charged"), ("累计折旧", "written_off"))
            yield (
                ids.assets,
                "固定资产合计",
                lambda: sums(parts.assets, (*fields, ("净值", "value"))),
            )
        for decision in parts.decisions:
            yield decision.id, f"决议 {decision.number}", partial(self._decision, decision)
        for archived in parts.archive:
            yield archived.id, f"档案 {archived.name}", partial(_archived, archived)
        yield from self._next()

    def _claims(self, kind: str, title: str) -> Known:
        rows = [one for one in self._parts.claims if one.kind == kind]
        if short := getattr(self._parts.total_ids, kind):
            yield (
                short,
                f"{title}合计",
                lambda: sums(rows, (("期末", "closing"), ("期初", "opening"))),
            )
        for one in rows:
            yield one.id, f"{title} {one.name}", partial(self._claim, one)

    def _inside(self, pieces: Iterable[Piece]) -> list[Piece]:
        return [one for one in pieces if one.entry.date in self._period]

    def _before(self, pieces: Iterable[Piece]) -> list[Piece]:
        return [one for one in pieces if one.entry.date < self._period.first]

    def _balances(self, name: str, opening: Decimal, closing: Decimal) -> list[Piece]:
        """The postings on the account of that name; of several, of the one with these balances."""
        found: list[Piece] = []
        for account, pieces in self._ground.legs.balances.items():
            if called(account) != name or not account.startswith("Liabilities:"):
                continue
            turned = [one.turned() for one in pieces]
            found = found or turned
            if _sum(turned) == closing and _sum(self._before(turned)) == opening:
                return turned
        return found

    def _deposit(self, kind: DepositKind) -> Figures:
        pieces = self._balances(kind.name, kind.opening, kind.closing)
        inside = self._inside(pieces)
        got = [one for one in inside if one.amount > 0]
        given = [one.turned() for one in inside if one.amount < 0]
        steps = (
            (kind.id, "期初", kind.opening),
            (kind.id, "收到", kind.received),
            (kind.id, "退还、抵扣", -kind.returned),
        )
        return (
            composed("期末", kind.closing, steps, "期初 + 收到 − 退还"),
            self._sum("期初", kind.opening, self._before(pieces)),
            self._sum("收到", kind.received, got),
            self._sum("退还、抵扣", kind.returned, given),
        )

    def _claim(self, claim: Claim) -> Figures:
        if claim.kind not in (OWED, AHEAD):
            pieces = self._balances(claim.name, claim.opening, claim.closing)
            brought = other(claim.id, "期初", claim.opening)
            rows = (brought, *self._ground.write.rows(self._inside(pieces)))
            return (
                figure("期末", claim.closing, rows, "期初加本期各笔"),
                self._sum("期初", claim.opening, self._before(pieces)),
            )
        sign = 1 if claim.kind == OWED else -1
        said = "欠着的各户" if sign > 0 else "预交的各户"
        each: list[list[Piece]] = [
            [one.piece if sign > 0 else one.piece.turned() for one in owed]
            for (account, _kind, _code), owed in self._ground.legs.dues.items()
            if self._accounts[account].line == claim.name
        ]
        now = [one for known in each if _sum(known) > 0 for one in known]
        then = [one for known in map(self._before, each) if _sum(known) > 0 for one in known]
        return (
            self._sum("期末", claim.closing, now, said),
            self._sum("期初", claim.opening, then, said),
        )

    def _taxed(self) -> dict[tuple[str, str], list[Piece]]:
        found: dict[tuple[str, str], list[Piece]] = {}
        for account, pieces in self._ground.legs.balances.items():
            known = self._accounts.get(account)
            if known is None or not account.startswith("Liabilities:"):
                continue
            if "税" in account.rpartition(":")[2] and known.section and not known.earmark:
                for one in pieces:
                    said = (one.leg.meta or {}).get("tax") or one.entry.meta.get("tax") or ""
                    found.setdefault((account, str(said)), []).append(one.turned())
        return found

    def _tax(self, tax: TaxLine) -> Figures:
        taxed = self._taxed()
        accounts = [account for account, _tax in taxed]
        made: Figures = ()
        for (account, said), pieces in taxed.items():
            name = NAMES.get(said, said) if said else called(account)
            if not said and accounts.count(account) > 1:
                name += "（未分税种）"
            if name != tax.name:
                continue
            inside = self._inside(pieces)
            moved = [one for one in inside if self._moves(one)]
            charged = [one for one in inside if not self._moves(one)]
            made = (
                self._sum("已缴", tax.paid, [one.turned() for one in moved]),
                self._sum("应缴", tax.charged, charged),
            )
            if tax.opening is not None and tax.closing is not None:
                steps = (
                    (tax.id, "期初未缴", tax.opening),
                    (tax.id, "应缴", tax.charged),
                    (tax.id, "已缴", -tax.paid),
                )
                made += (
                    composed("期末未缴", tax.closing, steps, "期初 + 应缴 − 已缴"),
                    self._sum("期初未缴", tax.opening, self._before(pieces)),
                )
            if all(one.agrees for one in made):
                break
        return made

    def _moves(self, piece: Piece) -> bool:
        return any(leg.account in self._money for leg in piece.entry.postings)

    def _asset(self, asset: FixedAsset) -> Figures:
        registers, root = self._ground.reading.registers, self._ground.reading.books.root
        known = next(one for one in registers.assets if one.code == asset.code)
        file = f"ledger/registers/{ASSETS}"
        parts = [
            (part.month, listed(file, known.code, f"{part.month} 折旧", part.amount, known.row))
            for part in depreciation(known, load_rates(root))
            if part.month.first < self._period.end
        ]
        inside = tuple(row for month, row in parts if month.first >= self._period.first)
        cost = listed(file, known.code, known.name, known.cost, known.row)
        steps = ((asset.id, "原值", asset.cost), (asset.id, "累计折旧", -asset.written_off))
        said = "按登记簿的原值、残值率和月数"
        return (
            composed("净值", asset.value, steps, "原值 − 累计折旧"),
            figure("原值", asset.cost, (cost,)),
            figure("本年折旧", asset.charged, inside, said),
            figure("累计折旧", asset.written_off, tuple(row for _month, row in parts), said),
        )

    def _decision(self, decision: Decision) -> Figures:
        if decision.ceiling is None:
            return ()
        known = next(
            one
            for one in self._ground.reading.sources.resolutions
            if one.number == decision.number and one.date == decision.date
        )
        row = listed(
            known.place.file, known.number, "ceiling", known.ceiling or ZERO, known.place.line
        )
        return (figure("金额上限", decision.ceiling, (row,)),)

    def _next(self) -> Known:
        planned, ids = self._parts.next_budget, self._parts.total_ids
        if planned is None:
            return
        for rows, short, title in (
            (planned.income, ids.income, "收入"),
            (planned.spending, ids.spending, "支出"),
        ):
            name = f"{planned.year}年预算 {title}"
            for one in rows:
                yield one.id, f"{name} {one.line}", partial(self._planned, one)
            yield short, f"{name}合计", partial(sums, rows, (("合计", "amount"),))

    def _planned(self, one: Planned) -> Figures:
        notice = self._notice
        lines = notice.income if one.side == "income" else notice.spending
        year = self._period.year
        row = listed(f"ledger/budget/{year + 1}.toml", "", f"{one.side} {one.line}", one.amount)
        known = [line for line in lines if line.line == one.line]
        made = (
            figure(f"{year + 1}年预算", one.amount, (row,)),
            composed("本年实际", one.actual, ((line.id, line.line, line.amount) for line in known)),
        )
        if one.budget is None:
            return made
        told = [(line.id, f"{line.line} 预算", line.budget or ZERO) for line in known]
        return (*made, composed("本年预算", one.budget, told))


def sums(rows: Sequence[Any], fields: Iterable[tuple[str, str]]) -> Figures:
    """The sums of a table: each the sum of its rows, by their ids.

    Args:
        rows: with ``id``.
        fields: what a column is called, and the rows' field.
    """
    return tuple(_column(name, field, rows) for name, field in fields)


def _column(name: str, field: str, rows: Sequence[Any]) -> TracedFigure:
    amounts = [getattr(one, field) or ZERO for one in rows]
    parts: list[TracedEntry] = [
        other(one.id, called_of(one), amount) for one, amount in zip(rows, amounts, strict=True)
    ]
    return figure(name, total(amounts), tuple(parts), "各行之和")


def called_of(row: Any) -> str:
    """What a row is called."""
    names = ("name", "line", "fund", "business", "building", "title", "code")
    return next((str(getattr(row, key)) for key in names if getattr(row, key, "")), "")


def _archived(one: ArchiveClass) -> Figures:
    count = Decimal(one.count)
    return (figure(f"数量（{one.unit}）", count, (listed("", "", one.source, count),)),)


def _sum(pieces: Iterable[Piece]) -> Decimal:
    return total(one.amount for one in pieces)
