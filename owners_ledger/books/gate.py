"""The write gate: the only way for generated text into a ledger file.

Foreign text (memos, names, file names) is made harmless, entries are printed, the print is
parsed back and must give exactly the same entries and nothing else (no option, plugin,
include, error). What does not come back equal is refused.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from beancount.core import data
from beancount.parser import parser, printer

from owners_ledger import money
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

MAX_TEXT = 200
_MARKUP = str.maketrans({"<": "＜", ">": "＞", "&": "＆", '"': "”", "\\": "＼", "`": "｀"})
_POSITION_KEYS = frozenset({"filename", "lineno", "__automatic__"})


class GateError(OwnersLedgerError):
    """An entry does not survive printing and parsing; nothing was written."""


def harmless(text: str, limit: int = MAX_TEXT) -> str:
    """Foreign text fit for payee, narration or metadata.

    NFKC first, so that no compatibility form turns into markup afterwards; then control, format
    (bidi, zero-width), private and surrogate characters go, runs of blanks become one, markup
    signs become their full-width forms, and the text is cut at ``limit`` characters.
    """
    clean = "".join(
        " " if unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc") else sign
        for sign in unicodedata.normalize("NFKC", text)
        if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn")
    )
    return re.sub(" +", " ", clean).strip().translate(_MARKUP)[:limit]


def ledger_text(entries: Sequence[data.Directive]) -> str:
    """Entries as ledger text, proved by parsing it back.

    Raises:
        GateError: an amount is not whole fen, or the text does not parse back to equal entries.
    """
    for entry in entries:
        _check_amounts(entry)
    text = "\n".join(printer.format_entry(entry) for entry in entries)
    parsed, errors, options = parser.parse_string(text)
    smuggled = options["include"] or options["plugin"]
    if errors or smuggled or len(parsed) != len(entries):
        raise _refusal(entries[0] if entries else None)
    for entry, back in zip(
        entries, sorted(parsed, key=lambda one: one.meta["lineno"]), strict=True
    ):
        if _plain(_as_parsed(entry)) != _plain(back):
            raise _refusal(entry)
    return text


def same(one: data.Directive, other: data.Directive) -> bool:
    """Whether two entries say the same, wherever they stand."""
    return bool(_plain(one) == _plain(other))


def _as_parsed(entry: data.Directive) -> data.Directive:
    """With the absolute path that the parser gives a document's file."""
    if isinstance(entry, data.Document):
        # As the parser does it: without following links.
        return entry._replace(filename=os.path.abspath(entry.filename))  # noqa: PTH100 - see above
    return entry


def _check_amounts(entry: data.Directive) -> None:
    if not isinstance(entry, data.Transaction):
        return
    numbers = [posting.units.number if posting.units else None for posting in entry.postings]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or not all(map(money.is_whole_fen, known)):
        raise _refusal(entry)
    if sum(known, Decimal(0)) != 0:
        raise _refusal(entry)


def _refusal(entry: data.Directive | None) -> GateError:
    day = "" if entry is None else entry.date.isoformat()
    return GateError(
        _("{day} 的一笔分录无法安全写入账本").format(day=day),
        remedy=_("没有写入任何内容。请把对账单和这条信息发给维护者。"),
    )


def _plain(value: Any) -> Any:
    """An entry as comparable plain values, without position."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value).__name__, tuple(
            _meta(getattr(value, name)) if name == "meta" else _plain(getattr(value, name))
            for name in value._fields
        )
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, set | frozenset):
        return frozenset(value)
    return value


def _meta(meta: dict[str, Any] | None) -> tuple[tuple[str, Any], ...]:
    return tuple(
        sorted(
            (key, _plain(value)) for key, value in (meta or {}).items() if key not in _POSITION_KEYS
        )
    )
