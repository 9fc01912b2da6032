"""The chart of accounts as text for a book with one fund: without the fences."""

from __future__ import annotations

import re

_MARKS = re.compile(r"^  (?:fund|business|cost-of|restricted): .*\n?", re.MULTILINE)


def unfenced(text: str) -> str:
    """``accounts.beancount`` without marks of funds and without the accounts of pairs."""
    blocks = [block for block in text.split("\n\n") if "\n  interfund:" not in block]
    kept = (_MARKS.sub("", block) for block in blocks)
    lines = "\n\n".join(block.rstrip("\n") for block in kept).splitlines()
    told = (line for line in lines if not line.startswith(("; fund:", "; business:")))
    return "\n".join(told) + "\n"
