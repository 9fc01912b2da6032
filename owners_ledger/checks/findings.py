"""Everything wrong with loaded books, as findings: ours, and beancount's in the reader's words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
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
    return sorted(with_excerpt(one, books.root) for one in found)


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


def with_excerpt(finding: Finding, root: Path) -> Finding:
    """The finding with the source lines at its place; what the bank said of people is left out."""
    if not finding.line or not finding.file.endswith(".beancount"):
        return finding
    return replace(finding, excerpt="\n".join(_excerpt(root / finding.file, finding.line)))


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


def _excerpt(file: Path, line: int) -> Iterator[str]:
    lines = _lines(str(file))
    for number in range(line, min(line + _EXCERPT, len(lines) + 1)):
        text = lines[number - 1].rstrip()
        if not text or (number > line and not text[0].isspace()):
            return
        if not text.lstrip().startswith(_PRIVATE):
            yield f"{number:>6} | {text}"


@lru_cache(maxsize=16)
def _lines(file: str) -> tuple[str, ...]:
    try:
        return tuple(Path(file).read_bytes().decode("utf-8", "replace").splitlines())
    except OSError:
        return ()


def worst(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(one.severity == ERROR for one in findings)
