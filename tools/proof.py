"""Random books whose forms other programs add up too: ``tools/proof.py [BOOKS] [FIRST SEED]``.

For each book and one of its periods every figure of the three forms, of the bridge and of the cash
view is compared to the fen with what beanquery makes of the entries and, where it is installed,
hledger of the exported journal. Prints what it did; exits with 1 at the first difference.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "accrual"))

from other_engines import Beanquery, Hledger, figures, ours
from random_books import make

from owners_ledger.books.export import hledger
from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting import disclose
from owners_ledger.reporting.accrual import accrual_statements

BOOKS = 1000
PERIODS = ("2025", "2025-12", "2026-01", "2026-Q1", "2026-06", "2026", "2025-Q4", "2025-Q1")


def proved(seed: int) -> tuple[int, str, int, list[str]]:
    """A book's seed, period, number of figures and what differs."""
    period = Period.parse(PERIODS[seed % len(PERIODS)])
    book = make(seed)
    era = "2004" if period.year < 2026 else "2024"
    view = disclose(book.books, Registers(), period, draft=True)
    mine = ours(accrual_statements(book.books, period, view), view, era)
    engines: list[Any] = [Beanquery(book)]
    if shutil.which("hledger"):
        engines.append(Hledger(hledger(book.books, holders=True)))
    wrong = []
    for engine in engines:
        theirs = figures(engine, book, era, datetime.date(period.year, 1, 1), period)
        wrong += [
            f"{type(engine).__name__} {key}: {theirs.get(key)} != {mine.get(key)}"
            for key in sorted({*mine, *theirs})
            if mine.get(key) != theirs.get(key)
        ]
    return seed, str(period), len(mine), wrong


def results(seeds: range) -> Iterator[tuple[int, str, int, list[str]]]:
    """Of all books, two at a time."""
    with ProcessPoolExecutor(2) as pool:
        yield from pool.map(proved, seeds, chunksize=10)


def main() -> int:
    """Compare and say what was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else BOOKS
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began = time.monotonic()
    compared = 0
    for seed, period, number, wrong in results(range(first, first + count)):
        compared += number
        if (seed - first + 1) % 100 == 0:
            print(f"{seed - first + 1} books …", file=sys.stderr, flush=True)
        if wrong:
            print(f"book {seed}, {period}:", *wrong[:20], sep="\n  ")
            return 1
    with_hledger = " and hledger" if shutil.which("hledger") else " (hledger is not installed)"
    print(
        f"{count} books, {compared} figures: equal to the fen to beanquery{with_hledger}; "
        f"{time.monotonic() - began:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
