"""Everything a month is owed for, by registers, tariffs and the month's shared costs alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from owners_ledger.billing.billed import income_of
from owners_ledger.billing.charging import bay_charges, unit_charges
from owners_ledger.billing.meters import meter_charges
from owners_ledger.billing.model import Charge, Uncharged
from owners_ledger.billing.rents import rent_charges
from owners_ledger.billing.shared import load_shared, shared_charges
from owners_ledger.billing.tariff import Tariff
from owners_ledger.books.chart import Chart
from owners_ledger.periods import Period
from owners_ledger.registers import Registers


@dataclass(frozen=True, slots=True)
class Owed:
    """A month's charges, and what could not be charged because something is not known yet."""

    charges: tuple[Charge, ...]
    uncharged: tuple[Uncharged, ...]


def owed(
    root: Path, chart: Chart, registers: Registers, tariffs: tuple[Tariff, ...], month: Period
) -> Owed:
    """What a month is owed for.

    Args:
        root: the book; ``ledger/shared/`` is read from it.
        chart: the chart of accounts, for the income accounts of contracts.
        registers: of the book.
        tariffs: all versions.
        month: one calendar month.

    Raises:
        BilledError: a contract's receivable has no income account.
        RegisterError, SharedError: the month's shared costs are not in order.
    """
    metered, unread = meter_charges(registers, tariffs, month)
    shared, unknown = shared_charges(registers, tariffs, month, load_shared(root, month))
    return Owed(
        (
            *unit_charges(registers, tariffs, month),
            *bay_charges(registers, tariffs, month),
            *rent_charges(registers, month, lambda account: income_of(chart, account)),
            *metered,
            *shared,
        ),
        (*unread, *unknown),
    )
