"""Deposits, what is owed both ways, taxes, collection and the age of arrears."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from owners_ledger.accruals.tax_run import NAMES
from owners_ledger.billing.ageing import SMALL
from owners_ledger.books.load import Books
from owners_ledger.money import ZERO, total
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import month_number
from owners_ledger.reporting.whole.model import (
    Age,
    Claim,
    Collected,
    CollectedMonth,
    DepositKind,
    MembersFees,
    TaxLine,
)
from owners_ledger.reporting.whole.tables import Key, Owing, Tables

OWED, AHEAD, OWING = "owed", "ahead", "owing"
_AGES = ((3, "1—3个月"), (6, "4—6个月"), (12, "7—12个月"), (24, "1—2年"))
OLDEST = "2年以上或启用账本以前"
_DIGITS = re.compile(r"\A[0-9]+")


def called(account: str) -> str:
    """An account's last part without its number."""
    return _DIGITS.sub("", account.rpartition(":")[2])


def deposits(books: Books, tables: Tables) -> tuple[DepositKind, ...]:
    """Deposits by kind, in the chart's order; kinds that never held anything left out."""
    found = []
    for name in books.chart.accounts:
        one = tables.held.get(name)
        if one is None or not (one.opening or one.received or one.returned):
            continue
        found.append(
            DepositKind(
                name=called(name),
                opening=one.opening,
                received=one.received,
                taken=one.taken,
                returned=one.returned,
                given=one.given,
                closing=one.opening + one.received - one.returned,
                holders=sum(1 for held in one.by_holder.values() if held > 0),
            )
        )
    return tuple(found)


def claims(books: Books, tables: Tables) -> tuple[Claim, ...]:
    """Owed by line, paid ahead by line, owing by account; in this order, larger first."""
    owed: dict[str, list[Owing]] = {}
    for key, one in tables.owing.items():
        owed.setdefault(books.chart.accounts[key.account].line, []).append(one)
    found = []
    for sign, kind in ((1, OWED), (-1, AHEAD)):
        for line, known in owed.items():
            opening = total(max(sign * one.opening, ZERO) for one in known)
            closing = total(max(sign * one.closing, ZERO) for one in known)
            if opening or closing:
                holders = sum(1 for one in known if sign * one.closing > 0)
                found.append(Claim(kind, line, opening, closing, holders))
    for name, closing in tables.closing.items():
        opening = tables.opening.get(name, ZERO)
        if opening or closing:
            found.append(Claim(OWING, called(name), -opening, -closing, 0))
    order = (OWED, AHEAD, OWING)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), -one.closing, one.name)))


def taxes(tables: Tables) -> tuple[TaxLine, ...]:
    """By tax where the books name it; what they do not tell apart under its account's name."""
    accounts: dict[str, set[str]] = {}
    for account, tax in tables.taxed:
        accounts.setdefault(account, set()).add(tax)
    found = []
    for (account, tax), one in tables.taxed.items():
        apart = len(accounts[account]) == 1
        if not (one.charged or one.paid or (apart and one.opening)):
            continue
        name = NAMES.get(tax, tax) if tax else called(account)
        if not tax and not apart:
            name += "（未分税种）"
        found.append(
            TaxLine(
                name=name,
                opening=one.opening if apart else None,
                charged=one.charged,
                paid=one.paid,
                closing=one.opening + one.charged - one.paid if apart else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.paid, -one.charged, one.name)))


def collected(books: Books, tables: Tables, period: Period) -> tuple[Collected, ...]:
    """Per line and month what was charged, and what of it is paid at the period's end.

    Payments settle the oldest charge first, so what a holder still owes counts against the
    youngest months.
    """
    first, end = month_number(period.first), month_number(period.end)
    charged: dict[str, dict[int, Decimal]] = {}
    unpaid: dict[str, dict[int, Decimal]] = {}
    for key, one in tables.owing.items():
        line = books.chart.accounts[key.account].line
        for month, amount in one.charges.items():
            if first <= month < end:
                table = charged.setdefault(line, {})
                table[month] = table.get(month, ZERO) + amount
        for when, amount in one.unpaid():
            if when is not None and first <= when < end:
                table = unpaid.setdefault(line, {})
                table[when] = table.get(when, ZERO) + amount
    found = []
    for line, table in charged.items():
        months = tuple(
            CollectedMonth(
                str(month),
                table.get(number, ZERO),
                table.get(number, ZERO) - unpaid.get(line, {}).get(number, ZERO),
            )
            for number, month in zip(range(first, end), period.each_month(), strict=True)
        )
        whole = total(one.charged for one in months)
        if whole > 0:
            found.append(Collected(line, months, whole, total(one.paid for one in months)))
    return tuple(sorted(found, key=lambda one: (-one.charged, one.line)))


def ages(tables: Tables, period: Period) -> tuple[Age, ...]:
    """Arrears of households by age in months; the last month's charges are not arrears.

    Their sum is the sum of the arrears by building. Classes of fewer than three households say
    no number of them.
    """
    last = month_number(period.last)
    amounts: dict[str, Decimal] = {}
    units: dict[str, set[str]] = {}
    for key, one in tables.owing.items():
        if key.kind != "unit":
            continue
        for month, amount in one.unpaid():
            if month == last:
                continue
            name = OLDEST if month is None else age_name(last - month)
            amounts[name] = amounts.get(name, ZERO) + amount
            units.setdefault(name, set()).add(key.code)
    order = [name for _months, name in _AGES] + [OLDEST]
    return tuple(
        Age(name, len(units[name]) if len(units[name]) >= SMALL else 0, amounts[name])
        for name in order
        if name in amounts
    )


def age_name(months: int) -> str:
    """The class of an age in months."""
    return next((name for most, name in _AGES if months <= most), OLDEST)


def members(tables: Tables, codes: Iterable[str], period: Period) -> MembersFees | None:
    """How the members' own flats stand; ``None`` where the committee has not asked for it.

    Args:
        tables: the pass.
        codes: the members' flats.
        period: the report's.
    """
    flats = frozenset(codes)
    if not flats:
        return None
    last = month_number(period.last)
    late: dict[str, Decimal] = {}
    for key, one in _of(tables.owing, flats):
        overdue = total(amount for month, amount in one.unpaid() if month != last)
        late[key.code] = late.get(key.code, ZERO) + overdue
    owing = [amount for amount in late.values() if amount]
    return MembersFees(len(flats), len(flats) - len(owing), total(owing))


def _of(owing: Mapping[Key, Owing], flats: frozenset[str]) -> Iterable[tuple[Key, Owing]]:
    return ((key, one) for key, one in owing.items() if key.kind == "unit" and key.code in flats)
