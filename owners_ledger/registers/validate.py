"""What must hold across registers: terms do not overlap, units exist, areas are possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from owners_ledger.errors import Finding
from owners_ledger.i18n import _
from owners_ledger.registers import (
    assets,
    common,
    concessions,
    deposits,
    households,
    leases,
    meters,
    parking,
    payables,
    readings,
    spreads,
    staff,
    suppliers,
    units,
    validate_places,
    waiting,
)
from owners_ledger.registers.terms import Term, finding, overlapping

if TYPE_CHECKING:
    from owners_ledger.registers import Registers

LARGEST_AREA = Decimal(5000)


def validate(registers: Registers) -> list[Finding]:
    """Everything in the registers that cannot be, by file and row.

    Returns:
        findings of the check ``registers``: errors for impossible rows; warnings for what may be
        meant, such as days left out between a unit's terms or two suppliers of one name (no
        payment to it can be booked for certain).
    """
    return sorted(
        [
            *_impossible(registers),
            *_overlaps(registers),
            *_unknown(registers),
            *_shared_names(registers),
            *_twice(registers),
            *_multiplied(registers),
            *_metered(registers),
            *validate_places.gaps(registers),
            *validate_places.room_numbers(registers),
            *validate_places.owned_and_common(registers),
            *validate_places.lease_terms(registers),
        ]
    )


def _impossible(registers: Registers) -> Iterator[Finding]:
    for unit in registers.units:
        if not 0 < unit.area <= LARGEST_AREA:
            yield finding(
                units.FILE,
                unit.row,
                _("房屋 {code} 的建筑面积 {area} 平方米不可能").format(
                    code=unit.code, area=unit.area
                ),
                _("请按产权证填写，大于 0、不超过 {most} 平方米。").format(most=LARGEST_AREA),
            )
    for file, terms in _all_terms(registers):
        for _name, term in terms:
            if term.end is not None and term.end < term.start:
                yield finding(
                    file,
                    term.row,
                    _("止 {end} 早于起 {start}").format(end=term.end, start=term.start),
                    _("请改正这一行的起止日期。"),
                )


def _overlaps(registers: Registers) -> Iterator[Finding]:
    for file, terms in _all_terms(registers):
        by_name: dict[str, list[Term]] = {}
        for name, term in terms:
            by_name.setdefault(name, []).append(term)
        for name, several in by_name.items():
            several.sort(key=lambda term: (term.start, term.row))
            for one, other in pairwise(several):
                if overlapping(one, other):
                    yield finding(
                        file,
                        max(one.row, other.row),
                        _("{name} 在第 {one} 行和第 {other} 行的期间重叠").format(
                            name=name,
                            one=min(one.row, other.row),
                            other=max(one.row, other.row),
                        ),
                        _("请给较早的一行填上止（新的一行开始的前一天），或删去重复的一行。"),
                    )


def _all_terms(registers: Registers) -> Iterator[tuple[str, Iterable[tuple[str, Term]]]]:
    yield units.FILE, [(one.code, one) for one in registers.units]
    yield (
        households.FILE,
        [(f"{one.unit} {one.name}（{one.role}）", one) for one in registers.households],
    )
    yield parking.FILE, [(one.code, one) for one in registers.parking]
    yield leases.FILE, [(one.code, one) for one in registers.leases]
    yield staff.FILE, [(one.code, one) for one in registers.staff]
    yield suppliers.FILE, [(one.code, one) for one in registers.suppliers]
    yield deposits.FILE, [(one.code, one) for one in registers.deposits]
    yield (
        concessions.FILE,
        [(f"{one.unit} {one.tariff} {one.reason}", one) for one in registers.concessions],
    )
    yield (
        waiting.FILE,
        [(f"{one.unit} {one.plate}".strip(), one) for one in registers.waiting],
    )
    yield common.FILE, [(one.code, one) for one in registers.common]
    yield meters.FILE, [(one.code, one) for one in registers.meters]


def _unknown(registers: Registers) -> Iterator[Finding]:
    known = registers.unit_terms
    uses = [
        *((households.FILE, one.row, one.unit) for one in registers.households),
        *((parking.FILE, one.row, one.unit) for one in registers.parking if one.unit),
        *((concessions.FILE, one.row, one.unit) for one in registers.concessions),
        *((waiting.FILE, one.row, one.unit) for one in registers.waiting),
        *((meters.FILE, one.row, one.unit) for one in registers.meters if one.unit),
        *(
            (deposits.FILE, one.row, one.holder)
            for one in registers.deposits
            if one.holder not in registers.lease_terms
        ),
    ]
    for file, row, code in uses:
        if code not in known:
            yield finding(
                file,
                row,
                _("“{code}”不在房屋登记簿里").format(code=code),
                _("请改正房号，或先在 {file} 里登记。").format(file=units.FILE),
            )


def _shared_names(registers: Registers) -> Iterator[Finding]:
    owner: dict[str, tuple[str, int]] = {}
    for one in registers.suppliers:
        for name in dict.fromkeys((one.name, *one.aliases)):
            code, row = owner.setdefault(name, (one.code, one.row))
            if code != one.code:
                yield finding(
                    suppliers.FILE,
                    one.row,
                    _("名称“{name}”与第 {row} 行的 {code} 相同").format(
                        name=name, row=row, code=code
                    ),
                    _("同名的付款无法自动入账；请删去一处别名。"),
                    severity="warning",
                )


def _twice(registers: Registers) -> Iterator[Finding]:
    for file, rows in (
        (spreads.FILE, [(one.code, one.row) for one in registers.spreads]),
        (assets.FILE, [(one.code, one.row) for one in registers.assets]),
        (payables.FILE, [(one.code, one.row) for one in registers.payables]),
    ):
        first: dict[str, int] = {}
        for code, row in rows:
            if first.setdefault(code, row) != row:
                yield finding(
                    file,
                    row,
                    _("编号 {code} 在第 {row} 行已经用过").format(code=code, row=first[code]),
                    _("每一项要有自己的编号，请改正。"),
                )
    for one in registers.payables:
        if one.supplier not in registers.supplier_terms:
            yield finding(
                payables.FILE,
                one.row,
                _("“{code}”不在供应商登记簿里").format(code=one.supplier),
                _("请改正编号，或先在 {file} 里登记。").format(file=suppliers.FILE),
            )


def _multiplied(registers: Registers) -> Iterator[Finding]:
    by_charge: dict[tuple[str, str], list[concessions.Concession]] = {}
    for one in registers.concessions:
        by_charge.setdefault((one.unit, one.tariff), []).append(one)
    for (unit, tariff), several in by_charge.items():
        for place, other in enumerate(several):
            for one in several[:place]:
                if one.reason != other.reason and overlapping(one, other):
                    yield finding(
                        concessions.FILE,
                        other.row,
                        _(
                            "房屋 {unit} 的 {tariff} 有两项减免同时有效"
                            "（第 {one} 行 {first}、第 {other} 行 {second}），会连乘成 {product}"
                        ).format(
                            unit=unit,
                            tariff=tariff,
                            one=one.row,
                            first=one.factor,
                            other=other.row,
                            second=other.factor,
                            product=(one.factor * other.factor).normalize(),
                        ),
                        _("如果不是这个意思，请给一项填上止，或只留一项。"),
                        severity="warning",
                    )


def _metered(registers: Registers) -> Iterator[Finding]:
    for one in registers.readings:
        terms = registers.meter_terms.get(one.meter, ())
        if not terms:
            yield finding(
                readings.FILE,
                one.row,
                _("“{code}”不在仪表登记簿里").format(code=one.meter),
                _("请改正表号，或先在 {file} 里登记。").format(file=meters.FILE),
            )
        elif not any(term.covers(one.day) for term in terms):
            yield finding(
                readings.FILE,
                one.row,
                _("表 {meter} 在 {day} 不在用，却有读数 {value}").format(
                    meter=one.meter, day=one.day, value=one.value
                ),
                _("请改正日期，或改正 {file} 里这只表的起止。").format(file=meters.FILE),
            )
