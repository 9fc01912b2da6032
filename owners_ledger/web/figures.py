"""What the page 公示 shows: notices, lines to review and findings of one load of the books.

Built from the entries Fava has already loaded. Notices are computed once per period and kept
until the books, the registers or the committee's files change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from beancount.core import data
from fava.core import FavaLedger

from owners_ledger.books.covered import covered_months
from owners_ledger.books.load import Books
from owners_ledger.checks.findings import findings_of
from owners_ledger.collector import collector_off
from owners_ledger.config import load_committee
from owners_ledger.errors import Finding, OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.registers import Registers, load_registers
from owners_ledger.rendering.notice import notice as paper
from owners_ledger.rendering.produce import produce
from owners_ledger.rendering.view import variables
from owners_ledger.reporting import ReportError, disclose, load_sources, model
from owners_ledger.web.reviews import Review, reviews_of

_WATCHED = (
    "*.toml",
    "registers/*.csv",
    "budget/*.toml",
    "notes/*.toml",
    "questions/*.toml",
    "posted/*.toml",
    "closed/*.toml",
)

_PAGES = 64
_Page = TypeVar("_Page")
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A period one can switch to."""

    period: str
    title: str


@dataclass(frozen=True, slots=True)
class Year:
    """The periods of a calendar year that the books cover."""

    year: int
    months: tuple[Choice, ...]
    quarters: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One showing of the page.

    Attributes:
        period: the period shown, or the text asked for where it is none.
        title: in words.
        years: the periods to choose from, latest year first.
        notice: what the notice's templates get (``rendering.view``), ``None`` with ``error``.
        error: why there is no notice.
        reviews: lines to review in the period.
        elsewhere: lines to review in other periods.
        findings: what is wrong in the books.
    """

    period: str
    title: str
    years: tuple[Year, ...] = ()
    notice: Mapping[str, Any] | None = None
    error: OwnersLedgerError | None = None
    reviews: tuple[Review, ...] = ()
    elsewhere: tuple[Review, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass
class Desk:
    """The books as loaded, and the notices drawn from them so far."""

    books: Books
    registers: Registers
    problems: Sequence[Any]
    stamp: Stamp
    notices: dict[Period, model.Disclosure] = field(default_factory=dict)
    pages: dict[Hashable, Any] = field(default_factory=dict)

    def is_current(self) -> bool:
        """Whether the committee's files and registers are as they were read."""
        return self.stamp == _stamp(self.books.root)

    def page(self, key: Hashable, make: Callable[[], _Page]) -> _Page:
        """A page beside the notice, made when it is first asked for."""
        if key not in self.pages:
            if len(self.pages) >= _PAGES:
                self.pages.clear()
            with collector_off():
                self.pages[key] = make()
        found: _Page = self.pages[key]
        return found

    def notice(self, period: Period) -> model.Disclosure:
        """The period's figures, as a draft where the statements do not cover it yet.

        Raises:
            OwnersLedgerError: the books do not reach it or are not in order, or a file is wrong.
        """
        if period not in self.notices:
            self.notices[period] = self._drawn(period)
        return self.notices[period]

    def sheet(self, text: str, form: str) -> bytes:
        """The notice in a format of ``rendering.produce``, searched for personal data.

        Raises:
            OwnersLedgerError: as for ``notice``; or the page cannot be laid out.
        """
        shown = self.notice(self.chosen(text))
        made = produce(
            paper(shown, self.books.committee, draft=shown.draft),
            self.books.committee,
            self.registers,
            book=self.books.root,
            formats=[form],
            words=[part for name in self.books.chart.accounts for part in name.split(":")],
        )
        return made.files[form]

    def chosen(self, text: str) -> Period:
        """The period asked for; without one the last month with money moved.

        Raises:
            OwnersLedgerError: the text is no period, or no money has moved yet.
        """
        if text:
            return Period.parse(text)
        if self.covered:
            return self.covered[-1]
        raise OwnersLedgerError(
            _("账本里还没有收付款"), remedy=_("请先用 owners-ledger import 导入银行流水。")
        )

    def view(self, text: str) -> View:
        """The page for a period."""
        years = tuple(_years(self.covered))
        try:
            period = self.chosen(text)
            notice = self.notice(period)
        except OwnersLedgerError as error:
            return View(text, text, years, None, error, (), self.reviews, self.findings)
        return View(
            str(period),
            period.title,
            years,
            variables(notice, self.books.committee, draft=notice.draft),
            None,
            tuple(review for review in self.reviews if review.date in period),
            tuple(review for review in self.reviews if review.date not in period),
            self.findings,
        )

    @cached_property
    def covered(self) -> tuple[Period, ...]:
        """The months from the first movement of money to the last."""
        return covered_months(self.books)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """All lines to review, latest first."""
        return reviews_of(self.books)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What ``owners-ledger check`` says, and what Fava says beside it."""
        return tuple(findings_of(replace(self.books, errors=list(self.problems))))

    def _drawn(self, period: Period) -> model.Disclosure:
        sources = load_sources(self.books.root, period)
        try:
            return disclose(self.books, self.registers, period, sources)
        except ReportError:
            return disclose(self.books, self.registers, period, sources, draft=True)


def open_desk(ledger: FavaLedger) -> Desk:
    """The books of a Fava ledger, without loading them again.

    Raises:
        OwnersLedgerError: the committee's file or a register is wrong.
    """
    root = Path(ledger.beancount_file_path).resolve().parent.parent
    books = Books(
        root,
        load_committee(root),
        cast("list[data.Directive]", list(ledger.all_entries)),
        list(ledger.load_errors),
        dict(ledger.options),
    )
    return Desk(books, load_registers(root), ledger.errors, _stamp(root))


def _stamp(root: Path) -> Stamp:
    ledger = root / "ledger"
    return tuple(
        (str(path), stat.st_mtime_ns, stat.st_size)
        for pattern in _WATCHED
        for path in sorted(ledger.glob(pattern))
        if (stat := path.stat())
    )


def _years(months: Iterable[Period]) -> Iterator[Year]:
    covered = set(months)
    for year in sorted({month.year for month in covered}, reverse=True):
        quarters = [Period(year, first, 3) for first in (1, 4, 7, 10)]
        yield Year(
            year,
            tuple(
                Choice(str(month), _("{month}月").format(month=month.month))
                for month in sorted(covered)
                if month.year == year
            ),
            tuple(
                Choice(str(quarter), _("{quarter}季度").format(quarter="一二三四"[place]))
                for place, quarter in enumerate(quarters)
                if set(quarter.each_month()) <= covered
            ),
        )
