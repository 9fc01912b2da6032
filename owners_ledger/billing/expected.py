"""What common property should bring in a period, beside what was charged and what came.

Per place: what its contracts are worth by days, what falls due by their schedule, what the books
charged, what payments settled, and what is missing. A place that brings nothing and cannot say
why is the one to ask about: income that never reached the books shows here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from beancount.core import data

from owners_ledger import money
from owners_ledger.billing.allocation import allocate
from owners_ledger.billing.charging import bay_charges
from owners_ledger.billing.fen import fen
from owners_ledger.billing.model import Charge
from owners_ledger.billing.open_items import CHARGE, Holder, Row, read_rows
from owners_ledger.billing.rents import cycles, rent_charges, rent_pieces
from owners_ledger.billing.spaces import FREE, LET, UNEXPLAINED, VACANT, Space, spaces
from owners_ledger.billing.spans import Span
from owners_ledger.billing.tariff import Tariff
from owners_ledger.books.load import Books
from owners_ledger.periods import Period
from owners_ledger.registers import Lease, Registers

NO_CONTRACT, NO_INCOME = "no-contract", "no-income"
Thing = tuple[str, str]  # ("bay" or "lease", code)


@dataclass(frozen=True, slots=True)
class Sums:
    """Yuan of one bay or contract in a period.

    Attributes:
        worth: by contract for the days of the period.
        due: what falls due in the period by the schedule.
        charged: what the books charged for its months.
        received: payments that settled its charges in the period.
        missing: what is due and not charged, and what is charged and not paid, at the end.
    """

    worth: Decimal = money.ZERO
    due: Decimal = money.ZERO
    charged: Decimal = money.ZERO
    received: Decimal = money.ZERO
    missing: Decimal = money.ZERO

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.worth + other.worth,
            self.due + other.due,
            self.charged + other.charged,
            self.received + other.received,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """A place and its sums."""

    space: Space
    sums: Sums

    @property
    def matter(self) -> str:
        """``NO_CONTRACT``, ``NO_INCOME``, or "" where nothing is to be asked.

        No income: it is let, not rent-free, and either costs nothing or nothing came of what is
        missing. Rent paid ahead leaves nothing missing.
        """
        if self.space.state == UNEXPLAINED:
            return NO_CONTRACT
        if self.space.state != LET:
            return ""
        silent = self.sums.missing > 0 and not self.sums.received
        return NO_INCOME if silent or not self.sums.worth else ""


@dataclass(frozen=True)
class ExpectedIncome:
    """All places of a period.

    Attributes:
        period: the period.
        rows: the places.
        derived: whether ``common.csv`` has none and they were taken from bays and contracts.
    """

    period: Period
    rows: tuple[Expected, ...]
    derived: bool

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Places by state, and ``NO_INCOME`` for those of them that brought none."""
        found = dict.fromkeys((LET, FREE, VACANT, UNEXPLAINED), 0)
        for one in self.rows:
            found[one.space.state] += 1
        found[NO_INCOME] = sum(1 for one in self.rows if one.matter == NO_INCOME)
        return found

    @property
    def total(self) -> Sums:
        """All places together."""
        return total_of(self.rows)


def total_of(rows: Iterable[Expected]) -> Sums:
    """Some places together."""
    return _sum(one.sums for one in rows)


