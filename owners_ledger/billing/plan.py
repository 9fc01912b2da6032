"""From a month's charges and what is booked already to what is still to be written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.billing.billed import Billed, Key, key_of
from owners_ledger.billing.model import Charge
from owners_ledger.billing.order import natural
from owners_ledger.books.bank_entries import Leg, posting
from owners_ledger.periods import Period


@dataclass(frozen=True, slots=True)
class Difference:
    """A charge that is booked otherwise than registers and tariffs say now.

    Attributes:
        key: what it is for.
        booked: yuan in the books, zero where nothing is.
        computed: yuan by registers and tariffs, zero where nothing is owed.
        income: the income account.
    """

    key: Key
    booked: Decimal
    computed: Decimal
    income: str

    @property
    def missing(self) -> Decimal:
        """What a correction adds."""
        return self.computed - self.booked


@dataclass(frozen=True, slots=True)
class BillPlan:
    """What billing a month comes to.

    Attributes:
        month: the month.
        charges: all of it, by registers and tariffs.
        new: the charges of tariffs the books have nothing of yet.
        differences: where a tariff is billed already and the amounts differ.
    """

    month: Period
    charges: tuple[Charge, ...]
    new: tuple[Charge, ...]
    differences: tuple[Difference, ...]

    @property
    def is_done(self) -> bool:
        """Whether the books hold all of it."""
        return not self.new and not self.differences


def plan(
    charges: Sequence[Charge], booked: Billed, month: Period, income_of: Mapping[str, str]
) -> BillPlan:
    """Compare.

    Args:
        charges: of the month.
        booked: what the books hold of it.
        month: the month.
        income_of: income account by receivable, for charges that are gone.
    """
    wanted: dict[Key, Decimal] = {}
    income: dict[Key, str] = {}
    for one in charges:
        if one.tariff in booked.tariffs:
            key = key_of(one)
            wanted[key] = wanted.get(key, money.ZERO) + one.amount
            income[key] = one.income
    differences = [
        Difference(
            key,
            booked.amounts.get(key, money.ZERO),
            wanted.get(key, money.ZERO),
            income.get(key) or income_of.get(key[-1], ""),
        )
        for key in sorted({*wanted, *booked.amounts}, key=_place)
    ]
    return BillPlan(
        month,
        tuple(charges),
        tuple(one for one in charges if one.tariff not in booked.tariffs and one.amount),
        tuple(one for one in differences if one.missing),
    )


def entries(
    found: BillPlan, names: Mapping[str, str], *, correct_on: datetime.date | None = None
) -> list[data.Directive]:
    """The entries to write: one per tariff, a posting per holder, receivable against income.

    Args:
        found: the plan.
        names: tariff ids as narrations call them.
        correct_on: the day corrections are dated; ``None``: none are written.
    """
    made = [
        _entry(found.month.first, tariff, found.month, names.get(tariff, tariff), rows)
        for tariff, rows in _rows(found.new).items()
    ]
    if correct_on is not None:
        by_tariff: dict[str, list[_Row]] = {}
        for one in found.differences:
            tariff, unit, lease, bay, account = one.key
            row = _Row(account, one.income, unit, lease, bay, one.missing)
            by_tariff.setdefault(tariff, []).append(row)
        made += [
            _entry(correct_on, tariff, found.month, f"更正 {names.get(tariff, tariff)}", rows)
            for tariff, rows in by_tariff.items()
        ]
    return list(made)


@dataclass(frozen=True, slots=True)
class _Row:
    account: str
    income: str
    unit: str
    lease: str
    bay: str
    amount: Decimal


def _rows(charges: Iterable[Charge]) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = {}
    for one in charges:
        row = _Row(one.account, one.income, one.unit, one.lease, one.bay, one.amount)
        rows.setdefault(one.tariff, []).append(row)
    return rows


def _entry(
    day: datetime.date, tariff: str, month: Period, name: str, rows: Sequence[_Row]
) -> data.Transaction:
    incomes: dict[str, Decimal] = {}
    for row in rows:
        incomes[row.income] = incomes.get(row.income, money.ZERO) - row.amount
    postings = [_posting(row.account, row.amount, _about(row)) for row in rows]
    postings += [_posting(account, amount, None) for account, amount in incomes.items() if amount]
    return data.Transaction(
        {"charge": tariff, "period": str(month)},
        day,
        "*",
        None,
        f"{name} {month.title}",
        data.EMPTY_SET,
        frozenset({f"bill-{month}"}),
        postings,
    )


def _about(row: _Row) -> dict[str, str]:
    named = (("unit", row.unit), ("lease", row.lease), ("bay", row.bay))
    return {key: value for key, value in named if value}


def _posting(account: str, amount: Decimal, meta: dict[str, str] | None) -> data.Posting:
    return posting(Leg(account, amount, meta or {}))


def _place(key: Key) -> tuple[object, ...]:
    tariff, unit, lease, bay, account = key
    return tariff, natural(bay or unit or lease), natural(unit or lease), account
