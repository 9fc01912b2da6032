"""The value every surface shows: notice, web page, spreadsheet and JSON print one of these.

All amounts are yuan in whole fen. ``id`` is an item's short id in its notice, as ``支12``
(``ids``). On the cash view, for any period and exactly:
``opening + income_total − spending_total = closing``, and ``closing`` is the sum of the accounts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from owners_ledger.reporting.common import CommonProperty
from owners_ledger.reporting.points import OpenPoint
from owners_ledger.reporting.quarter_model import Contract, PostWages, Project

if TYPE_CHECKING:
    # The parts are made of values that are themselves made of these.
    from owners_ledger.reporting.whole.model import Parts


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of income or spending on the cash view.

    Attributes:
        line: its name on the notice (``disclose:`` of the accounts).
        amount: of the period.
        year_to_date: from 1 January to the period's end.
        budget: of the year, ``None`` where the budget has no such line.
        months: amount per month of the period (one for a month, three for a quarter).
        previous: amount of the period before, ``None`` where the books begin later.
        note: the committee's sentence from ``ledger/notes/``, or "".
        derived: facts the books themselves say (``月租 221 位``), or "".
        count: number of bank and cash movements in it.
    """

    line: str
    amount: Decimal
    year_to_date: Decimal
    budget: Decimal | None
    months: tuple[Decimal, ...]
    previous: Decimal | None
    note: str
    derived: str
    count: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class TransitItem:
    """A movement in the books that no booked statement shows up to the period's end (未达账项).

    Attributes:
        date: booking date.
        number: voucher number, or "".
        summary: what for, free of personal data.
        amount: signed, money in positive.
    """

    date: datetime.date
    number: str
    summary: str
    amount: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """One place where money is, against its statement.

    Attributes:
        name: 基本户, 现金.
        tail: last four digits, "" for cash.
        opening: book balance at the period's start.
        book: book balance at the period's end.
        statement: the bank's closing balance, ``None`` where there is no statement up to the end.
        difference: book − statement, ``None`` with it.
        statement_lines: lines of the bank's statements that lie in the period.
        booked_lines: of these, in the books.
        covered_to: last day the statements cover, ``None`` without any.
        in_transit: movements in the books that no statement shows; with none of them and all lines
            booked, ``difference`` is 0.00.
    """

    name: str
    tail: str
    opening: Decimal
    book: Decimal
    statement: Decimal | None
    difference: Decimal | None
    statement_lines: int
    booked_lines: int
    covered_to: datetime.date | None
    in_transit: tuple[TransitItem, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Earmark:
    """Money that is there but not free: deposits, prepayments, restricted grants."""

    name: str
    amount: Decimal
    count: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment above the threshold, or any voucher line of a quarter.

    Attributes:
        date: booking date.
        number: voucher number, or the bank reference's number within the account, never a serial.
        line: its line on the notice.
        summary: what for, free of personal data.
        payee: company name, or the payee's class (``职工（保洁）``, ``业主``).
        amount: positive as paid (a refund received is negative) or, in a voucher list, signed cash.
        documents: number of attached documents.
        resolution: number of the resolution, or "".
        flagged: still to be reviewed.
        movements: how many movements the row stands for (household receipts are joined).
    """

    date: datetime.date
    number: str
    line: str
    summary: str
    payee: str
    amount: Decimal
    documents: int
    resolution: str
    flagged: bool
    movements: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Arrears:
    """What a building owes at the period's end: households and yuan, never who.

    Charges of the period's last month are not arrears yet.

    A building with fewer than three households in arrears is merged into ``其他楼栋``.
    """

    building: str
    units: int
    amount: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of the twelve-month view."""

    month: str
    income: Decimal
    spending: Decimal
    closing: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence at the foot.

    Its reason is ``zero``, ``swing``, ``review`` or ``other``; of the committee's own that stand
    beside no line: ``line``, ``payee``, ``missing``, ``total``.
    """

    reason: str
    subject: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class TotalIds:
    """Short ids of the figures that stand by themselves; the same on every notice."""

    opening: str = "总1"
    income: str = "总2"
    spending: str = "总3"
    closing: str = "总4"
    free: str = "总5"
    collection: str = "总6"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A notice (month) or disclosure (quarter) on the cash view.

    Attributes:
        kind: ``monthly`` or ``quarterly``.
        period: ``2026-03``, ``2026-Q1``.
        title: ``2026年3月``.
        estate: the estate's name.
        body: the committee's name.
        number: the notice's number (``公示〔2026〕第 7 号``).
        previous_number: of the notice whose closing is this opening.
        as_of: the period's last day.
        posted_from, posted_to: first and last day it hangs.
        opening, income_total, spending_total, closing: the equation.
        income, spending: lines, larger first.
        income_year, spending_year: totals of the year to date.
        income_budget, spending_budget: totals of the year's budget, ``None`` without one.
        income_months, spending_months, closing_months: per month of the period.
        headline: one sentence with the change against the last period and its reason.
        accounts: where the money is.
        earmarks: what of it is not free; ``free`` is the rest.
        payments: payments at or above the threshold, by date.
        threshold: that threshold.
        arrears: per building.
        history: the twelve months up to the period's end (fewer where the books begin later).
        notes: zero lines, swings, lines to review.
        review_count, review_amount: movements not yet certain.
        vouchers, contracts, wages, projects: quarter only, else empty.
        collection: share of the property fee charged for the period that has been paid, in
            percent with one decimal, or ``None``.
        draft: not all of the period is covered by statements: never to be posted.
        open_points: what needs a sentence before the report is final.
        common: places of common property as counts (quarter only), ``None`` where there are none.
        total_ids: ids of the equation's figures, of what is free and of the collection rate.
        parts: what a period longer than a month tells beyond it (``whole.compose``).
    """

    kind: str
    period: str
    title: str
    estate: str
    body: str
    number: str
    previous_number: str
    as_of: datetime.date
    posted_from: datetime.date
    posted_to: datetime.date
    opening: Decimal
    income_total: Decimal
    spending_total: Decimal
    closing: Decimal
    income: tuple[ReportLine, ...]
    spending: tuple[ReportLine, ...]
    income_year: Decimal
    spending_year: Decimal
    income_budget: Decimal | None
    spending_budget: Decimal | None
    income_months: tuple[Decimal, ...]
    spending_months: tuple[Decimal, ...]
    closing_months: tuple[Decimal, ...]
    headline: str
    accounts: tuple[MoneyAccount, ...]
    earmarks: tuple[Earmark, ...]
    free: Decimal
    payments: tuple[Payment, ...]
    threshold: Decimal
    arrears: tuple[Arrears, ...]
    history: tuple[MonthPoint, ...]
    notes: tuple[Note, ...]
    review_count: int
    review_amount: Decimal
    vouchers: tuple[Payment, ...]
    contracts: tuple[Contract, ...]
    wages: tuple[PostWages, ...]
    projects: tuple[Project, ...]
    collection: Decimal | None
    draft: bool = False
    common: CommonProperty | None = None
    open_points: tuple[OpenPoint, ...] = ()
    total_ids: TotalIds = TotalIds()
    parts: Parts | None = None
