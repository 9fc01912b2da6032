"""What tenants of common property owe: contracts by their cycle, stepped rents, rent-free days.

A cycle's rent is due when the cycle begins, for the days of it the contract lasts. Cycles are
the calendar's (quarters begin in January) or, where the contract says so, its own, counted from
its first day. Several rows of one contract are its steps; a step inside a cycle counts by days.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from owners_ledger.billing.fen import fen
from owners_ledger.billing.model import Charge, Piece
from owners_ledger.billing.order import natural
from owners_ledger.billing.spans import Span, calendar_cycles, cut, own_cycles
from owners_ledger.periods import Period
from owners_ledger.registers import Lease, Registers

TARIFF = "lease"
MONTHS: Mapping[str, int] = {"月": 1, "季": 3, "年": 12}
ONE = Decimal(1)


def rent_charges(
    registers: Registers, month: Period, income_of: Callable[[str], str]
) -> tuple[Charge, ...]:
    """The rents that fall due in a month, by contract.

    Args:
        registers: the contracts.
        month: one calendar month.
        income_of: the income account of a receivable.
    """
    found = []
    for code, terms in registers.lease_terms.items():
        for cycle in cycles(terms, month.last):
            if cycle.first in month:
                pieces = rent_pieces(terms, cycle)
                amount = fen(sum((one.exact for one in pieces), Fraction(0)))
                account = _on(terms, cycle.first).account
                found.append(
                    Charge(
                        TARIFF,
                        month,
                        account,
                        income_of(account),
                        "",
                        code,
                        "",
                        amount,
                        pieces,
                        "" if amount else "免租期",
                    )
                )
    return tuple(sorted(found, key=lambda one: natural(one.lease)))


def cycles(terms: Sequence[Lease], until: datetime.date) -> tuple[Span, ...]:
    """The days each payment of a contract is for, up to the cycle that begins by a day.

    Args:
        terms: the contract's rows, oldest first.
        until: the last day a cycle may begin on.
    """
    first = terms[0].start
    ends = [one.end for one in terms]
    last = None if None in ends else max(end for end in ends if end is not None)
    months = MONTHS[terms[0].cycle]
    horizon = until if last is None else min(until, last)
    if first > horizon:
        return ()
    spans = (
        own_cycles(first, horizon, months)
        if terms[0].counted == "合同"
        else calendar_cycles(first, horizon, months)
    )
    clipped = (span.common(first, last) for span in spans)
    return tuple(span for span in clipped if span is not None and span.first <= until)


def rent_pieces(terms: Sequence[Lease], cycle: Span) -> tuple[Piece, ...]:
    """The sum behind a cycle's rent: each step's share by days, rent-free days left out."""
    edges = [(one.start, one.end) for one in terms]
    edges += [(one.free_from, one.free_to) for one in terms if one.free_from is not None]
    found = []
    for part in cut(cycle, edges):
        term = next((one for one in terms if one.covers(part.first)), None)
        if term is None:
            continue
        whole = _whole(terms, cycle)
        free = term.free_from is not None and (
            term.free_from <= part.first and (term.free_to is None or part.first <= term.free_to)
        )
        found.append(
            Piece(
                part.first,
                part.last,
                whole,
                ONE,
                "",
                term.rent,
                Decimal(0) if free else ONE,
                "免租期" if free else "",
                "",
            )
        )
    return tuple(found)


def _whole(terms: Sequence[Lease], cycle: Span) -> int:
    """Days of the full cycle a shortened one is a part of."""
    months = MONTHS[terms[0].cycle]
    if terms[0].counted == "合同":
        whole = next(
            span
            for span in own_cycles(terms[0].start, cycle.last, months)
            if span.common(cycle.first, cycle.first)
        )
    else:
        whole = next(calendar_cycles(cycle.first, cycle.first, months))
    return whole.days


def _on(terms: Sequence[Lease], day: datetime.date) -> Lease:
    return next((one for one in terms if one.covers(day)), terms[-1])
