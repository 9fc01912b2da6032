"""Parking bays: common ones let by the month, owned ones, visitors'."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from owners_ledger import money
from owners_ledger.periods import Period
from owners_ledger.registers import Bay, Unit
from owners_ledger.sample import names
from owners_ledger.sample.spec import EstateSpec, pick

_DAY = datetime.timedelta(days=1)
_RATES = (("80.00", 70), ("100.00", 22), ("120.00", 8))


def build_bays(spec: EstateSpec, units: Sequence[Unit]) -> tuple[Bay, ...]:
    chance = spec.chance("bays")
    common, owned, visitors = spec.count(240, 6), spec.count(96, 2), spec.count(12, 1)
    quarters = [month.first for month in spec.months if month.month % 3 == 1][1:]
    tenants = [unit.code for unit in chance.sample(list(units), min(len(units), common))]
    bays: list[Bay] = []
    plate = 0
    for number in range(1, common + 1):
        code = f"A-{number:03d}"
        rate = money.parse(pick(chance, _RATES))
        plate += 1
        unit = tenants[number - 1] if number <= len(tenants) else chance.choice(tenants)
        if chance.random() < 0.06:
            bays.append(Bay(code, "公共", "", "", rate, spec.origin, None, 0))
        elif quarters and chance.random() < 0.06:
            change = chance.choice(quarters)
            bays.append(
                Bay(code, "公共", unit, names.plate(plate), rate, spec.origin, change - _DAY, 0)
            )
            plate += 1
            bays.append(
                Bay(code, "公共", chance.choice(tenants), names.plate(plate), rate, change, None, 0)
            )
        else:
            bays.append(Bay(code, "公共", unit, names.plate(plate), rate, spec.origin, None, 0))
    for number in range(1, owned + 1):
        plate += 1
        unit = chance.choice(units).code
        code = f"B-{number:03d}"
        bays.append(Bay(code, "产权", unit, names.plate(plate), money.ZERO, spec.origin, None, 0))
    bays += [
        Bay(f"F-{number:02d}", "访客", "", "", money.ZERO, spec.origin, None, 0)
        for number in range(1, visitors + 1)
    ]
    return tuple(bays)


def rented_bays(spec: EstateSpec, bays: Sequence[Bay]) -> dict[Period, dict[str, tuple[Bay, ...]]]:
    """Common bays let, by month and unit."""
    table: dict[Period, dict[str, tuple[Bay, ...]]] = {}
    for month in (spec.months[0].previous(), *spec.months):
        by_unit: dict[str, tuple[Bay, ...]] = {}
        for bay in bays:
            if bay.kind == "公共" and bay.unit and bay.covers(month.first):
                by_unit[bay.unit] = (*by_unit.get(bay.unit, ()), bay)
        table[month] = by_unit
    return table
