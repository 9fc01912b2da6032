"""``readings.csv``: what the meters showed, day by day; a meter never runs backwards."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from owners_ledger.i18n import _
from owners_ledger.registers.row import RegisterError, Row

FILE = "readings.csv"
COLUMNS = ("表号", "日期", "读数")
OPTIONAL: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A meter's figure on a day.

    Attributes:
        meter: 表号.
        day: 日期.
        value: 读数 as the meter shows it, before its factor.
        row: row in the file.
    """

    meter: str
    day: datetime.date
    value: Decimal
    row: int


def of(row: Row) -> Reading:
    """The reading of a row.

    Raises:
        RegisterError: a cell is not what its column allows.
    """
    return Reading(
        meter=row.code("表号"),
        day=row.day("日期"),
        value=row.quantity("读数"),
        row=row.number,
    )


def in_order(readings: Iterable[Reading], file: str) -> dict[str, tuple[Reading, ...]]:
    """Readings by meter, oldest first.

    Raises:
        RegisterError: a meter ran backwards, or was read twice on a day; the first of them, with
            the others in ``more``.
    """
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.meter, []).append(reading)
    errors: list[RegisterError] = []
    for several in found.values():
        several.sort(key=lambda one: (one.day, one.row))
        errors += [
            _backwards(one, other, file)
            for one, other in pairwise(several)
            if other.value < one.value or other.day == one.day
        ]
    if errors:
        errors.sort(key=lambda error: error.line or 0)
        errors[0].more = tuple(errors[1:])
        raise errors[0]
    return {meter: tuple(several) for meter, several in found.items()}


def _backwards(one: Reading, other: Reading, file: str) -> RegisterError:
    if one.day == other.day:
        return RegisterError(
            _("表 {meter} 在 {day} 有两个读数：第 {one} 行 {before}，第 {other} 行 {after}").format(
                meter=one.meter,
                day=one.day,
                one=one.row,
                other=other.row,
                before=one.value,
                after=other.value,
            ),
            remedy=_("请删去一行；换表的，新表用新的表号。"),
            file=file,
            line=max(one.row, other.row),
        )
    return RegisterError(
        _(
            "表 {meter} 的读数变小了：{earlier} 是 {before}（第 {one} 行），"
            "{day} 是 {after}（第 {other} 行）"
        ).format(
            meter=one.meter,
            earlier=one.day,
            one=one.row,
            before=one.value,
            day=other.day,
            other=other.row,
            after=other.value,
        ),
        remedy=_("请核对这两行；换了表或表走满一圈的，给旧表填上止，新表用新的表号登记。"),
        file=file,
        line=other.row,
    )
