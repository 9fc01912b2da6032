"""核对码: twenty characters that stand for all figures of a notice, and the QR code beside them.

The code is the first 100 bits of the SHA-256 of the figures as canonical JSON, in Crockford's
base32 (no I, L, O, U), five groups of four.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import segno

from owners_ledger.books.hashed import canonical

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 100


def seal_code(figures: Mapping[str, Any]) -> str:
    """The 核对码 of a notice's JSON object: ``7K4Q-2MZD-X9RT-0B5W-HN3C``."""
    digest = int.from_bytes(hashlib.sha256(canonical(figures)).digest(), "big") >> (256 - _BITS)
    signs = [_ALPHABET[digest >> shift & 31] for shift in range(_BITS - 5, -1, -5)]
    return "-".join("".join(signs[place : place + 4]) for place in range(0, len(signs), 4))


def qr_svg(text: str, title: str) -> str:
    """A QR code as inline SVG without size: the page's style sets it.

    Args:
        text: what it says.
        title: alternative text.
    """
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(omitsize=True, border=4, title=title, svgclass="qr", lineclass=None)
