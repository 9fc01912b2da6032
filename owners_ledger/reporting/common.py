"""Common property on a quarter's disclosure: how many places, never which."""

from __future__ import annotations

from dataclasses import dataclass

from owners_ledger.billing.expected import NO_INCOME, expected
from owners_ledger.billing.spaces import FREE, LET, UNEXPLAINED, VACANT
from owners_ledger.billing.tariffs import load_tariffs
from owners_ledger.books.load import Books
from owners_ledger.periods import Period
from owners_ledger.registers import Registers


@dataclass(frozen=True, slots=True)
class CommonProperty:
    """Places of common property by what they do at the period's end.

    Attributes:
        places: all of them.
        let: with a contract, rent-free days included.
        rent_free: of those, in rent-free days.
        silent: of those, due something and paid nothing in the period.
        vacant: without contract, the reason registered.
        unexplained: without contract and without reason.
        derived: counted from bays and contracts, there being no register of common property.
    """

    places: int
    let: int
    rent_free: int
    silent: int
    vacant: int
    unexplained: int
    derived: bool


def common_property(books: Books, registers: Registers, period: Period) -> CommonProperty | None:
    """Count; ``None`` for an estate that has no such place.

    Raises:
        TariffError: ``tariffs.toml`` is not in order.
        OpenItemsError: a payment says something impossible.
    """
    if not (registers.common or registers.leases or registers.parking):
        return None
    found = expected(books, registers, load_tariffs(books.root), period)
    if not found.rows:
        return None
    counts = found.counts
    return CommonProperty(
        places=len(found.rows),
        let=counts[LET] + counts[FREE],
        rent_free=counts[FREE],
        silent=counts[NO_INCOME],
        vacant=counts[VACANT],
        unexplained=counts[UNEXPLAINED],
        derived=found.derived,
    )
