"""Every hostile file ends in a sentence of its own or is read rightly, and harms nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import make
from hostile.base import Case, Read, Refused

from owners_ledger.banking.reading import door
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.statement import Statement

Reader = Callable[[Path], tuple[Statement, ...]]

AT_ONCE = 2
SECONDS = 45  # a reader that never ends is stopped after 20 of its own
GROWTH = 50 << 20
# What attacks the process that reads goes through the door, one by one; the others attack single
# values and need no process each: the door sees one in so many of them.
PROCESS = frozenset(["zip", "xlsx", "xls", "html", "ofd", "pdf", "other"])
ONE_IN = 12
SENTENCE = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
FORBIDDEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])


@dataclass(frozen=True)
class Corpus:
    folder: Path
    cases: Mapping[str, Case]

    def path(self, name: str) -> Path:
        return self.folder / "files" / name

    def at_door(self) -> Iterator[str]:
        """The names of what the door must see."""
        for number, (name, case) in enumerate(self.cases.items()):
            if case.kind in PROCESS or number % ONE_IN == 0:
                yield name


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("hostile")
    return Corpus(folder, make.write(folder))


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def hidden(text: str) -> list[str]:
    """Marks in it that a terminal obeys or that nobody sees."""
    return [mark for mark in text if unicodedata.category(mark) in FORBIDDEN]


def complaint(case: Case, read: Callable[[], tuple[Statement, ...]]) -> str:
    """What is wrong with how a file ended, "" if nothing."""
    start = time.monotonic()
    try:
        found = read()
    except StatementError as error:
        return _of_refusal(case, error)
    except BaseException as error:  # noqa: BLE001 - the point: nothing else may come out
        return f"{type(error).__name__} came out"
    finally:
        late = time.monotonic() - start > SECONDS
    return "too late" if late else _of_reading(case, found)


def _of_refusal(case: Case, error: StatementError) -> str:
    if not isinstance(case.expected, Refused):
        return f"refused: {error.message}"
    if not re.search(case.expected.words, error.message):
        return f"refused with other words: {error.message}"
    if not SENTENCE.search(error.message) or not error.remedy or not error.file:
        return "no sentence, no remedy or no file"
    return f"harmful message: {error}" if hidden(str(error).replace("\n  → ", "")) else ""


def _of_reading(case: Case, found: tuple[Statement, ...]) -> str:
    expected = case.expected
    if isinstance(expected, Refused):
        if not expected.unless_read:
            return "read"
        expected = Read()
    lines = [line for each in found for line in each.lines]
    texts = [
        text
        for line in lines
        for text in (line.counterparty, line.counterparty_account, line.text, line.serial)
    ] + [text for each in found for text in (each.account, each.bank, *each.warnings)]
    visible = [text for text in texts if text]
    wrong = [
        f"closing {found[-1].closing}" if str(found[-1].closing or "") != expected.closing else "",
        f"{len(lines)} lines" if len(lines) != expected.lines else "",
        *(f"{text!r} is missing" for text in expected.texts if not any(text in each.split(" / ") or text == each for each in visible)),
        *(f"{text!r} is there" for text in expected.absent if any(text in each for each in visible)),
        *(f"hidden marks in {text!r}" for text in visible if hidden(text)),
    ]  # fmt: skip
    return "; ".join(filter(None, wrong))


def complaints(corpus: Corpus, reader: Reader, names: list[str]) -> dict[str, str]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = pool.map(
            lambda name: complaint(corpus.cases[name], lambda: reader(corpus.path(name))), names
        )
        return {name: each for name, each in zip(names, said, strict=True) if each}


def test_corpus_is_wide(corpus: Corpus) -> None:
    assert len(corpus.cases) > 200
    assert min(Counter(case.kind for case in corpus.cases.values()).values()) > 2
    manifest = json.loads((corpus.folder / "manifest.json").read_text(encoding="ascii"))
    assert set(manifest) == set(corpus.cases)


def test_every_file_ends_as_it_should_and_changes_nothing(corpus: Corpus) -> None:
    before = tree(corpus.folder)
    assert complaints(corpus, door.read_statements, list(corpus.at_door())) == {}
    assert tree(corpus.folder) == before


def test_every_value_ends_as_it_should(corpus: Corpus) -> None:
    profiles = load_profiles(None)
    found = {
        name: said
        for name, case in corpus.cases.items()
        if case.kind not in PROCESS
        if (said := complaint(case, lambda: read_bytes(case.content, name, profiles)))  # noqa: B023 - called at once
    }
    assert found == {}


PARENT = """
import json, os, sys
from pathlib import Path
from owners_ledger.banking.reading.door import read_statements
from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.errors import OwnersLedgerError
import owners_ledger.banking.reading.profile

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

