"""Special notices as a paper: page, spreadsheet, JSON."""

from __future__ import annotations

from owners_ledger.board.special_model import Decision, SpecialNotice, SpecialTable
from owners_ledger.config import Committee
from owners_ledger.rendering import frame
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.rendering.typography import width

_ACROSS = 28  # em beside the labels, in larger type
_ROOMY = 30  # lines of larger type above the signatures


def special_paper(notice: SpecialNotice, committee: Committee, *, draft: bool = False) -> Paper:
    """The paper of a special notice.

    Args:
        notice: what to print.
        committee: who publishes it.
        draft: mark it as a draft.
    """
    return Paper(
        kind="special",
        stem=f"special-{notice.code}",
        title=f"{notice.estate} {notice.title}",
        number=f"{notice.number}　单位：元",
        as_of=notice.as_of,
        value=notice,
        variables=lambda narrow: frame.variables(
            notice,
            committee,
            kind="special",
            title=notice.title,
            number=notice.number,
            draft=draft,
            narrow=narrow,
            fit=fit(notice),
        ),
        tables=lambda: tables(notice),
        draft=draft,
    )


def fit(notice: SpecialNotice) -> str:
    """``roomy`` where the text is short enough for larger type on one A4 page, else ``dense``."""
    lines = sum(
        sum(-(-int(width(text) + 1) // _ACROSS) for text in fact.text) or 1 for fact in notice.facts
    )
    lines += len(notice.table.rows) + 3 if notice.table else 0
    lines += len(notice.decision.counts) + 5 if notice.decision else 0
    return "roomy" if lines <= _ROOMY else "dense"


def tables(notice: SpecialNotice) -> list[Table]:
    """The notice's lines, its table, the vote."""
    rows: list[tuple[Cell, ...]] = [("事由", notice.about, None, None)]
    for fact in notice.facts:
        text = "\n".join(fact.text) if fact.text else None
        rows.append((fact.label, text, fact.amount, fact.unit if fact.amount is not None else None))
    rows += [("联系", "；".join(notice.contact), None, None)]
    rows += [("张贴从", notice.posted_from, None, None), ("张贴到", notice.posted_to, None, None)]
    heads = (Column("项目", 16), Column("内容", 70), Column("金额", 16), Column("单位", 10))
    found = [Table("公告", heads, rows)]
    if notice.table:
        found.append(_table(notice.table))
    if notice.decision:
        found.append(_decision(notice.decision))
    return found


def _table(table: SpecialTable) -> Table:
    heads = [Column(table.name, 36)]
    heads += [Column(table.before, 18)] if table.before else []
    heads += [Column(table.figure, 18), Column("备注", 16)]
    rows = [
        (
            row.name,
            *([_cell(row.before)] if table.before else []),
            _cell(row.figure),
            row.remark or None,
        )
        for row in table.rows
    ]
    return Table(table.title.partition("，")[0], heads, rows)


def _decision(decision: Decision) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ("决议", f"{decision.resolution} {decision.title}", None, None, None),
        ("日期", decision.day, None, None, None),
        ("限额", decision.ceiling, None, None, None),
    ]
    rows += [
        (
            one.what,
            one.heads,
            f"{one.heads_share}%" if one.heads_share else None,
            one.area,
            f"{one.area_share}%" if one.area_share else None,
        )
        for one in decision.counts
    ]
    if decision.rule:
        rows += [
            ("要求", decision.rule, None, None, None),
            ("依据", decision.source, None, None, None),
        ]
    heads = (
        Column("项目", 14), Column("内容或人数", 40), Column("占比", 10),
        Column("面积（平方米）", 18), Column("占比", 10),
    )  # fmt: skip
    return Table("决议和表决", heads, rows)


def _cell(figure: Cell) -> Cell:
    return "–" if figure is None else figure
