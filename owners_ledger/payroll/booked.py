"""What the books hold of a month's payroll, against what registers and tables give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.money import show

Rows = Mapping[tuple[str, str], Decimal]
META = "payroll"


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount that is not as booked.

    Attributes:
        account: the ledger account.
        staff: 工号, "" for what is owed for everybody together.
        booked: yuan in the books.
        computed: yuan by registers and tables.
    """

    account: str
    staff: str
    booked: Decimal
    computed: Decimal

    def __str__(self) -> str:
        """For a message: whose, what, both amounts and the difference."""
        name = self.account.rpartition(":")[2].lstrip("0123456789")
        sign = -1 if self.account.startswith("Liabilities:") else 1
        return _("{who}{what}：账上 {booked}，应为 {computed}，差 {difference}").format(
            who=f"{self.staff} " if self.staff else "",
            what=name,
            booked=show(sign * self.booked),
            computed=show(sign * self.computed),
            difference=show(sign * (self.computed - self.booked)),
        )


def rows(entries: Iterable[data.Transaction]) -> dict[tuple[str, str], Decimal]:
    """Amounts by account and 工号, summed."""
    sums: dict[tuple[str, str], Decimal] = {}
    for one in entries:
        for posting in one.postings:
            if posting.units is not None and posting.units.number is not None:
                key = posting.account, str((posting.meta or {}).get("staff", ""))
                sums[key] = sums.get(key, money.ZERO) + posting.units.number
    return sums


def by_month(entries: Iterable[data.Directive]) -> dict[str, list[data.Transaction]]:
    """The payroll entries of the books by the month they say they are of."""
    found: dict[str, list[data.Transaction]] = {}
    for one in entries:
        if isinstance(one, data.Transaction) and one.meta.get(META):
            found.setdefault(str(one.meta[META]), []).append(one)
    return found


def differences(booked: Rows, computed: Rows) -> tuple[Difference, ...]:
    """Where two payrolls differ: persons first, then what is owed."""
    found = [
        Difference(*key, booked.get(key, money.ZERO), computed.get(key, money.ZERO))
        for key in {**booked, **computed}
        if booked.get(key, money.ZERO) != computed.get(key, money.ZERO)
    ]
    return tuple(sorted(found, key=lambda one: (not one.staff, one.staff, one.account)))
