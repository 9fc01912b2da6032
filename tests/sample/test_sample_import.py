"""The generator knows the truth: what the importer makes of it.

The last closed quarter taken out of the books and imported again must come back as it was; of the
open quarter nothing may be certain that is not true.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from beancount.core import data

from owners_ledger.banking.booking.importing import import_statements
from owners_ledger.books.load import load_books
from owners_ledger.periods import Period
from owners_ledger.sample import EstateSpec
from owners_ledger.sample.generate import bank_files, opening_balances
from owners_ledger.sample.world import World

ROOT = Path(__file__).parents[2]
SPEC = EstateSpec()
DIMENSIONS = ("unit", "lease", "bay", "project", "resolution")


def legs(postings) -> Counter:
    """Account, amount and dimensions of the postings against a bank's."""
    return Counter(
        (one.account, one.units.number, *((one.meta or {}).get(key) for key in DIMENSIONS))
        for one in postings
        if "bank-no" not in (one.meta or {})
    )


def lines(books, months) -> dict[str, data.Transaction]:
    """Transactions of bank lines in the months, by their reference."""
    return {
        meta["bank-ref"]: entry
        for entry in books.transactions
        if any(entry.date in month for month in months)
        for one in entry.postings
        if "bank-ref" in (meta := one.meta or {})
    }


def said(entry) -> dict[str, object]:
    """What a transaction keeps of the bank's line."""
    return next(
        {key: value for key, value in one.meta.items() if key.startswith("bank-")}
        | {"account": one.account, "amount": one.units.number, "date": entry.date}
        for one in entry.postings
        if "bank-ref" in (one.meta or {})
    )


@pytest.fixture(scope="module")
def original():
    return load_books(ROOT)


@pytest.fixture(scope="module")
def again(original, tmp_path_factory):
    """The books with the last closed quarter imported anew."""
    root = tmp_path_factory.mktemp("again")
    shutil.copytree(original.root / "ledger", root / "ledger")
    for month in (4, 5, 6):
        folder = root / "ledger" / "2026"
        next(folder.glob(f"{month:02d}-bank-*")).unlink()
        (folder / f"{month:02d}-manual.beancount").unlink()
    for month in (4, 5, 6):
        import_statements(root, sorted((root / "ledger" / "statements").glob(f"2026-0{month}-*")))
    return load_books(root)


QUARTER = [Period(2026, month, 1) for month in (4, 5, 6)]


def test_history_keeps_of_each_line_what_the_importer_keeps(original, again):
    before, after = lines(original, QUARTER), lines(again, QUARTER)
    assert {ref: said(entry) for ref, entry in before.items()} == {
        ref: said(entry) for ref, entry in after.items()
    }


def test_history_holds_the_importer_s_statements_and_balances(original, again):
    def facts(books):
        return [
            (
                type(one),
                one.date,
                *sorted(
                    (key, value)
                    for key, value in one.meta.items()
                    if key not in ("filename", "lineno")
                ),
            )
            for one in books.entries
            if isinstance(one, data.Custom) and one.type == "bank-statement"
        ]

    def balances(books):
        return {
            (one.account, one.date, one.amount)
            for one in books.entries
            if isinstance(one, data.Balance) and "银行存款" in one.account
        }

    assert facts(original) == facts(again)
    assert balances(original) == balances(again)


def test_imported_files_bear_the_names_of_the_history(original, again):
    names = [
        sorted(path.name for path in (one.root / "ledger" / "2026").glob("*-bank-*"))
        for one in (original, again)
    ]
    assert names[0] == names[1]


def test_what_the_importer_is_certain_of_is_what_the_treasurer_booked(original, again):
    before, after = lines(original, QUARTER), lines(again, QUARTER)
    certain = {ref: entry for ref, entry in after.items() if entry.flag == "*"}
    wrong = {
        ref: (said(entry), legs(entry.postings), legs(before[ref].postings))
        for ref, entry in certain.items()
        if legs(entry.postings) != legs(before[ref].postings)
    }
    assert wrong == {}
    assert len(certain) >= 0.95 * len(after)


def test_of_the_open_quarter_nothing_is_certain_that_is_not_true(original, tmp_path):
    shutil.copytree(original.root / "ledger", tmp_path / "ledger")
    world = World.of(SPEC)
    truth = {
        row.posting.ref: (month, row)
        for month, files in bank_files(world, opening_balances(SPEC))
        if not SPEC.is_closed(month)
        for file in files
        for row in file.rows
    }
    for month in SPEC.months[-3:]:
        import_statements(tmp_path, sorted((tmp_path / "ledger" / "inbox").glob(f"{month}-*")))
    found = lines(load_books(tmp_path), SPEC.months[-3:])
    assert found.keys() == truth.keys()
    flagged = Counter(truth[ref][0] for ref, entry in found.items() if entry.flag == "!")
    assert all(3 <= flagged[month] <= 8 for month in SPEC.months[-3:]), flagged
    for ref, entry in found.items():
        row = truth[ref][1]
        if entry.flag == "*":
            assert legs(entry.postings) == Counter(
                (leg.account, leg.amount, *(leg.meta.get(key) for key in DIMENSIONS))
                for leg in row.movement.legs
            ), row
