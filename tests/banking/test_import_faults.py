"""Whatever call fails while an import writes: every file as it was, and the next run completes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from unittest import mock

import pytest
from import_book import FEES, ccb, line, make_book

from owners_ledger.banking.booking.booked_reading import read_accounts
from owners_ledger.banking.booking.importing import import_statements
from owners_ledger.books.load import load_books
from owners_ledger.books.write import WriteError, locked

LINES = [line("2025-03-01", "300.00", serial=str(number)) for number in range(5)]
CALLS = ("fsync", "replace", "fdopen", "chmod")


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(root.rglob("*"))
        if path.name != ".lock"
    }


class Fault:
    """The n-th call of a function of ``os`` fails as on a full disk."""

    def __init__(self, call: str, number: int) -> None:
        self.call, self.left = call, number
        self.real = getattr(os, call)

    def __call__(self, *args: object, **keywords: object) -> object:
        self.left -= 1
        if self.left == 0:
            raise OSError(28, "No space left on device")
        return self.real(*args, **keywords)


@pytest.mark.parametrize("call", CALLS)
def test_a_failing_call_leaves_everything_as_it_was(tmp_path: Path, call: str) -> None:
    """The import also has to take back an assertion of a day that was cut short."""
    root = make_book(tmp_path / "book")
    import_statements(root, [ccb(tmp_path / "上午.csv", "1000.00", LINES[:2])])
    afternoon = ccb(tmp_path / "下午.csv", "1000.00", LINES)
    before = tree(root)
    for number in range(1, 20):
        fault = Fault(call, number)
        with mock.patch.object(os, call, fault):
            try:
                import_statements(root, [afternoon])
            except (WriteError, OSError):
                assert tree(root) == before
            else:
                break
    else:
        pytest.fail("never came to an end")
    assert fault.left > 0
    books = load_books(root)
    assert books.errors == []
    assert len(read_accounts(books.entries, books.committee.banks, root)[FEES].lines) == len(LINES)


def test_two_imports_do_not_write_at_once(tmp_path: Path) -> None:
    root = make_book(tmp_path / "book")
    file = ccb(tmp_path / "三月.csv", "1000.00", LINES)
    before = tree(root)
    with locked(root), pytest.raises(WriteError, match="另一个"):
        import_statements(root, [file])
    assert tree(root) == before
