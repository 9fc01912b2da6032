"""A household's statement of account: opening, charges, payments and what they settled, closing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.billing.open_items import Holder, Row
from owners_ledger.money import total


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A charge in the statement's days.

    Attributes:
        day: booking date.
        name: what it is for (物业费).
        period: the month charged, "" where it is older than the books.
        bay: the bay, or "".
        amount: yuan as booked, negative: a correction.
        formula: the sum behind it, "" where registers and tariffs do not give it.
        resolution: by whose decision, or "".
        note: what the sum does not say, or "".
        should_be: yuan by registers and tariffs where the books, corrections included, hold
            another sum; ``None``: they agree, or nothing can be computed.
        open: yuan of it not yet paid.
        due: last day to pay.
        correction: whether it changes a charge booked before.
    """

    day: datetime.date
    name: str
    period: str
    bay: str
    amount: Decimal
    formula: str
    resolution: str
    note: str
    should_be: Decimal | None
    open: Decimal
    due: datetime.date
    correction: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What a payment paid: a thing and its months, first and last ("": older than the books)."""

    name: str
    first: str
    last: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment, as received.

    Attributes:
        day: booking date.
        number: receipt number, "" where no money moved.
        ref: bank reference, or "".
        via: where the money arrived (收费户, 现金), "" where it was moved within the books.
        amount: yuan received.
        returned: yuan taken back since.
        settled: what it paid.
        credit: yuan that have settled nothing yet.
    """

    day: datetime.date
    number: str
    ref: str
    via: str
    amount: Decimal
    returned: Decimal
    settled: tuple[Settled, ...]
    credit: Decimal


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Money taken back: a refund, a bounced transfer, a payment that was somebody else's."""

    day: datetime.date
    ref: str
    via: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DueLine:
    """What is to be paid for one thing.

    Attributes:
        name: what for.
        months: ``2026-03`` or ``2026-01至2026-03``; ``2024-12及以前`` with older debts.
        amount: yuan due now.
        since: the day after the oldest part was due.
        memo: text for the transfer.
    """

    name: str
    months: str
    amount: Decimal
    since: datetime.date
    memo: str


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What was paid ahead for one thing: it settles nothing else."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Something not yet paid at the statement's end."""

    account: str
    name: str
    row: Row
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Missing:
    """What registers and tariffs give and the books do not hold at all."""

    name: str
    period: str
    bay: str
    amount: Decimal
    formula: str


@dataclass(frozen=True, slots=True)
class HolderAccount:
    """One holder's statement of account; opening + charged − paid + returned = closing.

    Attributes:
        holder: whose.
        building: the building as notices name it, "" for a contract.
        place: area and use of a flat, place of a contract, for the heading.
        first: first day.
        last: last day; everything is as it stood then.
        opening: yuan owed before, negative: paid ahead.
        charged: yuan charged in these days.
        paid: yuan paid in these days.
        returned: yuan taken back in these days.
        closing: yuan owed at the end, negative: paid ahead.
        owed: yuan of all unpaid charges.
        credits: payments that have settled nothing yet, by what they are for.
        due_now: yuan of unpaid charges whose day has come.
        charges, payments, returns: the lines, in order.
        dues: what is due now, by what it is for.
        items: everything unpaid, oldest first.
        missing: what is computed and not booked.
    """

    holder: Holder
    building: str
    place: str
    first: datetime.date
    last: datetime.date
    opening: Decimal
    charged: Decimal
    paid: Decimal
    returned: Decimal
    closing: Decimal
    owed: Decimal
    credits: tuple[CreditLine, ...]
    due_now: Decimal
    charges: tuple[ChargeLine, ...]
    payments: tuple[PaymentLine, ...]
    returns: tuple[ReturnLine, ...]
    dues: tuple[DueLine, ...]
    items: tuple[OpenLine, ...]
    missing: tuple[Missing, ...]

    @property
    def code(self) -> str:
        """The flat's or the contract's code."""
        return self.holder.code

    @property
    def credit(self) -> Decimal:
        """All that was paid ahead."""
        return total(one.amount for one in self.credits)

    @property
    def differs(self) -> bool:
        """Whether books and registers disagree somewhere."""
        return bool(self.missing) or any(one.should_be is not None for one in self.charges)


def dues_of(holder: Holder, items: Iterable[OpenLine], last: datetime.date) -> tuple[DueLine, ...]:
    """What is due on a day, by what it is for, with the text for the transfer."""
    groups: dict[str, list[OpenLine]] = {}
    for one in items:
        if one.row.due <= last:
            groups.setdefault(one.name, []).append(one)
    found = []
    for name, due in groups.items():
        months = months_text([one.row for one in due])
        found.append(
            DueLine(
                name,
                months,
                total(one.amount for one in due),
                min(one.row.due for one in due) + datetime.timedelta(days=1),
                f"{holder.code} {name} {months}",
            )
        )
    return tuple(found)


def months_text(rows: Iterable[Row]) -> str:
    """The months of charges as one text; debts older than the books by the month they came in."""
    periods = sorted({(one.period or f"{one.day:%Y-%m}", not one.period) for one in rows})
    first, last = periods[0][0], periods[-1][0]
    if any(older for _period, older in periods):
        return f"{last}及以前"
    return first if first == last else f"{first}至{last}"


def settled_lines(parts: Mapping[tuple[str, str], Decimal]) -> tuple[Settled, ...]:
    """What a payment paid by name and month, neighbours of a name together."""
    found: list[Settled] = []
    for name in dict.fromkeys(name for name, _period in parts):
        months = sorted((period, amount) for (one, period), amount in parts.items() if one == name)
        older = [amount for period, amount in months if not period]
        dated = [(period, amount) for period, amount in months if period]
        if older:
            found.append(Settled(name, "", "", total(older)))
        if dated:
            amount = total(amount for _period, amount in dated)
            found.append(Settled(name, dated[0][0], dated[-1][0], amount))
    return tuple(found)
