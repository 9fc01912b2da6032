"""A notes file to fill in: every open question as a comment, every key ready behind a ``#``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from owners_ledger.books.notes import TABLES, Notes, says_nothing
from owners_ledger.errors import harmless
from owners_ledger.reporting.points import OpenPoint, toml_line

_HEAD = (
    "# 业委会对 {title} 的说明，印在公示上。",
    "# 一行一句：去掉行首的 #，在后面的引号里写清原因（四个字以上，不写“正常”“无”）。",
    "# 不写个人姓名、电话、房号。",
)


def skeleton(
    title: str, points: Sequence[OpenPoint], earlier: Mapping[str, Notes] | None = None
) -> str:
    """The text of the file.

    Args:
        title: of the period.
        points: what is open.
        earlier: sentences of periods before, by period, the nearest first: shown as a reminder.
    """
    out = [line.format(title=title) for line in _HEAD]
    for table in TABLES:
        asked = [one for one in points if one.table == table and one.wants_answer]
        if not asked:
            continue
        out += ["", f"[{table}]"]
        for key in dict.fromkeys(one.key for one in asked):
            same = [one for one in asked if one.key == key]
            out += [f"# {harmless(one.question)}" for one in same]
            out += _reminder(table, key, earlier or {})
            out += [f"# {toml_line(key)}", ""]
        out.pop()
    return "\n".join(out) + "\n"


def _reminder(table: str, key: str, earlier: Mapping[str, Notes]) -> list[str]:
    for period, notes in earlier.items():
        text = notes.table(table).get(key, "")
        if not says_nothing(text):
            return [f"# （{period} 写的是：{harmless(text)}）"]
    return []
