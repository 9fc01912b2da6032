"""A reconciliation as a paper, and its sheets of plain cells."""

from __future__ import annotations

from collections.abc import Sequence

from owners_ledger.config import Committee
from owners_ledger.rendering import frame
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.reconciliation_model import AccountSheet, OpenItem, Reconciliation

TITLE = "银行存款余额调节表"
STATES = {
    "agrees": "相符",
    "differs": "不符",
    "no-statement": "没有对账单",
    "reckoned": "账单没有余额",
    "counted": "已盘点，相符",
    "uncounted": "没有盘点",
    "transit": "在途",
}


def reconciliation_paper(found: Reconciliation, committee: Committee, stem: str = "") -> Paper:
    """The paper of a reconciliation.

    Args:
        found: what to print.
        committee: whose.
        stem: the file's name without the format, by default ``reconcile-2026-06``.
    """
    title = f"{found.title}{TITLE}"
    return Paper(
        kind="reconcile",
        stem=stem or f"reconcile-{found.period}",
        title=f"{found.estate} {title}",
        number="单位：元",
        as_of=found.as_of,
        value=found,
        variables=lambda narrow: frame.variables(
            found,
            committee,
            kind="reconcile",
            title=title,
            narrow=narrow,
            states=STATES,
        ),
        tables=lambda: reconciliation_tables(found),
    )


def reconciliation_tables(found: Reconciliation) -> list[Table]:
    """An overview, the items in transit, the statement files."""
    return [_overview(found), _items(found), _files(found)]


def _overview(found: Reconciliation) -> Table:
    columns = (
        Column("编号", 8),
        Column("账户", 24),
        Column("银行对账单余额", 18),
        Column("加：单位已收银行未收", 18),
        Column("减：单位已付银行未付", 18),
        Column("调节后（银行）", 18),
        Column("单位日记账余额", 18),
        Column("加：银行已收单位未收", 18),
        Column("减：银行已付单位未付", 18),
        Column("调节后（单位）", 18),
        Column("差额", 14),
        Column("结果", 14),
        Column("说明", 50),
    )
    rows: list[Sequence[Cell]] = [
        (
            one.id,
            _named(one),
            one.statement if one.counted is None else one.counted,
            one.sum_unit_received,
            one.sum_unit_paid,
            one.adjusted_statement,
            one.book,
            one.sum_bank_received,
            one.sum_bank_paid,
            one.adjusted_book,
            one.difference,
            STATES[one.state],
            "；".join(filter(None, (*one.causes, one.remedy))),
        )
        for one in found.accounts
    ]
    return Table("调节表", columns, rows, wide=True)


def _items(found: Reconciliation) -> Table:
    columns = (
        Column("编号", 8),
        Column("账户", 24),
        Column("类别", 22),
        Column("日期", 12),
        Column("凭证号、序号", 16),
        Column("摘要", 44),
        Column("金额", 16),
        Column("天数", 8),
        Column("何时到账", 12),
        Column("依据", 34),
        Column("说明", 36),
    )
    rows: list[Sequence[Cell]] = [
        (
            item.id,
            _named(one),
            kind,
            item.date,
            item.number,
            item.summary,
            item.amount,
            item.days,
            item.cleared,
            item.cleared_by,
            item.remark,
        )
        for one in found.accounts
        for kind, item in _kinds(one)
    ]
    return Table("未达账项", columns, rows, wide=True)


def _kinds(one: AccountSheet) -> list[tuple[str, OpenItem]]:
    sides = (
        ("单位已收银行未收", one.unit_received),
        ("单位已付银行未付", one.unit_paid),
        ("银行已收单位未收", one.bank_received),
        ("银行已付单位未付", one.bank_paid),
    )
    return [(kind, item) for kind, items in sides for item in items]


def _files(found: Reconciliation) -> Table:
    columns = (
        Column("账户", 24),
        Column("对账单文件", 36),
        Column("从", 12),
        Column("到", 12),
        Column("行数", 8),
        Column("已入账", 8),
        Column("期初", 16),
        Column("期末", 16),
        Column("接得上", 8),
        Column("已导入", 8),
    )
    rows: list[Sequence[Cell]] = [
        (
            _named(one),
            part.file,
            part.first,
            part.last,
            part.lines,
            part.booked,
            part.opening,
            part.closing,
            "是" if part.follows else "否",
            "是" if part.imported else "否",
        )
        for one in found.accounts
        if one.completeness is not None
        for part in one.completeness.statements
    ]
    return Table("对账单", columns, rows, wide=True)


def _named(one: AccountSheet) -> str:
    return f"{one.name}（尾号 {one.tail}）" if one.tail else one.name
