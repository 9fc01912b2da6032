"""One row for an estate, and all of them together. Amounts are yuan; shares are percent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EstateRow:
    """An estate as its public edition shows it.

    Attributes:
        estate: its name; the folder's where the edition cannot be read.
        through: the last month published, ``2026-06``, "" without one.
        posted: first day its last monthly notice hung, ``None`` where nobody said.
        due: last day by which the next month's notice is to hang, ``None`` without a rule.
        late_days: days past the day by which a notice that is missing was due, else 0.
        state: ``posted``, ``late``, ``unposted`` (published, but nobody said where it hangs) or
            ``unreadable``.
        bank_agrees: whether every month's books agree with the bank's statements.
        disagreeing: months that do not, ``2026-03``.
        review: movements of the last month that are not yet certain.
        months: how many months the sums below are of, at most twelve.
        households: flats.
        area: built area, m².
        income: of these months.
        spending: of these months.
        closing: money at the end.
        income_per_area: yuan per m² and month, ``None`` without an area.
        cost_per_area: the same of spending.
        arrears_units: households in arrears.
        arrears: what they owe.
        arrears_rate: households in arrears, percent of all; ``None`` without households.
        collection: share of the property fee collected, percent, ``None`` where unknown.
        verified: ``sealed`` (files whole, months chained, heads right), ``whole`` (the same without
            seals), or ``broken``.
        sealed_to: the last month under a seal, ``2026-03``, or "".
        problem: what is wrong, in a sentence, or "".
    """

    estate: str
    through: str = ""
    posted: datetime.date | None = None
    due: datetime.date | None = None
    late_days: int = 0
    state: str = "unreadable"
    bank_agrees: bool = False
    disagreeing: tuple[str, ...] = ()
    review: int = 0
    months: int = 0
    households: int = 0
    area: Decimal = Decimal("0.00")
    income: Decimal = Decimal("0.00")
    spending: Decimal = Decimal("0.00")
    closing: Decimal = Decimal("0.00")
    income_per_area: Decimal | None = None
    cost_per_area: Decimal | None = None
    arrears_units: int = 0
    arrears: Decimal = Decimal("0.00")
    arrears_rate: Decimal | None = None
    collection: Decimal | None = None
    verified: str = "broken"
    sealed_to: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Estates side by side.

    Attributes:
        as_of: the day lateness is counted to.
        rows: late and broken ones first, then by name.
        posted, late, broken: how many.
        households, area, closing: of all readable estates together.
    """

    as_of: datetime.date
    rows: tuple[EstateRow, ...]
    posted: int
    late: int
    broken: int
    households: int
    area: Decimal
    closing: Decimal
