"""``plugin "owners_ledger.checks.plugins_active"``: the options and plugins really are in force.

Beancount silently ignores ``option`` and ``plugin`` lines in included files, even a plugin that
does not exist; they must stand in ``ledger/main.beancount``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from owners_ledger.books.bank_entries import CURRENCY
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import Problem, plugin
from owners_ledger.i18n import _

CHECKS = "owners_ledger.checks"
_WORDS = (b"option", b"plugin")
_LINE = re.compile(rb'^(option|plugin)[ \t]+"([^"\n]*)"', re.MULTILINE)
_OBEYED = "insert_pythonpath"  # alone among options also in included files: see ledger_text


def check(facts: Facts) -> Iterator[Problem]:
    """Required options and plugins that are missing; lines that are ignored."""
    main = str(facts.options["filename"])
    place = {"filename": main, "lineno": 1}
    for line, wrong in (
        ('option "tolerance_multiplier" "0"', facts.options["tolerance_multiplier"] != 0),
        (
            f'option "operating_currency" "{CURRENCY}"',
            CURRENCY not in facts.options["operating_currency"],
        ),
        ('option "documents" "documents"', "documents" not in facts.options["documents"]),
        (f'plugin "{CHECKS}"', not any(map(_is_ours, facts.options["plugin"]))),
    ):
        if wrong:
            yield Problem(
                place,
                _("总账本里没有 {line}，或被别的值取代").format(line=line),
                _("请在 ledger/main.beancount 里照写这一行。"),
            )
    if facts.options["inferred_tolerance_default"]:
        yield Problem(
            place,
            _("inferred_tolerance_default 放宽了金额的核对"),
            _("请删去 ledger/main.beancount 里的这一行：账要精确到分。"),
        )
    for file, text in facts.texts.items():
        if file != main and any(word in text for word in _WORDS):
            yield from _ignored(file, text)


def _is_ours(active: Any) -> bool:
    name = str(active[0])
    return name == CHECKS or name.startswith(f"{CHECKS}.")


def _ignored(file: str, text: bytes) -> Iterator[Problem]:
    for found in _LINE.finditer(text):
        kind, name = (part.decode("utf-8", "replace") for part in found.groups())
        if name == _OBEYED:
            continue
        yield Problem(
            {"filename": file, "lineno": text.count(b"\n", 0, found.start()) + 1},
            _("这里的 {kind} “{name}”不起作用：只有总账本里的才算").format(kind=kind, name=name),
            _("请把这一行移到 ledger/main.beancount。"),
        )


__plugins__ = (plugin({"plugins_active": check}),)
