"""Whether a public ledger holds only what ``publish`` writes, line by line, before it is loaded.

Ledger text is code: a plugin, an include or an option can run a program, an amount can be a
division by zero. Here a line has one of a few shapes or the edition is refused.
"""

from __future__ import annotations

import re
from typing import Final

_TEXT = r'"(?:[^"\\]|\\.)*"'
_DAY = r"\d{4}-\d{2}-\d{2}"
_ACCOUNT = r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::[\w-]+)+"
_AMOUNT = r"-?\d{1,13}(?:\.\d{1,2})? CNY"
_FAVA = ("language", "locale", "invert-income-liabilities-equity")
_SHAPES: Final = (
    r"",
    r";[^\x00-\x1f]*",
    rf'option "(?:title|operating_currency|tolerance_multiplier)" {_TEXT}',
    rf"{_DAY} commodity CNY",
    rf'{_DAY} custom "fava-option" "(?:{"|".join(_FAVA)})" {_TEXT}',
    rf"{_DAY} open {_ACCOUNT}\s+CNY",
    rf"{_DAY} [*!](?: {_TEXT}){{1,2}}",
    rf"{_DAY} balance {_ACCOUNT}\s+-?\d{{1,13}}(?:\.\d{{1,2}})?(?: ~ 0(?:\.0+)?)? CNY",
    rf"  {_ACCOUNT}\s+{_AMOUNT}",
    rf"  [a-z][a-z0-9-]+: (?:{_TEXT}|-?\d{{1,13}}(?:\.\d{{1,2}})?|{_DAY})",
)
_LINE = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))


def odd_line(content: bytes) -> int | None:
    """The number of the first line that ``publish`` would not have written; ``None``: none.

    Args:
        content: the ledger's bytes.
    """
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return 1
    return next((n for n, line in enumerate(lines, 1) if not _LINE.fullmatch(line)), None)
