"""All that is invented before a single movement is: the estate, its contracts, its people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from owners_ledger.periods import Period
from owners_ledger.registers import Lease, Staff, Supplier
from owners_ledger.sample import contracts
from owners_ledger.sample.estate import Estate, build_estate
from owners_ledger.sample.spec import EstateSpec


@dataclass(frozen=True)
class World:
    """The sample estate at rest."""

    spec: EstateSpec
    estate: Estate
    leases: tuple[Lease, ...]
    staff: tuple[Staff, ...]
    suppliers: tuple[Supplier, ...]

    @classmethod
    def of(cls, spec: EstateSpec) -> World:
        """Invent it."""
        return cls(
            spec,
            build_estate(spec),
            contracts.leases(spec),
            contracts.staff(spec),
            contracts.suppliers(spec),
        )

    @cached_property
    def supplier(self) -> dict[str, Supplier]:
        """Suppliers by code."""
        return {one.code: one for one in self.suppliers}


def voucher_book(month: Period) -> str:
    """The month's bound vouchers, as ``document:`` names them."""
    return f"documents/{month.year}/{month}-凭证册.pdf"


def payroll_sheet(month: Period) -> str:
    """The month's signed payroll."""
    return f"documents/{month.year}/{month}-工资表.pdf"


def policy(year: int) -> str:
    """The year's insurance policy."""
    return f"documents/{year}/{year}-保险单.pdf"


def invoice(month: Period, name: str) -> str:
    """A document of its own, paid in a month."""
    return f"documents/{month.year}/{month}-{name}.pdf"


WORKS_CONTRACT = "documents/合同/消防设施改造合同.pdf"
