"""``report`` with open points: held, drafted, released by sentences that are then printed."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
MONTH = "2026-05"


def run(book: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--book", str(book), "report", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample estate without its sentences of May."""
    root = tmp_path_factory.mktemp("book")
    shutil.copytree(ROOT / "ledger", root / "ledger")
    (root / f"ledger/notes/{MONTH}.toml").unlink()
    return root


def test_held_writes_nothing_and_names_ten_with_their_lines(book: Path) -> None:
    before = tree(book)
    done = run(book, "monthly", MONTH, "--format", "pdf,html,xlsx,json")
    assert done.returncode == 1
    assert tree(book) == before
    assert not done.stdout
    assert len(re.findall(r"(?m)^\d+\. .*为什么", done.stderr)) == 10
    assert "ledger/notes/2026-05.toml" in done.stderr
    assert '在 [lines] 下面写："公共用房租金" = ""' in done.stderr
    assert "--draft" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_in_json_has_them_all(book: Path) -> None:
    before = tree(book)
    done = run(book, "monthly", MONTH, "--dry-run", "--format", "json")
    assert done.returncode == 1
    assert tree(book) == before
    points = json.loads(done.stdout)["open_points"]
    assert len(points) > 10
    assert f"还有 {len(points)} 处" in done.stderr
    (rent,) = [one for one in points if one["subject"] == "公共用房租金"]
    assert (rent["kind"], rent["amount"], rent["compared"]) == ("swing-year", "3000.00", "1800.00")
    assert (rent["percent"], rent["against"]) == ("66.7", "2025-05")


def test_a_draft_says_so_on_every_page_sheet_and_screen(book: Path) -> None:
    done = run(book, "monthly", MONTH, "--draft", "--format", "pdf,html,xlsx,json")
    assert done.returncode == 0, done.stderr
    place = book / "notices" / f"monthly-{MONTH}-draft"
    assert not list((book / "notices").glob(f"monthly-{MONTH}.*"))
    pages = PdfReader(io.BytesIO(place.with_suffix(".pdf").read_bytes())).pages
    texts = [page.extract_text() for page in pages]
    assert all("草稿" in text for text in texts)
    assert "待说明事项" in texts[-1] + texts[-2]
    for page in pages:
        drawn = page.get_contents().get_data()
        # The word is drawn first, under the figures, and no reader of the tags meets it.
        assert re.search(rb"\A[^B]*?/Artifact\s+BMC\s[^B]*?Do\s+EMC", drawn)
    for sheet in load_workbook(place.with_suffix(".xlsx")):
        assert sheet["A2"].value.startswith("草稿")
    screen = place.with_suffix(".html").read_text(encoding="utf-8")
    assert 'content: "草稿"; position: fixed' in screen
    assert "待说明事项" in screen


def test_sentences_release_it_and_are_printed(book: Path) -> None:
    notes = book / f"ledger/notes/{MONTH}.toml"
    done = run(book, "monthly", MONTH, "--draft", "--notes", "--format", "html")
    assert done.returncode == 0, done.stderr
    empty = notes.read_text(encoding="utf-8")
    assert not any(tomllib.loads(empty).values())
    assert run(book, "monthly", MONTH).returncode == 1

    numbers = iter(range(100, 200))
    filled = re.sub(
        r'(?m)^# (".+") = ""$', lambda one: f'{one[1]} = "甲乙丙丁第{next(numbers)}句。"', empty
    )
    notes.write_text(filled, encoding="utf-8")
    said = re.findall(r"甲乙丙丁第\d+句", filled)
    assert len(said) > 10
    done = run(book, "monthly", MONTH, "--format", "pdf,json")
    assert done.returncode == 0, done.stderr
    place = book / "notices" / f"monthly-{MONTH}"
    figures = place.with_suffix(".json").read_text(encoding="utf-8")
    assert json.loads(figures)["open_points"] == []
    printed = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(place.with_suffix(".pdf").read_bytes())).pages
    )
    assert "草稿" not in printed
    flat = re.sub(r"\s", "", printed)
    assert not [one for one in said if one not in figures or one not in flat]


def test_a_file_that_is_there_is_never_rewritten(book: Path) -> None:
    notes = book / "ledger/notes/2026-04.toml"
    kept = notes.read_text(encoding="utf-8").replace('"公共用房租金"', '"公共用房租银"')
    notes.write_text(kept, encoding="utf-8")
    done = run(book, "monthly", "2026-04", "--draft", "--notes", "--format", "html")
    assert done.returncode == 0, done.stderr
    assert notes.read_text(encoding="utf-8") == kept
    assert '[lines]  "公共用房租金" = ""' in done.stdout
    assert "是不是“公共用房租金”" in done.stderr


def test_other_reports_than_notices_are_not_held(book: Path) -> None:
    assert run(book, "expected", "2026-Q1").returncode == 0


@pytest.mark.parametrize("args", [("--notes",), ("--notes", "--dry-run")])
def test_the_notes_file_belongs_to_a_draft(book: Path, args: tuple[str, ...]) -> None:
    done = run(book, "monthly", MONTH, *args)
    assert done.returncode == 2
    assert "--draft" in done.stderr
