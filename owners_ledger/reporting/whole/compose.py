"""A notice with everything it has to tell: the cash view, and the parts its length asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from owners_ledger import money
from owners_ledger.books.load import Books
from owners_ledger.periods import Period
from owners_ledger.rates import load_rates
from owners_ledger.registers import Registers
from owners_ledger.reporting.disclosure import Reading, figures_of, read
from owners_ledger.reporting.ids import with_ids
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.sources import Sources, load_sources
from owners_ledger.reporting.whole import owed, rooms, year
from owners_ledger.reporting.whole.model import Parts
from owners_ledger.reporting.whole.numbers import with_ids as parts_with_ids
from owners_ledger.reporting.whole.reopened import reopened
from owners_ledger.reporting.whole.tables import Tables, read_tables
from owners_ledger.reporting.whole.words import summary

_QUARTER, _HALF, _YEAR = 3, 6, 12
_TIMES = 10  # payments a year's report lists, in multiples of a month's threshold


def full_report(
    books: Books, registers: Registers, period: Period, sources: Sources, *, draft: bool = False
) -> Disclosure:
    """The notice of a month, quarter, half a year or year, in full.

    Args:
        books: loaded books without errors.
        registers: of the same book.
        period: what is reported.
        sources: of the period (``sources.load_sources``).
        draft: also for a period the statements do not cover yet.

    Raises:
        OwnersLedgerError: the figures cannot be given, or a file of the book is not in order.
    """
    reading = read(books, registers, period, sources, draft=draft)
    figures = figures_of(reading)
    if period.months < _QUARTER:
        parts = _board(reading)
        return figures if parts == Parts() else replace(figures, parts=parts)
    tables = read_tables(books, period)
    if period.months == _YEAR:
        figures = _large_only(figures, books)
    return replace(figures, parts=parts_with_ids(_parts(reading, figures, tables)))


def _parts(reading: Reading, figures: Disclosure, tables: Tables) -> Parts:
    books, period = reading.books, reading.period
    parts = replace(
        _board(reading),
        deposits=owed.deposits(books, tables),
        claims=owed.claims(books, tables),
        taxes=owed.taxes(tables),
        decisions=year.decisions(reading.sources.resolutions, period),
        members=owed.members(tables, members_of(books.committee.raw), period),
        budget=rooms.budgeted(reading),
        funds=rooms.funded(reading),
        reconciliation=rooms.reconciled(reading),
        postings=rooms.postings(books, period),
        reopened=reopened(books, period),
    )
    if period.months >= _HALF:
        parts = replace(
            parts,
            collected=owed.collected(books, tables, period),
            ages=owed.ages(tables, period),
        )
    return _of_year(parts, reading, figures, tables) if period.months == _YEAR else parts


def _board(reading: Reading) -> Parts:
    """What every notice says of its own past: questions and corrections."""
    return Parts(
        questions=rooms.questions(reading.books, reading.period),
        corrections=rooms.corrected(reading.books, reading.period),
    )


def _of_year(parts: Parts, reading: Reading, figures: Disclosure, tables: Tables) -> Parts:
    books, period = reading.books, reading.period
    rates = load_rates(books.root)
    following = load_sources(books.root, Period(period.year + 1, 1, _YEAR)).budget
    planned = year.next_budget(period.year + 1, following, figures.income, figures.spending)
    return replace(
        parts,
        summary=summary(figures, books.committee, planned),
        assets=year.fixed_assets(reading.registers, period, rates),
        archive=year.archive(books, reading.statements, period, rates, vouchers=tables.vouchers),
        sayings=year.sayings(books.root, period.year),
        next_budget=planned,
        statements=rooms.accrued(reading, figures),
    )


def _large_only(figures: Disclosure, books: Books) -> Disclosure:
    """A year lists the larger payments only: every one hung in its month."""
    least = annual_above(books.committee.raw, figures.threshold)
    large = tuple(one for one in figures.payments if abs(one.amount) >= least)
    return with_ids(replace(figures, threshold=least, payments=large))


def annual_above(raw: Mapping[str, Any], threshold: Decimal) -> Decimal:
    """From which sum a year lists payments: ``annual-above`` of ``[rules]``, or ten months' worth.

    Args:
        raw: ``committee.toml``.
        threshold: the same of a month.
    """
    said = raw.get("rules", {}).get("annual-above")
    return threshold * _TIMES if said is None else money.parse(str(said))


def members_of(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Flats of the committee's members: ``members`` of ``[rules]``; printed only as counts."""
    listed = raw.get("rules", {}).get("members")
    return tuple(map(str, listed)) if isinstance(listed, list) else ()
