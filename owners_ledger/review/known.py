"""What a line can be booked to: accounts and codes, as people write them."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from beancount.core import data

from owners_ledger.banking.match.text import is_person
from owners_ledger.billing.ranges import short_name
from owners_ledger.books.bank_entries import OPENING, SUSPENSE
from owners_ledger.books.load import Books
from owners_ledger.i18n import _
from owners_ledger.registers import Bay, Lease, Registers, Staff, Supplier, Unit
from owners_ledger.review.model import ReviewError

HOLDERS = ("unit", "lease", "staff")
_LATELY = datetime.timedelta(days=400)
_ALWAYS, _ENOUGH = 0.95, 3


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody or something that a posting is about.

    Attributes:
        code: as in its register.
        meta: what the posting carries.
        payee: what the entry calls it: never a natural person's name.
        label: for a list to choose from.
        account: the account its register row names, or "".
        purpose: what for, as its register row says, or "".
    """

    code: str
    meta: Mapping[str, str]
    payee: str
    label: str
    account: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Known:
    """Accounts and registers of a book.

    Attributes:
        accounts: names of the accounts that a line may be booked to.
        held: accounts kept per household, contract or employee.
        registers: the registers.
    """

    accounts: tuple[str, ...]
    held: frozenset[str]
    registers: Registers

    @classmethod
    def of(cls, books: Books, registers: Registers) -> Known:
        """Read off the chart and the books."""
        banks = {bank.account for bank in books.committee.banks} | {SUSPENSE, OPENING}
        closed = {one.account for one in books.entries if isinstance(one, data.Close)}
        names = tuple(sorted(set(books.chart.accounts) - banks - closed))
        return cls(names, _held(books), registers)

    def account(self, text: str) -> str:
        """The account of a name, or of the last part of one.

        Raises:
            ReviewError: there is none, or several.
        """
        wanted = text.strip()
        found = [one for one in self.accounts if wanted in (one, short_name(one))]
        if len(found) == 1:
            return found[0]
        if found:
            raise ReviewError(
                _("“{text}”可以是好几个科目：{names}").format(text=text, names="、".join(found)),
                remedy=_("请写科目的全名。"),
            )
        raise ReviewError(
            _("没有可以记入的科目“{text}”").format(text=text),
            remedy=_("科目的名称在 ledger/accounts.beancount 里查；银行账户和待核实款项不能选。"),
        )

    def holder(self, code: str, day: datetime.date) -> Holder | None:
        """Whom a code of the registers means, ``None`` for an empty one.

        Raises:
            ReviewError: no register has it, or several have.
        """
        wanted = code.strip()
        if not wanted:
            return None
        found = [one for one in self._named(wanted, day) if one is not None]
        if len(found) == 1:
            return found[0]
        if found:
            raise ReviewError(_("编号“{code}”在好几个登记簿里都有").format(code=wanted))
        raise ReviewError(
            _("登记簿里没有编号“{code}”").format(code=wanted),
            remedy=_("请写房号、合同号、供应商编号、工号或车位号；没有登记的先登记。"),
        )

    def holders(self, day: datetime.date) -> tuple[Holder, ...]:
        """All there is to choose from on a day."""
        known = self.registers
        since = day - _LATELY
        return (
            *(_unit(rows[-1]) for rows in known.unit_terms.values() if _lately(rows[-1], since)),
            *(_lease(rows[-1]) for rows in known.lease_terms.values() if _lately(rows[-1], since)),
            *(
                _supplier(rows[-1])
                for rows in known.supplier_terms.values()
                if _lately(rows[-1], since)
            ),
            *(_staff(rows[-1]) for rows in known.staff_terms.values() if _lately(rows[-1], since)),
        )

    def _named(self, code: str, day: datetime.date) -> tuple[Holder | None, ...]:
        known = self.registers
        unit = known.unit(code, day) or known.unit(code)
        lease = known.lease(code, day) or known.lease(code)
        supplier = known.supplier(code, day) or known.supplier(code)
        staff = known.employee(code, day) or known.employee(code)
        bay = known.bay(code, day)
        return (
            _unit(unit) if unit else None,
            _lease(lease) if lease else None,
            _supplier(supplier) if supplier else None,
            _staff(staff) if staff else None,
            _bay(bay) if bay and bay.unit else None,
        )


def _held(books: Books) -> frozenset[str]:
    """Accounts on which practically every posting names a household, contract or employee."""
    every: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for entry in books.transactions:
        if entry.flag != "*":
            continue
        for one in entry.postings:
            every[one.account] += 1
            if one.meta and any(key in one.meta for key in HOLDERS):
                named[one.account] += 1
    return frozenset(
        account
        for account, count in every.items()
        if count >= _ENOUGH and named[account] >= _ALWAYS * count
    )


def _lately(row: Unit | Lease | Supplier | Staff, since: datetime.date) -> bool:
    return row.end is None or row.end >= since


def _unit(row: Unit) -> Holder:
    return Holder(row.code, {"unit": row.code}, row.code, f"{row.building} {row.use}")


def _lease(row: Lease) -> Holder:
    name = row.code if is_person(row.tenant) else row.tenant
    label = f"{row.kind} {row.place} {row.tenant}"
    return Holder(row.code, {"lease": row.code}, name, label, row.account)


def _supplier(row: Supplier) -> Holder:
    name = row.code if is_person(row.name) else row.name
    purpose = re.split("[，,；;。]", row.note)[0]
    label = f"{row.name} {row.note}"
    return Holder(row.code, {"supplier": row.code}, name, label, row.account, purpose)


def _staff(row: Staff) -> Holder:
    return Holder(row.code, {"staff": row.code, "post": row.post}, row.post, row.post)


def _bay(row: Bay) -> Holder:
    return Holder(row.code, {"unit": row.unit, "bay": row.code}, row.unit, row.kind)
