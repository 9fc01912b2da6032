"""Codes in the order people expect."""

from __future__ import annotations


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """``3-1-502`` as people order it, numbers by size."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in code.split("-"))
