"""How a budget stands in the books, as Fava reads it::

2026-01-01 custom "budget" Expenses:30运行:33绿化 "yearly" 42000.00 CNY
  line: "绿化"
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from beancount.core import data
from beancount.core.account import TYPE as ACCOUNT_TYPE
from beancount.core.amount import Amount
from beancount.parser.grammar import ValueType

from owners_ledger.books.bank_entries import CURRENCY

BUDGET = "budget"


def budget_entry(account: str, year: int, amount: Decimal, meta: Mapping[str, str]) -> data.Custom:
    """A year's budget of an account.

    Args:
        account: the ledger account.
        year: calendar year.
        amount: yuan, signed as postings on the account are.
        meta: further words.
    """
    # Beancount marks an account by this text; its annotation knows types only.
    mark: Any = ACCOUNT_TYPE
    values = [
        ValueType(account, mark),
        ValueType("yearly", str),
        ValueType(Amount(amount, CURRENCY), Amount),
    ]
    place: dict[str, Any] = {"filename": "", "lineno": 0, **meta}
    return data.Custom(place, datetime.date(year, 1, 1), BUDGET, values)
