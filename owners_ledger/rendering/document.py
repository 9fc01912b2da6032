"""What setting a page takes and gives, without the setter itself."""

from __future__ import annotations

from dataclasses import dataclass

from owners_ledger.errors import OwnersLedgerError


class RenderError(OwnersLedgerError):
    """A template or its style is wrong; nothing was written."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text file inside the PDF (UTF-8)."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A finished PDF.

    Attributes:
        content: its bytes.
        pages: how many.
        warnings: what the setter did not understand in the page or its style.
        texts: what is written on each page.
    """

    content: bytes
    pages: int
    warnings: tuple[str, ...]
    texts: tuple[str, ...]
