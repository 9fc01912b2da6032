"""Whether a file ended as it should; run as a script it asks the door about many files.

``python judge.py MANIFEST NAME…`` prints the complaints and by how much this process, which only
asks, has grown meanwhile.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from owners_ledger.banking.reading import door
from owners_ledger.banking.reading.refusal import StatementError
from owners_ledger.banking.statement import Statement

AT_ONCE = 2
SECONDS = 45  # a reader that never ends is stopped after 20 of its own
SENTENCE = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
FORBIDDEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])

Reader = Callable[[Path], tuple[Statement, ...]]


def hidden(text: str) -> list[str]:
    """Marks in it that a terminal obeys or that nobody sees."""
    return [mark for mark in text if unicodedata.category(mark) in FORBIDDEN]


def complaint(entry: Mapping[str, Any], read: Callable[[], tuple[Statement, ...]]) -> str:
    """What is wrong with how a file ended, "" if nothing.

    Args:
        entry: its line of the manifest.
        read: reads it.
    """
    start = time.monotonic()
    try:
        found = read()
    except StatementError as error:
        said = _of_refusal(entry.get("refused"), error)
    except BaseException as error:  # noqa: BLE001 - the point: nothing else may come out
        said = f"{type(error).__name__} came out"
    else:
        said = _of_reading(entry, found)
    return "too late" if time.monotonic() - start > SECONDS else said


def _of_refusal(expected: Mapping[str, Any] | None, error: StatementError) -> str:
    if expected is None:
        return f"refused: {error.message}"
    if not re.search(expected["words"], error.message):
        return f"refused with other words: {error.message}"
    if not SENTENCE.search(error.message) or not error.remedy or not error.file:
        return "no sentence, no remedy or no file"
    return f"harmful message: {error}" if hidden(str(error).replace("\n  → ", "")) else ""


def _of_reading(entry: Mapping[str, Any], found: tuple[Statement, ...]) -> str:
    expected = entry.get("read")
    if expected is None:
        if not entry["refused"]["unless_read"]:
            return "read"
        expected = {"lines": 3, "closing": "1060.50", "texts": [], "absent": []}
    lines = [line for each in found for line in each.lines]
    closing = str(found[-1].closing or "")
    texts = [
        text
        for line in lines
        for text in (line.counterparty, line.counterparty_account, line.text, line.serial)
    ] + [text for each in found for text in (each.account, each.bank, *each.warnings)]
    visible = [text for text in texts if text]
    whole = {part for text in visible for part in (text, *text.split(" / "))}
    wrong = [
        f"closing {closing}" if closing != expected["closing"] else "",
        f"{len(lines)} lines" if len(lines) != expected["lines"] else "",
        *(f"{text!r} is missing" for text in expected["texts"] if text not in whole),
        *(f"{text!r} is there" for text in expected["absent"] if any(text in e for e in visible)),
        *(f"hidden marks in {text!r}" for text in visible if hidden(text)),
    ]
    return "; ".join(filter(None, wrong))


def complaints(folder: Path, entries: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    """What is wrong, by the name of the file."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = pool.map(
            lambda name: complaint(entries[name], lambda: reader(folder / "files" / name)), entries
        )
        return {name: each for name, each in zip(entries, said, strict=True) if each}


def resident() -> int:
    """Bytes of memory this process has now."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Ask about the files named on standard input."""
    folder = Path(sys.argv[1])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="ascii"))
    entries = {name: manifest[name] for name in json.loads(sys.stdin.read())}
    start = highest = resident()

    def reader(path: Path) -> tuple[Statement, ...]:
        nonlocal highest
        try:
            return door.read_statements(path)
        finally:
            highest = max(highest, resident())

    said = complaints(folder, entries, reader)
    print(json.dumps({"complaints": said, "growth": highest - start}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
