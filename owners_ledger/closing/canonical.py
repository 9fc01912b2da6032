"""What an entry says, as text that does not depend on how its file is written.

Blanks, comments, the order of an entry's postings and the file it stands in are left out; payee,
narration, flag, accounts, amounts, tags, links and metadata are not. Metadata that completes an
entry later on is left out as well: its documents, and notes that explain (``LATER``).
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from beancount.core import data

LATER = re.compile(r"document(-[0-9]+|-due)?\Z|.*-note\Z|why\Z|voucher\Z|id\Z")
_FACT = "bank-statement"
_PADDING = "P"
_CENTS = 2
_UNIT, _ROW = "\x1f", "\x1e"


def is_sealed(entry: data.Directive) -> bool:
    """Whether a directive is part of a month's record.

    Accounts, documents and other people's directives are not: they are set and completed later.
    """
    if isinstance(entry, data.Transaction):
        return bool(entry.flag != _PADDING)
    if isinstance(entry, data.Custom):
        return bool(entry.type == _FACT)
    return isinstance(entry, data.Balance | data.Pad | data.Note)


def digest(entry: data.Directive) -> str:
    """Sixty-four hexadecimal digits that stand for what an entry says."""
    return hashlib.sha256(_ROW.join(_parts(entry)).encode("utf-8", "surrogatepass")).hexdigest()


def month_digest(digests: Iterable[str]) -> str:
    """One digest for the entries of a month, whatever their order."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def _parts(entry: data.Directive) -> Iterator[str]:
    yield f"{type(entry).__name__}{_UNIT}{entry.date.isoformat()}{_UNIT}{_meta(entry.meta)}"
    if isinstance(entry, data.Transaction):
        links = [*(f"^{link}" for link in entry.links), *(f"#{tag}" for tag in entry.tags)]
        yield _UNIT.join(
            (entry.flag or "", entry.payee or "", entry.narration or "", *sorted(links))
        )
        yield from sorted(_posting(one) for one in entry.postings)
    elif isinstance(entry, data.Balance):
        yield f"{entry.account}{_UNIT}{_amount(entry.amount)}{_UNIT}{entry.tolerance}"
    elif isinstance(entry, data.Pad):
        yield f"{entry.account}{_UNIT}{entry.source_account}"
    elif isinstance(entry, data.Note):
        yield f"{entry.account}{_UNIT}{entry.comment}"
    elif isinstance(entry, data.Custom):
        yield entry.type
        yield from (_value(one.value) for one in entry.values or ())


def _posting(posting: data.Posting) -> str:
    text = f"{posting.account}{_UNIT}{_amount(posting.units)}{_UNIT}{_meta(posting.meta)}"
    if posting.cost is None and posting.price is None and posting.flag is None:
        return text
    return f"{text}{_UNIT}{posting.cost}{_UNIT}{posting.price}{_UNIT}{posting.flag}"


def _amount(amount: Any) -> str:
    if amount is None or amount.number is None:
        return str(amount)
    return f"{_number(amount.number)} {amount.currency}"


def _number(number: Decimal) -> str:
    """``10``, ``10.0`` and ``10.00`` are one amount."""
    text = str(number)
    if text[-3:-2] == ".":
        return text
    return f"{number:.2f}" if number == round(number, _CENTS) else f"{number.normalize():f}"


def _meta(meta: Mapping[str, Any] | None) -> str:
    if not meta:
        return ""
    kept = (
        f"{key}={_value(value)}"
        for key, value in meta.items()
        if key not in ("filename", "lineno") and key[:2] != "__" and not LATER.match(key)
    )
    return _UNIT.join(sorted(kept))


def _value(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)
