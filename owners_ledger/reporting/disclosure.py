"""Books, registers and a period to the value that every surface prints."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from owners_ledger.books.load import Books
from owners_ledger.duties.board import posted_to
from owners_ledger.i18n import _
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting.accounts import (
    Statement,
    horizon,
    money_accounts,
    statements,
    sum_of,
)
from owners_ledger.reporting.cash import INCOME, SPENDING, Cash, month_number, prove
from owners_ledger.reporting.cash_pass import read_cash
from owners_ledger.reporting.clerk import Clerk, Movement, movements
from owners_ledger.reporting.common import common_property
from owners_ledger.reporting.explain import explain
from owners_ledger.reporting.facts import income_facts, spending_facts
from owners_ledger.reporting.ids import with_ids
from owners_ledger.reporting.lines import Span, budget_total, report_lines
from owners_ledger.reporting.model import Disclosure, MonthPoint, Payment
from owners_ledger.reporting.payments import large_payments, vouchers
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.quarter import contracts, projects, wages
from owners_ledger.reporting.receivables import arrears, charged, collection, earmarks, suspense
from owners_ledger.reporting.refusal import ReportError, refuse_broken
from owners_ledger.reporting.sentences import headline, notes, to_open
from owners_ledger.reporting.sources import Sources

_KINDS = {1: "monthly", 3: "quarterly", 6: "halfyear", 12: "annual"}
_SERIES = {1: "第 {n} 号", 3: "季第 {n} 号", 6: "半年第 {n} 号", 12: "年第 {n} 号"}
_QUARTER, _YEAR = 3, 12
_DAY = datetime.timedelta(days=1)
_HISTORY = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a period's figures are made from, read once.

    Attributes:
        books: the books.
        registers: of the same book.
        period: the period.
        sources: budget, sentences, works and tariffs.
        cash: the pass over the books.
        statements: booked statements per ledger account.
        cover: covers personal data.
        clerk: writes movements as rows.
        draft: also for a period the statements do not cover yet.
    """

    books: Books
    registers: Registers
    period: Period
    sources: Sources
    cash: Cash
    statements: Mapping[str, tuple[Statement, ...]]
    cover: Cover
    clerk: Clerk
    draft: bool


def read(
    books: Books,
    registers: Registers,
    period: Period,
    sources: Sources | None = None,
    *,
    draft: bool = False,
) -> Reading:
    """Go through the books once.

    Args:
        books: loaded books without errors.
        registers: of the same book.
        period: a month, a quarter, half a year or a year that the statements cover.
        sources: budget, sentences, works and tariffs (``sources.load_sources``).
        draft: also for a period the statements do not cover yet.

    Raises:
        ReportError: the books are broken, or do not reach the period.
    """
    refuse_broken(books)
    known = statements(books)
    cash = read_cash(books, period, horizon(known, period))
    _refuse_outside(books, cash, [one.last for chain in known.values() for one in chain])
    cover = Cover.of(registers)
    clerk = Clerk(books, registers, cover, cash.payrolls)
    return Reading(books, registers, period, sources or Sources(), cash, known, cover, clerk, draft)


def disclose(
    books: Books,
    registers: Registers,
    period: Period,
    sources: Sources | None = None,
    *,
    draft: bool = False,
) -> Disclosure:
    """The notice's figures on the cash view, tied to the bank; arguments as of ``read``.

    Raises:
        ReportError: the books are broken, do not reach the period, or do not add up.
    """
    return figures_of(read(books, registers, period, sources, draft=draft))


