"""Payment companies whose wallets a committee may keep, as data: ``[[wallet]]`` in the rules.

::

    [[wallet]]
    name = "微信支付"                 # as narrations say it
    banks = ["微信", "财付通"]        # committee.toml's `bank` of such an account contains one
    counterparty = ["财付通"]         # a bank statement names the company by one of these
    withdrawal = ["提现"]             # kinds of lines: a part of the text is one of these, or
                                      # begins or ends with one beside a dash
    top-up = ["充值"]
    fee = ["扣除交易手续费"]
    refund = ["退款"]
    days = 10                         # within so many days a transfer arrives at the bank
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from owners_ledger.banking.match.text import name_key, plain
from owners_ledger.config import BankAccount
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

WITHDRAWAL = "withdrawal"
TOP_UP = "top-up"
FEE = "fee"
REFUND = "refund"
UNCLEAR = "unclear"
KINDS = (WITHDRAWAL, TOP_UP, FEE, REFUND)
_KEYS = frozenset({"name", "banks", "counterparty", "days", *KINDS})
_MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Provider:
    """One payment company.

    Attributes:
        name: as narrations say it.
        banks: words of a committee's account (its ``bank``) that is kept there.
        counterparty: words by which a bank statement names the company.
        words: what parts of a line's text say, by kind.
        days: within how many days a transfer to the bank arrives.
    """

    name: str
    banks: tuple[str, ...]
    counterparty: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    days: datetime.timedelta

    def keeps(self, bank: BankAccount) -> bool:
        """Whether an account of the committee is a wallet of this company."""
        return bank.is_wallet and any(word in name_key(bank.bank) for word in self.banks)

    def is_named(self, name: str, text: str) -> bool:
        """Whether a bank line's other side, or its text where it names nobody, is the company."""
        return any(word in (name or text) for word in self.counterparty)

    def kind(self, text: str, amount: Decimal) -> str:
        """What a wallet line is by its (normalised) text, "" for ordinary business.

        ``UNCLEAR`` where the text says both fee and refund of something paid out.
        """
        parts = [part.partition("[")[0].strip() for part in text.split(" / ")]
        ends = {
            end for part in parts for end in (part, part.partition("-")[0], part.rpartition("-")[2])
        }
        found = [kind for kind in KINDS if not ends.isdisjoint(self.words[kind])]
        if FEE in found and REFUND in found:
            return FEE if amount > 0 else UNCLEAR
        return next((kind for kind in (FEE, *KINDS) if kind in found), "")


def provider(raw: Mapping[str, Any], wrong: Callable[[str, str], OwnersLedgerError]) -> Provider:
    """One ``[[wallet]]`` table.

    Args:
        raw: the table.
        wrong: makes the error from the table's name and what is wrong with it.

    Raises:
        OwnersLedgerError: a key is missing, unknown or of the wrong kind.
    """
    name = raw.get("name")
    if not isinstance(name, str) or not name.strip():
        raise wrong("", _("缺少 {key}").format(key="name"))
    if unknown := sorted(set(raw) - _KEYS):
        raise wrong(name, _("不认识的项 {key}").format(key=unknown[0]))

    def words(key: str) -> tuple[str, ...]:
        value = raw.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(map(plain, value))
        raise wrong(name, _('{key} 应写成 ["词", "词"]').format(key=key))

    for key in ("banks", "counterparty"):
        if not words(key):
            raise wrong(name, _("缺少 {key}").format(key=key))
    days = raw.get("days", 0)
    if type(days) is not int or not 1 <= days <= _MOST_DAYS:
        raise wrong(name, _("days 应是 1 到 {most} 的整数").format(most=_MOST_DAYS))
    return Provider(
        name,
        tuple(map(name_key, words("banks"))),
        tuple(map(name_key, words("counterparty"))),
        {kind: frozenset(words(kind)) for kind in KINDS},
        datetime.timedelta(days=days),
    )
