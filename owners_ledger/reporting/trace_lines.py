"""What lines, totals and months are the sums of."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.money import total
from owners_ledger.periods import Period
from owners_ledger.reporting.cash import INCOME, SPENDING
from owners_ledger.reporting.disclosure import Reading
from owners_ledger.reporting.model import Disclosure, MonthPoint, Note, ReportLine
from owners_ledger.reporting.trace_model import TracedEntry, TracedFigure, figure
from owners_ledger.reporting.trace_pass import Piece, read_legs
from owners_ledger.reporting.trace_writer import Writer

Figures = tuple[TracedFigure, ...]
Known = Iterator[tuple[str, str, Callable[[], Figures]]]


class Ground:
    """The postings of a period, and how rows of them are written."""

    def __init__(self, reading: Reading, *, public: bool) -> None:
        """Read the postings once."""
        self.reading = reading
        self.public = public
        self.period = reading.period
        self.legs = read_legs(reading.books, reading.period)
        self.write = Writer(reading, public=public)

    def sum_of(
        self, name: str, printed: Decimal, pieces: Sequence[Piece], said: str = ""
    ) -> TracedFigure:
        """A figure that is the sum of postings."""
        return figure(name, printed, self.write.rows(pieces), said)

    def flows(
        self, side: str, line: str | None, first: datetime.date, end: datetime.date
    ) -> list[Piece]:
        """What came in or went out on a line (``None``: on all) from a day until before another."""
        return [
            Piece(flow.amount, flow.entry, flow.leg)
            for flow in self.legs.flows
            if flow.side == side and line in (None, flow.line) and first <= flow.date < end
        ]


class Gatherer(Ground):
    """Gathers the pieces of a notice's figures."""

    def __init__(self, reading: Reading, notice: Disclosure, *, public: bool) -> None:
        """Read the postings once."""
        super().__init__(reading, public=public)
        self.notice = notice

    def totals(self, collection: Callable[[], Figures]) -> Known:
        """The figures that stand by themselves; what was collected is told by ``collection``."""
        ids = self.notice.total_ids
        yield ids.opening, "期初余额", self._opening
        yield ids.income, "收入合计", lambda: self._side(INCOME)
        yield ids.spending, "支出合计", lambda: self._side(SPENDING)
        yield ids.closing, "期末余额", self._closing
        yield ids.free, "可用余额", self._free
        if self.notice.collection is not None:
            yield ids.collection, "物业服务费收缴率", collection

    def _opening(self) -> Figures:
        rows = tuple(other(one.id, one.name, one.opening) for one in self.notice.accounts)
        return (figure("期初余额", self.notice.opening, rows, "各账户期初之和"),)

    def _closing(self) -> Figures:
        notice = self.notice
        accounts = tuple(other(one.id, one.name, one.book) for one in notice.accounts)
        ids = notice.total_ids
        steps = (
            other(ids.opening, "期初余额", notice.opening),
            other(ids.income, "收入合计", notice.income_total),
            other(ids.spending, "支出合计", -notice.spending_total),
        )
        return (
            figure("期末余额", notice.closing, accounts, "各账户期末之和"),
            figure("期末余额", notice.closing, steps, "期初 + 收入 − 支出"),
            *self._ends(),
        )

    def _ends(self) -> Iterator[TracedFigure]:
        """The money at each month's end, where the notice prints them."""
        notice, before = self.notice, self.notice.opening
        rows = zip(
            self.period.each_month(),
            notice.closing_months,
            notice.income_months,
            notice.spending_months,
            strict=False,
        )
        for month, closing, income, spending in rows:
            ids = notice.total_ids
            steps = (
                other("", "上月末余额", before),
                other(ids.income, f"{month.month}月收入", income),
                other(ids.spending, f"{month.month}月支出", -spending),
            )
            yield figure(f"{month.month}月末余额", closing, steps, "上月末 + 收入 − 支出")
            before = closing

    def _free(self) -> Figures:
        notice = self.notice
        rows = (
            other(notice.total_ids.closing, "期末余额", notice.closing),
            *(other(one.id, one.name, -one.amount) for one in notice.earmarks),
        )
        return (figure("可用余额", notice.free, rows, "期末余额减去不能动用的"),)

    def _side(self, side: str) -> Figures:
        notice = self.notice
        income = side == INCOME
        months = notice.income_months if income else notice.spending_months
        found = [
            self.sum_of(
                "本期",
                notice.income_total if income else notice.spending_total,
                self.flows(side, None, self.period.first, self.period.end),
            ),
            *self._months(side, None, months),
            self.sum_of(
                "本年累计",
                notice.income_year if income else notice.spending_year,
                self.flows(side, None, *self.period.year_to_date),
            ),
        ]
        planned = notice.income_budget if income else notice.spending_budget
        return (*found, *self._budget(side, None, planned))

    def income_line(self, line: ReportLine) -> Figures:
        """A line of income."""
        return self._line(INCOME, line)

    def spending_line(self, line: ReportLine) -> Figures:
        """A line of spending."""
        return self._line(SPENDING, line)

    def _line(self, side: str, line: ReportLine) -> Figures:
        period = self.period
        found = [
            self.sum_of("本期", line.amount, self.flows(side, line.line, period.first, period.end)),
            *self._months(side, line.line, line.months),
            self.sum_of(
                "本年累计",
                line.year_to_date,
                self.flows(side, line.line, *period.year_to_date),
            ),
        ]
        if line.previous is not None:
            before = period.previous()
            pieces = self.flows(side, line.line, before.first, before.end)
            found.append(self.sum_of("上期", line.previous, pieces))
        return (*found, *self._budget(side, line.line, line.budget))

    def _months(
        self, side: str, line: str | None, months: tuple[Decimal, ...]
    ) -> list[TracedFigure]:
        if len(months) < 2:
            return []
        return [
            self.sum_of(f"{month.month}月", amount, self.flows(side, line, month.first, month.end))
            for month, amount in zip(self.period.each_month(), months, strict=True)
        ]

    def _budget(self, side: str, line: str | None, planned: Decimal | None) -> list[TracedFigure]:
        budget = self.reading.sources.budget
        if planned is None or budget is None:
            return []
        lines = budget.income if side == INCOME else budget.spending
        name = f"ledger/budget/{self.period.year}.toml"
        rows = tuple(
            listed(name, "", one, amount) for one, amount in lines.items() if line in (None, one)
        )
        return [figure("本年预算", planned, rows)]

    def month(self, point: MonthPoint) -> Figures:
        """A month of the twelve."""
        month = Period.parse(point.month)
        before = total(
            piece.amount
            for pieces in self.legs.money.values()
            for piece in pieces
            if piece.entry.date < month.first
        )
        rows = (
            other("", "上月末余额", before),
            other(point.id, "收入", point.income),
            other(point.id, "支出", -point.spending),
        )
        return (
            self.sum_of("收入", point.income, self.flows(INCOME, None, month.first, month.end)),
            self.sum_of("支出", point.spending, self.flows(SPENDING, None, month.first, month.end)),
            figure("月末余额", point.closing, rows, "上月末 + 收入 − 支出"),
        )

    def note(self, note: Note) -> Figures:
        """A sentence: the line it speaks of, or the movements under review."""
        notice = self.notice
        if note.reason == "review":
            pieces = [one.turned() for one in self.legs.balances.get(SUSPENSE, [])]
            return (self.sum_of("待核实款项", notice.review_amount, pieces),)
        return tuple(
            figure(one.line, one.amount, (other(one.id, one.line, one.amount),))
            for one in (*notice.income, *notice.spending)
            if one.line == note.subject
        )


def other(short: str, name: str, amount: Decimal) -> TracedEntry:
    """Another figure as a part of one."""
    return TracedEntry(None, "", 0, short, name, "", "", amount)


def listed(file: str, number: str, summary: str, amount: Decimal, row: int = 0) -> TracedEntry:
    """An entry of a register, a budget or a statement."""
    return TracedEntry(None, file, row, number, summary, "", "", amount)


def composed(
    name: str, printed: Decimal, parts: Iterable[tuple[str, str, Decimal]], said: str = ""
) -> TracedFigure:
    """A figure made of others: id, name, signed amount of each."""
    return figure(name, printed, tuple(other(*one) for one in parts), said)
