"""``plugin "owners_ledger.checks.files_included"``: every ledger file is in the books.

``include`` patterns pass over what they do not match: a folder named ``2026年`` would be left out
of the books without a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _

_NO_BOOKS = frozenset({"inbox", "statements", "documents", "registers", "closed"})


def check(facts: Facts) -> Iterator[Problem]:
    """Ledger files below ``ledger/`` that no ``include`` reaches."""
    loaded = {os.path.realpath(file) for file in facts.options["include"]}
    for path in ledger_files(facts.root):
        if path not in loaded:
            yield Problem(
                {"filename": path, "lineno": 0},
                _("这个文件没有记进账本（总账本的 include 没有包括它）"),
                _("请把它放进年份文件夹（如 ledger/2026/），或移出 ledger/。"),
            )


def ledger_files(root: Path) -> Iterator[str]:
    """The real paths of a book's ``.beancount`` files, whether included or not."""
    ledger = os.path.realpath(root / "ledger")
    for folder, folders, files in os.walk(ledger):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not (folder == ledger and name in _NO_BOOKS)
        ]
        for name in sorted(files):
            if name.endswith(".beancount") and not name.startswith("."):
                yield f"{folder}{os.sep}{name}"


__plugins__ = (plugin({"files_included": check}),)
