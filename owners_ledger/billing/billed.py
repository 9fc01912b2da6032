"""What the books hold of charges already billed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.billing.model import Charge
from owners_ledger.books.chart import Chart
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period

_PLAIN = 3  # file name, line and the holder: nearly all
Key = tuple[str, str, str, str, str]  # tariff, unit, lease, bay, receivable


class BilledError(OwnersLedgerError):
    """The chart of accounts cannot tell where a charge belongs."""


@dataclass(frozen=True, slots=True)
class Billed:
    """One month's charges as booked, corrections included.

    Attributes:
        amounts: yuan by what they are for.
        tariffs: those that were billed at all.
    """

    amounts: Mapping[Key, Decimal]
    tariffs: frozenset[str]


def key_of(charge: Charge) -> Key:
    """What a charge is for, with its receivable."""
    return (*charge.key, charge.account)


def billed(entries: Iterable[data.Directive], month: Period) -> Billed:
    """What transactions with ``charge:`` and this ``period:`` put on holders."""
    period = str(month)
    return sum_of(
        entry
        for entry in entries
        if isinstance(entry, data.Transaction) and entry.meta.get("period") == period
    )


def sum_of(charged: Iterable[data.Transaction]) -> Billed:
    """What the transactions among them that charge something put on holders."""
    amounts: dict[Key, Decimal] = {}
    tariffs = set()
    for entry in charged:
        tariff = str(entry.meta.get("charge") or "")
        if not tariff:
            continue
        tariffs.add(tariff)
        for account, units, _cost, _price, _flag, meta in entry.postings:
            if not meta or units is None or units.number is None:
                continue
            unit, lease, bay = str(meta.get("unit", "")), "", ""
            if not unit or len(meta) != _PLAIN or "lineno" not in meta or "bay" in meta:
                lease, bay = str(meta.get("lease", "")), str(meta.get("bay", ""))
            if unit or lease:
                key = (tariff, unit, lease, bay, account)
                amounts[key] = amounts.get(key, money.ZERO) + units.number
    return Billed(amounts, frozenset(tariffs))


def income_of(chart: Chart, receivable: str) -> str:
    """The income account of a receivable: the one with the same line of the notice.

    Raises:
        BilledError: there is none, or more than one.
    """
    wanted = chart.accounts.get(receivable)
    found = [
        account.name
        for account in chart.accounts.values()
        if wanted is not None
        and account.name.startswith("Income:")
        and (account.section, account.line) == (wanted.section, wanted.line)
    ]
    if len(found) == 1:
        return found[0]
    raise BilledError(
        _("应收科目 {account} 找不到唯一对应的收入科目（公示栏目相同的那一个）").format(
            account=receivable
        ),
        remedy=_("请在 ledger/accounts.beancount 里让两者的 disclose 相同。"),
        file="ledger/accounts.beancount",
    )
