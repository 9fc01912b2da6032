"""Vouchers, payrolls and contracts: small PDFs that stand for the scans."""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.sample.pdf import small_pdf
from owners_ledger.sample.running import regular_papers
from owners_ledger.sample.works import pump_paper
from owners_ledger.sample.world import (
    WORKS_CONTRACT,
    World,
    payroll_sheet,
    policy,
    voucher_book,
)

_NOTE = ("Sample estate: stands for a scanned paper.",)


def documents(world: World) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes of every document the books name."""
    spec = world.spec
    for month in spec.months:
        if spec.is_closed(month):
            yield voucher_book(month), small_pdf(f"Voucher book {month}", _NOTE)
            for paper in (*regular_papers(world, month), *pump_paper(world, month)):
                yield paper, small_pdf(f"Voucher of {month}", _NOTE)
        yield payroll_sheet(month), small_pdf(f"Payroll {month}", _NOTE)
    for year in sorted({month.year for month in spec.months if spec.is_closed(month)}):
        yield policy(year), small_pdf(f"Insurance policy {year}", _NOTE)
    if not spec.is_small:
        yield WORKS_CONTRACT, small_pdf("Works contract C-01", _NOTE)
    for lease in world.leases:
        yield f"documents/合同/{lease.code}.pdf", small_pdf(f"Lease {lease.code}", _NOTE)
