"""A fund's statement for a period: what came in and went out, and the money behind the rest."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FundLine:
    """A line of a fund's income or spending, by the notice's line, on the accrual view."""

    line: str
    amount: Decimal
    count: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class FundTransfer:
    """A transfer between this fund and others.

    Attributes:
        date: of the entry.
        other: the other fund (several: joined by 、).
        amount: yuan; positive in ``transfers_in`` and ``transfers_out``; in ``settled`` positive
            where this fund got money or a claim on the other, negative where it gave one.
        resolution: the number it cites.
        summary: the entry's narration.
        kind: ``transfer`` (final), ``due`` (to be paid back) or ``settle`` (money for a claim).
    """

    date: datetime.date
    other: str
    amount: Decimal
    resolution: str
    summary: str
    kind: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class FundPlace:
    """Where a fund's money lies: an account of its own, or its share of the shared ones ("")."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FundStatement:
    """One fund in one period; exactly, for every fund and for their sum:

    ``opening + income_total − spending_total + transfers_in_total − transfers_out_total = closing``
    and ``closing = money + receivables + other_assets + due_from − payables − due_to`` and
    ``money_opening + money_in − money_out = money``.

    Attributes:
        fund: its name; ``待划分`` for money nobody has yet said the fund of.
        kind: ``public-income``, ``fee``, ``maintenance``, ``working``, ``project``, ``restricted``,
            ``deposits``, ``agency`` or "".
        kind_title: the same in Chinese, or "".
        restricted: whether its use is restricted from outside.
        resolution: by which it was set up, or "".
        opening: balance before the period.
        income, spending: lines on the accrual view, larger first.
        transfers_in, transfers_out: final transfers, by date.
        closing: balance at the period's end.
        money_opening, money_in, money_out, money: the money behind it.
        places: in which accounts the money is.
        receivables: what others (not funds) owe it.
        other_assets: prepaid, works under construction, things.
        payables: what it owes others: bills, wages, taxes, deposits, advances.
        due_from, due_to: what other funds owe it, and it them.
        settled: transfers of money against a claim and loans in the period, by date.
        lowest, lowest_on: its money's lowest end of day below zero in the period and that day, or
            0.00 and ``None``.
    """

    fund: str
    kind: str
    kind_title: str
    restricted: bool
    resolution: str
    opening: Decimal
    income: tuple[FundLine, ...]
    income_total: Decimal
    spending: tuple[FundLine, ...]
    spending_total: Decimal
    transfers_in: tuple[FundTransfer, ...]
    transfers_in_total: Decimal
    transfers_out: tuple[FundTransfer, ...]
    transfers_out_total: Decimal
    closing: Decimal
    money_opening: Decimal
    money_in: Decimal
    money_out: Decimal
    money: Decimal
    places: tuple[FundPlace, ...]
    receivables: Decimal
    other_assets: Decimal
    payables: Decimal
    due_from: Decimal
    due_to: Decimal
    settled: tuple[FundTransfer, ...]
    lowest: Decimal
    lowest_on: datetime.date | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole book in the same period, added up without the funds; the funds sum to it.

    Attributes:
        opening, income_total, spending_total, closing: the book's.
        money_opening, money: of all money accounts.
        receivables, other_assets, payables: of all accounts that are no money.
    """

    opening: Decimal
    income_total: Decimal
    spending_total: Decimal
    closing: Decimal
    money_opening: Decimal
    money: Decimal
    receivables: Decimal
    other_assets: Decimal
    payables: Decimal
    id: str = ""
