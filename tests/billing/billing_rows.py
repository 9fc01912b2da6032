"""Rows of registers and versions of tariffs, as short as a test can say them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from owners_ledger.billing.tariffs import Tariff
from owners_ledger.periods import Period
from owners_ledger.registers import Bay, Concession, Lease, Meter, Reading, Registers, Unit

FEE = ("Assets:20应收款:01物业费", "Income:10物业服务费")
RENT = "Assets:20应收款:03架空层租金"
LONG_AGO = "2020-01-01"


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def month(text: str) -> Period:
    return Period.parse(text)


def unit(code: str = "1-1-101", area: str = "98.00", start=LONG_AGO, end=None, **more: Any) -> Unit:
    building, stairwell, _room = code.split("-")
    said = {"floor": "1", "use": "住宅", **more}
    return Unit(
        code,
        building,
        stairwell,
        said["floor"],
        Decimal(area),
        said["use"],
        day(start),
        day(end),
        2,
    )


def tariff(rate: str | None = "0.80", start=LONG_AGO, end=None, **more: Any) -> Tariff:
    said = {"id": "property-fee", "name": "物业服务费", "kind": "area", "resolution": "2020-01"}
    said |= {"account": FEE[0], "income": FEE[1], "rate": rate and Decimal(rate)}
    return Tariff(**{**said, "first": day(start), "last": day(end), **more})


def parking(start="0001-01-01", end=None, **more: Any) -> Tariff:
    said = {"id": "parking", "name": "停车", "kind": "bay", "rate": None, "resolution": ""}
    return tariff(start=start, end=end, **{**said, **more})


def bay(unit: str, rate: str = "80.00", start=LONG_AGO, end=None, code="A-1", kind="公共") -> Bay:
    return Bay(code, kind, unit, "", Decimal(rate), day(start), day(end), 2)


def lease(rent: str = "300.00", cycle="月", start=LONG_AGO, end=None, **more: Any) -> Lease:
    said = {"code": "L-01", "kind": "架空层", "place": "1栋架空层", "tenant": "商行"}
    said |= {"tenant_account": "", "deposit": Decimal("0.00"), "account": RENT, "row": 2}
    free = {key: day(more.pop(key, None)) for key in ("free_from", "free_to")}
    return Lease(
        **{**said, "rent": Decimal(rent), "cycle": cycle, **free, **more},
        start=day(start), end=day(end),
    )  # fmt: skip


def concession(factor: str, start: str, end=None, reason="空置", unit="1-1-101") -> Concession:
    said = ("property-fee", reason, Decimal(factor), "2025-02")
    return Concession(unit, *said, day(start), day(end), 2)


def meter(code="W-1", unit="1-1-101", factor="1", start=LONG_AGO, end=None, tariff="water"):
    return Meter(code, unit, tariff, Decimal(factor), day(start), day(end), 2)


def reading(when: str, value: str, meter="W-1") -> Reading:
    return Reading(meter, day(when), Decimal(value), 2)


def registers(**rows: Any) -> Registers:
    return Registers(**{name: tuple(several) for name, several in rows.items()})
