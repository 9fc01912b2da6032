"""What an income account is to the tax office: by tables, never by its name in code."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.rates import FOLDER, Rate, RateError, Rates

FILE, TABLE = "tax-classes", "account"
LEASE, GENERAL, EXEMPT, NONE = "lease", "general", "exempt", "none"


class TaxClassError(OwnersLedgerError):
    """An income account stands in no table of classes."""


@dataclass(frozen=True, slots=True)
class Income:
    """One account's income of a period.

    Attributes:
        account: the income account.
        gross: yuan as booked, the tax included.
        vat: lease, general, exempt or none.
        is_rent: whether property tax is paid on it.
        source: why it is classed so.
    """

    account: str
    gross: Decimal
    vat: str
    is_rent: bool
    source: str


def incomes(
    transactions: Iterable[data.Transaction], period: Period, rates: Rates
) -> tuple[Income, ...]:
    """The income booked in a period, by account and classed.

    Raises:
        TaxClassError: an account with income has no class.
        RateError: a row of the table is not in order.
    """
    found: dict[str, Decimal] = {}
    for entry in transactions:
        if entry.date in period:
            for posting in entry.postings:
                if posting.account.startswith("Income:") and posting.units is not None:
                    amount = posting.units.number or money.ZERO
                    found[posting.account] = found.get(posting.account, money.ZERO) - amount
    return tuple(
        _classed(account, gross, rates, period.last)
        for account, gross in sorted(found.items())
        if gross
    )


def _classed(account: str, gross: Decimal, rates: Rates, day: datetime.date) -> Income:
    rows = [
        row
        for row in rates.on(FILE, TABLE, day)
        if f"{account}:".startswith(f"{row.values.get('account')}:")
    ]
    rows.sort(key=lambda row: len(str(row.values["account"])))
    if not rows:
        raise TaxClassError(
            _("收入科目 {account} 没有税务归类（{gross} 元）").format(account=account, gross=gross),
            remedy=_("把随程序发布的 {file}.toml 抄到 ledger/rates/，添上这个科目。").format(
                file=FILE
            ),
            file=f"{FOLDER}/{FILE}.toml",
        )
    row = rows[-1]
    return Income(account, gross, _kind(row), _flag(row), row.source)


def _kind(row: Rate) -> str:
    kind = row.values.get("vat")
    if kind in (LEASE, GENERAL, EXEMPT, NONE):
        return str(kind)
    raise RateError(
        _("{account} 的 vat 只能是 lease、general、exempt 或 none").format(
            account=row.values.get("account")
        ),
        remedy=_("请改正这一条。"),
        file=row.file,
    )


def _flag(row: Rate) -> bool:
    flag = row.values.get("property", False)
    if isinstance(flag, bool):
        return flag
    raise RateError(
        _("{account} 的 property 只能是 true 或 false").format(account=row.values.get("account")),
        remedy=_("请改正这一条。"),
        file=row.file,
    )
