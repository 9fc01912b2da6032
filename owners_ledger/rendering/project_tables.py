"""A project page as a paper: its photographs made small, its sheets of plain cells."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

from owners_ledger.board.photos import cleaned
from owners_ledger.config import Committee
from owners_ledger.rendering import frame
from owners_ledger.rendering.id_column import with_id_column
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Cell, Column, Table
from owners_ledger.reporting.project_model import ProjectPage

_SIDE = 900


def project_paper(
    found: ProjectPage, committee: Committee, photos: Mapping[str, str], *, draft: bool = False
) -> Paper:
    """The paper of a project.

    Args:
        found: what to print.
        committee: whose.
        photos: its photographs as ``data:`` addresses by path (``photographs``).
        draft: mark it as a draft.
    """
    title = f"{found.name}工程公示"
    return Paper(
        kind="project",
        stem=f"project-{found.code}",
        title=f"{found.estate} {title}",
        number="单位：元",
        as_of=found.as_of,
        value=found,
        variables=lambda narrow: frame.variables(
            found,
            committee,
            kind="project",
            title=title,
            draft=draft,
            narrow=narrow,
            photos=photos,
        ),
        tables=lambda: project_tables(found),
        draft=draft,
    )


def photographs(ledger: Path, paths: Sequence[str]) -> dict[str, str]:
    """Photographs small enough for a page, without place, camera or time, as ``data:`` addresses.

    Args:
        ledger: the folder the paths are relative to.
        paths: of the photographs.

    Raises:
        BoardError: one is missing, enormous, or no photograph.
    """
    return {
        path: "data:image/jpeg;base64,"
        + base64.b64encode(cleaned(ledger / path, side=_SIDE)).decode("ascii")
        for path in paths
    }


def project_tables(found: ProjectPage) -> list[Table]:
    """The sheets, in order."""
    return [_overview(found), _votes(found), _parts(found), _payments(found), _records(found)]


def _overview(found: ProjectPage) -> Table:
    rows: list[Sequence[Cell]] = [
        ("工程", f"{found.code} {found.name}", None),
        ("情况", found.said, None),
        ("为什么做", found.why, None),
        ("承包单位", found.contractor, None),
        ("合同", f"{found.contract_code} {found.contract_document}".strip(), found.contract),
        ("已付", "", found.paid),
        ("已记账未付", "", found.accrued),
        ("还要付", "", found.left),
        ("决议限额", "", found.ceiling),
        ("付清合同后限额内还余", "", found.left_under_ceiling),
        ("质保金", f"{found.retention_due or ''}", found.retention),
        ("保修到", found.warranty_until, None),
        ("对方交来的保证金", "", found.deposit),
        *((f"报价：{name}", "", price) for name, price in found.quotes),
        ("补助：答应", found.subsidy_from, found.subsidy_promised),
        ("补助：收到", "", found.subsidy_received),
        ("补助：用在工程", "", found.subsidy_used),
        ("补助：还没有用", "", found.subsidy_unused),
        ("业主自己的钱", "", found.own_money),
        *(("没有算进去的", text, None) for text in found.remarks),
    ]
    columns = (Column("项目", 30), Column("内容", 70), Column("金额", 18))
    named = _named(found)
    ids = [next((named[key] for key in named if str(row[0]).startswith(key)), "") for row in rows]
    return with_id_column(Table("工程概览", columns, rows), ids)


def _named(found: ProjectPage) -> dict[str, str]:
    """The id of a row by the beginning of its name."""
    ids = found.total_ids
    return {
        "合同": ids.contract,
        "已付": ids.paid,
        "已记账未付": ids.accrued,
        "还要付": ids.left,
        "决议限额": ids.ceiling,
        "付清合同后": ids.ceiling,
        "质保金": ids.retention,
        "对方交来": ids.deposit,
        "报价": ids.quotes,
        "补助": ids.subsidy,
        "业主自己的钱": ids.subsidy,
    }


def _votes(found: ProjectPage) -> Table:
    columns = (
        *(Column("决议", 14), Column("日期", 12), Column("内容", 34), Column("表决", 14)),
        *(Column("人数", 10), Column("占 %", 10), Column("面积", 16), Column("占 %", 10)),
        *(Column("法定要求", 22), Column("结果", 40), Column("原件", 40), Column("sha256", 40)),
    )
    rows = [
        (
            *(one.number, one.date, one.title, row.what, row.heads, row.share_heads, row.area),
            *(row.share_area, row.need, one.verdict, one.document, one.sha256),
        )
        for one in found.resolutions
        for row in one.votes
    ]
    return with_id_column(
        Table("表决", columns, rows, wide=True),
        [row.id for one in found.resolutions for row in one.votes],
    )


def _parts(found: ProjectPage) -> Table:
    columns = (
        *(Column("约定日", 12), Column("款项", 22), Column("金额", 16), Column("占 %", 10)),
        *(Column("已付", 16), Column("还要付", 16)),
    )
    rows = [(one.due, one.what, one.amount, one.share, one.paid, one.left) for one in found.parts]
    return with_id_column(Table("约定", columns, rows), [one.id for one in found.parts])


def _payments(found: ProjectPage) -> Table:
    columns = (
        *(Column("编号", 8), Column("日期", 12), Column("凭证号", 16), Column("用途", 40)),
        *(Column("付给谁", 34), Column("占 %", 10), Column("金额", 16)),
    )
    rows = [
        (one.id, one.date, one.number, one.summary, one.payee, one.share, one.amount)
        for one in found.payments
    ]
    total = (None, None, None, "合计", None, None, found.paid) if rows else ()
    return Table("付款", columns, rows, total, wide=True)


def _records(found: ProjectPage) -> Table:
    columns = (
        *(Column("日期", 12), Column("什么", 12), Column("谁", 34), Column("内容", 50)),
        *(Column("文件", 44), Column("sha256", 66)),
    )
    rows: list[Sequence[Cell]] = [
        (one.date, "验收", one.by, one.result, one.document, "") for one in found.acceptances
    ]
    rows += [(one.date, "照片", "", one.caption, one.path, one.sha256) for one in found.photographs]
    return Table("验收和照片", columns, rows, wide=True)
