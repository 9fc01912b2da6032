"""What the checks would say of the books with one entry exchanged: no file is written for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from beancount.core import data
from beancount.ops import balance, validation

from owners_ledger.books.load import Books
from owners_ledger.checks import CHECKS
from owners_ledger.checks.facts import gather
from owners_ledger.checks.findings import as_findings
from owners_ledger.checks.problem import CheckError, run
from owners_ledger.collector import collector_off
from owners_ledger.errors import Finding


def new_findings(books: Books, old: data.Transaction, new: data.Transaction) -> tuple[Finding, ...]:
    """Findings that the books have with ``new`` in the place of ``old`` and do not have now.

    A check that finds more than before is told, and so is a finding of other words at the entry
    itself; one that only says its sum anew is not.
    """
    failing: Callable[..., Any] = balance.check
    invalid: Callable[..., Any] = validation.validate
    entries = [new if one is old else one for one in books.entries]
    with collector_off():
        checked, failures = failing(entries, books.options)
        found: list[Any] = [
            *failures,
            *invalid(checked, books.options),
            *run(CHECKS, gather(entries, books.options)),
        ]
    said = Counter(map(_words, books.errors))
    fresh = []
    for error in found:
        if said[_words(error)]:
            said[_words(error)] -= 1
        else:
            fresh.append(error)
    before, after = _counts(books.errors), _counts(found)
    told = [
        one
        for one in fresh
        if after[_kind(one)] > before[_kind(one)] or getattr(one, "entry", None) is new
    ]
    return tuple(as_findings(told, books.root))


def _counts(errors: Iterable[Any]) -> Counter[tuple[str, str]]:
    return Counter(map(_kind, errors))


def _kind(error: Any) -> tuple[str, str]:
    if isinstance(error, CheckError):
        return error.check, error.severity
    return type(error).__name__, "error"


def _words(error: Any) -> tuple[str, str, str]:
    return *_kind(error), error.said if isinstance(error, CheckError) else str(error.message)
