"""A small book on disk; the ledger of a test is its docstring."""

from __future__ import annotations

import inspect

import pytest
from checked_book import Book

from owners_ledger.checks.problem import CheckError


@pytest.fixture
def book(tmp_path) -> Book:
    """A book without entries."""
    book = Book(tmp_path)
    book.ledger('2026-01-01 commodity CNY\n  name: "人民币"\n')
    return book


@pytest.fixture
def found(book, request) -> list[CheckError]:
    """What the check the test module is about says of the ledger in the test's docstring."""
    doc = inspect.getdoc(request.function)
    assert doc
    book.ledger(doc)
    return book.run(request.module.CHECK)
