"""What a template is given: the report value, the committee's public side, and ready-made marks.

Plain frozen values only. ``docs/templates.md`` describes every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from owners_ledger import money
from owners_ledger.config import Committee
from owners_ledger.periods import Period
from owners_ledger.rendering import carry, charts, seal
from owners_ledger.rendering.json_ import as_json
from owners_ledger.rendering.typography import show_money, width
from owners_ledger.reporting.model import Disclosure, Note, Payment, ReportLine

_SHORT_NOTE = 13.0
_LEAF = 241.0  # millimetres of a page's rows, without head, carry lines and a margin
_LINE, _PADDING = 4.45, 0.7  # of a row of the voucher list
_FIGURES = ((10, "large"), (12, "medium"))
_WIDE_FIGURES = 12
_IDLE = 3
_MEASURE = 41.0
_REMARK = 14.0
_ROOMY = 28


@dataclass(frozen=True, slots=True)
class Contact:
    """A body that answers: what it is called and its published telephone."""

    label: str
    phone: str


@dataclass(frozen=True, slots=True)
class Board:
    """What the committee says of itself in public."""

    name: str
    body: str
    households: int
    area: Decimal
    places: tuple[str, ...]
    posting_days: int
    posting_kind: str
    consult: str
    answer_days: int
    contacts: tuple[Contact, ...]
    website: str
    signatures: tuple[str, ...]

    @classmethod
    def of(cls, committee: Committee) -> Board:
        """The public side of ``committee.toml``: no account numbers, no raw file."""
        return cls(
            name=committee.name,
            body=committee.body,
            households=committee.households,
            area=committee.area,
            places=committee.posting_places,
            posting_days=committee.posting_days,
            posting_kind=committee.posting_kind,
            consult=committee.consult,
            answer_days=committee.answer_days,
            contacts=tuple(Contact(label, phone) for label, phone in committee.contacts),
            website=committee.website,
            signatures=committee.signatures,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of income or spending as it is printed.

    Attributes:
        figures: the report's line.
        remark: what stands in the column 说明: facts and a short note.
        mark: ``①`` where the explanation is too long for the column, else "".
    """

    figures: ReportLine
    remark: str
    mark: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A numbered explanation below the tables."""

    mark: str
    reason: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Income or spending.

    Attributes:
        title: 收入 or 支出.
        rows: lines with movement in the period, in the report's order; the others too if few.
        idle: lines without movement in the period but with one in the year or a budget, where
            there are three or more; ``idle_year``, ``idle_budget``: their sums.
        marked: whether any row refers to a numbered explanation.
        empty: names of lines without any figure, in the period, the year and the budget.
        total, year, budget, months: the totals.
    """

    title: str
    rows: tuple[Row, ...]
    idle: tuple[Row, ...]
    idle_year: Decimal
    idle_budget: Decimal | None
    marked: bool
    empty: tuple[str, ...]
    total: Decimal
    year: Decimal
    budget: Decimal | None
    months: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a notice is laid out.

    Attributes:
        word: 本月, 本季, 本年.
        months: names of the period's months (1月, 2月, 3月).
        figures: ``large``, ``medium`` or ``small``: what fits the four figures of the equation.
        spacing: ``roomy`` or ``dense``: what lets income and spending stand on the first page.
        wide: whether figures are so long that the columns per month need a table of their own.
        draft: whether this is a draft that must not be posted.
        seal: the 核对码.
        qr: QR code as inline SVG, or "" without a public edition.
        history: twelve months as inline SVG, or "".
        income_chart, spending_chart: the kinds as inline SVG, or "".
        leaves: the voucher list, page by page.
    """

    word: str
    months: tuple[str, ...]
    figures: str
    spacing: str
    wide: bool
    draft: bool
    seal: str
    qr: Markup
    history: Markup
    income_chart: Markup
    spending_chart: Markup
    leaves: tuple[carry.Leaf, ...]


def variables(
    figures: Disclosure, committee: Committee, *, draft: bool, narrow: bool = False
) -> Mapping[str, Any]:
    """The variables of ``monthly.html`` and ``quarterly.html``.

    Args:
        figures: what is printed.
        committee: who publishes it.
        draft: whether it is a draft.
        narrow: charts for a phone's width.
    """
    explained = _Explanations(figures)
    income = _section("收入", figures.income, figures, explained)
    spending = _section("支出", figures.spending, figures, explained)
    return MappingProxyType(
        {
            "d": figures,
            "board": Board.of(committee),
            "sheet": _sheet(figures, committee, (income, spending), draft=draft, narrow=narrow),
            "income": income,
            "spending": spending,
            "explanations": explained.rest(),
        }
    )


def _sheet(
    figures: Disclosure,
    committee: Committee,
    sections: tuple[Section, ...],
    *,
    draft: bool,
    narrow: bool,
) -> Sheet:
    code = seal.seal_code(as_json(figures))
    period = Period.parse(figures.period)
    four = (figures.opening, figures.income_total, figures.spending_total, figures.closing)
    longest = max(len(show_money(amount)) for amount in four)
    quarter = period.months > 1
    lines = (*figures.income, *figures.spending)
    widest = max((len(show_money(line.year_to_date)) for line in lines), default=0)
    svg = ""
    if committee.website:
        svg = seal.qr_svg(committee.website, f"二维码：{committee.website}")
    months = charts.months_list if narrow else charts.months_chart
    return Sheet(
        word={1: "本月", 3: "本季"}.get(period.months, "本年"),
        months=tuple(f"{month.month}月" for month in period.each_month()),
        figures=next((name for size, name in _FIGURES if longest <= size), "small"),
        spacing=_spacing(figures, sections),
        wide=max(longest, widest) > _WIDE_FIGURES,
        draft=draft or figures.draft,
        seal=code,
        qr=Markup(svg),  # noqa: S704 - segno escapes the title, the rest is numbers
        history=Markup(months(figures.history)),  # noqa: S704 - texts are escaped
        income_chart=_chart(figures.income, "各项收入", show=quarter, narrow=narrow),
        spending_chart=_chart(figures.spending, "各项支出", show=quarter, narrow=narrow),
        leaves=carry.deal(
            figures.vouchers,
            _LEAF,
            _voucher_height,
        ),
    )


def _spacing(figures: Disclosure, sections: tuple[Section, ...]) -> str:
    """Whether the first page holds everything at the larger size, by a count of its lines."""
    above = max(len(figures.accounts), len(figures.earmarks)) + len(figures.accounts)
    above += carry.cell_lines(figures.headline, _MEASURE)
    rows = sum(
        carry.cell_lines(row.remark + row.mark, _REMARK)
        for section in sections
        for row in section.rows
    )
    return "roomy" if above + rows + sum(1 for s in sections if s.idle) <= _ROOMY else "dense"


def _voucher_height(row: Payment) -> float:
    """Millimetres of a voucher's row; widths of the columns in em, as ``print.css`` has them."""
    what = row.summary if row.summary.startswith(row.line) else f"{row.line}：{row.summary}"
    what += f"，决议 {row.resolution}" if row.resolution else ""
    what += "（待核实）" if row.flagged else ""
    cells = ((what, 11.4), (row.payee, 11.0), (row.number, 7.1))
    return _PADDING + _LINE * max(carry.cell_lines(text, measure) for text, measure in cells)


