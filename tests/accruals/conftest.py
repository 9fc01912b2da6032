"""A book for each test."""

from __future__ import annotations

import pytest
from accrual_book import Book


@pytest.fixture
def book(tmp_path) -> Book:
    """A book with one of everything in its registers, nothing accrued yet."""
    return Book(tmp_path)
