"""Stamp duty on leases: on the whole rent a contract names, once, when it is signed."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger import money
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.registers.leases import Lease

_MONTHS = {"月": 1, "季": 3, "年": 12}
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that begins in a period.

    Attributes:
        code: 合同号.
        rent: yuan, all rent of its term; ``None`` where that cannot be said.
        note: why not, or what to look at; "" where all is clear.
    """

    code: str
    rent: Decimal | None
    note: str


def contracts(registers: Registers, period: Period) -> Iterator[Contract]:
    """The contracts whose term begins in a period, in the order of the register.

    The register does not have the day of signing, so the first day of the term stands for it. A
    further row of a contract is a new contract or only a new rent: that is for a person to say.
    """
    for lease in registers.leases:
        if lease.start not in period:
            continue
        first = registers.lease_terms[lease.code][0]
        if lease is not first:
            note = _("合同 {code} 从 {day} 起换了一行：是新签的，印花税请自行加报")
            yield Contract(lease.code, None, note.format(code=lease.code, day=lease.start))
        elif lease.end is None:
            note = _("合同 {code} 没有写“止”，算不出全部租金，印花税请按实际结算申报")
            yield Contract(lease.code, None, note.format(code=lease.code))
        else:
            note = (
                _("合同 {code} 有调价约定，全部租金请对照合同").format(code=lease.code)
                if lease.adjustment
                else ""
            )
            yield Contract(lease.code, whole_rent(lease, lease.end), note)


def whole_rent(lease: Lease, end: datetime.date) -> Decimal:
    """All rent of a term: months counted from its first day, what is left over by days.

    Rent-free days are taken off in the same way.
    """
    months = _months(lease.start, end)
    if lease.free_from is not None and lease.free_to is not None:
        first, last = max(lease.free_from, lease.start), min(lease.free_to, end)
        if first <= last:
            months -= _months(first, last)
    exact = Fraction(lease.rent) * months / _MONTHS[lease.cycle]
    cents = exact * 100
    whole = (2 * cents.numerator + cents.denominator) // (2 * cents.denominator)
    return (Decimal(whole) * money.FEN).quantize(money.FEN)


def _months(first: datetime.date, last: datetime.date) -> Fraction:
    end = last + _DAY
    whole = (end.year - first.year) * 12 + end.month - first.month
    if _later(first, whole) > end:
        whole -= 1
    begun, following = _later(first, whole), _later(first, whole + 1)
    return whole + Fraction((end - begun).days, (following - begun).days)


def _later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
