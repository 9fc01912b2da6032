"""The sample estate: what its books say of a closed quarter is found again from the bank's files."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from beancount.core import data

from owners_ledger.banking.booking.importing import import_statements
from owners_ledger.books.load import Books, load_books

REPO = Path(__file__).parents[2]
MONTHS = ("2026-04", "2026-05", "2026-06")
KEPT = ("unit", "lease", "staff", "project")

Legs = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(REPO / "ledger", root / "ledger")
    return root


def legs_by_line(books: Books) -> dict[tuple[str, int], tuple[data.Transaction, Legs]]:
    """How each bank line is booked: account and dimensions, the amounts of equal ones summed."""
    found = {}
    for entry in books.transactions:
        bank = [one for one in entry.postings if one.meta and "bank-no" in one.meta]
        sums: Counter[tuple[str, ...]] = Counter()
        for one in entry.postings:
            if one not in bank:
                meta = one.meta or {}
                sums[one.account, *(str(meta.get(key, "")) for key in KEPT)] += one.units.number
        for one in bank:
            legs = sorted((*key, str(amount.quantize(1))) for key, amount in sums.items())
            found[one.account, int(one.meta["bank-no"])] = entry, legs
    return found


def test_a_closed_quarter_is_booked_as_the_estate_did(root: Path) -> None:
    books = load_books(root)
    truth = legs_by_line(books)
    inbox = root / "again"
    inbox.mkdir()
    for month in MONTHS:
        for path in (root / "ledger/2026").glob(f"{month[-2:]}-bank-*"):
            path.unlink()
        for path in (root / "ledger/statements").glob(f"{month}-*"):
            shutil.move(path, inbox / path.name)
    plan, _written = import_statements(root, sorted(inbox.iterdir(), reverse=True))
    again = legs_by_line(load_books(root))
    assert again.keys() == truth.keys()
    lines = [(one.new.bank.account, one.new.number) for one in plan.booked]
    certain = [key for key in lines if again[key][0].flag == "*"]
    wrong = {
        key: (truth[key][1], again[key][1]) for key in certain if truth[key][1] != again[key][1]
    }
    assert wrong == {}
    assert len(lines) > 400
    assert len(lines) - len(certain) <= len(lines) // 50


def test_the_inbox_is_booked_and_only_doubts_are_flagged(root: Path) -> None:
    files = sorted((root / "ledger" / "inbox").glob("2026-*"), reverse=True)
    plan, _written = import_statements(root, files)
    books = load_books(root)
    assert not [error for error in books.errors if type(error).__name__ == "BalanceError"]
    doubts = [one for one in plan.booked if not one.match.certain]
    assert len(plan.booked) > 400
    assert 0 < len(doubts) <= len(plan.booked) // 30
    assert all(one.match.review for one in doubts)
