"""Text on a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text with blanks up to so many columns."""
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank


def short(text: str, columns: int) -> str:
    """The text, cut with an ellipsis where it takes more than so many columns."""
    if width(text) <= columns:
        return text
    kept = text
    while width(kept) > columns - 2:
        kept = kept[:-1]
    return kept + "…"


def letters(at: int) -> str:
    """A column as spreadsheet programs call it: A, B, … Z, AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