def _chart(lines: tuple[ReportLine, ...], title: str, *, show: bool, narrow: bool) -> Markup:
    svg = charts.lines_chart(lines, title, narrow=narrow) if show else ""
    return Markup(svg)  # noqa: S704 - texts are escaped


def _section(
    title: str, lines: tuple[ReportLine, ...], figures: Disclosure, explained: _Explanations
) -> Section:
    shown = [line for line in lines if line.amount or line.year_to_date or line.budget]
    idle = [line for line in shown if not line.amount and not any(line.months)]
    if len(idle) < _IDLE:
        idle = []
    rows = tuple(explained.row(line) for line in shown if line not in idle)
    income = title == "收入"
    budgets = [line.budget for line in idle if line.budget is not None]
    return Section(
        title=title,
        rows=rows,
        marked=any(row.mark for row in rows),
        idle=tuple(explained.row(line, numbered=False) for line in idle),
        idle_year=money.total(line.year_to_date for line in idle),
        idle_budget=money.total(budgets) if budgets else None,
        empty=tuple(line.line for line in lines if line not in shown),
        total=figures.income_total if income else figures.spending_total,
        year=figures.income_year if income else figures.spending_year,
        budget=figures.income_budget if income else figures.spending_budget,
        months=figures.income_months if income else figures.spending_months,
    )


class _Explanations:
    """Deals explanations to the column beside a line or, numbered, to the list below."""

    def __init__(self, figures: Disclosure) -> None:
        self._notes = list(figures.notes)
        self._numbered: list[Explanation] = []

    def row(self, line: ReportLine, *, numbered: bool = True) -> Row:
        """A line with what is said about it; each explanation is printed once."""
        notes = [note for note in self._notes if note.subject == line.line]
        texts = dict.fromkeys([line.note, *(note.text for note in notes)])
        texts.pop("", None)
        self._notes = [note for note in self._notes if note not in notes]
        inline, marks = [line.derived] if line.derived else [], []
        for text in texts:
            if not numbered or width("；".join([*inline, text])) <= _SHORT_NOTE:
                inline.append(text)
            else:
                reason = next((note.reason for note in notes if note.text == text), "other")
                marks.append(self._number(Note(reason, line.line, text)))
        return Row(line, "；".join(inline), "".join(marks))

    def rest(self) -> tuple[Explanation, ...]:
        """All numbered explanations, those of no line last."""
        for note in self._notes:
            self._number(note)
        self._notes = []
        return tuple(self._numbered)

    def _number(self, note: Note) -> str:
        mark = _mark(len(self._numbered) + 1)
        self._numbered.append(Explanation(mark, note.reason, note.subject, note.text))
        return mark


def _mark(number: int) -> str:
    for first, start in ((1, 0x2460), (21, 0x3251), (36, 0x32B1)):
        if first <= number < first + (20 if first == 1 else 15):
            return chr(start + number - first)
    return f"[{number}]"


def field_names(kinds: Iterable[type]) -> dict[str, tuple[str, ...]]:
    """Field names of the values a template meets, for the manual's test."""
    return {kind.__name__: tuple(field.name for field in fields(kind)) for kind in kinds}


__all__ = ["Board", "Contact", "Explanation", "Payment", "Row", "Section", "Sheet", "variables"]