def expected(
    books: Books, registers: Registers, tariffs: Sequence[Tariff], period: Period
) -> ExpectedIncome:
    """What common property should bring and what it brought.

    Args:
        books: the books.
        registers: of the same book.
        tariffs: all versions.
        period: a month, a quarter or a year.

    Raises:
        OpenItemsError: a payment says something impossible.
    """
    found = spaces(registers, period)
    due: dict[Thing, Decimal] = {}
    worth: dict[Thing, Decimal] = {}
    for month in period.each_month():
        for one in (*bay_charges(registers, tariffs, month), *_rents(registers, month)):
            thing = _thing(one)
            due[thing] = due.get(thing, money.ZERO) + one.amount
            if one.bay:
                worth[thing] = due[thing]
    for code, terms in registers.lease_terms.items():
        worth["lease", code] = _by_days(terms, period)
    accounts = {one.account for one in registers.leases}
    accounts.update(one.account for one in tariffs if one.kind == "bay")
    booked = _booked(_touching(books, accounts), tariffs, period)
    things = {*due, *worth, *booked}
    sums = {
        one: Sums(
            worth.get(one, money.ZERO),
            due.get(one, money.ZERO),
            charged,
            received,
            still + max(due.get(one, money.ZERO) - charged, money.ZERO),
        )
        for one in things
        for charged, received, still in [booked.get(one, (money.ZERO,) * 3)]
    }
    return ExpectedIncome(
        period,
        tuple(
            Expected(one, _sum(sums.get(thing, Sums()) for thing in _things(one))) for one in found
        ),
        not registers.common,
    )


def _rents(registers: Registers, month: Period) -> tuple[Charge, ...]:
    return rent_charges(registers, month, lambda _account: "")


def _thing(charge: Charge) -> Thing:
    return ("bay", charge.bay) if charge.bay else ("lease", charge.lease)


def _things(space: Space) -> list[Thing]:
    own = [("lease", code) for code in space.leases]
    return [("bay", space.bay), *own] if space.bay else own


def _by_days(terms: Sequence[Lease], period: Period) -> Decimal:
    """A contract's rent for the days of a period, whenever it is due."""
    exact = Fraction(0)
    for cycle in cycles(terms, period.last, period.first):
        for piece in rent_pieces(terms, cycle):
            within = Span(piece.first, piece.last).common(period.first, period.last)
            if within is not None:
                exact += piece.exact * within.days / piece.days
    return fen(exact)


def _touching(books: Books, accounts: set[str]) -> Books:
    """Books with only the transactions on some accounts: fees are most of the books."""
    kept = [one for one in books.entries if isinstance(one, data.Open)]
    found = [
        one for one in books.transactions if any(leg.account in accounts for leg in one.postings)
    ]
    return replace(books, entries=[*kept, *found])


def _booked(
    books: Books, tariffs: Sequence[Tariff], period: Period
) -> dict[Thing, tuple[Decimal, Decimal, Decimal]]:
    """Charged for the period's months, settled in the period, open at its end."""
    months = {str(month) for month in period.each_month()}
    found: dict[Thing, tuple[Decimal, Decimal, Decimal]] = {}
    for holder, accounts in read_rows(books, tariffs).items():
        for rows in accounts.values():
            if holder.kind != "lease" and not any(row.bay for row in rows):
                continue
            before = _settled(holder, [row for row in rows if row.day < period.first])
            until = _settled(holder, [row for row in rows if row.day <= period.last])
            charged: dict[Thing, Decimal] = {}
            for row in rows:
                thing = _of(holder, row)
                if thing and row.kind == CHARGE and row.period in months:
                    charged[thing] = charged.get(thing, money.ZERO) + row.amount
            for thing in {*until, *charged}:
                paid, still = until.get(thing, (money.ZERO, money.ZERO))
                paid -= before.get(thing, (money.ZERO, money.ZERO))[0]
                had = found.get(thing, (money.ZERO,) * 3)
                found[thing] = (
                    had[0] + charged.get(thing, money.ZERO),
                    had[1] + paid,
                    had[2] + still,
                )
    return found


def _settled(holder: Holder, rows: Sequence[Row]) -> dict[Thing, tuple[Decimal, Decimal]]:
    """What is paid of each thing's charges, and what is open."""
    found: dict[Thing, tuple[Decimal, Decimal]] = {}
    for item in allocate(rows).items:
        thing = _of(holder, item.row)
        if thing is not None:
            paid, still = found.get(thing, (money.ZERO, money.ZERO))
            found[thing] = paid + item.amount - item.open, still + item.open
    return found


def _of(holder: Holder, row: Row) -> Thing | None:
    if holder.kind == "lease":
        return ("lease", holder.code)
    return ("bay", row.bay) if row.bay else None


def _sum(several: Iterable[Sums]) -> Sums:
    return sum(several, Sums())
