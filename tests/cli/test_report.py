"""``report``: what is written where, and what is not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*args: str, book: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--book", str(book), "report", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample estate's folder, to break things in."""
    root = tmp_path_factory.mktemp("book")
    shutil.copytree(ROOT / "ledger", root / "ledger")
    (root / "reports").mkdir()
    return root


def test_every_format_is_written_under_its_name(tmp_path: Path) -> None:
    done = run("monthly", "2026-03", "--format", "pdf,html,xlsx,json", "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    names = {f"monthly-2026-03.{ending}" for ending in ("pdf", "html", "xlsx", "json")}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert all(name in done.stdout for name in names)
    assert (tmp_path / "monthly-2026-03.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert not set(tmp_path.glob(".*"))


def test_json_alone_also_goes_to_standard_output(tmp_path: Path) -> None:
    done = run("quarterly", "2026-Q1", "--format", "json", "--output", str(tmp_path))
    figures = json.loads(done.stdout)
    assert figures == json.loads((tmp_path / "quarterly-2026-Q1.json").read_text("utf-8"))
    opening, into, out, closing = (
        Decimal(figures[key]) for key in ("opening", "income_total", "spending_total", "closing")
    )
    assert opening + into - out == closing
    assert closing == sum(Decimal(account["book"]) for account in figures["accounts"])


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = run("monthly", "2026-03", "--dry-run", "--output", str(tmp_path / "new"))
    assert done.returncode == 0
    assert "会写入" in done.stdout
    assert not (tmp_path / "new").exists()


def test_a_draft_has_a_name_of_its_own(book: Path) -> None:
    done = run("monthly", "2026-03", "--draft", "--format", "html", book=book)
    assert done.returncode == 0, done.stderr
    page = book / "notices" / "monthly-2026-03-draft.html"
    assert "草稿，未经复核" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ("weekly", "2026-03"),
        ("monthly", "2026-Q1"),
        ("quarterly", "2026-03"),
        ("monthly", "2026-13"),
        ("monthly", "2026-03", "--format", "docx"),
        ("monthly", "2026-03", "--format", ","),
        ("monthly", "2026-03", "--paper", "a5"),
    ],
)
def test_wrong_usage_leaves_with_2(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_telephone_in_the_committees_sentence_stops_all_formats(book: Path) -> None:
    notes = book / "ledger/notes/2026-02.toml"
    said = notes.read_text(encoding="utf-8").replace(
        "[lines]", '[lines]\n"绿化" = "详询 13812345678"'
    )
    notes.write_text(said, encoding="utf-8")
    done = run(
        "monthly",
        "2026-02",
        "--format",
        "pdf,html,xlsx,json",
        "--output",
        str(book / "out"),
        book=book,
    )
    assert done.returncode == 1
    assert "电话" in done.stderr
    assert "13812345678" not in done.stderr
    assert not (book / "out").exists()


def test_a_mistake_in_the_committees_template_is_named(book: Path) -> None:
    own = book / "reports" / "quarterly.html"
    own.write_text("<html>\n{{ d.closng|money }}", encoding="utf-8")
    done = run("quarterly", "2026-Q1", "--output", str(book / "out"), book=book)
    own.unlink()
    assert done.returncode == 1
    assert "quarterly.html:2:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (book / "out").exists()
