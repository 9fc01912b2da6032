"""The main job from end to end, as ``make demo`` does it: a quarter's statements become notices."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).parent / "owners-ledger"
MONTHS = ("monthly-2026-07", "monthly-2026-08", "monthly-2026-09")


def demo(book: Path) -> str:
    done = subprocess.run(
        [ROOT / "tools" / "demo.sh", PROGRAM, book],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "FORMATS": "json"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tree(book: Path) -> dict[str, str]:
    return {
        path.relative_to(book).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in book.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "book"
    demo(folder)
    return folder


def figures(book: Path, name: str) -> dict[str, object]:
    return json.loads((book / "notices" / f"{name}.json").read_text(encoding="utf-8"))


def test_every_notice_satisfies_its_equation_and_hangs_on_the_one_before(book: Path) -> None:
    quarter = figures(book, "quarterly-2026-Q3")
    closing = quarter["opening"]
    for name in MONTHS:
        said = figures(book, name)
        assert said["opening"] == closing
        amounts = [Decimal(said[key]) for key in ("opening", "income_total", "spending_total")]
        assert amounts[0] + amounts[1] - amounts[2] == Decimal(said["closing"])
        closing = said["closing"]
    assert quarter["closing"] == closing
    for side in ("income_total", "spending_total"):
        assert Decimal(quarter[side]) == sum(Decimal(figures(book, name)[side]) for name in MONTHS)


def test_the_books_agree_with_every_statement(book: Path) -> None:
    for name in (*MONTHS, "quarterly-2026-Q3"):
        accounts = figures(book, name)["accounts"]
        assert {one["difference"] for one in accounts if one["statement"] is not None} == {"0.00"}
        assert len([one for one in accounts if one["statement"] is not None]) == 2


def test_a_second_run_changes_nothing(book: Path) -> None:
    before = tree(book)
    said = demo(book)
    assert said.count("没有需要写的") == 3
    assert tree(book) == before


def test_the_checkout_itself_stays_as_it_is(book: Path) -> None:
    assert sorted(path.name for path in (ROOT / "ledger" / "statements").glob("2026-07-*")) == []
