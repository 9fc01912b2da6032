"""Everything wrong with loaded books, as findings: ours, and beancount's in the reader's words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from owners_ledger.books.load import Books
from owners_ledger.checks import CHECKS, bank_files
from owners_ledger.checks.beancount_words import in_our_words
from owners_ledger.checks.facts import gather
from owners_ledger.checks.plugins_active import CHECKS as OURS
from owners_ledger.checks.problem import ERROR, CheckError, report, run
from owners_ledger.errors import Finding, OwnersLedgerError

BEANCOUNT = "beancount"
_EXCERPT = 4
_PRIVATE = ("bank-payer:", "bank-account:", "bank-text:")


def findings_of(books: Books) -> list[Finding]:
    """All findings, by file and line, each once.

    The checks have run as plugins while loading; those that did not (the book's main file lacks
    the plugin) run now, and so do those too slow for every load.
    """
    errors = [
        *books.errors,
        *report("bank_files", bank_files.check_contents(books.entries, books.root)),
    ]
    if not any(name == OURS for name, _config in books.options["plugin"]):
        errors += run(CHECKS, gather(books.entries, books.options))
    found = {_finding(error, books.root) for error in errors}
    texts = {file: _lines(books.root / file) for file in {one.file for one in found}}
    return sorted(replace(one, excerpt=_excerpt(texts[one.file], one.line)) for one in found)


def refusal(error: OwnersLedgerError, root: Path) -> Finding:
    """A book that cannot be loaded at all, as a finding."""
    return Finding(
        _relative(error.file or "", root),
        error.line or 0,
        "registers" if error.file else BEANCOUNT,
        ERROR,
        error.message,
        error.remedy,
    )


def _finding(error: Any, root: Path) -> Finding:
    source = error.source or {}
    line = int(source.get("lineno") or 0)
    if isinstance(error, CheckError):
        return Finding(
            _relative(source["filename"], root),
            line,
            error.check,
            error.severity,
            error.said,
            error.remedy,
        )
    said, remedy = in_our_words(str(error.message))
    return Finding(
        _relative(str(source.get("filename") or ""), root), line, BEANCOUNT, ERROR, said, remedy
    )


def _relative(file: str, root: Path) -> str:
    """Relative to the book, with slashes; beancount's ``<load>`` is no file."""
    if not file or file.startswith("<"):
        return ""
    path = Path(os.path.relpath(file, root)) if Path(file).is_absolute() else Path(file)
    return path.as_posix()


def _lines(file: Path) -> list[str]:
    if file.suffix != ".beancount":
        return []
    try:
        return file.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _excerpt(lines: Sequence[str], line: int) -> str:
    """The source at a line; what the bank said of people is left out."""
    shown: list[str] = []
    for number in range(line, min(line + _EXCERPT, len(lines) + 1)) if line else ():
        text = lines[number - 1].rstrip()
        if not text or (number > line and not text[0].isspace()):
            break
        if not text.lstrip().startswith(_PRIVATE):
            shown.append(f"{number:>6} | {text}")
    return "\n".join(shown)
