"""Everything wrong with loaded books, as findings: ours, and beancount's in the reader's words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from owners_ledger.books.load import Books
from owners_ledger.checks import (
    CHECKS,
    bank_files,
    files_included,
    invoices,
    ledger_text,
    postings,
    resolutions,
)
from owners_ledger.checks.beancount_words import failed_assertion, in_our_words
from owners_ledger.checks.facts import gather
from owners_ledger.checks.plugins_active import CHECKS as OURS
from owners_ledger.checks.problem import ERROR, CheckError, report, run
from owners_ledger.errors import Finding, OwnersLedgerError
from owners_ledger.i18n import _

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
        *report("invoices", invoices.check_contents(books.entries)),
        *report("resolutions", resolutions.check_contents(books.root)),
        *report("postings", postings.check_contents(books.root)),
    ]
    if not any(name == OURS for name, _config in books.options["plugin"]):
        errors += run(CHECKS, gather(books.entries, books.options))
    return _sorted(errors, books.root)


def as_findings(errors: Iterable[Any], root: Path) -> list[Finding]:
    """Errors of the loader and of the checks as findings, by file and line."""
    return _sorted(errors, root)


def unloadable(root: Path) -> list[Finding]:
    """What would end the process that loads the book: divisions, for one of them may be by zero."""
    files = map(Path, files_included.ledger_files(root))
    return _sorted(report("ledger_text", ledger_text.divisions(files)), root)


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


def _sorted(errors: Iterable[Any], root: Path) -> list[Finding]:
    found = {_finding(error, followers, root) for error, followers in _first_failures(errors)}
    texts = {file: _lines(root / file) for file in {one.file for one in found}}
    return sorted(replace(one, excerpt=_excerpt(texts[one.file], one.line)) for one in found)


def _first_failures(errors: Iterable[Any]) -> Iterator[tuple[Any, int]]:
    """One fault fails every later balance assertion of its account by the same difference."""
    failures: dict[tuple[str, ...], list[Any]] = {}
    for error in errors:
        if failure := failed_assertion(str(error.message)):
            failures.setdefault(failure, []).append(error)
        else:
            yield error, 0
    for several in failures.values():
        yield several[0], len(several) - 1


def _finding(error: Any, followers: int, root: Path) -> Finding:
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
    if followers:
        said += _("；之后还有 {count} 处断言也差这么多，多半是同一个原因").format(count=followers)
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
