"""One movement on a bank account: what the bank says of it and what the treasurer makes of it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from owners_ledger.books.bank_entries import Leg
from owners_ledger.periods import Period

BASIC = "01"
FEES = "02"
ACCOUNTS = MappingProxyType(
    {BASIC: "Assets:10银行存款:01基本户", FEES: "Assets:10银行存款:02收费户"}
)
NAMES = MappingProxyType({BASIC: "基本户", FEES: "收费户"})
TRANSIT = "Assets:10银行存款:09在途资金"
CASH = "Assets:11库存现金"
FEE_DUE = "Assets:20应收款:01物业费"
BAY_DUE = "Assets:20应收款:02停车费"


@dataclass(frozen=True, slots=True)
class Party:
    """The other side of a bank line; "" where the bank names none."""

    name: str = ""
    number: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """A bank line and its booking.

    Attributes:
        account: ``01`` or ``02``.
        when: the bank's stamp.
        amount: signed yuan.
        party: the other side.
        summary: 摘要, the bank's word (转账).
        memo: what the payer wrote, or "".
        legs: the postings against the bank's: the truth, also where nobody could tell it.
        payee: of the booked transaction, no person's name.
        narration: of the booked transaction.
        remark: a further remark (basic account only), or "".
        meta: of the booked transaction.
    """

    account: str
    when: datetime.datetime
    amount: Decimal
    party: Party
    summary: str
    memo: str
    legs: tuple[Leg, ...]
    payee: str
    narration: str
    remark: str = ""
    meta: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def at(
    day: datetime.date, chance: random.Random | None = None, hour: int = 10
) -> datetime.datetime:
    """A moment of a day."""
    minute, second = (chance.randrange(60), chance.randrange(60)) if chance else (5, 0)
    return datetime.datetime.combine(day, datetime.time(hour, minute, second))


def date_in(month: Period, day: int) -> datetime.date:
    """A day of a month."""
    return datetime.date(month.year, month.month, day)


def quarter_words(month: Period) -> str:
    """The quarter a month lies in: 2026年一季度."""
    return f"{month.year}年{'一二三四'[(month.month - 1) // 3]}季度"
