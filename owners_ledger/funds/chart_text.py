"""The chart of accounts as text for a book with one fund: without the fences."""

from __future__ import annotations

import re

_MARKS = re.compile(r"^  (?:fund|business|cost-of|restricted): .*\n", re.MULTILINE)
_TOLD = re.compile(r"^; (?:fund|business): .*\n", re.MULTILINE)
_OPEN = re.compile(r"^(?=\d{4}-\d{2}-\d{2} )", re.MULTILINE)


def unfenced(text: str) -> str:
    """``accounts.beancount`` without marks of funds and without the accounts of pairs."""
    blocks = (block for block in _OPEN.split(text) if "\n  interfund:" not in block)
    return _TOLD.sub("", _MARKS.sub("", "".join(blocks))).rstrip("\n") + "\n"
