"""Whose money it is: every posting belongs to exactly one fund, and funds do not mix.

``load_funds(root, opens)`` reads the fences off the accounts and ``ledger/funds.toml``;
``parted(entry, funds)`` parts a transaction between the funds and says whether it crosses from one
to another; ``statements(...)`` adds it up for a period. Why and how: ``docs/funds.md``.
"""

from owners_ledger.funds.load import FILE, FundsError, load_funds, names_in
from owners_ledger.funds.model import FOLLOWS, PENDING, Fund, Funds
from owners_ledger.funds.split import Parted, fund_of, parted, restricted
from owners_ledger.funds.statement import (
    FundLine,
    FundPlace,
    FundStatement,
    FundTransfer,
    Whole,
)
from owners_ledger.funds.whole import statements

__all__ = [
    "FILE",
    "FOLLOWS",
    "PENDING",
    "Fund",
    "FundLine",
    "FundPlace",
    "FundStatement",
    "FundTransfer",
    "Funds",
    "FundsError",
    "Parted",
    "Whole",
    "fund_of",
    "load_funds",
    "names_in",
    "parted",
    "restricted",
    "statements",
]
