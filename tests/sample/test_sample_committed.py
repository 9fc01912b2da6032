"""The book in ``ledger/`` is what the generator gives."""

from __future__ import annotations

from pathlib import Path

from owners_ledger.periods import Period
from owners_ledger.sample import EstateSpec, book_files

ROOT = Path(__file__).parents[2]


def committed() -> dict[str, bytes]:
    ledger = ROOT / "ledger"
    return {
        path.relative_to(ledger).as_posix(): path.read_bytes()
        for path in ledger.rglob("*")
        if path.is_file() and path.name not in ("LICENSE", ".lock")
    }


def test_the_committed_book_is_what_the_generator_gives():
    made = dict(book_files(EstateSpec()))
    there = committed()
    remedy = "owners-ledger sample . --replace"
    assert sorted(made) == sorted(there), remedy
    assert [name for name in made if made[name] != there[name]] == [], remedy


def test_the_committed_book_stays_small():
    sizes = {name: len(content) for name, content in committed().items()}
    text = sum(size for name, size in sizes.items() if not name.endswith((".xlsx", ".pdf")))
    assert text < 6_000_000
    assert max(size for name, size in sizes.items() if name.endswith(".pdf")) < 2_000


def test_the_same_seed_gives_the_same_bytes_another_seed_others():
    january, march = Period(2026, 1, 1), Period(2026, 3, 1)
    short = EstateSpec(40, january.first, january, march)
    first = dict(book_files(short))
    assert dict(book_files(short)) == first
    other = dict(book_files(EstateSpec(40, january.first, january, march, seed=2)))
    assert other["registers/households.csv"] != first["registers/households.csv"]
