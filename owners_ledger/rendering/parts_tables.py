"""The parts of a long report as sheets; those without rows are left out."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.money import total
from owners_ledger.rendering.accrual_tables import accrual_tables
from owners_ledger.rendering.board_tables import (
    correction_tables,
    posting_tables,
    question_tables,
)
from owners_ledger.rendering.budget_tables import budget_tables
from owners_ledger.rendering.funds_tables import funds_tables
from owners_ledger.rendering.id_column import with_id_column
from owners_ledger.rendering.reconciliation_tables import reconciliation_tables
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.whole.model import Parts

_CLAIMS = {"owed": "应收", "ahead": "预收", "owing": "应付"}


def parts_tables(parts: Parts | None) -> list[Table]:
    """The sheets, in the order of the page."""
    if parts is None:
        return []
    found = [
        _words(parts),
        _taxes(parts),
        _assets(parts),
        _deposits(parts),
        _claims(parts),
        _collected(parts),
        _ages(parts),
        _decisions(parts),
        _next_budget(parts),
        _archive(parts),
    ]
    if parts.budget is not None:
        found += budget_tables(parts.budget)
    if parts.funds is not None:
        found += funds_tables(parts.funds)
    if parts.reconciliation is not None:
        found += reconciliation_tables(parts.reconciliation)
    if parts.questions is not None:
        found += question_tables(parts.questions)
    if parts.corrections is not None:
        found += correction_tables(parts.corrections)
    if parts.postings is not None:
        found += posting_tables(parts.postings)
    if parts.statements is not None:
        found += accrual_tables(parts.statements)
    return [table for table in found if table.rows]


def _words(parts: Parts) -> Table:
    rows: list[Sequence[Cell]] = [("摘要", sentence) for sentence in parts.summary]
    rows += [(one.title, one.text) for one in parts.sayings]
    if parts.members is not None:
        mine = parts.members
        rows.append(
            ("业委会成员交费", f"{mine.members} 户，{mine.paid} 户没有欠费，欠 {mine.overdue} 元")
        )
    return Table("文字说明", (Column("项目", 22), Column("内容", 110)), rows)


def _taxes(parts: Parts) -> Table:
    columns = (
        Column("税种", 30),
        Column("期初未缴", 16),
        Column("应缴", 16),
        Column("已缴", 16),
        Column("期末未缴", 16),
    )
    rows: list[Sequence[Cell]] = [
        (one.name, one.opening, one.charged, one.paid, one.closing) for one in parts.taxes
    ]
    last: Sequence[Cell] = (
        "合计",
        None,
        total(one.charged for one in parts.taxes),
        total(one.paid for one in parts.taxes),
        None,
    )
    return with_id_column(
        Table("税", columns, rows, last), [one.id for one in parts.taxes], parts.total_ids.taxes
    )


def _assets(parts: Parts) -> Table:
    columns = (
        Column("资产编号", 12),
        Column("名称", 30),
        Column("启用", 14),
        Column("原值", 16),
        Column("本年折旧", 16),
        Column("累计折旧", 16),
        Column("净值", 16),
        Column("处置", 14),
    )
    rows: list[Sequence[Cell]] = [
        (
            one.code,
            one.name,
            one.since,
            one.cost,
            one.charged,
            one.written_off,
            one.value,
            one.gone,
        )
        for one in parts.assets
    ]
    return with_id_column(
        Table("固定资产", columns, rows, wide=True), [one.id for one in parts.assets]
    )


def _deposits(parts: Parts) -> Table:
    columns = (
        Column("种类", 22),
        Column("期初", 16),
        Column("收到", 16),
        Column("收到笔数", 10),
        Column("退还、抵扣", 16),
        Column("退还笔数", 10),
        Column("期末", 16),
        Column("户（份）", 10),
    )
    held = parts.deposits
    rows: list[Sequence[Cell]] = [
        (
            one.name,
            one.opening,
            one.received,
            one.taken,
            one.returned,
            one.given,
            one.closing,
            one.holders,
        )
        for one in held
    ]
    last: Sequence[Cell] = (
        "合计",
        total(one.opening for one in held),
        total(one.received for one in held),
        sum(one.taken for one in held),
        total(one.returned for one in held),
        sum(one.given for one in held),
        total(one.closing for one in held),
        sum(one.holders for one in held),
    )
    return with_id_column(
        Table("押金", columns, rows, last, wide=True),
        [one.id for one in held],
        parts.total_ids.deposits,
    )


def _claims(parts: Parts) -> Table:
    columns = (
        Column("类别", 10),
        Column("名目", 30),
        Column("户（份）", 10),
        Column("期初", 18),
        Column("期末", 18),
    )
    rows: list[Sequence[Cell]] = [
        (_CLAIMS[one.kind], one.name, one.holders or None, one.opening, one.closing)
        for one in parts.claims
    ]
    return with_id_column(Table("应收预收应付", columns, rows), [one.id for one in parts.claims])


def _collected(parts: Parts) -> Table:
    columns = (
        Column("项目", 30),
        Column("月份", 12),
        Column("应收", 16),
        Column("已收", 16),
        Column("未收", 16),
    )
    rows: list[Sequence[Cell]] = [
        (fee.line, one.month, one.charged, one.paid, one.charged - one.paid)
        for fee in parts.collected
        for one in fee.months
    ]
    last: Sequence[Cell] = (
        "合计",
        None,
        total(fee.charged for fee in parts.collected),
        total(fee.paid for fee in parts.collected),
        total(fee.charged - fee.paid for fee in parts.collected),
    )
    return with_id_column(
        Table("收缴率", columns, rows, last),
        [fee.id for fee in parts.collected for _one in fee.months],
    )


def _ages(parts: Parts) -> Table:
    columns = (Column("从应缴的月份算起", 34), Column("户", 12), Column("金额", 18))
    rows: list[Sequence[Cell]] = [
        (one.name, one.units or "少于 3", one.amount) for one in parts.ages
    ]
    return with_id_column(
        Table("欠费时间", columns, rows, ("合计", None, total(one.amount for one in parts.ages))),
        [one.id for one in parts.ages],
        parts.total_ids.ages,
    )


def _decisions(parts: Parts) -> Table:
    columns = (Column("决议", 14), Column("日期", 14), Column("内容", 70), Column("金额上限", 18))
    rows: list[Sequence[Cell]] = [
        (one.number, one.date, one.title, one.ceiling) for one in parts.decisions
    ]
    return with_id_column(Table("决议", columns, rows), [one.id for one in parts.decisions])


def _next_budget(parts: Parts) -> Table:
    columns = (
        Column("类别", 10),
        Column("项目", 30),
        Column("下年预算", 18),
        Column("本年预算", 18),
        Column("本年实际", 18),
    )
    rows: list[Sequence[Cell]] = []
    if parts.next_budget is not None:
        for title, lines in (
            ("收入", parts.next_budget.income),
            ("支出", parts.next_budget.spending),
        ):
            rows += [(title, one.line, one.amount, one.budget, one.actual) for one in lines]
    planned = parts.next_budget
    ids = [one.id for one in (*planned.income, *planned.spending)] if planned is not None else []
    return with_id_column(Table("下年预算", columns, rows), ids)


def _archive(parts: Parts) -> Table:
    columns = (
        Column("类别", 40),
        Column("数量", 12),
        Column("单位", 8),
        Column("保管期限", 14),
        Column("依据", 60),
    )
    rows: list[Sequence[Cell]] = [
        (one.name, one.count, one.unit, one.kept, one.source) for one in parts.archive
    ]
    return with_id_column(
        Table("档案", columns, rows, wide=True), [one.id for one in parts.archive]
    )
