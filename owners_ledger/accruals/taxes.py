"""Taxes that follow from income, for a small-scale payer (小规模纳税人): every step shown.

Prices include the tax: net = gross / (1 + rate), per kind of income rounded once to the fen; the
tax is net × rate rounded once. A reliefs' factor is multiplied in before that rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.accruals.stamp import Contract
from owners_ledger.accruals.tax_classes import EXEMPT, GENERAL, LEASE, Income
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.rates import Rate, RateError, Rates

VAT, CITY, EDUCATION, LOCAL, PROPERTY, STAMP = TAXES = (
    "vat",
    "city",
    "education",
    "local-education",
    "property",
    "stamp",
)
_ONE = Decimal(1)


class TaxError(OwnersLedgerError):
    """A period's taxes cannot be computed from the books."""


@dataclass(frozen=True, slots=True)
class Sales:
    """Income of one kind.

    Attributes:
        kind: lease or general.
        gross: yuan with tax.
        net: yuan without.
        rate: the levy rate.
        source: where the rate comes from.
    """

    kind: str
    gross: Decimal
    net: Decimal
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """One step that ends in an amount.

    Attributes:
        tax: one of ``TAXES``.
        of: what it is on: a kind of income, a contract's code, or "".
        base: yuan.
        rate: the rate.
        factor: the relief's factor, 1 where there is none.
        amount: yuan owed, zero where exempt.
        is_exempt: whether an exemption makes it zero.
        source: where rate, relief and exemption come from, one a line.
    """

    tax: str
    of: str
    base: Decimal
    rate: Decimal
    factor: Decimal
    amount: Decimal
    is_exempt: bool
    source: str


@dataclass(frozen=True, slots=True)
class Taxes:
    """A period's taxes.

    Attributes:
        period: month or quarter.
        incomes: what they follow from.
        sales: by kind.
        turnover: yuan without tax, exempt income included: what the threshold looks at.
        limit: the threshold, yuan.
        is_taxed: whether the turnover is taxed (in full) or below the threshold.
        threshold: where the threshold comes from.
        lines: step by step.
    """

    period: Period
    incomes: tuple[Income, ...]
    sales: tuple[Sales, ...]
    turnover: Decimal
    limit: Decimal
    is_taxed: bool
    threshold: str
    lines: tuple[Line, ...]

    @property
    def amounts(self) -> Mapping[str, Decimal]:
        """Yuan owed by tax, those with nothing owed left out."""
        found: dict[str, Decimal] = {}
        for line in self.lines:
            found[line.tax] = found.get(line.tax, money.ZERO) + line.amount
        return {tax: amount for tax, amount in found.items() if amount}


