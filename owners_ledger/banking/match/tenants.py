"""Lines of tenants: rents, by lease, and lease deposits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.match.amounts import MONTHS
from owners_ledger.banking.match.facts import Facts
from owners_ledger.banking.match.model import Asked, Match, certain, suspense
from owners_ledger.banking.match.people import People
from owners_ledger.banking.match.rules import Rules
from owners_ledger.banking.match.stated import FOR, stated_months
from owners_ledger.banking.match.text import is_person
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _
from owners_ledger.registers import Lease

LEASE_DEPOSIT = "Liabilities:20押金:02租赁押金"
_CYCLES = {"月": 1, "季": 3, "年": 12}  # months
_DEPOSIT = ("押金", "保证金")
_NO_RENT = ("水费", "电费", "水电", "赔偿", "违约", "罚款", "退")


class Tenants:
    """Matches lines of tenants, known by account, else by name."""

    def __init__(self, rules: Rules, people: People, facts: Facts) -> None:
        self._rules = rules
        self._people = people
        self._facts = facts

    def match(self, asked: Asked) -> Match | None:
        """The line as a tenant's; ``None`` if it is no tenant's, or for the tenant's own flat."""
        leases = self._people.leases(asked.name, asked.account, asked.date)
        if not leases or self._is_for_flat(asked, leases):
            return None
        hints = tuple(map(_hint, leases))
        if any(word in asked.text for word in _DEPOSIT):
            return self._deposit(asked, leases, hints)
        if asked.amount < 0:
            return suspense(asked, _("付给承租人的款项，用途请核实"), hints)
        charges = any(one.kind == "charge" for one in self._rules.stated(asked.text))
        is_rent = "租" in asked.text and any(self._fits(asked, lease) for lease in leases)
        if any(word in asked.text for word in _NO_RENT) or (charges and not is_rent):
            return suspense(asked, _("承租人付款，备注写的不是租金"), hints)
        return self._rent(asked, leases, hints)

    def _is_for_flat(self, asked: Asked, leases: Sequence[Lease]) -> bool:
        """A tenant who also lives here may pay for the flat."""
        if not self._people.residents(asked.name, asked.date):
            return False
        stated = bool(self._rules.stated(asked.text))
        return stated or not any(self._fits(asked, lease) for lease in leases)

    def _rent(self, asked: Asked, leases: Sequence[Lease], hints: tuple[str, ...]) -> Match:
        chosen = leases if len(leases) == 1 else self._chosen(asked, leases)
        if not chosen:
            return suspense(asked, _("承租人有几份合同，金额分不清付的是哪一份"), hints)
        if not chosen[0].covers(asked.date) and not self._owes(asked, chosen):
            return suspense(asked, _("租赁合同的期间已经结束"), hints)
        shares = [asked.amount] if len(chosen) == 1 else [lease.rent for lease in chosen]
        legs = tuple(
            Leg(lease.account, -share, {"lease": lease.code, **self._stated(asked, lease)})
            for lease, share in zip(chosen, shares, strict=True)
        )
        return certain(legs, _payee(chosen), "、".join(map(_purpose, chosen)))

    def _stated(self, asked: Asked, lease: Lease) -> dict[str, str]:
        """The months the memo states, if they are whole cycles of the contract."""
        owed = self._facts.owed(lease.account, lease.code, asked.date)
        months = stated_months(asked.text, asked.date, owed)
        return {FOR: str(months)} if months and not months.size % _CYCLES[lease.cycle] else {}

    def _chosen(self, asked: Asked, leases: Sequence[Lease]) -> Sequence[Lease]:
        """The lease whose rent or debt the amount is, or all if it is exactly their sum."""
        fits = [lease for lease in leases if self._fits(asked, lease)]
        whole = money.total(lease.rent for lease in leases) == asked.amount
        if whole:
            return () if fits else leases
        return fits if len(fits) == 1 else ()

    def _owes(self, asked: Asked, leases: Sequence[Lease]) -> bool:
        owed = (self._facts.open(lease.account, lease.code, asked.date) for lease in leases)
        return money.total(owed) >= asked.amount

    def _fits(self, asked: Asked, lease: Lease) -> bool:
        owed = self._facts.open(lease.account, lease.code, asked.date)
        cycles, rest = divmod(asked.amount, lease.rent) if lease.rent else (Decimal(0), Decimal(1))
        return asked.amount == owed or (not rest and 1 <= cycles <= MONTHS)

    def _deposit(self, asked: Asked, leases: Sequence[Lease], hints: tuple[str, ...]) -> Match:
        """A deposit of the lease's amount, or back what is held; nothing else."""
        if asked.amount > 0:
            fits = [lease for lease in leases if lease.deposit == asked.amount]
        else:
            fits = [lease for lease in leases if self._held(asked, lease) == -asked.amount]
        if len(fits) != 1:
            return suspense(asked, _("租赁押金，与合同的押金对不上"), hints)
        meta = {"lease": fits[0].code}
        rows = [
            row
            for row in self._people.registers.deposits
            if row.holder == fits[0].code
            and row.amount == abs(asked.amount)
            and row.covers(asked.date)
        ]
        if len(rows) == 1:
            meta["deposit"] = rows[0].code
        narration = _("租赁押金") if asked.amount > 0 else _("退还租赁押金")
        return certain((Leg(LEASE_DEPOSIT, -asked.amount, meta),), _payee(fits), narration)

    def _held(self, asked: Asked, lease: Lease) -> Decimal:
        return -self._facts.open(LEASE_DEPOSIT, lease.code, asked.date)


def _payee(leases: Sequence[Lease]) -> str:
    """The tenant's name if it is an organisation's, else the contract: persons stay unnamed."""
    name = leases[0].tenant
    return "、".join(lease.code for lease in leases) if is_person(name) else name


def _purpose(lease: Lease) -> str:
    if lease.kind == "设施":
        return _("{place}费").format(place=lease.place)
    return _("{place}租金").format(place=lease.place)


def _hint(lease: Lease) -> str:
    return _("{code} {kind}：每{cycle}租金 {rent}").format(
        code=lease.code, kind=lease.kind, cycle=lease.cycle, rent=money.show(lease.rent)
    )
