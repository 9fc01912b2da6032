"""Balances and movements of the forms as the postings they are made of.

Beside ``accrual.read``, which adds them up: here the same postings are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from owners_ledger.books.load import Books
from owners_ledger.money import ZERO, total
from owners_ledger.reporting.accrual.balance import is_nominal
from owners_ledger.reporting.accrual.effects import effects
from owners_ledger.reporting.accrual.forms import Era
from owners_ledger.reporting.accrual.places import RESTRICTED, Places
from owners_ledger.reporting.accrual.read import BOUND, IsRestricted, Key, Reader, amount_of
from owners_ledger.reporting.cash_pass import is_receivable
from owners_ledger.reporting.trace_pass import Piece

_Holders = dict[tuple[str, str], list[Piece]]


@dataclass
class Held:
    """Postings that make a balance, and ``more`` that is no posting: nameless set-offs."""

    pieces: list[Piece] = field(default_factory=list)
    more: Decimal = ZERO

    def add(self, one: Held) -> None:
        """Join another."""
        self.pieces += one.pieces
        self.more += one.more

    def times(self, sign: int) -> Held:
        """With the sign of its row."""
        if sign > 0:
            return self
        return Held([one.turned() for one in self.pieces], -self.more)

    def less(self, before: Held) -> Held:
        """What came to it since, and what left it, with the other sign."""
        ours, theirs = {id(one.leg) for one in self.pieces}, {id(one.leg) for one in before.pieces}
        came = [one for one in self.pieces if id(one.leg) not in theirs]
        left = [one.turned() for one in before.pieces if id(one.leg) not in ours]
        return Held(came + left, self.more - before.more)


class Movements:
    """The postings of a book as the forms see them, read once."""

    def __init__(
        self,
        books: Books,
        era: Era,
        places: Places,
        restricted: IsRestricted | None,
        period: tuple[datetime.date, datetime.date],
    ) -> None:
        """As ``accrual.read.read_accrual``.

        Args:
            books: the books.
            era: the accounting system.
            places: of its accounts.
            restricted: whether a posting belongs to a restricted fund.
            period: from which day on movements are asked for, and the day after the last.
        """
        self._books, self._era, self._places = books, era, places
        self._reader = Reader(books, era, places, restricted)
        self._since, self._end = period
        self._money = {account.name for account in books.chart.money}
        self._balances: dict[Key, list[Piece]] | None = None
        self._effects: list[tuple[tuple[str, str, str], int, Piece]] | None = None
        self._standing: dict[datetime.date | None, dict[tuple[str, str], Held]] = {}

    def _keys(self) -> dict[Key, list[Piece]]:
        if self._balances is None:
            found: dict[Key, list[Piece]] = {}
            for entry in self._books.transactions:
                if entry.date >= self._end:
                    break
                for leg in entry.postings:
                    piece = Piece(amount_of(leg), entry, leg)
                    found.setdefault(self._reader.key(entry, leg), []).append(piece)
            self._balances = found
        return self._balances

    def standing(self, before: datetime.date | None) -> dict[tuple[str, str], Held]:
        """Balances by account and account of the system, as ``accrual.balance.standing``.

        Args:
            before: at this day's start, ``None``: at the end.
        """
        if before not in self._standing:
            self._standing[before] = self._stand(before)
        return self._standing[before]

    def _stand(self, before: datetime.date | None) -> dict[tuple[str, str], Held]:
        holders: dict[str, _Holders] = {}
        for (name, kind, code), pieces in self._keys().items():
            known = _until(pieces, before)
            if not is_nominal(name) and _sum(known):
                holders.setdefault(name, {})[kind, code] = known
        found: dict[tuple[str, str], Held] = {}
        for name, amounts in holders.items():
            place = self._places.of(name)
            if place.is_net:
                continue
            code = place.code
            if not code:
                found[name, ""] = Held([one for known in amounts.values() for one in known])
                continue
            debit, credit = _parts(amounts, apart=is_receivable(place.account))
            asset = code[0] == "1"
            turned = (self._era.credit if asset else self._era.debit).get(code)
            right, wrong = (debit, credit) if asset else (credit, debit)
            if turned is None:
                right.add(wrong)
                found[name, code] = right
                continue
            found[name, code] = right
            found[name, turned] = wrong
        return found

    def own(self, before: datetime.date | None, *, tied: bool) -> Held:
        """Net assets as debit balances (their sign is turned on the right side)."""
        held = Held()
        for (name, kind, _code), pieces in self._keys().items():
            if is_nominal(name):
                bound = kind == BOUND
            elif (place := self._places.of(name)).is_net:
                bound = kind == BOUND or place.code == RESTRICTED
            else:
                continue
            if bound is tied:
                held.pieces += _until(pieces, before)
        return held

    def effects(
        self,
        wanted: Callable[[str, str, str], bool],
        first: datetime.date,
        end: datetime.date,
        number: int,
    ) -> list[Piece]:
        """Amounts of the activity statement.

        Args:
            wanted: whether kind, account of the system and line belong.
            first: first day.
            end: the day after the last.
            number: 0 unrestricted, 1 restricted.
        """
        if self._effects is None:
            self._effects = list(self._effected())
        return [
            piece
            for key, place, piece in self._effects
            if place == number and first <= piece.entry.date < end and wanted(*key)
        ]

    def _effected(self) -> Iterable[tuple[tuple[str, str, str], int, Piece]]:
        for entry in self._books.transactions:
            if not self._since <= entry.date < self._end:
                continue
            for one in effects(self._reader.net(entry)):
                amounts = (one.unrestricted, one.restricted)
                shown = [
                    leg
                    for leg in entry.postings
                    if abs(amount_of(leg)) in {abs(amount) for amount in amounts}
                ]
                for number, amount in enumerate(amounts):
                    if amount:
                        leg = (shown or entry.postings)[0]
                        yield (one.kind, one.code, one.line), number, Piece(amount, entry, leg)

    def cash(self, row: int, first: datetime.date, end: datetime.date) -> list[Piece]:
        """Movements of money of a row of the cash-flow statement."""
        found = []
        for entry in self._books.transactions:
            if not first <= entry.date < end:
                continue
            if self._money.isdisjoint(leg.account for leg in entry.postings):
                continue
            for leg in entry.postings:
                amount = amount_of(leg)
                if leg.account not in self._money and amount:
                    place = self._places.of(leg.account)
                    where, shown = self._reader.cash_row(place, amount)
                    if where == row:
                        found.append(Piece(shown, entry, leg))
        return found

    def money(self, before: datetime.date) -> list[Piece]:
        """All postings on money before a day."""
        return [
            piece
            for (name, _kind, _code), pieces in self._keys().items()
            if name in self._money
            for piece in _until(pieces, before)
        ]


def _parts(amounts: _Holders, *, apart: bool) -> tuple[Held, Held]:
    """Debit and credit balances of the holders; nameless ones are taken off the named first."""
    debit, credit = Held(), Held()
    nobody = [] if apart else amounts.get(("", ""), [])
    for key, pieces in amounts.items():
        if apart or key != ("", ""):
            (debit if _sum(pieces) > 0 else credit).pieces += pieces
    nameless = _sum(nobody)
    if nameless < 0:
        used = min(_sum(debit.pieces), -nameless)
        credit.pieces += nobody
        credit.more, debit.more = used, -used
    else:
        used = min(-_sum(credit.pieces), nameless)
        debit.pieces += nobody
        debit.more, credit.more = -used, used
    return debit, credit


def _until(pieces: list[Piece], before: datetime.date | None) -> list[Piece]:
    return pieces if before is None else [one for one in pieces if one.entry.date < before]


def _sum(pieces: Iterable[Piece]) -> Decimal:
    return total(one.amount for one in pieces)
