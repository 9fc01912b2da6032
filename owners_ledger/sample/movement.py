"""One movement on a bank account: what the bank says of it and what the treasurer makes of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from owners_ledger.books.bank_entries import Leg

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
class Movement:
    """A bank line and its booking.

    Attributes:
        account: ``01`` or ``02``.
        when: the bank's stamp.
        amount: signed yuan.
        name: the other side's name, or "".
        number: the other side's account, or "".
        bank: the other side's bank, or "".
        summary: 摘要, the bank's word (转账).
        memo: what the payer wrote, or "".
        remark: a further remark (basic account only), or "".
        legs: the postings against the bank's.
        payee: of the booked transaction, no person's name.
        narration: of the booked transaction.
        meta: of the booked transaction.
    """

    account: str
    when: datetime.datetime
    amount: Decimal
    name: str
    number: str
    bank: str
    summary: str
    memo: str
    legs: tuple[Leg, ...]
    payee: str
    narration: str
    remark: str = ""
    meta: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
