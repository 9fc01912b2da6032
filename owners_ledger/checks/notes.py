"""``plugin "owners_ledger.checks.notes"``: sentences that would be printed nowhere, or say nothing.

Whether a sentence is needed is the report's business; here only what is wrong in any case.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path

from owners_ledger.books.notes import LINES, SIDES, TABLES, TOTALS, read_notes, says_nothing
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.errors import OwnersLedgerError, harmless
from owners_ledger.i18n import _
from owners_ledger.periods import Period

_CLOSE = 0.5


def check(facts: Facts) -> Iterator[Problem]:
    """Files of no period, names that nothing has, sentences without a reason."""
    known = {
        name
        for account in facts.chart.accounts.values()
        if account.section in (*SIDES, "收支")
        for name in (
            [account.line] if account.section in SIDES else [account.line_in, account.line_out]
        )
    }
    known |= {
        line
        for budget in facts.commitments.budgets.values()
        for line in (*budget.income, *budget.spending)
    }
    for path in sorted((facts.root / "ledger" / "notes").glob("*.toml")):
        yield from _file(facts.root, path, known)


def _file(root: Path, path: Path, lines: Collection[str]) -> Iterator[Problem]:
    file = path.relative_to(root).as_posix()
    try:
        Period.parse(path.stem)
        notes = read_notes(root, path.stem)
    except OwnersLedgerError as error:
        yield Problem(at(root, file, 1), error.message, error.remedy, WARNING)
        return
    for key in notes.stray:
        yield _unknown(root, path, key, (*TABLES, "headline"))
    for table, names in ((LINES, lines), (TOTALS, SIDES)):
        for key in notes.table(table):
            if key not in names:
                yield _unknown(root, path, key, names)
    for table in TABLES:
        for key, text in notes.table(table).items():
            if says_nothing(text):
                yield Problem(
                    at(root, file, _line(path, key)),
                    _("“{key}”的说明没有写原因").format(key=harmless(key)),
                    _("请写清楚（四个字以上），或删去这一行。"),
                    WARNING,
                )


def _unknown(root: Path, path: Path, key: str, names: Collection[str]) -> Problem:
    near = difflib.get_close_matches(key, list(names), 1, _CLOSE)
    remedy = (
        _("是不是“{near}”？请改正或删去。").format(near=near[0]) if near else _("请改正或删去。")
    )
    return Problem(
        at(root, path.relative_to(root).as_posix(), _line(path, key)),
        _("说明文件里的“{key}”不是公示上的项目").format(key=harmless(key)),
        remedy,
        WARNING,
    )


def _line(path: Path, key: str) -> int:
    """The line a key stands on; the first where it is written in a way of its own."""
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    starts = (f'"{key}"', f"'{key}'", key, f"[{key}]")
    return next((number for number, row in enumerate(rows, 1) if row.strip().startswith(starts)), 1)


__plugins__ = (plugin({"notes": check}),)
