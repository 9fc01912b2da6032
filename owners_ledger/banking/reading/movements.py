"""Movements as a table gives them, their order and sign not yet proved."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from owners_ledger.banking.reading.header_names import key
from owners_ledger.banking.reading.refusal import refuse
from owners_ledger.i18n import _

Row = Sequence[object]
_FOREIGN = {
    *("美元", "美金", "港币", "港元", "欧元", "日元", "英镑", "澳元", "澳大利亚元", "加元"),
    *("加拿大元", "新加坡元", "瑞士法郎", "韩元", "新台币", "澳门元"),
    *("usd", "hkd", "eur", "jpy", "gbp", "aud", "cad", "sgd", "chf", "krw", "twd", "mop"),
}


class Fee(NamedTuple):
    """A fee a row names beside its amount; ``amount`` is signed, money in positive."""

    name: str
    amount: Decimal


class WalletCells(NamedTuple):
    """The cells of one row that decide whether its amount moved the wallet's money.

    Attributes:
        group: ``in``, ``out`` or ``neutral`` by the flag, "" without one.
        kinds: what sort of transaction it is, in the bill's words.
        states: what became of it.
        method: how it was paid, "" where the cell is blank, ``None`` without such a column.
        fees: those that are not zero.
        is_refund: the row has a refund's number.
    """

    group: str
    kinds: tuple[str, ...]
    states: tuple[str, ...]
    method: str | None
    fees: tuple[Fee, ...]
    is_refund: bool = False


class Movement(NamedTuple):
    """One row with amounts, its sign not yet proved.

    ``side`` is 1 for money in, -1 for money out, 0 where the sign of ``value`` says it all;
    ``flag`` is the side a flag column gives, 0 without one.
    """

    row: int
    date: datetime.date
    time: datetime.time | None
    side: int
    flag: int
    value: Decimal
    balance: Decimal | None
    party: str | None
    party_account: str | None
    payee: str | None
    payee_account: str | None
    text: str | None
    serial: str | None
    account: str | None
    order: str | None = None
    voucher: str | None = None
    wallet: WalletCells | None = None


@dataclass(slots=True)
class Table:
    """One header with its rows: a page or an account of a file.

    Attributes:
        around: rows above and below that may declare something, with their numbers.
        movements: in the file's order.
        skipped: numbers of rows that are no transactions.
        has_balance: there is a balance column.
        has_pairs: rows name payer and payee, not the other side; then ``party`` is the payer.
        warnings: what the reader should know of the table.
    """

    around: list[tuple[int, Row]] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    has_balance: bool = True
    has_pairs: bool = False
    warnings: list[str] = field(default_factory=list)


def check_currency(text: str | None, file: str, row: int) -> None:
    """Refuse an account that is not kept in yuan."""
    if text and key(text) in _FOREIGN:
        message = _("第 {row} 行：币种是{currency}，只能读人民币账户").format(
            row=row, currency=text
        )
        raise refuse(message, file=file, row=row, remedy=_("外币账户请不要导入这套账"))
