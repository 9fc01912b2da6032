"""Invented figures for every test of rendering, and the PDFs that several of them look at."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).parent))

import samples

from owners_ledger.rendering import page, pdf, view
from owners_ledger.rendering.document import Document
from owners_ledger.reporting.model import Disclosure


def set_notice(figures: Disclosure, *, paper: str = "a4", draft: bool = False) -> Document:
    """The PDF of a disclosure with the shipped templates."""
    sheet = page.printed(
        None, figures.kind, view.variables(figures, samples.committee(), draft=draft)
    )
    return pdf.make_pdf(sheet.html, sheet.styles, day=figures.as_of, paper=paper)


def texts(document: Document) -> list[str]:
    """The text of each page, without the blanks that setting puts in."""
    return [
        "".join(sheet.extract_text().split())
        for sheet in PdfReader(io.BytesIO(document.content)).pages
    ]


@pytest.fixture(scope="session")
def notice() -> Callable[..., Document]:
    return set_notice


@pytest.fixture(scope="session")
def monthly() -> Document:
    return set_notice(samples.disclosure())


@pytest.fixture(scope="session")
def quarterly() -> Document:
    return set_notice(samples.disclosure("quarterly", vouchers=samples.vouchers(400)))