def figures_of(reading: Reading) -> Disclosure:
    """The notice's figures of what was read.

    Raises:
        ReportError: the statements do not reach the period's end, or the figures do not add up.
    """
    books, registers, period = reading.books, reading.registers, reading.period
    sources, cash, cover, clerk = reading.sources, reading.cash, reading.cover, reading.clerk
    accounts = money_accounts(books, cash, reading.statements, cover, draft=reading.draft)
    span = Span.of(cash)
    moves = movements(cash.flows)
    works = projects(books, period, sources.works, cover)
    rate = collection(books, cash)
    income = report_lines(
        cash, INCOME, sources, income_facts(books, cash, registers, sources, rate)
    )
    spending = report_lines(
        cash,
        SPENDING,
        sources,
        spending_facts(cash, clerk, moves, works, _work_lines(books, sources)),
    )
    opening, closing = cash.balance_before(span.first), cash.balance_before(span.end)
    income_total = sum((line.amount for line in income), ZERO)
    spending_total = sum((line.amount for line in spending), ZERO)
    prove(opening, income_total, spending_total, closing)
    prove(sum_of(accounts), ZERO, ZERO, closing)
    explained = explain(cash, clerk, sources, books.committee, (*income, *spending))
    marks = earmarks(books, cash, registers)
    review = cash.flagged, suspense(cash)
    opened = [(INCOME, name) for name in to_open(income, books.committee)]
    opened += [(SPENDING, name) for name in to_open(spending, books.committee)]
    posted_from = period.last + books.committee.posting_lag * _DAY
    long, listed = period.months >= _QUARTER, _QUARTER <= period.months < _YEAR
    notice = Disclosure(
        kind=_KINDS[period.months],
        period=str(period),
        title=period.title,
        estate=books.committee.name,
        body=books.committee.body,
        number=notice_number(period),
        previous_number=notice_number(period.previous()) if span.has_previous else "",
        as_of=period.last,
        posted_from=posted_from,
        posted_to=posted_to(books.root, books.committee.raw, _KINDS[period.months], posted_from),
        opening=opening,
        income_total=income_total,
        spending_total=spending_total,
        closing=closing,
        income=income,
        spending=spending,
        income_year=cash.total(INCOME, span.year, span.end),
        spending_year=cash.total(SPENDING, span.year, span.end),
        income_budget=budget_total(sources, INCOME),
        spending_budget=budget_total(sources, SPENDING),
        income_months=tuple(
            cash.total(INCOME, month, month + 1) for month in range(span.first, span.end)
        ),
        spending_months=tuple(
            cash.total(SPENDING, month, month + 1) for month in range(span.first, span.end)
        ),
        closing_months=tuple(
            cash.balance_before(month + 1) for month in range(span.first, span.end)
        ),
        headline=headline(cash, income, spending, sources),
        accounts=accounts,
        earmarks=marks,
        free=closing - sum((mark.amount for mark in marks), ZERO),
        payments=large_payments(cash, clerk, books.committee.disclose_above),
        threshold=books.committee.disclose_above,
        arrears=arrears(cash, registers),
        history=_history(cash),
        notes=explained.notes
        + notes(
            cash,
            books.committee,
            (income, spending),
            {key: _items(clerk, moves, key) for key in opened},
            due=charged(books, cash),
            review=review,
        ),
        review_count=review[0],
        review_amount=review[1],
        vouchers=vouchers(cash, clerk) if listed else (),
        contracts=contracts(cash, registers, cover) if long else (),
        wages=wages(cash.payrolls, period) if long else (),
        projects=works if long else (),
        collection=rate,
        draft=reading.draft,
        open_points=explained.open_points,
        common=common_property(books, registers, period) if long else None,
    )
    return with_ids(notice)


def notice_number(period: Period) -> str:
    """A notice's number: the how-manieth month, quarter or year's notice of its year.

    >>> notice_number(Period.parse("2026-07"))
    '公示〔2026〕第 7 号'
    """
    place = (period.month - 1) // period.months + 1
    return f"公示〔{period.year}〕" + _SERIES[period.months].format(n=place)


def _refuse_outside(books: Books, cash: Cash, reached: list[datetime.date]) -> None:
    period = cash.period
    if cash.last is None:
        first = books.transactions[0].date if books.transactions else None
        raise ReportError(
            _("{period} 没有账：账本第一笔在 {day}").format(period=period.title, day=first)
            if first
            else _("{period} 没有账：账本还是空的").format(period=period.title),
            remedy=_("请选账本里已有的月份或季度。"),
        )
    if month_number(period.first) < cash.begin:
        year, month = divmod(cash.begin, 12)
        raise ReportError(
            _("{period} 早于账本：账本从 {year}年{month}月开始").format(
                period=period.title, year=year, month=month + 1
            ),
            remedy=_("请选整个落在账本里的月份或季度。"),
        )
    last = books.transactions[-1].date
    if max([last, *reached]) < period.first:
        raise ReportError(
            _("{period} 还没有记账，账本最后一笔在 {day}").format(period=period.title, day=last),
            remedy=_("请先导入这一期的对账单，再出公示。"),
        )


def _work_lines(books: Books, sources: Sources) -> list[str]:
    known = (books.chart.accounts.get(one.account) for one in sources.works)
    return [account.line for account in known if account is not None]


def _items(clerk: Clerk, moves: list[Movement], key: tuple[str, str]) -> list[Payment]:
    rows = [
        clerk.row(one, one.cash if one.side == INCOME else -one.cash)
        for one in moves
        if (one.side, one.line) == key
    ]
    return sorted(rows, key=lambda row: (row.date, row.number))


def _history(cash: Cash) -> tuple[MonthPoint, ...]:
    end = month_number(cash.period.end)
    points = []
    for month in range(max(end - _HISTORY, cash.begin), end):
        year, place = divmod(month, 12)
        points.append(
            MonthPoint(
                f"{year:04d}-{place + 1:02d}",
                cash.total(INCOME, month, month + 1),
                cash.total(SPENDING, month, month + 1),
                cash.balance_before(month + 1),
            )
        )
    return tuple(points)
