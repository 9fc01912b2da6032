"""What a check says, and how beancount, Fava and the command line are told the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from beancount.core import data

from owners_ledger.checks.facts import Facts, gather
from owners_ledger.i18n import _

ERROR = "error"
WARNING = "warning"
_PRINTED = 12


class Problem(NamedTuple):
    """One thing that is not as it must be.

    Attributes:
        place: metadata with ``filename`` and ``lineno``.
        said: what is wrong.
        remedy: what to do.
        severity: ``error`` for a broken invariant, else ``warning``.
        entry: the directive concerned.
    """

    place: Mapping[str, Any] | None
    said: str
    remedy: str
    severity: str = ERROR
    entry: data.Directive | None = None


class CheckError(NamedTuple):
    """A problem as beancount's loader reports it: ``source``, ``message``, ``entry``, and ours.

    Attributes:
        source: file name and line.
        message: what is wrong and what to do, in one text.
        entry: the directive concerned.
        check: the check's name.
        severity: ``error`` or ``warning``.
        said: what is wrong.
        remedy: what to do.
    """

    source: dict[str, Any]
    message: str
    entry: data.Directive | None
    check: str
    severity: str
    said: str
    remedy: str


Check = Callable[[Facts], Iterator[Problem]]
Plugin = Callable[..., tuple[list[data.Directive], list[CheckError]]]


def run(checks: Mapping[str, Check], facts: Facts) -> list[CheckError]:
    """All problems of some checks, check by check."""
    return [error for name, check in checks.items() for error in report(name, check(facts))]


def report(check: str, problems: Iterable[Problem]) -> list[CheckError]:
    """Problems under the name of their check."""
    return [_error(check, problem) for problem in problems]


def plugin(checks: Mapping[str, Check]) -> Plugin:
    """Checks as a beancount plugin: entries stay as they are, problems become errors."""

    def check_entries(
        entries: list[data.Directive], options_map: dict[str, Any], _config: str | None = None
    ) -> tuple[list[data.Directive], list[CheckError]]:
        return entries, run(checks, gather(entries, options_map))

    return check_entries


def _is_long(entry: data.Directive | None) -> bool:
    """Whether bean-check would print pages of it below the message (a month's charges)."""
    return isinstance(entry, data.Transaction) and len(entry.postings) > _PRINTED


def at(root: Path, file: str, line: int = 0) -> dict[str, Any]:
    """The place of a file of the book that is no ledger file."""
    return {"filename": str(root / file), "lineno": line}


def _error(check: str, problem: Problem) -> CheckError:
    place = problem.place or {}
    kind = _("提醒") if problem.severity == WARNING else _("错误")
    return CheckError(
        {"filename": place.get("filename", "<owners-ledger>"), "lineno": place.get("lineno", 0)},
        f"{kind}：{problem.said}\n→ {problem.remedy} [{check}]",
        None if _is_long(problem.entry) else problem.entry,
        check,
        problem.severity,
        problem.said,
        problem.remedy,
    )
