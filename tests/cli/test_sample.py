"""``owners-ledger sample``: whole or not at all, and never over a real book."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from owners_ledger.cli import main


def run(*words: str):
    return CliRunner().invoke(main, ["sample", *words])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def yard(tmp_path) -> Path:
    folder = tmp_path / "院子"
    assert run(str(folder), "--flats", "8").exit_code == 0
    return folder


def test_it_makes_a_book_that_checks(yard):
    result = CliRunner().invoke(main, ["--book", str(yard), "check"])
    assert result.exit_code == 0, result.output
    assert (yard / "importers" / "config.py").is_file()


def test_a_sample_is_replaced_only_when_asked(yard):
    before = tree(yard)
    refused = run(str(yard), "--flats", "9")
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    assert tree(yard) == before
    (yard / "ledger" / "LICENSE").write_text("CC0", encoding="utf-8")
    assert run(str(yard), "--flats", "8", "--replace").exit_code == 0
    assert tree(yard) == before | {"ledger/LICENSE": b"CC0"}


def test_a_real_book_is_never_touched(yard):
    committee = yard / "ledger" / "committee.toml"
    committee.write_text('name = "真的小区"\n', encoding="utf-8")
    before = tree(yard)
    result = run(str(yard), "--flats", "8", "--replace")
    assert result.exit_code == 2
    assert "已经有账本" in result.output
    assert tree(yard) == before


def test_a_dry_run_names_the_files_and_writes_none(tmp_path):
    result = run(str(tmp_path / "neu"), "--flats", "8", "--dry-run")
    assert result.exit_code == 0
    assert str(tmp_path / "neu" / "ledger" / "main.beancount") in result.output.splitlines()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_book(yard, monkeypatch):
    before = tree(yard)
    written = []

    def full(path: Path, content: bytes) -> int:
        if len(written) > 20:
            raise OSError(28, "No space left on device")
        written.append(path)
        return write(path, content)

    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(str(yard), "--flats", "9", "--replace")
    monkeypatch.undo()
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert tree(yard) == before


def test_a_swap_that_fails_brings_the_old_book_back(yard, monkeypatch):
    before = tree(yard)
    rename = Path.rename

    def stubborn(path: Path, target: Path) -> Path:
        if path.name == "ledger" and path.parent.name.startswith(".stage-"):
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    result = run(str(yard), "--flats", "9", "--replace")
    monkeypatch.undo()
    assert result.exit_code == 1
    assert tree(yard) == before
