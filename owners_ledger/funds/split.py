"""A transaction parted between the funds: whose each posting is, whose money moved.

Shared money has no fund of its own: each fund's share of it moves by what the fund's other
postings leave. So the shares sum to the shared accounts, to the fen and for every transaction.

A transaction crosses when one fund's share would grow at another's expense: funds left with
amounts of both signs. Three pairs of postings allow it, each with a resolution:

``transfer`` one fund gives the other money for good; ``due`` one now owes the other; ``settle``
money passes because a third person's claims on two funds are set off against each other.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger.funds.load import is_yes
from owners_ledger.funds.model import FOLLOWS, PENDING, SETTLE, Funds
from owners_ledger.money import ZERO

SHARED = ""
Amounts = dict[str, Decimal]


@dataclass(slots=True)
class Parted:
    """A transaction between the funds.

    Attributes:
        funds: per posting its fund; ``SHARED`` for shared money, ``PENDING`` for what follows the
            other side.
        shares: change of each fund's share of the shared money; they sum to those postings.
        own: what each fund's other postings leave, pairs left out.
        pairs: amounts by kind of pair and by fund.
        left: what is left by fund where the transaction crosses, else empty.
        unknown: funds that are named and do not exist.
        unnamed: accounts that name no fund, where no other side says it either.
        misplaced: accounts of money whose fund a posting contradicts.
    """

    funds: list[str]
    shares: Amounts
    own: Amounts
    pairs: dict[str, Amounts]
    left: Amounts
    unknown: list[str]
    unnamed: list[str]
    misplaced: list[str]

    @property
    def is_mirrored(self) -> bool:
        """Whether every pair sums to zero between at least two funds."""
        return all(
            not sum(amounts.values()) and sum(1 for one in amounts.values() if one) > 1
            for amounts in self.pairs.values()
        )


def parted(
    entry: data.Transaction,
    funds: Funds,
    bills: MutableMapping[str, str] | None = None,
    *,
    first_day: datetime.date | None = None,
) -> Parted:
    """Part a transaction.

    Args:
        entry: the transaction.
        funds: the fences.
        bills: fund by ``payable:``, kept over a run through the books by date: a bill is paid by
            the fund whose cost it was.
        first_day: of the books: opening balances of that day may show funds that owe.
    """
    found = Parted([], {}, {}, {}, {}, [], [], [])
    named, own = found.funds, found.own
    plain: Mapping[str, str] = {} if "fund" in entry.meta else funds.plain
    pool = _Pool()
    for posting in entry.postings:
        account, meta = posting.account, posting.meta
        # Almost all postings are plain; a month's charges have thousands of them.
        if account in plain and not (meta and ("fund" in meta or "payable" in meta)):
            fund, units = plain[account], posting.units
            if units is not None and units.number:
                own[fund] = own.get(fund, ZERO) + units.number
            named.append(fund)
        else:
            named.append(_placed(entry, posting, funds, bills, (found, pool)))
    for amounts in (own, *found.pairs.values()):
        if not amounts.keys() <= funds.funds.keys():
            found.unknown.extend(amounts.keys() - funds.funds.keys())
    if pool.open_places:
        pool.pending += _settle_open(found, pool.open_places)
    _share(found, pool.pending)
    if entry.date != first_day or funds.opening.isdisjoint(one.account for one in entry.postings):
        found.left.update(_crossing(found, pool.moved + pool.pending))
    return found


@dataclass(slots=True)
class _Pool:
    """What has no fund of its own: shared money, what follows, what names no fund."""

    moved: Decimal = ZERO
    pending: Decimal = ZERO
    open_places: list[tuple[int, str, Decimal]] = field(default_factory=list)


def _placed(
    entry: data.Transaction,
    posting: data.Posting,
    funds: Funds,
    bills: MutableMapping[str, str] | None,
    into: tuple[Parted, _Pool],
) -> str:
    """Put a posting where it belongs; its fund, ``SHARED`` or ``PENDING``."""
    (found, pool), account, meta = into, posting.account, posting.meta
    number = (posting.units.number if posting.units else None) or ZERO
    said = meta.get("fund") if meta else None
    if account in funds.shared:
        pool.moved += number
        if said:
            found.misplaced.append(account)
        return SHARED
    if not said and funds.accounts.get(account) == FOLLOWS:
        pool.pending += number
        return PENDING
    if account in funds.interfund:
        fund, amounts = str(said or ""), found.pairs.setdefault(funds.interfund[account], {})
    else:
        fund, amounts = _fund(entry, account, meta, funds, bills), found.own
        if not fund:
            pool.open_places.append((len(found.funds), account, number))
            return PENDING
        if said and said != fund:
            found.misplaced.append(account)
    amounts[fund] = amounts.get(fund, ZERO) + number
    return fund


def _settle_open(found: Parted, places: list[tuple[int, str, Decimal]]) -> Decimal:
    """Accounts that name no fund are of the only fund on the other side, else of none yet.

    Returns:
        what is of none yet.
    """
    own, left = found.own, ZERO
    fund = next(iter(own)) if len(own) == 1 else ""
    for at, account, number in places:
        if fund:
            found.funds[at] = fund
            own[fund] += number
        else:
            found.unnamed.append(account)
            left += number
    return left


def _fund(
    entry: data.Transaction,
    account: str,
    meta: Mapping[str, Any] | None,
    funds: Funds,
    bills: MutableMapping[str, str] | None,
) -> str:
    usual = funds.accounts.get(account, "")
    if account in funds.dedicated:
        return usual
    if meta and meta.get("fund"):
        return str(meta["fund"])
    if meta and "payable" in meta:
        return _bill(entry, str(meta["payable"]), funds, bills, usual)
    return str(entry.meta.get("fund") or usual or funds.default)


def _share(found: Parted, pending: Decimal) -> None:
    shares = found.shares
    for fund, amount in found.own.items():
        shares[fund] = -amount
    for kind, amounts in found.pairs.items():
        if kind != SETTLE:
            for fund, amount in amounts.items():
                shares[fund] = shares.get(fund, ZERO) - amount
    if pending:
        shares[PENDING] = -pending


def _crossing(found: Parted, moved: Decimal) -> Amounts:
    """What is left by fund, empty where nothing crosses."""
    own, pairs = found.own, found.pairs
    if not pairs:
        return {} if _agrees(own, moved) else own
    left = dict(own)
    for amounts in pairs.values():
        for fund, amount in amounts.items():
            left[fund] = left.get(fund, ZERO) + amount
    if _agrees(left, moved) or (SETTLE not in pairs and _agrees(own, moved)):
        return {}
    return {fund: amount for fund, amount in left.items() if amount} or left


def _agrees(amounts: Mapping[str, Decimal], moved: Decimal) -> bool:
    """Whether all funds stand on one side: the one against which the money moved."""
    if len(amounts) == 1:
        return True
    if moved > 0:
        return all(amount <= 0 for amount in amounts.values())
    if moved < 0:
        return all(amount >= 0 for amount in amounts.values())
    return not any(amounts.values())


def _bill(
    entry: data.Transaction,
    code: str,
    funds: Funds,
    bills: MutableMapping[str, str] | None,
    usual: str,
) -> str:
    """The fund of a bill: that of the cost it was booked with."""
    if bills is not None and code in bills:
        return bills[code]
    costs = {
        str(
            (one.meta or {}).get("fund")
            or entry.meta.get("fund")
            or funds.accounts.get(one.account)
        )
        for one in entry.postings
        if one.account.startswith(("Expenses:", "Assets:")) and one.account not in funds.shared
    }
    fund = costs.pop() if len(costs) == 1 else usual or funds.default
    if bills is not None:
        bills[code] = fund
    return fund


def fund_of(funds: Funds, posting: data.Posting, entry: data.Transaction | None = None) -> str:
    """The fund of a posting by its marks alone.

    Returns:
        its name, ``""`` for shared money, ``待划分`` for what follows the other side; also ``""``
        in a book without funds.
    """
    account, meta = posting.account, posting.meta
    said = meta.get("fund") if meta else None
    usual = funds.accounts.get(account, "")
    if account in funds.shared:
        return SHARED
    if account in funds.dedicated or (usual == FOLLOWS and not said):
        return PENDING if usual == FOLLOWS else usual
    whole = entry.meta.get("fund") if entry is not None and entry.meta else None
    return str(said or whole or usual or funds.default)


def restricted(funds: Funds, posting: data.Posting, entry: data.Transaction | None = None) -> bool:
    """Whether a posting is of restricted money: ``restricted:`` on posting, account, or its fund.

    Only what a giver or the law has restricted counts (财会〔2020〕9号), not an own decision.
    """
    said = (posting.meta or {}).get("restricted")
    if said is not None:
        return is_yes(said)
    if posting.account in funds.restricted:
        return funds.restricted[posting.account]
    fund = funds.funds.get(fund_of(funds, posting, entry))
    return fund is not None and fund.restricted
