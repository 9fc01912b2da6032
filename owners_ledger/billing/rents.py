"""What tenants of common property owe: contracts by their cycle, stepped rents, rent-free days.

A cycle's rent is due when the cycle begins, for the days of it the contract lasts. Cycles are
the calendar's (quarters begin in January) or, where the contract says so, its own, counted from
its first day. Several rows of one contract are its steps; a step inside a cycle counts by days.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from owners_ledger.billing.fen import fen
from owners_ledger.billing.model import Charge, Piece
from owners_ledger.billing.order import natural
from owners_ledger.billing.spans import Span, calendar_cycles, cut, own_cycles
from owners_ledger.money import total
from owners_ledger.periods import Period
from owners_ledger.registers import Lease, Registers

TARIFF = "lease"
MONTHS: Mapping[str, int] = {"月": 1, "季": 3, "年": 12}
ONE = Decimal(1)
_DAY = datetime.timedelta(days=1)


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
        due = [cycle for cycle in cycles(terms, month.last, month.first) if cycle.first in month]
        if not due:
            continue
        payments = [rent_pieces(terms, cycle) for cycle in due]
        amounts = [fen(sum((one.exact for one in pieces), Fraction(0))) for pieces in payments]
        account = _on(terms, due[-1].first).account
        found.append(
            Charge(
                TARIFF,
                month,
                account,
                income_of(account),
                "",
                code,
                "",
                total(amounts),
                tuple(piece for pieces in payments for piece in pieces),
                "" if any(amounts) else "免租期",
            )
        )
    return tuple(sorted(found, key=lambda one: natural(one.lease)))


def cycles(
    terms: Sequence[Lease], until: datetime.date, since: datetime.date = datetime.date.min
) -> tuple[Span, ...]:
    """The days each payment of a contract is for, up to the cycle that begins by a day.

    Rows that follow one another with the same cycle are one run; where the cycle changes, or
    after days without contract, cycles are counted anew.

    Args:
        terms: the contract's rows, oldest first.
        until: the last day a cycle may begin on.
        since: cycles that ended before this day are left out.
    """
    found: list[Span] = []
    for run in runs(terms):
        first, last = run[0].start, run[-1].end
        horizon = until if last is None else min(until, last)
        clipped = (span.common(first, last) for span in _full(run, max(first, since), horizon))
        found += [span for span in clipped if span is not None and span.first <= until]
    return tuple(found)


def runs(terms: Sequence[Lease]) -> tuple[tuple[Lease, ...], ...]:
    """A contract's rows, those that count in the same cycles without a gap together."""
    found: list[list[Lease]] = []
    for one in terms:
        before = found[-1][-1] if found else None
        if (
            before is not None
            and before.end == one.start - _DAY
            and (before.cycle, before.counted) == (one.cycle, one.counted)
        ):
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(map(tuple, found))


def _full(run: Sequence[Lease], first: datetime.date, last: datetime.date) -> Iterator[Span]:
    """The whole cycles of a run that touch some days, not yet cut to its term."""
    months = MONTHS[run[0].cycle]
    if first > last:
        return
    if run[0].counted == "合同":
        spans = own_cycles(run[0].start, last, months)
        yield from (span for span in spans if span.last >= first)
    else:
        yield from calendar_cycles(first, last, months)


def rent_pieces(terms: Sequence[Lease], cycle: Span) -> tuple[Piece, ...]:
    """The sum behind a cycle's rent: each step's share by days, rent-free days left out."""
    edges = [(one.start, one.end) for one in terms]
    edges += [(one.free_from, one.free_to) for one in terms if one.free_from is not None]
    whole = _whole(terms, cycle)
    found = []
    for part in cut(cycle, edges):
        term = next((one for one in terms if one.covers(part.first)), None)
        if term is None:
            continue
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
    run = next(run for run in runs(terms) if any(one.covers(cycle.first) for one in run))
    return next(_full(run, cycle.first, cycle.first)).days


def _on(terms: Sequence[Lease], day: datetime.date) -> Lease:
    return next((one for one in terms if one.covers(day)), terms[-1])
