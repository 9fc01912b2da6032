"""One entry of a ledger file exchanged for another; nothing else in the file changes.

The new text is parsed back: every other directive must be as before, the entry must be the one
meant. A file whose stamp held before is stamped anew, one that a hand has touched stays so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from beancount.core import data
from beancount.parser import parser

from owners_ledger.books.gate import GateError, ledger_text, same
from owners_ledger.books.write import is_untouched, stamped
from owners_ledger.i18n import _


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file's new text.

    Attributes:
        text: the whole file.
        before: the entry's lines as they were.
        after: the lines that take their place.
    """

    text: str
    before: str
    after: str


def exchange(text: str, line: int, new: data.Transaction) -> Rewritten:
    """Put another entry in the place of the one that begins at a line.

    Args:
        text: the file.
        line: of the entry, from 1.
        new: complete, every amount known.

    Raises:
        GateError: the entry cannot be written safely, or something else would change.
    """
    meta = {key: value for key, value in new.meta.items() if not key.startswith("__")}
    new = new._replace(meta=meta)  # without what beancount's booking has noted for itself
    held = is_untouched(text)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    end = line
    while end < len(lines) and lines[end][:1].isspace() and lines[end].strip():
        end += 1
    block = lines[line - 1 : end]
    printed = ledger_text([new]).rstrip("\n").split("\n")
    fresh = [*_comments(block), *printed]
    if ending == "\r\n":
        fresh = [one + "\r" for one in fresh]
    changed = "\n".join([*lines[: line - 1], *fresh, *lines[end:]])
    _prove(text, changed, line, new)
    if held:
        changed = stamped(changed.partition("\n")[2])
    return Rewritten(changed, _shown(block), _shown(fresh))


def _shown(lines: Sequence[str]) -> str:
    return "\n".join(one.rstrip("\r") for one in lines)


def _comments(block: Sequence[str]) -> list[str]:
    """A hand's remarks within an entry, kept above it."""
    found = []
    for line in block:
        quoted = False
        for place, sign in enumerate(line):
            if sign == '"' and line[place - 1 : place] != "\\":
                quoted = not quoted
            elif sign == ";" and not quoted:
                found.append(line[place:].rstrip())
                break
    return found


def _prove(text: str, changed: str, line: int, new: data.Transaction) -> None:
    before, after = _parsed(text), _parsed(changed)
    places = [at for at, one in enumerate(before[0]) if one.meta["lineno"] == line]
    alike = len(places) == 1 and len(before[0]) == len(after[0]) and before[1:] == after[1:]
    if not alike or not all(
        same(new if at == places[0] else one, back)
        for at, (one, back) in enumerate(zip(before[0], after[0], strict=True))
    ):
        raise GateError(
            _("{day} 的一笔分录无法安全写入账本").format(day=new.date.isoformat()),
            remedy=_("没有写入任何内容。请在编辑器里改这一笔。"),
        )


def _parsed(text: str) -> tuple[list[data.Directive], int, Any, Any]:
    entries, errors, options = parser.parse_string(text)
    ordered = sorted(entries, key=lambda one: int(one.meta["lineno"]))
    return ordered, len(errors), options["include"], options["plugin"]
