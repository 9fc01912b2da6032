"""Originals of statements: there, and byte for byte what was imported."""

from __future__ import annotations

import hashlib

import pytest
from beancount import loader

from owners_ledger.checks import bank_files
from owners_ledger.checks.bank_files import inside

CHECK = "bank_files"
ORIGINAL = "date,amount\n2026-01-05,80.00\n"


@pytest.fixture
def stated(book):
    """A book with one statement fact; gives the path of its original."""
    digest = hashlib.sha256(ORIGINAL.encode()).hexdigest()
    book.ledger(f"""
        2026-01-31 custom "bank-statement" Assets:10银行存款:01基本户
          file: "statements/2026-01-基本户.csv"
          sha256: "{digest}"
        """)
    return book.write("ledger/statements/2026-01-基本户.csv", ORIGINAL)


def contents(book):
    entries, _errors, _options = loader.load_file(str(book.root / "ledger" / "main.beancount"))
    return list(bank_files.check_contents(entries, book.root))


def test_an_original_that_is_kept_is_in_order(book, stated):
    assert book.run(CHECK) == []
    assert contents(book) == []


def test_a_lost_original_is_found(book, stated):
    stated.unlink()
    (error,) = book.run(CHECK)
    assert error.source["lineno"] == 1
    assert contents(book) == []


@pytest.mark.parametrize("place", range(0, len(ORIGINAL), 5))
def test_any_changed_byte_is_found_by_the_command_only(book, stated, place):
    changed = bytearray(ORIGINAL.encode())
    changed[place] ^= 1
    stated.write_bytes(changed)
    assert book.run(CHECK) == []
    (problem,) = contents(book)
    assert "2026-01-基本户.csv" in problem.said


@pytest.mark.parametrize(
    "file", ["", "/etc/passwd", "../secret.csv", "statements/../../x", "C:\\x.csv", "a\\..\\b"]
)
def test_nothing_outside_the_ledger_folder_is_looked_at(tmp_path, file):
    assert inside(tmp_path, file) is None
