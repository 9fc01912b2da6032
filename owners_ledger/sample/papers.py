"""Vouchers, payrolls and contracts: small PDFs that stand for the scans."""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.sample.pdf import small_pdf
from owners_ledger.sample.world import (
    WORKS_CONTRACT,
    World,
    payroll_sheet,
    policy,
    voucher_book,
)


def documents(world: World) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes of every document the books name."""
    spec = world.spec
    for month in spec.months:
        if spec.is_closed(month):
            yield voucher_book(month), small_pdf(f"Voucher book {month}", ("Sample estate",))
        yield payroll_sheet(month), small_pdf(f"Payroll {month}", ("Sample estate",))
    for year in sorted({month.year for month in spec.months if spec.is_closed(month)}):
        yield policy(year), small_pdf(f"Insurance policy {year}", ("Sample estate",))
    if not spec.is_small:
        yield WORKS_CONTRACT, small_pdf("Works contract C-01", ("Fire protection", "Sample estate"))
    for lease in world.leases:
        yield f"documents/合同/{lease.code}.pdf", small_pdf(f"Lease {lease.code}", ("Sample estate",))
