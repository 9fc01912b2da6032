"""Shared costs: what lifts, pumps and lamps cost in a month, borne by the flats that use them.

``ledger/shared/2026-03.csv`` says what is to be shared; ``tariffs.toml`` (kind ``share``) how: by
area, per flat, or by a factor per floor. Shares are in whole fen (largest remainder) and sum to
the amount exactly. A flat that exists for part of the month bears a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from owners_ledger.billing.charging import by_id
from owners_ledger.billing.fen import apportion
from owners_ledger.billing.model import Charge, Piece, Uncharged
from owners_ledger.billing.order import natural
from owners_ledger.billing.spans import Span, cut
from owners_ledger.billing.tariff import Tariff
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import total
from owners_ledger.periods import Period
from owners_ledger.registers import Registers, Unit
from owners_ledger.registers.row import Row
from owners_ledger.registers.table import read_table

KIND = "share"
FOLDER = "ledger/shared"
COLUMNS = ("项目", "金额", "凭证")
OPTIONAL = ("楼栋", "单元")
ONE = Decimal(1)


class SharedError(OwnersLedgerError):
    """An amount that cannot be shared as the tariff says."""


@dataclass(frozen=True, slots=True)
class Shared:
    """An amount to be shared.

    Attributes:
        tariff: 项目, the tariff's id.
        amount: 金额, yuan.
        voucher: 凭证 it is from.
        building: 楼栋 that bears it, "" for all.
        stairwell: 单元 that bears it, "" for all.
        file: the file, relative to the book.
        row: row in the file.
    """

    tariff: str
    amount: Decimal
    voucher: str
    building: str
    stairwell: str
    file: str
    row: int

    def concerns(self, unit: Unit) -> bool:
        """Whether a flat lies where it is borne."""
        return self.building in ("", unit.building) and self.stairwell in ("", unit.stairwell)


def load_shared(root: Path, month: Period) -> tuple[Shared, ...]:
    """What is to be shared for a month; without a file nothing is.

    Raises:
        RegisterError: the file cannot be read.
    """
    name = f"{FOLDER}/{month}.csv"
    return read_table(root / name, COLUMNS, _shared, name, optional=OPTIONAL)


def _shared(row: Row) -> Shared:
    building, stairwell = row.text("楼栋"), row.text("单元")
    if stairwell and not building:
        raise row.fail("楼栋", _("楼栋（填了单元，就要填它在哪一栋）"))
    return Shared(
        row.code("项目"),
        row.money("金额"),
        row.required("凭证"),
        building,
        stairwell,
        row.file,
        row.number,
    )


def shared_charges(
    registers: Registers, tariffs: Sequence[Tariff], month: Period, rows: Sequence[Shared]
) -> tuple[tuple[Charge, ...], tuple[Uncharged, ...]]:
    """What flats bear of a month's shared costs, and which tariffs have no amount this month.

    Raises:
        SharedError: an amount names no tariff of this kind, no flat bears it, or a flat's floor
            has no factor.
    """
    known = by_id(tariffs, (KIND,))
    parts: dict[tuple[str, str], list[tuple[Tariff, Decimal, tuple[Piece, ...], str]]] = {}
    for row in sorted(rows, key=lambda one: one.row):
        if row.tariff not in known:
            raise _wrong(
                row,
                _("tariffs.toml 里没有 {tariff} 这项分摊的标准").format(tariff=row.tariff),
                _('请改正项目，或在 ledger/tariffs.toml 里写上它（kind = "share"）。'),
            )
        for code, tariff, amount, pieces in _parts(row, known[row.tariff], registers, month):
            parts.setdefault((row.tariff, code), []).append((tariff, amount, pieces, row.voucher))
    given = {row.tariff for row in rows}
    file = f"{FOLDER}/{month}.csv"
    missing = [
        Uncharged(name, file, _("本月还没有要分摊的金额"))
        for name, versions in known.items()
        if name not in given
        and any(
            v.first <= month.last and (v.last is None or v.last >= month.first) for v in versions
        )
    ]
    charges = [
        Charge(
            name,
            month,
            several[-1][0].account,
            several[-1][0].income,
            code,
            "",
            "",
            total(amount for _tariff, amount, _pieces, _voucher in several),
            tuple(piece for _tariff, _amount, pieces, _voucher in several for piece in pieces),
            "凭证 " + "、".join(dict.fromkeys(voucher for *_rest, voucher in several)),
        )
        for (name, code), several in sorted(
            parts.items(), key=lambda item: (item[0][0], natural(item[0][1]))
        )
    ]
    return tuple(charges), tuple(missing)


def _parts(
    row: Shared, versions: Sequence[Tariff], registers: Registers, month: Period
) -> Iterator[tuple[str, Tariff, Decimal, tuple[Piece, ...]]]:
    span = Span(month.first, month.last)
    weights: dict[str, list[tuple[Tariff, Unit, Span, Decimal]]] = {}
    for code in sorted(registers.unit_terms, key=natural):
        terms = registers.unit_terms[code]
        edges = [(one.start, one.end) for one in terms]
        for part in cut(span, [*edges, *((one.first, one.last) for one in versions)]):
            unit = next((one for one in terms if one.covers(part.first)), None)
            if unit is None or not row.concerns(unit):
                continue
            tariff = next(
                (one for one in versions if one.holds(part.first) and one.concerns(unit)), None
            )
            if tariff is not None and (factor := _factor(row, tariff, unit)):
                weights.setdefault(code, []).append((tariff, unit, part, factor))
    sums = {
        code: sum((_weight(one, span) for one in several), Fraction(0))
        for code, several in weights.items()
    }
    whole = sum(sums.values(), Fraction(0))
    if not whole:
        raise _wrong(
            row,
            _("没有一户分摊 {tariff} 的 {amount} 元").format(tariff=row.tariff, amount=row.amount),
            _("请核对楼栋、单元，以及标准里的 use、building 和 floor。"),
        )
    amounts = apportion(row.amount, list(sums.values()))
    for (code, several), amount in zip(weights.items(), amounts, strict=True):
        pieces = tuple(_piece(row, one, span, whole) for one in several)
        yield code, several[-1][0], amount, pieces


def _weight(one: tuple[Tariff, Unit, Span, Decimal], span: Span) -> Fraction:
    tariff, unit, part, factor = one
    quantity = unit.area if tariff.by == "area" else ONE
    return Fraction(quantity) * Fraction(factor) * part.days / span.days


def _piece(
    row: Shared, one: tuple[Tariff, Unit, Span, Decimal], span: Span, whole: Fraction
) -> Piece:
    tariff, unit, part, factor = one
    by_area = tariff.by == "area"
    return Piece(
        part.first,
        part.last,
        span.days,
        unit.area if by_area else ONE,
        "㎡" if by_area else "",
        row.amount,
        factor,
        "楼层系数" if factor != ONE else "",
        tariff.resolution,
        whole,
    )


def _factor(row: Shared, tariff: Tariff, unit: Unit) -> Decimal:
    if tariff.by != "floor":
        return ONE
    factor = tariff.factor_of(unit)
    if factor is None:
        raise _wrong(
            row,
            _("{unit} 的楼层“{floor}”在 {tariff} 的 floor 里没有系数").format(
                unit=unit.code, floor=unit.floor, tariff=tariff.id
            ),
            _('请在 ledger/tariffs.toml 里补上这一层（不分摊的写 factor = "0"）。'),
        )
    return factor


def _wrong(row: Shared, what: str, remedy: str) -> SharedError:
    return SharedError(what, remedy=remedy, file=row.file, line=row.row)
