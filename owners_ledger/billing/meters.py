"""Charges by meter: what was used between two readings, at the rate of the day it was read.

Nothing is estimated: a month is billed from the last reading on or before its last day, less the
last one before the month. Without a reading in the month nothing is charged, the meter is listed,
and the next reading brings the use of both months.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from owners_ledger.billing.charging import by_id
from owners_ledger.billing.fen import fen
from owners_ledger.billing.model import Charge, Piece, Uncharged
from owners_ledger.billing.order import natural
from owners_ledger.billing.tariff import Tariff
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers import Meter, Reading, Registers

KIND = "meter"
ONE = Decimal(1)
_DAY = datetime.timedelta(days=1)


def meter_charges(
    registers: Registers, tariffs: Sequence[Tariff], month: Period
) -> tuple[tuple[Charge, ...], tuple[Uncharged, ...]]:
    """What flats owe by their meters for a month, and which meters nothing is charged for.

    Several meters of one flat and tariff are one charge. A meter without 房号 is a common one:
    what it costs is shared (``shared.py``), not charged here.

    Args:
        registers: meters, readings, units.
        tariffs: all versions.
        month: one calendar month.
    """
    versions = by_id(tariffs, (KIND,))
    used: list[tuple[Meter, Tariff, Piece, str]] = []
    missing: list[Uncharged] = []
    for code in sorted(registers.meter_terms, key=natural):
        for meter in registers.meter_terms[code]:
            if not meter.unit or meter.start > month.last:
                continue
            if meter.end is not None and meter.end < month.first:
                continue
            pair = _pair(meter, registers.readings_of(code), month)
            if isinstance(pair, str):
                missing.append(Uncharged(meter.tariff, code, pair))
                continue
            tariff = _tariff(registers, meter, versions.get(meter.tariff, ()), pair[1].day)
            if tariff is None or tariff.rate is None:
                reason = _("{day} 没有适用的按表收费标准 {tariff}").format(
                    day=pair[1].day, tariff=meter.tariff
                )
                missing.append(Uncharged(meter.tariff, code, reason))
                continue
            said = f"表 {code}：{pair[0].value} → {pair[1].value}"
            used.append((meter, tariff, _piece(registers, meter, tariff, *pair), said))
    used.sort(key=lambda one: (one[1].id, natural(one[0].unit)))
    charges = [
        _charge(month, unit, list(group))
        for (_id, unit), group in groupby(used, key=lambda one: (one[1].id, one[0].unit))
    ]
    return tuple(charges), tuple(missing)


def _pair(
    meter: Meter, readings: Sequence[Reading], month: Period
) -> tuple[Reading, Reading] | str:
    """The readings a month's use lies between, or why it is not known.

    Readings before the row of the register began belong to whoever had the meter then.
    """
    own = [one for one in readings if one.day <= month.last and meter.covers(one.day)]
    if not own:
        return _("还没有读数")
    last = own[-1]
    if last.day < month.first:
        return _("本月没有读数，上次读数在 {day}").format(day=last.day)
    first = next((one for one in reversed(own) if one.day < month.first), own[0])
    if first is last:
        return _("只有 {day} 一个读数，还算不出用量").format(day=last.day)
    return first, last


def _tariff(
    registers: Registers, meter: Meter, versions: Sequence[Tariff], day: datetime.date
) -> Tariff | None:
    unit = registers.unit(meter.unit, day)
    return next((one for one in versions if unit and one.holds(day) and one.concerns(unit)), None)


def _piece(
    registers: Registers, meter: Meter, tariff: Tariff, first: Reading, last: Reading
) -> Piece:
    lessened = sorted(
        (
            one
            for one in registers.concessions
            if (one.unit, one.tariff) == (meter.unit, tariff.id) and one.covers(last.day)
        ),
        key=lambda one: (one.start, one.reason, one.resolution),
    )
    by = [tariff.resolution, *(one.resolution for one in lessened)]
    return Piece(
        first.day + _DAY,
        last.day,
        (last.day - first.day).days,
        (last.value - first.value) * meter.factor,
        tariff.measure,
        tariff.rate or Decimal(0),
        math.prod((one.factor for one in lessened), start=ONE),
        "、".join(one.reason for one in lessened),
        "、".join(filter(None, dict.fromkeys(by))),
    )


def _charge(month: Period, unit: str, used: Sequence[tuple[Meter, Tariff, Piece, str]]) -> Charge:
    tariff = used[-1][1]
    pieces = tuple(piece for _meter, _tariff, piece, _said in used)
    return Charge(
        tariff.id,
        month,
        tariff.account,
        tariff.income,
        unit,
        "",
        "",
        fen(sum((one.exact for one in pieces), Fraction(0))),
        pieces,
        "；".join(said for _meter, _tariff, _piece, said in used),
    )
