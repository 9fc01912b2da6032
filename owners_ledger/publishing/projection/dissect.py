"""Transactions into pieces: single entries stay whole, those of persons become joinable pairs.

A household's payment is cut into pairs of two accounts (bank and property fee, bank and parking),
so that many households' pairs can stand in one row. A transaction that already stands for enough
households on each of its accounts (the month's charges) stays whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from beancount.core import data

from owners_ledger.billing.ageing import SMALL
from owners_ledger.money import ZERO
from owners_ledger.publishing.projection.model import Leg, Piece
from owners_ledger.reporting.clerk import OWNERS, STAFF, Clerk, Movement, meta_of

_NOT_YET = "待核实"
_TENANTS = "承租方"


def pieces(entry: data.Transaction, clerk: Clerk, named: Mapping[str, str]) -> Iterator[Piece]:
    """The pieces of a transaction.

    Args:
        entry: of the books, amounts filled in.
        clerk: writes what may be said of it.
        named: the account under which an account appears, where it is another.
    """
    whole = Movement(entry.date, "", "", ZERO, tuple(entry.postings), entry)
    household, staff = clerk.of_household(whole), clerk.of_staff(whole)
    legs = _legs(entry, named)
    if not legs:
        return
    if not household and not staff:
        several = len(_codes(entry, "lease")) > 1
        yield _piece(whole, clerk, legs, payee=_TENANTS if several else None)
        return
    holders = _holders(entry, named, "unit" if household else "staff")
    if household and holders and all(len(known) >= SMALL for known in holders.values()):
        opening = any(leg.account.startswith("Equity:") for leg in legs)
        yield _piece(whole, clerk, legs, payee="" if opening else OWNERS)
        return
    everyone = clerk.holders(whole)
    for pair in _pairs(legs):
        yield Piece(
            entry.date,
            OWNERS if household else STAFF,
            "",
            _number(whole, clerk),
            "",
            entry.flag == "!",
            clerk.documents(entry),
            pair,
            everyone,
            joined=True,
        )


def _piece(
    whole: Movement, clerk: Clerk, legs: tuple[Leg, ...], *, payee: str | None = None
) -> Piece:
    entry = whole.entry
    flagged = entry.flag == "!"
    said = clerk.cover.text((entry.narration or "").strip())
    return Piece(
        entry.date,
        clerk.payee(whole) if payee is None else payee,
        # What is not certain yet may still carry the payer's own words.
        _NOT_YET if flagged else said,
        _number(whole, clerk),
        clerk.cover.text(str(meta_of(whole, "resolution") or "")),
        flagged,
        clerk.documents(entry),
        legs,
    )


def _number(whole: Movement, clerk: Clerk) -> str:
    """The voucher's or the bank line's number; entries without money have no number of the day."""
    accounts = clerk.books.chart.accounts
    money = any(leg.account in accounts and accounts[leg.account].is_money for leg in whole.legs)
    return clerk.number(whole) if money or whole.entry.meta.get("voucher") else ""


def _codes(entry: data.Transaction, key: str) -> set[str]:
    return {str(code) for leg in entry.postings if (code := (leg.meta or {}).get(key))}


def _legs(entry: data.Transaction, named: Mapping[str, str]) -> tuple[Leg, ...]:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for posting in entry.postings:
        if posting.units is not None and posting.units.number is not None:
            account = named.get(posting.account, posting.account)
            sums[account] += posting.units.number
    return tuple(Leg(account, amount) for account, amount in sorted(sums.items()) if amount)


def _holders(
    entry: data.Transaction, named: Mapping[str, str], key: str
) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for posting in entry.postings:
        code = str((posting.meta or {}).get(key) or "")
        if code:
            found.setdefault(named.get(posting.account, posting.account), set()).add(code)
    return {account: frozenset(codes) for account, codes in found.items()}


def _pairs(legs: tuple[Leg, ...]) -> Iterator[tuple[Leg, ...]]:
    """Cut into balanced pairs, the largest leg against each of the others; else the whole."""
    if len(legs) < 3:
        yield legs
        return
    pivot = max(legs, key=lambda leg: (abs(leg.amount), leg.account))
    others = [leg for leg in legs if leg is not pivot]
    if any((leg.amount > 0) == (pivot.amount > 0) for leg in others):
        yield legs
        return
    for leg in others:
        pair = (leg, Leg(pivot.account, -leg.amount))
        yield tuple(sorted(pair, key=lambda one: one.account))
