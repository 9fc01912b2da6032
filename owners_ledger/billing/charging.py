"""The charges of a month, from registers and tariffs alone.

A charge is the sum of its pieces, each area (or one) × rate × share × days over the days of the
month, exact; only the sum is rounded, once, to whole fen. So the order of rows changes nothing,
and a month cut by a new rate costs what the days of both rates cost.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from owners_ledger.billing.fen import fen, shares
from owners_ledger.billing.model import Charge, Piece
from owners_ledger.billing.order import natural
from owners_ledger.billing.spans import Span, cut
from owners_ledger.billing.tariffs import Tariff
from owners_ledger.money import total
from owners_ledger.periods import Period
from owners_ledger.registers import Bay, Concession, Registers, Unit

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
    lessened = concessions_of(registers)
    found: list[Charge] = []
    for name, versions in by_id(tariffs, ("area", "unit")).items():
        for code, terms in registers.unit_terms.items():
            found += unit_charge(code, terms, versions, month, lessened.get((code, name), ()))
    return tuple(sorted(found, key=lambda one: (one.tariff, natural(one.unit))))


def concessions_of(registers: Registers) -> Mapping[tuple[str, str], Sequence[Concession]]:
    """By flat and tariff, in an order that the order of rows does not change."""
    found: dict[tuple[str, str], list[Concession]] = {}
    for one in registers.concessions:
        found.setdefault((one.unit, one.tariff), []).append(one)
    for several in found.values():
        several.sort(key=lambda one: (one.start, one.reason, one.resolution))
    return found


def unit_charge(
    code: str,
    terms: Sequence[Unit],
    versions: Sequence[Tariff],
    month: Period,
    concessions: Sequence[Concession],
) -> tuple[Charge, ...]:
    """What one flat owes for a month by one tariff, nothing where it concerns it on no day."""
    span = Span(month.first, month.last)
    sums: list[_Sum] = []
    pieces: list[Piece] = []
    for part in cut(span, _terms(terms, versions, concessions)):
        unit = next((one for one in terms if one.covers(part.first)), None)
        tariff = next(
            (one for one in versions if unit and one.holds(part.first) and one.concerns(unit)),
            None,
        )
        if unit is None or tariff is None or tariff.rate is None:
            continue
        floor = tariff.floor_factor(unit)
        lessened = [one for one in concessions if one.covers(part.first)]
        left = math.prod((one.factor for one in lessened), start=ONE)
        reasons = ["楼层系数"] * (floor != ONE) + [one.reason for one in lessened]
        by = [tariff.resolution, *(one.resolution for one in lessened)]
        by_area = tariff.kind == "area"
        piece = Piece(
            part.first,
            part.last,
            span.days,
            unit.area if by_area else ONE,
            "㎡" if by_area else "",
            tariff.rate,
            floor * left,
            "、".join(reasons),
            "、".join(filter(None, dict.fromkeys(by))),
        )
        pieces.append(piece)
        if not sums or sums[-1].tariff is not tariff:
            sums.append(_Sum(tariff))
        sums[-1].parts.append((piece, left))
    if not pieces:
        return ()
    bounded = [one.bounded() for one in sums]
    used = sums[-1].tariff
    charge = Charge(
        used.id,
        month,
        used.account,
        used.income,
        code,
        "",
        "",
        fen(sum((exact for exact, _note in bounded[1:]), bounded[0][0])),
        _merged(pieces),
        "、".join(dict.fromkeys(note for _exact, note in bounded if note)),
    )
    return (charge,)


@dataclass(slots=True)
class _Sum:
    """The days of one version, each part with the share that concessions leave of a bound."""

    tariff: Tariff
    parts: list[tuple[Piece, Decimal]] = field(default_factory=list)

    def bounded(self) -> tuple[Fraction, str]:
        """What they come to within minimum and cap, and what to say of it."""
        exact = sum((piece.exact for piece, _left in self.parts[1:]), self.parts[0][0].exact)
        least, most = self.tariff.minimum, self.tariff.cap
        if least is not None and exact < (low := self._bound(least)):
            return low, "按最低收费"
        if most is not None and exact > (high := self._bound(most)):
            return high, "按最高收费"
        return exact, ""

    def _bound(self, whole: Decimal) -> Fraction:
        shares = (Fraction(left) * one.days / one.whole for one, left in self.parts)
        return Fraction(whole) * sum(shares, Fraction(0))


def bay_charges(
    registers: Registers, tariffs: Sequence[Tariff], month: Period
) -> tuple[Charge, ...]:
    """What units owe for bays on common ground, by bay: the register's rate, by the day.

    A bay that changes hands inside the month is charged to each for its days; together they
    pay the month's rate (largest remainder).
    """
    found = [
        one
        for versions in by_id(tariffs, ("bay",)).values()
        for code, terms in registers.bay_terms.items()
        for one in bay_charge(code, terms, versions, month)
    ]
    return tuple(sorted(found, key=lambda one: (one.tariff, natural(one.bay), one.pieces[0].first)))


def bay_charge(
    code: str, terms: Sequence[Bay], versions: Sequence[Tariff], month: Period
) -> tuple[Charge, ...]:
    """What the units that have one bay in a month owe for it."""
    span = Span(month.first, month.last)
    pieces: list[Piece] = []
    holders: list[tuple[str, Tariff]] = []
    edges = [(one.first, one.last) for one in versions]
    for part in cut(span, [*edges, *((one.start, one.end) for one in terms)]):
        bay = next((one for one in terms if one.covers(part.first)), None)
        tariff = next((one for one in versions if one.holds(part.first)), None)
        if bay is None or tariff is None or bay.kind != COMMON or not bay.unit:
            continue
        if bay.rate:
            pieces.append(_at(part, span, bay.rate, tariff))
            holders.append((bay.unit, tariff))
    return tuple(_by_holder(code, month, pieces, holders))


def _at(part: Span, span: Span, rate: Decimal, tariff: Tariff) -> Piece:
    return Piece(part.first, part.last, span.days, ONE, "", rate, ONE, "", tariff.resolution)


def _by_holder(
    bay: str, month: Period, pieces: Sequence[Piece], holders: Sequence[tuple[str, Tariff]]
) -> Iterator[Charge]:
    """One charge per unit that had the bay, together what the bay costs."""
    amounts = shares(pieces)
    for unit in dict.fromkeys(unit for unit, _tariff in holders):
        own = [at for at, (holder, _tariff) in enumerate(holders) if holder == unit]
        tariff = holders[own[-1]][1]
        yield Charge(
            tariff.id,
            month,
            tariff.account,
            tariff.income,
            unit,
            "",
            bay,
            total(amounts[at] for at in own),
            _merged([pieces[at] for at in own]),
        )


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


def _said(piece: Piece) -> tuple[int, Decimal, str, Decimal, Decimal, str, str, Fraction]:
    return (
        piece.whole, piece.quantity, piece.unit, piece.rate, piece.factor, piece.reason,
        piece.resolution, piece.of,
    )  # fmt: skip


def by_id(tariffs: Iterable[Tariff], kinds: Sequence[str]) -> Mapping[str, list[Tariff]]:
    """The versions of the tariffs of some kinds, oldest first."""
    found: dict[str, list[Tariff]] = {}
    for one in tariffs:
        if one.kind in kinds:
            found.setdefault(one.id, []).append(one)
    return found
