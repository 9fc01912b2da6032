"""The sample estate's notices as sheets of paper."""

from __future__ import annotations

from pathlib import Path

import pytest
import setting

from owners_ledger.books.load import load_books
from owners_ledger.config import load_committee
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.rendering import page, pdf, view
from owners_ledger.reporting import disclose, load_sources

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def printed():
    books, registers = load_books(ROOT), load_registers(ROOT)
    committee = load_committee(ROOT)

    def set_month(text):
        period = Period.parse(text)
        figures = disclose(books, registers, period, load_sources(ROOT, period))
        sheet = page.printed(None, "monthly", view.variables(figures, committee, draft=False))
        return setting.texts(pdf.make_pdf(sheet.html, sheet.styles, day=figures.as_of))

    return set_month


@pytest.mark.parametrize("month", ["2025-06", "2026-03"])
def test_an_ordinary_month_is_one_sheet_front_and_back(printed, month):
    front, back = printed(month)
    assert "收入合计" in front
    assert "支出合计" in front
    assert "有疑问怎么办" in front
    parts = ["没有发生的项目", "元以上的支出，逐笔", "按楼", "的收入和支出", "（大写）", "盖章"]
    assert [back.find(part) for part in parts] == sorted(back.find(part) for part in parts)
    assert back.find(parts[0]) >= 0


def test_the_third_sheet_of_a_heavy_month_is_not_for_signatures_alone(printed):
    pages = printed("2026-01")
    assert len(pages) == 3
    assert "元以上的支出，逐笔" in pages[2]
