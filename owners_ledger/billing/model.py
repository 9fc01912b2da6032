"""Charges as values: who owes what for which days, and the sum that explains it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger.periods import Period


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of days within a charge during which nothing changes.

    Attributes:
        first: first day.
        last: last day.
        whole: days of the span the rate is for (a month, a contract's cycle).
        quantity: what the rate is multiplied with (m², bays, kWh …), ``1`` for a flat rate.
        unit: of the quantity, for people (㎡, 个, 度, "" for a flat rate).
        rate: yuan per quantity and span.
        factor: share that is charged (a discount, a floor coefficient), 1 for all of it.
        reason: why the factor, "" where it is 1.
        resolution: who set the rate.
        of: where the rate is an amount that many share: the sum of all shares the quantity (times
            factor and days) is one of.
    """

    first: datetime.date
    last: datetime.date
    whole: int
    quantity: Decimal
    unit: str
    rate: Decimal
    factor: Decimal
    reason: str
    resolution: str
    of: Fraction = Fraction(1)

    @property
    def days(self) -> int:
        """Its days, both ends included."""
        return (self.last - self.first).days + 1

    @property
    def exact(self) -> Fraction:
        """Yuan before rounding."""
        above, below = self.days * self.of.denominator, self.whole * self.of.numerator
        for one in (self.quantity, self.rate, self.factor):
            more, less = one.as_integer_ratio()
            above, below = above * more, below * less
        return Fraction(above, below)  # reduced once: a Fraction per factor is several times slower


@dataclass(frozen=True, slots=True)
class Uncharged:
    """Something that would be charged if it were known how much.

    Attributes:
        tariff: the tariff's id.
        what: the meter or the file, as people find it.
        reason: what is missing.
    """

    tariff: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Charge:
    """What one holder owes for one thing and one period.

    Attributes:
        tariff: the tariff's id (``property-fee``, ``parking``, ``lease`` …).
        period: the month it is billed in.
        account: the receivable.
        income: what it is earned as.
        unit: the flat that owes it, "" for a lease.
        lease: the contract that owes it, "" for a flat.
        bay: the bay it is for, or "".
        amount: yuan, whole fen; negative where it gives something back.
        pieces: the sum that explains it, in order of days.
        note: what the sum does not say (minimum, cap, rent-free), or "".
    """

    tariff: str
    period: Period
    account: str
    income: str
    unit: str
    lease: str
    bay: str
    amount: Decimal
    pieces: tuple[Piece, ...]
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is for; within a period no two charges of a tariff have the same."""
        return self.tariff, self.unit, self.lease, self.bay
