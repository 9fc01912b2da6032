"""The year's budget: planned, spent, committed by contract, left, and what runs over."""

from __future__ import annotations

from collections.abc import Mapping

from owners_ledger.commitments.load import load_commitments
from owners_ledger.i18n import _
from owners_ledger.periods import Period
from owners_ledger.reporting.budget import budget
from owners_ledger.reporting.budget_model import BudgetSide, CeilingRow, ContractRow
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages.sheet import (
    DAY,
    ERROR,
    FIGURE,
    WARNING,
    Choice,
    Column,
    Row,
    Sheet,
    Table,
    yuan,
)


def sheet(desk: Desk, asked: Mapping[str, str]) -> Sheet:
    """The year asked for, else the last one money moved in."""
    years = sorted({month.year for month in desk.covered}, reverse=True)
    text = asked.get("year", "")
    year = Period.parse(text).year if text or not years else years[0]
    known = load_commitments(desk.books.root)
    found = budget(desk.books, desk.registers, known, Period(year, 1, 12))
    choices = tuple(Choice(str(one), {"year": str(one)}, one == year) for one in years)
    if found is None:
        said = _("{year} 年没有预算").format(year=year)
        return Sheet(_("预算"), (f"{said}。",), choices=choices)
    return Sheet(
        found.title,
        (
            _("截至 {day}，一年过了 {gone}%。").format(day=found.as_of, gone=found.gone),
            *found.remarks,
        ),
        found.overruns,
        choices,
        (
            _side(found.spending, _("已付"), _("合同还要付")),
            _side(found.income, _("已收"), ""),
            _ceilings(found.ceilings),
            _contracts(found.contracts),
        ),
    )


def _side(side: BudgetSide, actual: str, committed: str) -> Table:
    names = [_("预算"), actual, *([committed] if committed else []), _("剩余"), _("已用 %")]
    rows = []
    for one in side.lines:
        promised = [yuan(one.committed)] if committed else []
        used = "" if one.used is None else str(one.used)
        cells = (one.line, yuan(one.planned), yuan(one.actual), *promised, yuan(one.left), used)
        level = ERROR if one.over and committed else WARNING if one.planned is None else ""
        rows.append(Row(cells, level, note=one.said))
    promised = [yuan(side.committed)] if committed else []
    used = "" if side.used is None else str(side.used)
    whole = (_("合计"), yuan(side.planned), yuan(side.actual), *promised, yuan(side.left), used)
    columns = (Column(_("项目")), *(Column(name, FIGURE) for name in names))
    return Table(side.title, columns, tuple(rows), whole, empty=_("没有。"))


def _ceilings(several: tuple[CeilingRow, ...]) -> Table:
    rows = tuple(
        Row(
            (
                "、".join((one.resolution, *one.with_more)),
                one.title,
                yuan(one.ceiling),
                yuan(one.spent),
                yuan(one.committed),
                yuan(one.left),
            ),
            ERROR if one.left < 0 else "",
            note=one.said,
        )
        for one in several
    )
    figures = (_("限额"), _("已用"), _("合同还要付"), _("剩余"))
    columns = (
        Column(_("决议")),
        Column(_("事项")),
        *(Column(name, FIGURE) for name in figures),
    )
    return Table(_("决议的限额"), columns, rows, empty=_("没有。"))


def _contracts(several: tuple[ContractRow, ...]) -> Table:
    rows = tuple(
        Row(
            (
                one.code,
                f"{one.supplier} {one.about}",
                one.terms,
                yuan(one.paid_year),
                yuan(one.this_year),
                one.ends_on.isoformat() if one.ends_on else "",
            ),
            WARNING if one.ends_soon else "",
        )
        for one in several
    )
    columns = (
        Column(_("合同")),
        Column(_("谁，做什么")),
        Column(_("价款")),
        Column(_("本年已付"), FIGURE),
        Column(_("本年还要付"), FIGURE),
        Column(_("到期"), DAY),
    )
    return Table(_("付款合同"), columns, rows, empty=_("没有。"))
