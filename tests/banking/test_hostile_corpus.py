"""Every hostile file ends in a sentence of its own or is read rightly, and harms nothing."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hostile import judge, make
from hostile.base import Case, Refused

from owners_ledger.banking.reading import door
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.statement import Statement

GROWTH = 50 << 20
# What attacks the process that reads goes through the door, one by one; the others attack single
# values and need no process each: the door sees one in so many of them.
PROCESS = frozenset(["zip", "xlsx", "xls", "html", "ofd", "pdf", "other"])
ONE_IN = 25


@dataclass(frozen=True)
class Corpus:
    """The files as written, and what the manifest says of them."""

    folder: Path
    cases: Mapping[str, Case]
    manifest: Mapping[str, Any]

    def of_kinds(self, *kinds: str) -> dict[str, Any]:
        return {name: self.manifest[name] for name in self.cases if self.cases[name].kind in kinds}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("hostile")
    cases = make.write(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="ascii"))
    return Corpus(folder, cases, manifest)


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_corpus_is_wide(corpus: Corpus) -> None:
    assert len(corpus.cases) > 500
    assert min(Counter(case.kind for case in corpus.cases.values()).values()) > 2
    assert set(corpus.manifest) == set(corpus.cases)


def test_through_the_door_all_end_well_and_the_asking_process_stays_small(corpus: Corpus) -> None:
    names = [
        name
        for number, (name, case) in enumerate(corpus.cases.items())
        if case.kind in PROCESS or number % ONE_IN == 0
    ]
    before = tree(corpus.folder)
    done = subprocess.run(
        [sys.executable, "-m", "hostile.judge", str(corpus.folder)],
        input=json.dumps(names),
        cwd=Path(make.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["complaints"] == {}
    assert answer["growth"] < GROWTH
    assert tree(corpus.folder) == before


def test_every_value_ends_as_it_should(corpus: Corpus) -> None:
    """What attacks single values, in this process: quick, and none may raise anything else."""
    profiles = load_profiles(None)

    def reader(path: Path) -> tuple[Statement, ...]:
        return read_bytes(corpus.cases[path.name].content, path.name, profiles)

    kinds = {case.kind for case in corpus.cases.values()} - PROCESS
    assert judge.complaints(corpus.folder, corpus.of_kinds(*kinds), reader) == {}


def test_command_line_says_why_and_shows_nothing_harmful(corpus: Corpus) -> None:
    refused = [name for name, case in corpus.cases.items() if isinstance(case.expected, Refused)]
    named = [name for name in refused if corpus.cases[name].name]
    sure = [name for name in refused if name not in named and not corpus.manifest[name]["slow"]]
    names = [*(n for n in sure[:: len(sure) // 20] if sure_to_fail(corpus, n)), *named]
    folder = corpus.folder / "files"
    before = tree(folder)
    done = subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--lang", "zh", "statement", "--", *names],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode()
    assert len(names) > 20
    assert done.returncode == 1
    assert "Traceback" not in said
    assert "意料之外" not in said
    assert judge.hidden(said.replace("\n", "")) == []
    assert said.count("→") == len(names)
    assert tree(folder) == before


def sure_to_fail(corpus: Corpus, name: str) -> bool:
    return not corpus.manifest[name]["refused"]["unless_read"]


def test_exported_cells_are_no_formulas(corpus: Corpus) -> None:
    names = list(corpus.of_kinds("formula"))
    done = subprocess.run(
        [sys.executable, "-m", "owners_ledger", "statement", "--format", "csv", "--", *names],
        cwd=corpus.folder / "files",
        capture_output=True,
        check=True,
        text=True,
    )
    rows = list(csv.reader(done.stdout.splitlines()))
    cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?[0-9.]+", cell)]
    assert len(names) > 5
    assert sum("cmd|" in cell for cell in cells) > 2
    assert [cell for cell in cells if cell[:1] in tuple("=+-@＝＋－＠\t\r") and cell] == []


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    """Pipes, devices, folders, nothing: refused at once, without waiting."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "gone.csv").symlink_to("nowhere")
    (tmp_path / "folder.csv").mkdir()
    for name, words in (
        ("pipe.csv", "不是普通文件"),
        ("zero.csv", "不是普通文件"),
        ("loop.csv", "读不了|没有这个文件"),
        ("gone.csv", "没有这个文件"),
        ("folder.csv", "文件夹"),
        ("\0", "读不了|没有这个文件"),
        ("x" * 5000, "读不了"),
    ):
        start = time.monotonic()
        with pytest.raises(StatementError, match=words):
            door.read_statements(tmp_path / name)
        assert time.monotonic() - start < 5


def test_careless_readers_are_caught(corpus: Corpus) -> None:
    """The same judge over readers as people write them: green must mean something."""

    def forgiving(path: Path) -> tuple[Statement, ...]:
        rows = list(csv.reader(path.read_text("utf-8", errors="replace").splitlines()))
        closing = Decimal(rows[-1][3])
        return (Statement("f", "b", "p", None, "CNY", None, closing, None, None, (), (), (), "0"),)

    def silent(path: Path) -> tuple[Statement, ...]:
        raise StatementError("error", file=str(path))

    def careless(path: Path) -> tuple[Statement, ...]:
        (path.parent / "hostile-was-here").write_text("x", encoding="ascii")
        return ()

    entries = corpus.of_kinds("amount", "date", "text")
    assert set(judge.complaints(corpus.folder, entries, forgiving)) == set(entries)
    assert set(judge.complaints(corpus.folder, entries, silent)) == set(entries)
    before = tree(corpus.folder)
    judge.complaints(corpus.folder, dict(list(entries.items())[:1]), careless)
    assert tree(corpus.folder) != before
    (corpus.folder / "files" / "hostile-was-here").unlink()
