"""Books, registers and records to the value the public site shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from owners_ledger.billing.expected import Expected, ExpectedIncome, total_of
from owners_ledger.board.model import QuestionLine
from owners_ledger.board.questions import Question, questions_report
from owners_ledger.books.covered import covered_months
from owners_ledger.books.load import Books
from owners_ledger.commitments.load import Commitments
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.money import ZERO
from owners_ledger.periods import Period
from owners_ledger.publishing.model import Head, NoticeFile, Place, PublicBook, PublicMonth
from owners_ledger.registers import Registers
from owners_ledger.reporting.budget import budget
from owners_ledger.reporting.disclosure import figures_of, read
from owners_ledger.reporting.model import Disclosure
from owners_ledger.reporting.payments import vouchers
from owners_ledger.reporting.privacy import Cover
from owners_ledger.reporting.project import project_page
from owners_ledger.reporting.project_model import ProjectPage
from owners_ledger.reporting.quarter import contracts
from owners_ledger.reporting.sources import Sources

_BAYS = "地面车位"


class PublishError(OwnersLedgerError):
    """There is nothing that can be published."""


@dataclass(frozen=True, slots=True)
class Records:
    """What lies beside books and registers, read at the rim.

    Attributes:
        sources: per month, budget and sentences.
        commitments: resolutions, contracts, projects.
        questions: all.
        expected: what common property should bring this year.
        notices: those that hung, newest first, with the names their files get.
        heads: month → head of the seals.
        archive: name of the ZIP.
    """

    sources: Mapping[Period, Sources]
    commitments: Commitments
    questions: Sequence[Question]
    expected: ExpectedIncome | None
    notices: tuple[NoticeFile, ...]
    heads: Mapping[str, str]
    archive: str


def published_months(books: Books, through: Period | None) -> tuple[Period, ...]:
    """The months from the first movement of money to the last one to be published.

    Args:
        books: the books.
        through: the last month wanted; ``None``: the last with money moved.

    Raises:
        PublishError: no money has moved, or not in this month yet.
    """
    known = covered_months(books)
    if not known:
        raise PublishError(
            _("账本里还没有收付款，没有可以公开的"),
            remedy=_("请先用 owners-ledger import 导入银行流水。"),
        )
    last = through or known[-1]
    if last not in known:
        raise PublishError(
            _("{month} 还没有收付款，不能公开到这个月").format(month=last.title),
            remedy=_("账本里有 {first} 到 {last}，请选其中一个月。").format(
                first=known[0].title, last=known[-1].title
            ),
        )
    return known[: known.index(last) + 1]


def public_book(
    books: Books, registers: Registers, months: Sequence[Period], records: Records
) -> PublicBook:
    """Everything the site shows.

    Args:
        books: without errors.
        registers: of the same book.
        months: to be published, oldest first.
        records: what lies beside them.

    Raises:
        ReportError: a month's figures cannot be made.
    """
    committee, through = books.committee, months[-1]
    cover = Cover.of(registers)
    shown = tuple(_month(books, registers, month, records) for month in months)
    quarter = Period(through.year, (through.month - 1) // 3 * 3 + 1, 3)
    cash = read(books, registers, quarter, draft=True).cash
    return PublicBook(
        estate=committee.name,
        body=committee.body,
        households=committee.households,
        area=committee.area,
        through=str(through),
        through_title=through.title,
        months=shown,
        contracts=contracts(cash, registers, cover),
        places=tuple(_places(records.expected, cover)) if records.expected else (),
        projects=tuple(_projects(books, registers, records.commitments, through)),
        budget=budget(books, registers, records.commitments, through),
        questions=_questions(records.questions, cover),
        notices=records.notices,
        heads=tuple(Head(month, records.heads[month]) for month in sorted(records.heads)[::-1]),
        posting_places=committee.posting_places,
        consult=committee.consult,
        answer_days=committee.answer_days,
        contacts=committee.contacts,
        archive=records.archive,
    )


def _month(books: Books, registers: Registers, month: Period, records: Records) -> PublicMonth:
    reading = read(books, registers, month, records.sources.get(month))
    figures: Disclosure = figures_of(reading)
    return PublicMonth(
        month=str(month),
        title=month.title,
        figures=figures,
        rows=vouchers(reading.cash, reading.clerk),
        head=records.heads.get(str(month), ""),
    )


def _places(found: ExpectedIncome, cover: Cover) -> Iterator[Place]:
    """Every place by itself; bays together: a bay's payments are a household's."""
    for one in found.rows:
        if not one.space.bay:
            yield _place(one, cover)
    bays = [one for one in found.rows if one.space.bay]
    if bays:
        sums = total_of(bays)
        let = sum(1 for one in bays if one.space.state in ("let", "rent-free"))
        where = _("{count} 个，其中租出 {let} 个").format(count=len(bays), let=let)
        yield Place(_BAYS, where, "let", "", sums.worth, sums.received, sums.missing)


def _place(one: Expected, cover: Cover) -> Place:
    return Place(
        kind=one.space.kind,
        place=cover.text(one.space.place),
        state=one.space.state,
        reason=cover.text(one.space.reason),
        expected=one.sums.worth,
        received=one.sums.received,
        missing=one.sums.missing,
    )


def _projects(
    books: Books, registers: Registers, known: Commitments, through: Period
) -> Iterator[ProjectPage]:
    """Pages without the paths and hashes of the committee's own papers."""
    for one in known.works:
        page = project_page(books, registers, known, one, day=through.last)
        yield replace(
            page,
            contract_document="",
            resolutions=tuple(replace(each, document="", sha256="") for each in page.resolutions),
            acceptances=tuple(replace(each, document="") for each in page.acceptances),
            photographs=(),
        )


def _questions(questions: Iterable[Question], cover: Cover) -> tuple[QuestionLine, ...]:
    """All questions, newest first; where an answer points into the books is left out."""
    known = tuple(questions)
    if not known:
        return ()
    after = max(each.day for one in known for each in one.history) + datetime.timedelta(days=1)
    report = questions_report(known, datetime.date.min, after)
    lines = sorted((*report.open, *report.answered), key=lambda one: one.number, reverse=True)
    return tuple(
        replace(one, text=cover.text(one.text), answer=cover.text(one.answer), entry="")
        for one in lines
    )


def total_arrears(figures: Disclosure) -> tuple[int, Decimal]:
    """Households in arrears and what they owe together."""
    return (
        sum(one.units for one in figures.arrears),
        sum((one.amount for one in figures.arrears), ZERO),
    )
