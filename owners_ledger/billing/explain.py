"""The sum behind a charge in words, and where the books hold another one.

>>> from decimal import Decimal
>>> share(Decimal("0.90"))
'90%'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from owners_ledger import money
from owners_ledger.billing.bill import charges_of
from owners_ledger.billing.billed import Key, key_of
from owners_ledger.billing.model import Charge, Piece
from owners_ledger.billing.tariffs import Tariff
from owners_ledger.books.load import Books
from owners_ledger.periods import Period
from owners_ledger.registers import Registers


@dataclass(frozen=True, slots=True)
class Computed:
    """What registers and tariffs give for one thing in one month.

    Attributes:
        amount: yuan.
        formula: the sum behind it, ``98.00㎡ × 0.80元 × 31/31天``.
        resolution: who set the rate and allowed a share, "" where none is named.
        note: what the sum does not say, or "".
    """

    amount: Decimal
    formula: str
    resolution: str
    note: str


def computed(
    books: Books, registers: Registers, tariffs: tuple[Tariff, ...], months: Iterable[Period]
) -> Mapping[str, Mapping[Key, Computed]]:
    """By month and key, from registers and tariffs alone.

    Raises:
        BilledError: a contract's receivable has no income account.
    """
    found: dict[str, dict[Key, Computed]] = {}
    for month in months:
        charges: dict[Key, list[Charge]] = {}
        for one in charges_of(books, registers, tariffs, month):
            charges.setdefault(key_of(one), []).append(one)
        found[str(month)] = {key: explained(parts) for key, parts in charges.items()}
    return found


def explained(charges: Sequence[Charge]) -> Computed:
    """Charges of one key as one sum."""
    pieces = [piece for one in charges for piece in one.pieces]
    by = (name for one in pieces for name in one.resolution.split("、"))
    return Computed(
        money.total(one.amount for one in charges),
        formula(pieces),
        "、".join(filter(None, dict.fromkeys(by))),
        "、".join(filter(None, dict.fromkeys(one.note for one in charges))),
    )


def formula(pieces: Sequence[Piece]) -> str:
    """Quantity × rate × share × days over the days of the span; several pieces with their days."""
    if len(pieces) == 1:
        return _term(pieces[0])
    return " + ".join(
        f"[{_short(one)}] {_term(one)}" for one in pieces
    )  # fen are rounded once, at the end


def _term(piece: Piece) -> str:
    if piece.of != 1:
        return _part_of(piece)
    parts = [f"{piece.quantity}{piece.unit}"] if piece.unit else []
    parts.append(f"{piece.rate}元")
    if piece.factor != 1:
        reason = f"（{piece.reason}）" if piece.reason else ""
        parts.append(f"{share(piece.factor)}{reason}")
    parts.append(f"{piece.days}/{piece.whole}天")
    return " × ".join(parts)


def _part_of(piece: Piece) -> str:
    """A share of an amount: the amount × own weight ÷ all weights."""
    whole = f"{Decimal(piece.of.numerator) / Decimal(piece.of.denominator):.2f}"
    about = "" if Fraction(whole) == piece.of else "约"
    parts = [f"{piece.rate}元", f"{piece.quantity}{piece.unit} ÷ {about}{whole}{piece.unit}"]
    if piece.factor != 1:
        parts.append(f"{piece.reason} {piece.factor}")
    return " × ".join([*parts, f"{piece.days}/{piece.whole}天"])


def _short(piece: Piece) -> str:
    first, last = piece.first, piece.last
    if first.month == last.month:
        return f"{first.month}月{first.day}—{last.day}日"
    return f"{first.month}月{first.day}日—{last.month}月{last.day}日"


def share(factor: Decimal) -> str:
    """A share in percent, no more decimals than it has."""
    percent = (factor * 100).normalize()
    return f"{percent:f}%"
