"""The sample's long reports as sheets of paper: full pages, every part, nothing alone at a foot."""

from __future__ import annotations

from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.rendering import page
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.pdf import make_pdf
from owners_ledger.reporting import load_sources
from owners_ledger.reporting.whole.compose import full_report

ROOT = Path(__file__).parents[2]
QUARTER = (
    "说明",
    "各项资金",
    "公共部位经营收益",
    "公共收益，按合同",
    "专项工程",
    "预算执行",
    "工资和社保，按岗位",
    "税，按税种",
    "押金：",
    "应收、预收和应付",
    "按楼",
    "银行存款余额调节表",
    "监督小组意见",
    "（大写）",
    "全部收支，逐笔",
)
YEAR = (
    "用大白话说",
    "业委会的说明",
    "各月收入和支出（1月—6月）",
    "各项资金",
    "专项维修资金",
    "决议的限额",
    "业主大会、业主委员会的决议",
    "收缴率，按项目和月份",
    "欠费有多久了",
    "2026年预算",
    "银行存款余额调节表",
    "档案：",
    "监督小组意见",
    "（大写）",
    "资产负债表",
    "业务活动表",
    "现金流量表",
    "两种口径对照",
)


@pytest.fixture(scope="module")
def sheets():
    books, registers = load_books(ROOT), load_registers(ROOT)

    def of(name: str) -> list[str]:
        period = Period.parse(name)
        report = full_report(books, registers, period, load_sources(ROOT, period), draft=True)
        paper = notice(report, books.committee)
        sheet = page.printed(None, paper.kind, paper.variables(False))
        made = make_pdf(sheet.html, sheet.styles, day=paper.as_of)
        assert not made.warnings
        return ["".join(text.split()) for text in made.texts]

    return of


@pytest.mark.parametrize(("name", "parts"), [("2026-Q1", QUARTER), ("2025", YEAR)])
def test_every_part_is_there_in_its_order_and_no_page_is_nearly_empty(sheets, name, parts):
    pages = sheets(name)
    whole = "".join(pages)
    reached = 0
    for part in parts:
        reached = whole.find(part, reached)
        assert reached >= 0, f"{part} is missing, or stands before the one above"
    assert min(map(len, pages)) > 250
