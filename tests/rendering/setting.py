"""Notices set with the shipped templates, and what their pages say."""

from __future__ import annotations

import io

import samples
from pypdf import PdfReader

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
