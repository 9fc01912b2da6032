"""People on a screen that others may look at: enough to tell them apart, no more."""

from __future__ import annotations

_TAIL = 4


def name(text: str) -> str:
    """A name by its first sign: 张＊."""
    return f"{text[0]}＊" if text else ""


def tail(text: str) -> str:
    """A number by its last four signs."""
    return f"…{text[-_TAIL:]}" if text else ""
