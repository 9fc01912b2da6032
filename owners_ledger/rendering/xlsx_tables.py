"""What a disclosure's spreadsheet holds: sheets of plain cells, nothing computed but their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from owners_ledger.config import Committee
from owners_ledger.rendering.id_column import with_id_column
from owners_ledger.rendering.parts_tables import parts_tables
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.model import Disclosure, Payment, ReportLine


def tables(disclosure: Disclosure, committee: Committee) -> list[Table]:
    """The sheets, in order."""
    found = [
        _overview(disclosure, committee),
        _with_ids(
            _lines("收入", disclosure.income, disclosure, disclosure.income_total),
            disclosure.income,
        ),
        _with_ids(
            _lines("支出", disclosure.spending, disclosure, disclosure.spending_total),
            disclosure.spending,
        ),
        _with_ids(_accounts(disclosure), disclosure.accounts),
        _with_ids(_payments("大额支付", disclosure.payments), disclosure.payments),
        _with_ids(_arrears(disclosure), disclosure.arrears),
        _with_ids(_history(disclosure), disclosure.history),
    ]
    if disclosure.kind != "monthly":
        found += [
            _with_ids(_payments("逐笔", disclosure.vouchers), disclosure.vouchers),
            _with_ids(_contracts(disclosure), disclosure.contracts),
            _with_ids(_wages(disclosure), disclosure.wages),
            _with_ids(_projects(disclosure), disclosure.projects),
        ]
    return [*found, *parts_tables(disclosure.parts)]


def _with_ids(table: Table, items: Iterable[Any]) -> Table:
    return with_id_column(table, [item.id for item in items])


def _overview(one: Disclosure, committee: Committee) -> Table:
    ids = one.total_ids
    rows: list[Sequence[Cell]] = [
        ("", "公示编号", one.number, None),
        ("", "上期编号", one.previous_number, None),
        ("", "数据截至", one.as_of, None),
        ("", "张贴", f"{one.posted_from} 至 {one.posted_to}", None),
        (ids.opening, "期初余额", None, one.opening),
        (ids.income, "加：收入", None, one.income_total),
        (ids.spending, "减：支出", None, one.spending_total),
        (ids.closing, "期末余额", None, one.closing),
    ]
    rows += [
        (
            mark.id,
            f"其中不能动用：{mark.name}",
            f"{mark.count} 户（笔）" if mark.count else "",
            mark.amount,
        )
        for mark in one.earmarks
    ]
    rows += [
        (ids.free, "可以动用", None, one.free),
        (ids.income, "本年累计收入", None, one.income_year),
        (ids.spending, "本年累计支出", None, one.spending_year),
    ]
    if one.collection is not None:
        rows.append((ids.collection, "物业服务费收缴率", f"{one.collection} %", None))
    rows.append(("", "说明", one.headline, None))
    rows += [(note.id, f"说明：{note.subject}", note.text, None) for note in one.notes]
    rows += [("", "查阅凭证", committee.consult, None)] if committee.consult else []
    rows += [("", label, phone, None) for label, phone in committee.contacts]
    if one.draft:
        rows.insert(0, ("", "草稿", "对账单未到期末，不得张贴", None))
    columns = (Column("编号", 8), Column("项目", 44), Column("内容", 64), Column("金额", 18))
    return Table("概览", columns, rows)


def _lines(name: str, lines: Sequence[ReportLine], one: Disclosure, total: Decimal) -> Table:
    months = len(one.income_months)
    spread = months > 1
    month_heads = [Column(point.month, 16) for point in one.history[-months:]] if spread else []
    totals = one.income_months if name == "收入" else one.spending_months
    year = one.income_year if name == "收入" else one.spending_year
    budget = one.income_budget if name == "收入" else one.spending_budget
    columns = (
        Column("项目", 26),
        *month_heads,
        Column("本期", 16),
        Column("上期", 16),
        Column("本年累计", 16),
        Column("年度预算", 16),
        Column("笔数", 8),
        Column("说明", 44),
    )
    rows: list[Sequence[Cell]] = [
        (
            line.line,
            *(line.months if spread else ()),
            line.amount,
            line.previous,
            line.year_to_date,
            line.budget,
            line.count,
            "；".join(part for part in (line.derived, line.note) if part),
        )
        for line in lines
    ]
    last: Sequence[Cell] = (
        "合计",
        *(totals if spread else ()),
        total,
        None,
        year,
        budget,
        None,
        None,
    )
    return Table(name, columns, rows, last, wide=True)


def _accounts(one: Disclosure) -> Table:
    columns = (
        Column("账户", 26),
        Column("期初", 16),
        Column("账面期末", 16),
        Column("对账单期末", 16),
        Column("差额", 14),
        Column("对账单行数", 12),
        Column("已入账行数", 12),
        Column("对账单到", 14),
    )
    rows: list[Sequence[Cell]] = [
        (
            f"{place.name}（尾号 {place.tail}）" if place.tail else place.name,
            place.opening,
            place.book,
            place.statement,
            place.difference,
            place.statement_lines,
            place.booked_lines,
            place.covered_to,
        )
        for place in one.accounts
    ]
    total: Sequence[Cell] = ("合计", one.opening, one.closing, None, None, None, None, None)
    return Table("账户", columns, rows, total, wide=True)


def _payments(name: str, payments: Iterable[Payment]) -> Table:
    columns = (
        Column("日期", 12),
        Column("凭证号", 20),
        Column("栏目", 22),
        Column("摘要", 40),
        Column("对方", 32),
        Column("金额", 16),
        Column("附件", 6),
        Column("决议", 12),
        Column("待核实", 8),
    )
    rows: list[Sequence[Cell]] = [
        (
            row.date,
            row.number,
            row.line,
            row.summary,
            row.payee,
            row.amount,
            row.documents,
            row.resolution,
            "是" if row.flagged else "",
        )
        for row in payments
    ]
    return Table(name, columns, rows, wide=True)


def _arrears(one: Disclosure) -> Table:
    columns = (Column("楼栋", 20), Column("户数", 12), Column("金额", 18))
    rows: list[Sequence[Cell]] = [
        (group.building, group.units, group.amount) for group in one.arrears
    ]
    total: Sequence[Cell] = (
        "合计",
        sum(group.units for group in one.arrears),
        sum((group.amount for group in one.arrears), Decimal("0.00")),
    )
    return Table("欠费", columns, rows, total)


def _history(one: Disclosure) -> Table:
    columns = (Column("月份", 14), Column("收入", 18), Column("支出", 18), Column("月末余额", 18))
    rows: list[Sequence[Cell]] = [
        (point.month, point.income, point.spending, point.closing) for point in one.history
    ]
    return Table("十二个月", columns, rows)


def _contracts(one: Disclosure) -> Table:
    columns = (
        Column("合同", 10),
        Column("类别", 10),
        Column("位置", 26),
        Column("对方", 30),
        Column("期限", 26),
        Column("租金", 18),
        Column("本期应收", 14),
        Column("本期实收", 14),
        Column("期末未收", 14),
        Column("押金", 14),
    )
    rows: list[Sequence[Cell]] = [
        (
            lease.code,
            lease.kind,
            lease.place,
            lease.counterparty,
            lease.term,
            lease.rent,
            lease.due,
            lease.received,
            lease.overdue,
            lease.deposit,
        )
        for lease in one.contracts
    ]
    return Table("合同", columns, rows, wide=True)


def _wages(one: Disclosure) -> Table:
    columns = (
        Column("岗位", 30),
        Column("人数", 10),
        Column("应发工资", 18),
        Column("单位社保公积金", 18),
    )
    rows: list[Sequence[Cell]] = [
        (post.post, post.persons, post.gross, post.insurance) for post in one.wages
    ]
    return Table("工资", columns, rows)


def _projects(one: Disclosure) -> Table:
    columns = (
        Column("工程", 26),
        Column("决议", 12),
        Column("施工单位", 32),
        Column("合同价", 16),
        Column("此前已付", 16),
        Column("本期支付", 16),
        Column("未付", 16),
        Column("状态", 12),
    )
    rows: list[Sequence[Cell]] = [
        (
            works.name,
            works.resolution,
            works.contractor,
            works.contract,
            works.paid_before,
            works.paid,
            works.left,
            works.state,
        )
        for works in one.projects
    ]
    return Table("工程", columns, rows, wide=True)
