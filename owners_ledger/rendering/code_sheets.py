"""Sheets with a household's code: one page each, to be printed, handed over, and not kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from markupsafe import Markup

from owners_ledger.config import Committee
from owners_ledger.rendering import household, page, templates
from owners_ledger.rendering.batch import CHUNK, Batch, joined
from owners_ledger.rendering.view import Board

_STYLE = "css/code.css"


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """What one sheet says.

    Attributes:
        unit: of the household.
        code: as it is printed.
        generation: how many codes the household has had, this one included.
    """

    unit: str
    code: str
    generation: int


def to_pdf(
    sheets: Sequence[CodeSheet], committee: Committee, book: Path, address: str, batch: Batch
) -> bytes:
    """All sheets as one PDF.

    Args:
        sheets: at least one.
        committee: who hands them out.
        book: the book's folder, for the committee's own templates.
        address: of the site, "" where it is told otherwise.
        batch: processes that set them.

    Raises:
        RenderError: a template or style is wrong.
    """
    styles = (page.style(book, household.PRINT), page.style(book, _STYLE))
    given = {"board": Board.of(committee), "address": address, "qr": _qr(address)}
    pages = [
        page.Page(
            templates.render(book, "code.html", {**given, "sheets": sheets[at : at + CHUNK]}),
            styles,
        )
        for at in range(0, len(sheets), CHUNK)
    ]
    return joined([one for made in batch.set_all(pages, each=False) for one in made])


def _qr(address: str) -> Markup:
    """The site's address, never the code: a photograph of it opens nothing."""
    if not address:
        return Markup()
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, title=address
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - segno escapes the title
