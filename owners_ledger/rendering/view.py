"""What a template is given: the report value, the committee's public side, and ready-made marks.

Plain frozen values only. ``docs/templates.md`` describes every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from owners_ledger.config import Committee
from owners_ledger.periods import Period
from owners_ledger.rendering import carry, charts, measures, seal
from owners_ledger.rendering.json_ import as_json
from owners_ledger.rendering.sections import Explanations, Section
from owners_ledger.reporting.model import Disclosure, ReportLine


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
class Sheet:
    """How a notice is laid out.

    Attributes:
        word: 本月, 本季, 本期, 本年.
        months: names of the period's months (1月, 2月, 3月).
        groups: places of these months by table, as many as fit side by side; for periods whose
            months do not stand beside the lines of the first page.
        figures: ``large``, ``medium`` or ``small``: what fits the four figures of the equation.
        columns: the same for the columns of the tables.
        spacing: ``roomy`` or ``dense``: what lets income and spending stand on the first page.
        wide: whether figures are so long that the columns per month need a table of their own.
        draft: whether this is a draft that must not be posted.
        seal: the 核对码.
        qr: QR code as inline SVG, or "" without a public edition.
        history: twelve months as inline SVG, or "".
        income_chart, spending_chart: the kinds as inline SVG, or "".
        leaves: the voucher list, page by page.
        narrow: for a phone's width.
    """

    word: str
    months: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    figures: str
    columns: str
    spacing: str
    wide: bool
    draft: bool
    seal: str
    qr: Markup
    history: Markup
    income_chart: Markup
    spending_chart: Markup
    leaves: tuple[carry.Leaf, ...]
    narrow: bool


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
    explained = Explanations(figures)
    income, spending = explained.income(), explained.spending()
    code = bool(committee.website)
    if measures.spacing(figures, (income, spending), code=code) == "dense":
        explained = Explanations(figures, measures.DENSE_REMARK[measures.columns(figures)])
        income, spending = explained.income(), explained.spending()
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
    columns = measures.columns(figures)
    quarter = period.months > 1
    svg = ""
    if committee.website:
        svg = seal.qr_svg(committee.website, f"二维码：{committee.website}")
    months = charts.months_list if narrow else charts.months_chart
    return Sheet(
        word={1: "本月", 3: "本季", 6: "本期"}.get(period.months, "本年"),
        months=tuple(f"{month.month}月" for month in period.each_month()),
        groups=measures.month_groups(figures),
        figures=measures.equation(figures),
        columns=columns,
        spacing=measures.spacing(figures, sections, code=bool(committee.website)),
        wide=columns == "small",
        draft=draft or figures.draft or bool(figures.open_points),
        seal=code,
        qr=Markup(svg),  # noqa: S704 - segno escapes the title, the rest is numbers
        history=Markup(months(figures.history)),  # noqa: S704 - texts are escaped
        income_chart=_chart(figures.income, "各项收入", show=quarter, narrow=narrow),
        spending_chart=_chart(figures.spending, "各项支出", show=quarter, narrow=narrow),
        leaves=carry.deal(
            figures.vouchers,
            measures.LEAF,
            lambda row: measures.voucher_height(row, columns),
        ),
        narrow=narrow,
    )


def _chart(lines: tuple[ReportLine, ...], title: str, *, show: bool, narrow: bool) -> Markup:
    svg = charts.lines_chart(lines, title, narrow=narrow) if show else ""
    return Markup(svg)  # noqa: S704 - texts are escaped
