"""What a month brings: each item as the entry it becomes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.accruals.depreciation import depreciation, written_off
from owners_ledger.accruals.shares import Share, shares
from owners_ledger.periods import Period
from owners_ledger.rates import Rates
from owners_ledger.registers import Registers, assets, payables, spreads
from owners_ledger.registers.assets import Asset
from owners_ledger.registers.payables import Payable
from owners_ledger.registers.spreads import Spread

SPREAD, DEPRECIATION, DISPOSAL, PAYABLE = "spread", "depreciation", "disposal", "payable"
LINKS = {SPREAD: "spread", DEPRECIATION: "asset", DISPOSAL: "asset", PAYABLE: "payable"}
_NO_META: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One posting: account, yuan, metadata."""

    account: str
    amount: Decimal
    meta: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a month brings.

    Attributes:
        kind: spread, depreciation, disposal or payable.
        code: its code in the register.
        month: the month.
        day: date of the entry.
        narration: text of the entry.
        document: path relative to ``ledger/``, or "".
        rows: postings, together zero.
        file: the register.
        line: row in it.
    """

    kind: str
    code: str
    month: Period
    day: datetime.date
    narration: str
    document: str
    rows: tuple[Row, ...]
    file: str
    line: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies it in the books."""
        return self.kind, self.code, str(self.month)

    @property
    def amount(self) -> Decimal:
        """Yuan, all that is debited."""
        return sum((row.amount for row in self.rows if row.amount > 0), Decimal("0.00"))


def items(registers: Registers, rates: Rates) -> Iterator[Item]:
    """Every item of every month, register by register.

    Raises:
        RateError: nothing is known of how an asset is written off on its day.
    """
    for spread in registers.spreads:
        yield from (_spread(spread, one) for one in shares(spread) if one.amount)
    for asset in registers.assets:
        yield from (_depreciation(asset, one) for one in depreciation(asset, rates) if one.amount)
        if asset.end is not None:
            yield _disposal(asset, asset.end, written_off(asset, rates))
    yield from (_payable(one) for one in registers.payables if one.amount)


def _spread(spread: Spread, part: Share) -> Item:
    if spread.target.startswith("Income:"):
        word, debit, credit = "结转", spread.source, spread.target
    else:
        word, debit, credit = "分摊", spread.target, spread.source
    return Item(
        SPREAD,
        spread.code,
        part.month,
        part.month.last,
        f"{word}{spread.name} {part.number}/{part.count}",
        spread.document,
        (Row(debit, part.amount, _NO_META), Row(credit, -part.amount, _NO_META)),
        spreads.FILE,
        spread.row,
    )


def _depreciation(asset: Asset, part: Share) -> Item:
    return Item(
        DEPRECIATION,
        asset.code,
        part.month,
        part.month.last,
        f"计提折旧 {asset.name} {part.number}/{asset.months}",
        asset.document,
        (
            Row(asset.expense, part.amount, _NO_META),
            Row(asset.written_off, -part.amount, _NO_META),
        ),
        assets.FILE,
        asset.row,
    )


def _disposal(asset: Asset, day: datetime.date, off: Decimal) -> Item:
    # Dated at the month's end: the month's own depreciation comes before it.
    rows = (
        Row(asset.clearing, asset.cost - off, _NO_META),
        Row(asset.written_off, off, _NO_META),
        Row(asset.account, -asset.cost, _NO_META),
    )
    month = Period.month_of(day)
    return Item(
        DISPOSAL,
        asset.code,
        month,
        month.last,
        f"处置固定资产 {asset.name}（{day}）",
        asset.document,
        tuple(row for row in rows if row.amount),
        assets.FILE,
        asset.row,
    )


def _payable(bill: Payable) -> Item:
    return Item(
        PAYABLE,
        bill.code,
        bill.month,
        bill.month.last,
        f"{bill.about}（未付）",
        bill.document,
        (
            Row(bill.expense, bill.amount, {"supplier": bill.supplier}),
            Row(bill.owed, -bill.amount, {"payable": bill.code, "supplier": bill.supplier}),
        ),
        payables.FILE,
        bill.row,
    )
