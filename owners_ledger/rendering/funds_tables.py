"""The report on the funds as a paper, and its sheets of plain cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from owners_ledger.config import Committee
from owners_ledger.funds import FundStatement
from owners_ledger.rendering import frame
from owners_ledger.rendering.id_column import with_id_column
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.funds_model import FundsReport, MaintenanceSheet, PublicIncome

TITLE = "各项资金收支表"
_YUAN = 16


def funds_paper(found: FundsReport, committee: Committee) -> Paper:
    """The paper of a funds report."""
    title = f"{found.title}{TITLE}"
    return Paper(
        kind="funds",
        stem=f"funds-{found.period}",
        title=f"{found.estate} {title}",
        number="单位：元",
        as_of=found.as_of,
        value=found,
        variables=lambda narrow: frame.variables(
            found, committee, kind="funds", title=title, draft=found.draft, narrow=narrow
        ),
        tables=lambda: funds_tables(found),
    )


def funds_tables(found: FundsReport) -> list[Table]:
    """All sheets; those without content are left out."""
    tables = [_funds(found), _lines(found), _transfers(found)] if found.funds else []
    if found.public_income:
        tables += public_income_tables(found.public_income)
    if found.maintenance:
        tables += maintenance_tables(found.maintenance)
    return tables


def public_income_tables(found: PublicIncome) -> list[Table]:
    """Gross, direct cost, net; and what the direct costs are."""
    heads = ("毛收入", "直接成本", "净收益", "本期收到")
    columns = (Column("经营", 18), *(Column(head, _YUAN) for head in heads))
    rows = [(one.business, one.gross, one.cost, one.net, one.received) for one in found.businesses]
    total = ("合计", found.gross, found.cost, found.net, found.received)
    costs: list[Sequence[Cell]] = [
        (one.business, cost.line, cost.amount, cost.fund)
        for one in found.businesses
        for cost in one.costs
    ]
    kinds = (
        Column("经营", 18),
        Column("项目", 26),
        Column("金额", _YUAN),
        Column("承担的资金", 18),
    )
    return [
        with_id_column(
            Table("公共收益", columns, rows, total), [one.id for one in found.businesses], found.id
        ),
        with_id_column(
            Table("直接成本", kinds, costs, ("合计", None, found.cost, None)),
            [one.id for one in found.businesses for _cost in one.costs],
            found.id,
        ),
    ]


def maintenance_tables(found: MaintenanceSheet) -> list[Table]:
    """By building, and what was paid for."""
    heads = ("期初", "交存", "增值收益", "使用", "余额")
    columns = (Column("楼栋", 12), *(Column(head, _YUAN) for head in heads))
    rows = [
        (f"{one.building}栋", one.opening, one.paid_in, one.gain, one.used, one.balance)
        for one in found.buildings
    ]
    total = ("合计", found.opening, found.paid_in, found.gain, found.used, found.balance)
    kinds = (
        Column("日期", 12),
        Column("使用项目", 34),
        Column("费用", _YUAN),
        Column("楼栋", 14),
        Column("怎样分摊", 36),
        Column("决议", 12),
    )
    items: list[Sequence[Cell]] = [
        (
            one.date,
            one.name,
            one.cost,
            "、".join(one.buildings),
            one.apportionment,
            one.resolution,
        )
        for one in found.items
    ]
    return [
        with_id_column(
            Table("维修资金", columns, rows, total), [one.id for one in found.buildings], found.id
        ),
        with_id_column(
            Table("维修资金使用", kinds, items, ("合计", None, found.used, None, None, None)),
            [one.id for one in found.items],
            found.id,
        ),
    ]


def _funds(found: FundsReport) -> Table:
    heads = (
        *("期初结余", "收入", "支出", "划入", "划出", "期末结余"),
        *("钱期初", "钱收到", "钱付出", "钱期末"),
        *("应收减预收", "其他资产", "应付", "其他资金欠它", "它欠其他资金"),
    )
    columns = (Column("资金", 18), *(Column(head, _YUAN) for head in heads))
    rows = [(one.fund, *_figures(one)) for one in found.funds]
    whole = found.whole
    total: Sequence[Cell] = (
        *("全账", whole.opening, whole.income_total, whole.spending_total, None, None),
        *(whole.closing, whole.money_opening, None, None, whole.money),
        *(whole.receivables, whole.other_assets, whole.payables, None, None),
    )
    table = Table("各项资金", columns, rows, total, wide=True)
    return with_id_column(table, [one.id for one in found.funds], whole.id)


def _figures(one: FundStatement) -> Iterator[Cell]:
    yield from (one.opening, one.income_total, one.spending_total)
    yield from (one.transfers_in_total, one.transfers_out_total, one.closing)
    yield from (one.money_opening, one.money_in, one.money_out, one.money)
    yield from (one.receivables, one.other_assets, one.payables, one.due_from, one.due_to)


def _lines(found: FundsReport) -> Table:
    columns = (
        *(Column("资金", 18), Column("收支", 8), Column("项目", 28)),
        *(Column("金额", _YUAN), Column("笔数", 8)),
    )
    rows: list[Sequence[Cell]] = [
        (one.fund, side, line.line, line.amount, line.count)
        for one in found.funds
        for side, lines in (("收入", one.income), ("支出", one.spending))
        for line in lines
    ]
    ids = [line.id for one in found.funds for line in (*one.income, *one.spending)]
    return with_id_column(Table("资金收支项目", columns, rows), ids)


def _transfers(found: FundsReport) -> Table:
    columns = (
        *(Column("资金", 18), Column("方向", 12), Column("日期", 12), Column("对方", 18)),
        *(Column("金额", _YUAN), Column("决议", 12), Column("摘要", 44)),
    )
    rows: list[Sequence[Cell]] = [
        (one.fund, side, move.date, move.other, move.amount, move.resolution, move.summary)
        for one in found.funds
        for side, moves in (
            ("划入", one.transfers_in),
            ("划出", one.transfers_out),
            ("往来、结转", one.settled),
        )
        for move in moves
    ]
    ids = [
        move.id
        for one in found.funds
        for move in (*one.transfers_in, *one.transfers_out, *one.settled)
    ]
    return with_id_column(Table("资金划转", columns, rows, wide=True), ids)
