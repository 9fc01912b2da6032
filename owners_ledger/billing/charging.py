"""The charges of a month, from registers and tariffs alone.

A charge is the sum of its pieces, each area (or one) × rate × share × days over the days of the
month, exact; only the sum is rounded, once, to whole fen. So the order of rows changes nothing,
and a month cut by a new rate costs what the days of both rates cost.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from owners_ledger.billing.fen import fen, shares
from owners_ledger.billing.model import Charge, Piece
from owners_ledger.billing.order import natural
from owners_ledger.billing.spans import Span, cut
from owners_ledger.billing.tariffs import Tariff
from owners_ledger.periods import Period
from owners_ledger.registers import Concession, Registers, Unit

ONE = Decimal(1)
COMMON = "公共"


def unit_charges(
    registers: Registers,
    tariffs: Sequence[Tariff],
    month: Period,
) -> tuple[Charge, ...]:
    """What units owe for a month by area or per unit, in the order of their codes.

    Args:
        registers: the units, their terms, and what lessens their charges.
        tariffs: all versions.
        month: one calendar month.
    """
    lessened: dict[tuple[str, str], list[Concession]] = {}
    for one in registers.concessions:
        lessened.setdefault((one.unit, one.tariff), []).append(one)
    found = []
    for name, versions in by_id(tariffs, ("area", "unit")).items():
        for code, terms in registers.unit_terms.items():
            charge = _unit_charge(code, terms, versions, month, lessened.get((code, name), ()))
            if charge is not None:
                found.append(charge)
    return tuple(sorted(found, key=lambda one: (one.tariff, natural(one.unit))))


def _unit_charge(
    code: str,
    terms: Sequence[Unit],
    versions: Sequence[Tariff],
    month: Period,
    concessions: Sequence[Concession],
) -> Charge | None:
    span = Span(month.first, month.last)
    pieces: list[Piece] = []
    low = high = Fraction(0)
    bounds: list[tuple[Decimal | None, Decimal | None]] = []
    for part in cut(span, _terms(terms, versions, concessions)):
        unit = next((one for one in terms if one.covers(part.first)), None)
        tariff = next(
            (one for one in versions if unit and one.holds(part.first) and one.concerns(unit)),
            None,
        )
        if unit is None or tariff is None or tariff.rate is None:
            continue
        factor, reason, resolution = _factor(tariff, unit, part.first, concessions)
        by_area = tariff.kind == "area"
        pieces.append(
            Piece(
                part.first,
                part.last,
                span.days,
                unit.area if by_area else ONE,
                "㎡" if by_area else "",
                tariff.rate,
                factor,
                reason,
                resolution,
            )
        )
        share = Fraction(part.days, span.days)
        low += share * Fraction(tariff.minimum or 0)
        high += share * Fraction(tariff.cap if tariff.cap is not None else 0)
        bounds.append((tariff.minimum, tariff.cap))
    if not pieces:
        return None
    exact = sum((one.exact for one in pieces), Fraction(0))
    note = ""
    if any(least is not None for least, _most in bounds) and exact < low:
        exact, note = low, "按最低收费"
    if bounds and all(most is not None for _least, most in bounds) and exact > high:
        exact, note = high, "按最高收费"
    last = versions[-1]
    return Charge(
        last.id, month, last.account, last.income, code, "", "", fen(exact), _merged(pieces), note
    )


def bay_charges(
    registers: Registers, tariffs: Sequence[Tariff], month: Period
) -> tuple[Charge, ...]:
    """What units owe for bays on common ground, by bay: the register's rate, by the day.

    A bay that changes hands inside the month is charged to each for its days; together they
    pay the month's rate (largest remainder).
    """
    span = Span(month.first, month.last)
    found: list[Charge] = []
    for versions in by_id(tariffs, ("bay",)).values():
        last = versions[-1]
        for code, terms in registers.bay_terms.items():
            let = [one for one in terms if one.kind == COMMON and one.unit and one.rate]
            pieces = [
                (
                    one,
                    Piece(
                        part.first,
                        part.last,
                        span.days,
                        ONE,
                        "",
                        one.rate,
                        ONE,
                        "",
                        version.resolution,
                    ),
                )
                for one in let
                for part in [span.common(one.start, one.end)]
                if part is not None
                for version in [next((v for v in versions if v.holds(part.first)), None)]
                if version is not None
            ]
            amounts = shares([piece for _bay, piece in pieces])
            for (bay, piece), amount in zip(pieces, amounts, strict=True):
                found.append(
                    Charge(
                        last.id,
                        month,
                        last.account,
                        last.income,
                        bay.unit,
                        "",
                        code,
                        amount,
                        (piece,),
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.tariff, natural(one.bay), one.pieces[0].first)))


def _factor(
    tariff: Tariff, unit: Unit, day: datetime.date, concessions: Sequence[Concession]
) -> tuple[Decimal, str, str]:
    """The share charged, why, and by whose decision."""
    factor, reasons, by = tariff.floor_factor(unit), [], [tariff.resolution]
    if factor != ONE:
        reasons.append("楼层系数")
    for one in concessions:
        if one.start <= day and (one.end is None or day <= one.end):
            factor *= one.factor
            reasons.append(one.reason)
            by.append(one.resolution)
    return factor, "、".join(reasons), "、".join(filter(None, dict.fromkeys(by)))


def _terms(
    terms: Iterable[Unit], versions: Iterable[Tariff], concessions: Iterable[Concession]
) -> Iterator[tuple[datetime.date, datetime.date | None]]:
    yield from ((one.start, one.end) for one in terms)
    yield from ((one.first, one.last) for one in versions)
    yield from ((one.start, one.end) for one in concessions)


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours that say the same as one."""
    merged: list[Piece] = []
    for one in pieces:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.last + datetime.timedelta(days=1) == one.first
            and _said(last) == _said(one)
        ):
            merged[-1] = Piece(last.first, one.last, *_said(last))
        else:
            merged.append(one)
    return tuple(merged)


def _said(piece: Piece) -> tuple[int, Decimal, str, Decimal, Decimal, str, str]:
    return (
        piece.whole, piece.quantity, piece.unit, piece.rate, piece.factor, piece.reason,
        piece.resolution,
    )  # fmt: skip


def by_id(tariffs: Iterable[Tariff], kinds: Sequence[str]) -> Mapping[str, list[Tariff]]:
    """The versions of the tariffs of some kinds, oldest first."""
    found: dict[str, list[Tariff]] = {}
    for one in tariffs:
        if one.kind in kinds:
            found.setdefault(one.id, []).append(one)
    return found
