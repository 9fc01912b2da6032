"""An overview as page, spreadsheet, JSON and Parquet: the same rows each time."""

from __future__ import annotations

import importlib
import tempfile
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from owners_ledger.errors import UsageError
from owners_ledger.i18n import _
from owners_ledger.publishing.overview.model import EstateRow, Overview
from owners_ledger.rendering import page
from owners_ledger.rendering.json_ import to_json
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.table import Column, Table
from owners_ledger.rendering.xlsx import workbook

FORMATS = ("html", "xlsx", "json", "parquet")
STATES = {"posted": "已公示", "late": "逾期", "unposted": "没有张贴记录", "unreadable": "读不出来"}
VERIFIED = {"sealed": "封条核对无误", "whole": "文件完整，还没有封账", "broken": "核对不上"}
_TYPES = {
    "str": "VARCHAR",
    "int": "BIGINT",
    "bool": "BOOLEAN",
    "Decimal": "DECIMAL(18,2)",
    "datetime.date": "DATE",
    "tuple[str, ...]": "VARCHAR[]",
}


def paper(found: Overview) -> Paper:
    """The overview as a report.

    Args:
        found: the rows.
    """
    return Paper(
        kind="overview",
        stem=f"overview-{found.as_of}",
        title="各小区财务公开一览",
        number=f"截至 {found.as_of}　单位：元",
        as_of=found.as_of,
        value=found,
        variables=lambda _narrow: {"d": found, "states": STATES, "verified": VERIFIED},
        tables=lambda: [_table(found)],
    )


def files(found: Overview, formats: list[str]) -> dict[str, bytes]:
    """Format → content.

    Args:
        found: the rows.
        formats: of ``FORMATS``.

    Raises:
        UsageError: Parquet is wanted and the library that writes it is not installed.
    """
    made = paper(found)
    content: dict[str, bytes] = {}
    for name in formats:
        if name == "html":
            content[name] = page.web(None, made.kind, made.variables(True)).encode()
        elif name == "xlsx":
            content[name] = workbook(made)
        elif name == "json":
            content[name] = to_json(found).encode()
        else:
            content[name] = parquet(found)
    return content


def parquet(found: Overview) -> bytes:
    """The rows as a Parquet file, amounts as exact decimals.

    Raises:
        UsageError: DuckDB is not installed.
    """
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError as error:
        raise UsageError(
            _("写 Parquet 要用 DuckDB，这台电脑上没有"),
            remedy=_("请运行 pip install 'owners-ledger[parquet]'，或改用 json、xlsx。"),
        ) from error
    columns = {one.name: _type(str(one.type)) for one in fields(EstateRow)}
    spelled = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    marks = ", ".join("?" * len(columns))
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as store:
        store.execute(f"CREATE TABLE estates ({spelled})")
        rows = [[_value(getattr(row, name)) for name in columns] for row in found.rows]
        if rows:
            store.executemany(f"INSERT INTO estates VALUES ({marks})", rows)  # noqa: S608 - names
        target = Path(folder) / "overview.parquet"
        store.execute(f"COPY estates TO '{target.as_posix()}' (FORMAT parquet)")
        return target.read_bytes()


def _type(annotation: str) -> str:
    return _TYPES[annotation.removesuffix(" | None")]


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _table(found: Overview) -> Table:
    columns = (
        Column("小区", 24),
        Column("公开到", 10),
        Column("公示", 14),
        Column("逾期天数", 10),
        Column("与银行", 12),
        Column("核对", 22),
        Column("封账到", 10),
        Column("户数", 8),
        Column("面积（㎡）", 14),
        Column("收入", 16),
        Column("支出", 16),
        Column("期末余额", 16),
        Column("月收入／㎡", 12),
        Column("月支出／㎡", 12),
        Column("欠费户数", 10),
        Column("欠费", 14),
        Column("欠费户占比", 12),
        Column("收缴率", 10),
        Column("问题", 44),
    )
    rows = [
        (
            row.estate,
            row.through,
            STATES[row.state],
            row.late_days,
            "相符" if row.bank_agrees else "不相符",
            VERIFIED[row.verified],
            row.sealed_to,
            row.households,
            row.area,
            row.income,
            row.spending,
            row.closing,
            row.income_per_area,
            row.cost_per_area,
            row.arrears_units,
            row.arrears,
            _percent(row.arrears_rate),
            _percent(row.collection),
            row.problem,
        )
        for row in found.rows
    ]
    return Table("一览", columns, rows, wide=True)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.1f}%"
