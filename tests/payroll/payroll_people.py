"""Invented staff, and their pay by the shipped tables."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from owners_ledger.payroll.extras import Extra
from owners_ledger.payroll.month import payroll_year
from owners_ledger.payroll.pay import Pay
from owners_ledger.periods import Period
from owners_ledger.rates import Rates, load_rates
from owners_ledger.registers import Staff

RATES = load_rates(None)
DAY = datetime.date.fromisoformat


def person(wage: str, start: str = "2024-01-01", end: str = "", **more: object) -> Staff:
    """A retiree (taxed, not insured) unless told otherwise."""
    told = {"code": "S01", "post": "保洁", "employment": "退休返聘", "row": 2, **more}
    return Staff(
        name="试样甲",
        wage=Decimal(wage),
        account="6217990000000990001",
        start=DAY(start),
        end=DAY(end) if end else None,
        **told,
    )


def extra(item: str, amount: str, note: str = "", staff: str = "S01", row: int = 2) -> Extra:
    """A row of a month's file."""
    return Extra(staff, item, Decimal(amount), note, row)


def year(
    *staff: Staff,
    extras: dict[str, list[Extra]] | None = None,
    until: str = "2026-12",
    rates: Rates = RATES,
    city: str = "重庆",
) -> dict[str, tuple[Pay, ...]]:
    """Everybody's pay by month."""
    given = extras or {}
    found = payroll_year(
        staff, Period.parse(until), rates, lambda month: given.get(str(month), []), city=city
    )
    return {str(month): pays for month, pays in found.items()}


def month(*staff: Staff, of: str = "2026-03", **more: object) -> Pay:
    """The one pay of a month."""
    (pay,) = year(*staff, until=of, **more)[of]
    return pay


def write(root: Path, name: str, text: str) -> Path:
    """Put a file into a book."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
