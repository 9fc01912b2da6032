"""The text that is searched for personal data is the text that is printed."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from owners_ledger.books.load import load_books
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.rendering import page
from owners_ledger.rendering.notice import notice
from owners_ledger.rendering.pdf import make_pdf
from owners_ledger.reporting import load_sources
from owners_ledger.reporting.whole.compose import full_report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def estate():
    return load_books(ROOT), load_registers(ROOT)


@pytest.mark.parametrize("name", ["2026-03", "2026-Q1", "2025"])
def test_a_reader_of_the_pdf_finds_the_same_signs_on_each_page(estate, name):
    books, registers = estate
    period = Period.parse(name)
    report = full_report(books, registers, period, load_sources(ROOT, period), draft=True)
    paper = notice(report, books.committee)
    sheet = page.printed(None, paper.kind, paper.variables(False))  # without 草稿 across it
    made = make_pdf(sheet.html, sheet.styles, day=paper.as_of)
    read = [one.extract_text() for one in PdfReader(io.BytesIO(made.content)).pages]
    assert len(read) == len(made.texts) == made.pages
    for text, drawn in zip(read, made.texts, strict=True):
        missing = Counter("".join(text.split())) - Counter("".join(drawn.split()))
        assert not missing
