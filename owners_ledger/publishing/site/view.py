"""What the site's templates print: the public value sorted into months, lines and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.money import ZERO
from owners_ledger.publishing.model import NoticeFile, PublicBook, PublicMonth
from owners_ledger.reporting.model import MoneyAccount, Payment, ReportLine

ROWS_ON_A_PAGE = 350  # with its marks a row is under 400 bytes
ITEMS_ON_A_PAGE = 60  # questions or notices


@dataclass(frozen=True, slots=True)
class Posting:
    """A print of a month's notice that hung.

    Attributes:
        notice: which.
        target: where the list of notices has it.
    """

    notice: NoticeFile
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a month with its entries.

    Attributes:
        anchor: of the line on its month's page.
        figures: as in the notice.
        sign: 1 for income, −1 for spending: entries times it add up to the line.
        rows: its entries.
        leaves: pages the entries are on; empty where they stand beside the line.
    """

    anchor: str
    figures: ReportLine
    sign: int
    rows: tuple[Payment, ...]
    leaves: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """What the entries come to, added up here and not copied."""
        return sum((row.amount for row in self.rows), ZERO) * self.sign

    @property
    def silent(self) -> bool:
        """Whether nothing moved on it."""
        return not self.rows and self.figures.amount == 0


@dataclass(frozen=True, slots=True)
class Month:
    """A month's page.

    Attributes:
        page: its file.
        month: what is published of it.
        income, spending: lines, larger first.
        other: entries that no line of the notice has.
        verdicts: per account, whether the bank agrees.
        agrees: whether it does for every account.
        posted: prints of the month's notice that hung.
        before, after: pages of its neighbours, or "".
    """

    page: str
    month: PublicMonth
    income: tuple[Line, ...]
    spending: tuple[Line, ...]
    other: tuple[Payment, ...]
    verdicts: tuple[tuple[MoneyAccount, str], ...]
    agrees: bool
    posted: tuple[Posting, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """A line's months in a year: month, page with anchor (or ""), amount."""

    line: str
    amount: Decimal
    budget: Decimal | None
    months: tuple[tuple[str, str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's page: what was published of it.

    Attributes:
        page: its file.
        year: ``2026``.
        months: oldest first.
        income, spending: lines, larger first.
        opening, closing: of its first and last month.
    """

    page: str
    year: str
    months: tuple[Month, ...]
    income: tuple[YearLine, ...]
    spending: tuple[YearLine, ...]

    @property
    def opening(self) -> Decimal:
        return self.months[0].month.figures.opening

    @property
    def closing(self) -> Decimal:
        return self.months[-1].month.figures.closing

    @property
    def income_total(self) -> Decimal:
        return sum((one.month.figures.income_total for one in self.months), ZERO)

    @property
    def spending_total(self) -> Decimal:
        return sum((one.month.figures.spending_total for one in self.months), ZERO)


def months_of(book: PublicBook) -> tuple[Month, ...]:
    """The months, oldest first."""
    names = [_page(one.month) for one in book.months]
    posted: dict[str, list[Posting]] = {}
    for place, notice in enumerate(book.notices):
        if notice.kind == "monthly" and notice.posted_from:
            page = listed_on("notices", place // ITEMS_ON_A_PAGE)
            target = f"{page}#{notice_anchor(book, place)}"
            posted.setdefault(notice.period, []).insert(0, Posting(notice, target))
    found = []
    for place, one in enumerate(book.months):
        figures, room = one.figures, [ROWS_ON_A_PAGE]
        income = tuple(_lines(1, figures.income, one, room))
        spending = tuple(_lines(-1, figures.spending, one, room))
        known = {line.figures.line for line in (*income, *spending)}
        verdicts = tuple((account, verdict(account)) for account in figures.accounts)
        found.append(
            Month(
                page=names[place],
                month=one,
                income=income,
                spending=spending,
                other=tuple(row for row in one.rows if row.line not in known),
                verdicts=verdicts,
                agrees=all(said in ("agrees", "cash") for _account, said in verdicts),
                posted=tuple(posted.get(one.month, ())),
                before=names[place - 1] if place else "",
                after=names[place + 1] if place + 1 < len(names) else "",
            )
        )
    return tuple(found)


def notice_anchor(book: PublicBook, place: int) -> str:
    """Of a notice in the list; older ones keep theirs when a new one is added."""
    return f"n{len(book.notices) - place}"


def listed_on(stem: str, leaf: int) -> str:
    """A page of a long list, the first under the plain name."""
    return f"{stem}-{leaf + 1}.html" if leaf else f"{stem}.html"


def verdict(account: MoneyAccount) -> str:
    """``cash``, ``agrees``, ``differs``, ``unbooked`` or ``missing`` (no statement)."""
    if not account.tail:
        return "cash"
    if account.difference is None:
        return "missing"
    if account.statement_lines != account.booked_lines:
        return "unbooked"
    return "differs" if account.difference else "agrees"


def years_of(months: Sequence[Month]) -> tuple[Year, ...]:
    """The years, oldest first."""
    names = sorted({one.month.month[:4] for one in months})
    return tuple(
        _year(name, tuple(one for one in months if one.month.month[:4] == name)) for name in names
    )


def leaves_of(line: Line) -> Iterator[tuple[str, tuple[Payment, ...]]]:
    """Page and entries, where a line has pages of its own."""
    for place, name in enumerate(line.leaves):
        yield name, line.rows[place * ROWS_ON_A_PAGE : (place + 1) * ROWS_ON_A_PAGE]


def _page(month: str) -> str:
    return f"month-{month}.html"


def _lines(
    sign: int, lines: Sequence[ReportLine], month: PublicMonth, room: list[int]
) -> Iterator[Line]:
    side = "in" if sign == 1 else "out"
    for place, one in enumerate(lines, start=1):
        anchor = f"{side}-{place}"
        rows = tuple(row for row in month.rows if row.line == one.line)
        leaves: tuple[str, ...] = ()
        if len(rows) > room[0]:
            count = -(-len(rows) // ROWS_ON_A_PAGE)
            stem = _page(month.month).removesuffix(".html")
            leaves = tuple(f"{stem}-{anchor}-{leaf}.html" for leaf in range(1, count + 1))
        else:
            room[0] -= len(rows)
        yield Line(anchor, one, sign, rows, leaves)


def _year(name: str, months: tuple[Month, ...]) -> Year:
    return Year(
        page=f"year-{name}.html",
        year=name,
        months=months,
        income=_year_lines([(one, one.income) for one in months]),
        spending=_year_lines([(one, one.spending) for one in months]),
    )


def _year_lines(sides: Sequence[tuple[Month, tuple[Line, ...]]]) -> tuple[YearLine, ...]:
    known: dict[str, list[tuple[str, str, Decimal]]] = {}
    budgets: dict[str, Decimal | None] = {}
    for month, lines in sides:
        for line in lines:
            name = line.figures.line
            budgets[name] = line.figures.budget
            if not line.silent:
                target = f"{month.page}#{line.anchor}"
                known.setdefault(name, []).append((month.month.title, target, line.figures.amount))
    found = [
        YearLine(name, sum((amount for *_rest, amount in parts), ZERO), budgets[name], tuple(parts))
        for name, parts in known.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.amount, one.line)))
