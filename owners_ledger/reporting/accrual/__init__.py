"""The accrual view of the same books: the three statements of a non-profit organisation.

``accrual_statements(books, period, disclosure)`` makes them, proved against each other and against
the cash view; ``docs/statements.md`` says how.
"""

from owners_ledger.reporting.accrual.model import (
    ActivityRow,
    ActivityStatement,
    BalanceRow,
    BalanceSheet,
    Bridge,
    BridgeItem,
    BridgeLine,
    CashFlowRow,
    CashFlowStatement,
    NetAssets,
    Split,
    Statements,
)
from owners_ledger.reporting.accrual.statements import accrual_statements

__all__ = [
    "ActivityRow",
    "ActivityStatement",
    "BalanceRow",
    "BalanceSheet",
    "Bridge",
    "BridgeItem",
    "BridgeLine",
    "CashFlowRow",
    "CashFlowStatement",
    "NetAssets",
    "Split",
    "Statements",
    "accrual_statements",
]
