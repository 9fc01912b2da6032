"""An empty small book for each test."""

from __future__ import annotations

import pytest
from promise_book import Book


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)