names = json.loads(sys.stdin.read())
start = highest = resident()
for name in names:
    try:
        read_statements(Path(name))
    except OwnersLedgerError:
        pass
    highest = max(highest, resident())
print(highest - start)
"""


def test_the_asking_process_stays_small(corpus: Corpus) -> None:
    """One process asks for all that swells; the children do not count."""
    names = [
        str(corpus.path(name))
        for number, (name, case) in enumerate(corpus.cases.items())
        if number % ONE_IN == 0 or case.kind == "other" or len(case.content) > 1 << 20
    ]
    done = subprocess.run(
        [sys.executable, "-c", PARENT],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < GROWTH


def test_command_line_says_why_and_shows_nothing_harmful(corpus: Corpus) -> None:
    refused = [name for name, case in corpus.cases.items() if isinstance(case.expected, Refused)]
    own_names = [name for name in refused if corpus.cases[name].name and name != "--help.csv"]
    names = [*refused[:: len(refused) // 20], *own_names]
    folder = corpus.folder / "files"
    before = tree(folder)
    done = subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--lang", "zh", "statement", "--", *names],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" not in said
    assert "意料之外" not in said
    assert hidden(said.replace("\n", "")) == []
    assert said.count("→") == len(names)
    assert tree(folder) == before


def test_exported_cells_are_no_formulas(corpus: Corpus) -> None:
    names = [name for name, case in corpus.cases.items() if case.kind == "formula"]
    done = subprocess.run(
        [sys.executable, "-m", "owners_ledger", "statement", "--format", "csv", "--", *names],
        cwd=corpus.folder / "files",
        capture_output=True,
        check=True,
    )
    cells = re.split(r"[,\n]", done.stdout.decode())
    texts = [cell.lstrip('"') for cell in cells if not re.fullmatch(r"-?[0-9.]+", cell)]
    assert len(names) > 5
    assert [text for text in texts if text[:1] in tuple("=+-@＝＋－＠")] == []


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    """Pipes, devices, folders, nothing, locked files: refused at once, without waiting."""
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
        ("\0", "读不了"),
        ("x" * 5000, "读不了"),
    ):
        start = time.monotonic()
        with pytest.raises(StatementError, match=words):
            door.read_statements(tmp_path / name)
        assert time.monotonic() - start < 5


def test_a_careless_reader_is_caught(corpus: Corpus) -> None:
    """The same judge over readers as people write them: green must mean something."""
    import csv  # noqa: PLC0415 - only the careless reader needs it
    from decimal import Decimal  # noqa: PLC0415

    def careless(path: Path) -> tuple[Statement, ...]:
        rows = list(csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines()))
        closing = Decimal(rows[-1][3])
        return (Statement("f", "b", "p", None, "CNY", None, closing, None, None, (), (), (), "0"),)

    names = [name for name, case in corpus.cases.items() if case.kind in ("csv", "amount", "date")]
    assert len(complaints(corpus, careless, names)) > len(names) * 0.9

    writer = corpus.folder / "files" / "canary"

    def writes(path: Path) -> tuple[Statement, ...]:
        writer.write_text("x")
        raise StatementError("这是一句话", remedy="x", file=str(path))

    before = tree(corpus.folder)
    complaints(corpus, writes, names[:1])
    assert tree(corpus.folder) != before
    writer.unlink()