def taxes(
    income: Sequence[Income],
    leases: Sequence[Contract],
    period: Period,
    rates: Rates,
    *,
    place: str,
) -> Taxes:
    """Compute a period.

    Args:
        income: of the period, classed.
        leases: contracts that begin in it.
        period: a month or a quarter, as the payer declares.
        rates: the tables.
        place: 市区, 县城、镇 or 其他 (for 城市维护建设税).

    Raises:
        RateError: a table says nothing of the period, or changes within it.
        TaxError: income of a kind is below zero.
    """
    rows = _Rows(rates, period)
    threshold = rows.one("vat", "threshold")
    rows.where("surcharge", "surcharge", tax=CITY, place=place)  # an unknown place is said at once
    sales = tuple(
        _sales(kind, income, rows.where("vat", "levy", kind=kind)) for kind in (GENERAL, LEASE)
    )
    turnover = money.total(
        [*(one.net for one in sales), *(one.gross for one in income if one.vat == EXEMPT)]
    )
    limit = threshold.number("month" if period.months == 1 else "quarter")
    is_taxed = turnover > limit or (
        turnover == limit and threshold.values.get("at-limit") == "taxed"
    )
    vat = [
        Line(
            VAT,
            one.kind,
            one.net,
            one.rate,
            _ONE,
            money.round_fen(one.net * one.rate) if is_taxed else money.ZERO,
            not is_taxed,
            one.source if is_taxed else threshold.source,
        )
        for one in sales
        if one.gross
    ]
    lines = (
        *vat,
        *_surcharges(money.total(one.amount for one in vat), turnover, rows, place),
        *_property(income, sales, rows, is_taxed=is_taxed),
        *_stamp(leases, rows),
    )
    return Taxes(period, tuple(income), sales, turnover, limit, is_taxed, threshold.source, lines)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The tables for a period: a row must hold from its first day to its last."""

    rates: Rates
    period: Period

    def one(self, file: str, table: str) -> Rate:
        return self._whole(self.rates.one(file, table, self.period.last), file, table)

    def maybe(self, file: str, table: str) -> Rate | None:
        found = self.rates.on(file, table, self.period.last)
        return self._whole(found[0], file, table) if found else None

    def where(self, file: str, table: str, **wanted: str) -> Rate:
        found = [
            row
            for row in self.rates.on(file, table, self.period.last)
            if all(row.values.get(key) == value for key, value in wanted.items())
        ]
        if len(found) == 1:
            return self._whole(found[0], file, table)
        raise RateError(
            _("{file}.toml 的 {table} 里，{what} 在 {day} 应当恰有一条").format(
                file=file, table=table, what="、".join(wanted.values()), day=self.period.last
            ),
            remedy=_("请在 ledger/rates/{file}.toml 写明这一天适用的规定和出处。").format(
                file=file
            ),
            file=f"ledger/rates/{file}.toml",
        )

    def _whole(self, row: Rate, file: str, table: str) -> Rate:
        if row.covers(self.period.first):
            return row
        raise RateError(
            _("{file}.toml 的 {table} 在 {period} 中间换了规定，不能按整期算").format(
                file=file, table=table, period=self.period
            ),
            remedy=_("请改按月计提，或问税务局怎样分段。"),
            file=row.file,
        )


def _sales(kind: str, income: Sequence[Income], levy: Rate) -> Sales:
    gross = money.total(one.gross for one in income if one.vat == kind)
    if gross < 0:
        raise TaxError(
            _("这一期的应税收入是负数（{amount} 元），算不了税").format(amount=gross),
            remedy=_("多半是冲红记在了这一期。请向税务局问明怎样抵减，手工计提。"),
        )
    rate = levy.number("rate")
    return Sales(kind, gross, money.round_fen(gross / (1 + rate)), rate, levy.source)


def _surcharges(vat: Decimal, turnover: Decimal, rows: _Rows, place: str) -> list[Line]:
    if not vat:
        return []
    half = rows.maybe("surcharge", "half")
    exempt = rows.maybe("surcharge", "education-exempt")
    key = "month" if rows.period.months == 1 else "quarter"
    spared = exempt is not None and turnover <= exempt.number(key)
    lines = []
    for tax in (CITY, EDUCATION, LOCAL):
        wanted = {"tax": tax, "place": place} if tax == CITY else {"tax": tax}
        row = rows.where("surcharge", "surcharge", **wanted)
        if tax != CITY and spared and exempt is not None:
            lines.append(_line(tax, "", vat, row, half, exempt=exempt))
        else:
            lines.append(_line(tax, "", vat, row, half))
    return lines


def _property(
    income: Sequence[Income], sales: Sequence[Sales], rows: _Rows, *, is_taxed: bool
) -> list[Line]:
    rates = {one.kind: one.rate for one in sales}
    lines = []
    for kind in dict.fromkeys(one.vat for one in income if one.is_rent):
        gross = money.total(one.gross for one in income if one.is_rent and one.vat == kind)
        if gross:
            row = rows.one("property-tax", "rent")
            has_tax = is_taxed and kind in rates
            is_net = row.values.get("taxed-base" if has_tax else "exempt-base") == "net"
            base = money.round_fen(gross / (1 + rates.get(kind, Decimal(0)))) if is_net else gross
            lines.append(_line(PROPERTY, kind, base, row, rows.maybe("property-tax", "half")))
    return lines


def _stamp(leases: Sequence[Contract], rows: _Rows) -> list[Line]:
    return [
        _line(STAMP, one.code, one.rent, rows.one("stamp", "lease"), rows.maybe("stamp", "half"))
        for one in leases
        if one.rent
    ]


def _line(
    tax: str, of: str, base: Decimal, row: Rate, half: Rate | None, *, exempt: Rate | None = None
) -> Line:
    rate, factor = row.number("rate"), half.number("factor") if half else _ONE
    amount = money.ZERO if exempt else money.round_fen(base * rate * factor)
    source = "\n".join(one.source for one in (row, half, exempt) if one is not None)
    return Line(tax, of, base, rate, factor, amount, exempt is not None, source)
