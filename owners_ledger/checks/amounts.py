"""Amounts of booked postings."""

from __future__ import annotations

from decimal import Decimal

from beancount.core import data


def yuan(posting: data.Posting) -> Decimal:
    """The amount of a posting; booking has filled in what was left out."""
    number = posting.units.number if posting.units else None
    assert number is not None, "postings are booked before plugins run"
    return number
