"""A code as it is printed and typed: twelve Crockford base32 characters, sixty random bits."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_GROUP = 4
# What eyes and hands mistake; the alphabet itself has no I, L, O, U.
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


def make() -> str:
    """A new code."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def shown(code: str) -> str:
    """A code in three groups, as it is printed."""
    return "-".join(code[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def meant(typed: str) -> str:
    """The code somebody meant: capitals, without blanks and strokes, full width or not.

    What can be no code comes back as it is (cut): it costs the same work as a wrong one.
    """
    text = unicodedata.normalize("NFKC", typed[: LENGTH * 8]).upper().translate(_MEANT)
    return "".join(mark for mark in text if mark.isalnum())[: LENGTH * 2]
