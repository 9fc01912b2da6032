"""Invented figures for every test of rendering, and the PDFs that several of them look at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import samples
from setting import set_notice

from owners_ledger.rendering.document import Document


@pytest.fixture(scope="session")
def notice() -> Callable[..., Document]:
    return set_notice


@pytest.fixture(scope="session")
def monthly() -> Document:
    return set_notice(samples.disclosure())


@pytest.fixture(scope="session")
def quarterly() -> Document:
    return set_notice(samples.disclosure("quarterly", vouchers=samples.vouchers(400)))
