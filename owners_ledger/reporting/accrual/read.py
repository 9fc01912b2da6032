"""One pass over the books: balances at three days, movements of the forms per span of days."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger.books.load import Books
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.reporting.accrual.effects import Effect, Leg, effects
from owners_ledger.reporting.accrual.forms import Era
from owners_ledger.reporting.accrual.places import EXPENSE, INCOME, RESTRICTED, Place, Places
from owners_ledger.reporting.refusal import ReportError

Key = tuple[str, str, str]
Balances = dict[Key, Decimal]
IsRestricted = Callable[[data.Transaction, data.Posting], bool]
BOUND = "restricted"
# Accounts whose postings are told apart as restricted or not; other net assets by their line.
OWN = ("Income:", "Expenses:", "Equity:")
_OPENING = "不列示"
_HOLDERS = ("unit", "lease", "supplier", "staff")
_DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class Span:
    """A run of days and what moved in it.

    Attributes:
        first, end: first day and the day after the last.
        moved: per kind, account of the system and line: unrestricted and restricted.
        cash: per row of the cash-flow statement, as the row prints it.
        money: by how much all money accounts grew.
        reasons: per side and line of the notice, why cash and accrual may differ.
    """

    first: datetime.date
    end: datetime.date
    moved: dict[tuple[str, str, str], list[Decimal]] = field(default_factory=dict)
    cash: dict[int, Decimal] = field(default_factory=dict)
    money: Decimal = ZERO
    reasons: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day < self.end

    def add(self, effect: Effect) -> None:
        """Book an effect."""
        cell = self.moved.setdefault((effect.kind, effect.code, effect.line), [ZERO, ZERO])
        cell[0] += effect.unrestricted
        cell[1] += effect.restricted


@dataclass(slots=True)
class Accrual:
    """What the pass found.

    Attributes:
        opened: first day of the year to date: 1 January or the day the books begin.
        period, year: the two spans.
        before: the year before, ``None`` where it is not compared.
        opening, start, closing: balances before ``opened``, before the period, at its end.
    """

    opened: datetime.date
    period: Span
    year: Span
    before: Span | None
    opening: Balances = field(default_factory=dict)
    start: Balances = field(default_factory=dict)
    closing: Balances = field(default_factory=dict)


def read_accrual(
    books: Books,
    era: Era,
    places: Places,
    period: Period,
    *,
    compare: bool,
    restricted: IsRestricted | None = None,
) -> Accrual:
    """Read the books up to a period's end.

    Args:
        books: the books.
        era: the accounting system of the period.
        places: where its accounts are shown.
        period: whole months of one year.
        compare: also the movements of the year before.
        restricted: whether an income or cost belongs to a restricted fund.

    Raises:
        ReportError: an account that moved has no line in the forms.
    """
    return Reader(books, era, places, restricted).run(period, compare=compare)


class Reader:
    """How a transaction is read for the forms; ``run`` once."""

    def __init__(
        self, books: Books, era: Era, places: Places, restricted: IsRestricted | None
    ) -> None:
        """As ``read_accrual``."""
        self.books, self.era, self.places = books, era, places
        self.restricted = restricted
        self.money = frozenset(account.name for account in books.chart.money)
        self.out = frozenset(one.row for one in era.cash.rows if one.out)
        self.known: dict[str, Place | None] = {}

    def run(self, period: Period, *, compare: bool) -> Accrual:
        """Go through the books."""
        year = datetime.date(period.year, 1, 1)
        opened = max(year, self._begin(period.first))
        found = Accrual(opened, Span(period.first, period.end), Span(opened, period.end), None)
        if compare:
            found.before = Span(datetime.date(period.year - 1, 1, 1), year)
        spans = [found.year, found.period, *([found.before] if found.before else [])]
        sums: Balances = {}
        marks = [(opened, "opening"), (period.first, "start"), (period.end, "closing")]
        for entry in self.books.transactions:
            while marks and entry.date >= marks[0][0]:
                setattr(found, marks.pop(0)[1], dict(sums))
            if entry.date >= period.end:
                break
            self._balances(entry, sums)
            inside = [span for span in spans if entry.date in span]
            if inside:
                self._movements(entry, inside)
        for _day, name in marks:
            setattr(found, name, dict(sums))
        return found

    def _begin(self, limit: datetime.date) -> datetime.date:
        """The day after the last opening entry before the period."""
        begin = datetime.date.min
        accounts = self.books.chart.accounts
        openings = {name for name, one in accounts.items() if one.section == _OPENING}
        for entry in self.books.transactions:
            if entry.date >= limit:
                break
            names = {leg.account for leg in entry.postings}
            if names & openings and names & self.money:
                begin = entry.date + _DAY
        return begin

    def _place(self, name: str) -> Place | None:
        """The place where there is one: for days before the year, whose forms are not made."""
        if name not in self.known:
            try:
                self.known[name] = self.places.of(name)
            except ReportError:
                self.known[name] = None
        return self.known[name]

    def _bound(self, entry: data.Transaction, leg: data.Posting) -> bool:
        """Whether income, a cost or net assets are restricted.

        Income that a restricted account is released into is not: it is what became free.
        """
        place = self._place(leg.account)
        if place is not None and place.restricted:
            return not self._releases(entry, leg)
        if self.restricted is None or not self.restricted(entry, leg):
            return False
        return not self._releases(entry, leg)

    def _releases(self, entry: data.Transaction, leg: data.Posting) -> bool:
        if not leg.account.startswith("Income:") or amount_of(leg) >= 0:
            return False
        places = ((self._place(one.account), amount_of(one)) for one in entry.postings)
        return any(place and place.code == RESTRICTED and amount > 0 for place, amount in places)

    def _balances(self, entry: data.Transaction, sums: Balances) -> None:
        for leg in entry.postings:
            key = self.key(entry, leg)
            sums[key] = sums.get(key, ZERO) + amount_of(leg)

    def key(self, entry: data.Transaction, leg: data.Posting) -> Key:
        """Of which balance a posting is a part: account, holder; own means by restriction."""
        name = leg.account
        if name.startswith(OWN):
            return name, BOUND if self._bound(entry, leg) else "", ""
        return (name, *holder(leg.meta or {}))

    def _movements(self, entry: data.Transaction, spans: Sequence[Span]) -> None:
        legs = [(leg, self.places.of(leg.account), amount_of(leg)) for leg in entry.postings]
        with_money = any(place.account.is_money for _leg, place, _amount in legs)
        for span in spans:
            if with_money:
                self._cash(span, legs)
            self._reasons(span, legs)
        for effect in effects(self.net(entry)):
            for span in spans:
                span.add(effect)

    def net(self, entry: data.Transaction) -> list[Leg]:
        """The legs of net assets, income and cost."""
        legs = ((leg, self.places.of(leg.account), amount_of(leg)) for leg in entry.postings)
        return [
            Leg(place, -amount, leg.account.startswith(OWN) and self._bound(entry, leg))
            for leg, place, amount in legs
            if amount and (place.side or place.is_net)
        ]

    def _cash(self, span: Span, legs: Sequence[tuple[data.Posting, Place, Decimal]]) -> None:
        for _leg, place, amount in legs:
            if place.account.is_money:
                span.money += amount
            elif amount:
                row, shown = self.cash_row(place, amount)
                span.cash[row] = span.cash.get(row, ZERO) + shown

    def cash_row(self, place: Place, amount: Decimal) -> tuple[int, Decimal]:
        """The row of the cash-flow statement of a leg against money, and the amount there."""
        rows = place.cash or self.era.cash_rows[self.era.credit["1122"]]
        row = rows[0] if amount < 0 else rows[1]
        return row, amount if row in self.out else -amount

    def _reasons(self, span: Span, legs: Sequence[tuple[data.Posting, Place, Decimal]]) -> None:
        others = {
            reason
            for _leg, place, _amount in legs
            if not (place.account.is_money or place.side or place.is_net)
            and (reason := place.reason or self.era.reasons.get(place.code, "internal"))
        }
        if not others:
            return
        for _leg, place, amount in legs:
            if place.account.is_money:
                continue
            account = place.account
            side, line = INCOME, account.line
            if place.side == EXPENSE or account.section == "支出":
                side = EXPENSE
            elif account.section == "收支":
                side = INCOME if amount < 0 else EXPENSE
                line = account.line_in if amount < 0 else account.line_out
            span.reasons.setdefault((side, line), set()).update(others)


def amount_of(leg: data.Posting) -> Decimal:
    """A posting's yuan."""
    return leg.units.number if leg.units and leg.units.number is not None else ZERO


def holder(meta: Mapping[str, Any]) -> tuple[str, str]:
    """Whose balance it is: the first of unit, lease, supplier, staff that is named."""
    for kind in _HOLDERS:
        if code := meta.get(kind):
            return kind, str(code)
    return "", ""
