"""A budget report as a paper, and its sheets of plain cells."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.config import Committee
from owners_ledger.rendering import frame
from owners_ledger.rendering.id_column import with_id_column
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.budget_model import BudgetReport, BudgetSide


def budget_paper(
    found: BudgetReport, committee: Committee, stem: str, *, draft: bool = False
) -> Paper:
    """The paper of a budget report.

    Args:
        found: what to print.
        committee: whose.
        stem: the file's name without the format.
        draft: mark it as a draft.
    """
    return Paper(
        kind="budget",
        stem=stem,
        title=f"{found.estate} {found.title}",
        number="单位：元",
        as_of=found.as_of,
        value=found,
        variables=lambda narrow: frame.variables(
            found, committee, kind="budget", title=found.title, draft=draft, narrow=narrow
        ),
        tables=lambda: budget_tables(found),
        draft=draft,
    )


def budget_tables(found: BudgetReport) -> list[Table]:
    """The sheets, in order."""
    sheets = [
        _overview(found),
        _side(found.spending, "预算支出", "已付"),
        _side(found.income, "预算收入", "已收"),
    ]
    if found.amendments:
        sheets.append(_amendments(found))
    if found.contracts:
        sheets.append(_contracts(found))
    if found.ceilings:
        sheets.append(_ceilings(found))
    return sheets


def _overview(found: BudgetReport) -> Table:
    spending, income = found.spending, found.income
    rows: list[Sequence[Cell]] = [
        ("数据截至", found.as_of, None),
        ("一年过去了", f"{found.gone} %", None),
        ("决议", f"{found.resolution} {found.resolution_title}".strip(), None),
        ("全年支出预算", "", spending.planned),
        ("已付", f"{spending.used} %" if spending.used is not None else "", spending.actual),
        ("合同今年还要付", "", spending.committed),
        ("还剩", "", spending.left),
        ("全年收入预算", "", income.planned),
        ("已收", f"{income.used} %" if income.used is not None else "", income.actual),
        *(("超出", text, None) for text in found.overruns),
        *(("没有预算的栏目", line, None) for line in found.unplanned),
        *(("没有算进去的", text, None) for text in found.remarks),
    ]
    columns = (Column("项目", 26), Column("内容", 70), Column("金额", 18))
    return Table("预算概览", columns, rows)


def _side(side: BudgetSide, name: str, done: str) -> Table:
    columns = (
        Column("项目", 28),
        Column("通过的预算", 16),
        Column("调整", 16),
        Column("全年预算", 16),
        Column(done, 16),
        Column("合同还要付", 16),
        Column("还剩" if done == "已付" else "还差", 16),
        Column("用了 %", 10),
        Column("说明", 50),
    )
    rows = [
        (
            *(one.line, one.passed, one.amended, one.planned, one.actual, one.committed),
            *(one.left, one.used, one.said),
        )
        for one in side.lines
    ]
    total = (
        *("合计", None, None, side.planned, side.actual, side.committed, side.left, side.used),
        f"其中没有预算的 {side.unplanned}" if side.unplanned else "",
    )
    return with_id_column(
        Table(name, columns, rows, total, wide=True), [one.id for one in side.lines], side.id
    )


def _amendments(found: BudgetReport) -> Table:
    columns = (
        *(Column("日期", 12), Column("项目", 28), Column("增减", 16)),
        *(Column("决议", 14), Column("原因", 50)),
    )
    rows = [(one.date, one.line, one.amount, one.resolution, one.why) for one in found.amendments]
    return with_id_column(Table("预算调整", columns, rows), [one.id for one in found.amendments])


def _contracts(found: BudgetReport) -> Table:
    columns = (
        *(Column("合同", 12), Column("内容", 26), Column("对方", 34), Column("栏目", 20)),
        *(Column("决议", 12), Column("期限", 28), Column("约定", 26), Column("累计已付", 16)),
        *(Column("今年已付", 16), Column("已记账未付", 16), Column("今年还要付", 16)),
        Column("以后还要付", 16),
    )
    rows = [
        (
            *(one.code, one.about, one.supplier, one.line, one.resolution, one.term, one.terms),
            *(one.paid, one.paid_year, one.accrued, one.this_year, one.after),
        )
        for one in found.contracts
    ]
    return with_id_column(
        Table("支出合同", columns, rows, wide=True), [one.id for one in found.contracts]
    )


def _ceilings(found: BudgetReport) -> Table:
    columns = (
        *(Column("决议", 20), Column("内容", 40), Column("限额", 16), Column("已用", 16)),
        *(Column("合同还要付", 16), Column("还余", 16), Column("说明", 50)),
    )
    rows = [
        (
            "、".join((one.resolution, *one.with_more)),
            *(one.title, one.ceiling, one.spent, one.committed, one.left, one.said),
        )
        for one in found.ceilings
    ]
    return with_id_column(
        Table("决议限额", columns, rows, wide=True), [one.id for one in found.ceilings]
    )
