"""The sample estate's books, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from owners_ledger.books.load import load_books
from owners_ledger.registers import load_registers

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample_root():
    return ROOT


@pytest.fixture(scope="session")
def sample_books():
    return load_books(ROOT)


@pytest.fixture(scope="session")
def sample_registers():
    return load_registers(ROOT)
