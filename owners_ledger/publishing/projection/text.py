"""The projection as ledger text that loads in any beancount, without a plugin of ours."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from beancount.core import amount, data

from owners_ledger.books.gate import harmless, ledger_text
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.publishing.projection import Projection
from owners_ledger.publishing.projection.model import PublicEntry

_CURRENCY = "CNY"
_HEAD = """\
; {estate} 公开账本，到 {through} 为止；由 owners-ledger publish 从账本编出，不含个人信息。
option "title" "{estate} 公开账本"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"

2000-01-01 commodity CNY
  precision: 2

2000-01-01 custom "fava-option" "language" "zh"
2000-01-01 custom "fava-option" "locale" "zh_CN"
2000-01-01 custom "fava-option" "invert-income-liabilities-equity" "true"

"""


def as_text(projection: Projection, estate: str) -> str:
    """The whole ledger as one file: options, accounts, entries, a balance at each month's end.

    Args:
        projection: what is public.
        estate: the estate's name.

    Raises:
        GateError: an entry does not survive printing and parsing.
    """
    head = _HEAD.format(estate=harmless(estate), through=projection.through.title)
    return head + ledger_text([*_opens(projection), *_dated(projection)])


def _opens(projection: Projection) -> Iterator[data.Directive]:
    first = min((entry.date for entry in projection.entries), default=projection.through.first)
    for name, disclose in projection.opens.items():
        meta = {"disclose": harmless(disclose)} if disclose else {}
        yield data.Open(meta, first, name, [_CURRENCY], None)


def _dated(projection: Projection) -> Iterator[data.Directive]:
    """Transactions by date; after each month with entries the balances of the money accounts."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    month: Period | None = None
    for entry in projection.entries:
        if month is not None and entry.date not in month:
            yield from _balances(projection, sums, month.end)
        month = Period.month_of(entry.date)
        for leg in entry.legs:
            sums[leg.account] += leg.amount
        yield _transaction(entry)
    if month is not None:
        yield from _balances(projection, sums, month.end)


def _balances(
    projection: Projection, sums: dict[str, Decimal], day: datetime.date
) -> Iterator[data.Directive]:
    for name in projection.money:
        units = amount.Amount(sums[name], _CURRENCY)
        yield data.Balance({}, day, name, units, Decimal(0), None)


def _transaction(entry: PublicEntry) -> data.Directive:
    meta: dict[str, str | Decimal] = {}
    if entry.number:
        meta["number"] = harmless(entry.number)
    if entry.resolution:
        meta["resolution"] = harmless(entry.resolution)
    if entry.documents:
        meta["documents"] = Decimal(entry.documents)
    if entry.movements > 1:
        meta["movements"] = Decimal(entry.movements)
    postings = [
        data.Posting(leg.account, amount.Amount(leg.amount, _CURRENCY), None, None, None, {})
        for leg in entry.legs
    ]
    return data.Transaction(
        meta,
        entry.date,
        "!" if entry.flagged else "*",
        harmless(entry.payee) or None,
        harmless(entry.summary),
        data.EMPTY_SET,
        data.EMPTY_SET,
        postings,
    )
