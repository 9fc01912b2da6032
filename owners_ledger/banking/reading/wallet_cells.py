"""What a wallet's bill says of a row besides its amount: state, kind, way of payment, numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.banking.reading import cells
from owners_ledger.banking.reading.columns import Columns
from owners_ledger.banking.reading.movements import Fee, WalletCells
from owners_ledger.banking.reading.profile import Profile
from owners_ledger.banking.reading.serials import is_number

NEUTRAL_FLAG = 2

_GROUPS = {1: "in", -1: "out", 0: "", NEUTRAL_FLAG: "neutral"}

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class WalletReader:
    """Reads the wallet's cells of a table's rows.

    Attributes:
        columns: where the cells stand.
        names: the header's names, for the names of fees.
        fee_sign: 1 where fees are signed as the money moves, -1 where plus is a cost.
    """

    columns: Columns
    names: Sequence[str]
    fee_sign: int

    @classmethod
    def of(cls, columns: Columns, names: Sequence[str], profile: Profile) -> WalletReader | None:
        """The reader of a wallet's table, ``None`` for a bank's."""
        if not columns.has_wallet:
            return None
        return cls(columns, names, 1 if "signed-fees" in profile.quirks else -1)

    def __call__(self, row: Row, flag: int, money: Callable[[int], Decimal | None]) -> WalletCells:
        """The wallet's cells of a row.

        Args:
            row: the row.
            flag: 1, -1, 0 or ``NEUTRAL_FLAG``.
            money: reads the amount in a column, refusing what is none.
        """
        columns = self.columns
        fees = [
            Fee(self.names[at], self.fee_sign * found)
            for at in columns.fees
            if (found := money(at))
        ]
        method = None
        if columns.method is not None:
            method = _text(row, columns.method)
            method = "" if method in cells.BLANKS else method
        return WalletCells(
            _GROUPS[flag],
            _filled(row, columns.kinds),
            _filled(row, columns.states),
            method,
            tuple(fees),
            columns.refund is not None and is_number(_text(row, columns.refund)),
        )


def numbers(row: Row, columns: Columns, profile: Profile) -> tuple[str | None, str | None]:
    """The row's serial and its order number.

    A refund is known by its own number; where merchants choose that number themselves, only
    together with the order's.
    """
    serial = None if columns.serial is None else _text(row, columns.serial)
    if columns.refund is None and not columns.orders:
        return serial, None
    order = next((text for text in _filled(row, columns.orders) if is_number(text)), None)
    refund = "" if columns.refund is None else _text(row, columns.refund)
    if is_number(refund):
        serial = f"{serial}-{refund}" if "merchant-refund-number" in profile.quirks else refund
    return serial, order


def _filled(row: Row, places: Sequence[int]) -> tuple[str, ...]:
    found = (_text(row, at) for at in places)
    return tuple(text for text in found if text not in cells.BLANKS)


def _text(row: Row, at: int) -> str:
    return cells.text(row[at]) if at < len(row) else ""
