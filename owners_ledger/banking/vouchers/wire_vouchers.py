"""A voucher read by the process for files from outside, and its values as one line of JSON."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from owners_ledger.banking.reading import door
from owners_ledger.banking.reading.standards.receipt import Receipt
from owners_ledger.banking.reading.wire import WireError
from owners_ledger.banking.vouchers.invoice import Invoice
from owners_ledger.banking.vouchers.reading import Voucher, read_voucher

_KINDS: dict[str, type[Invoice | Receipt]] = {"invoice": Invoice, "receipt": Receipt}
_DAYS = frozenset(["issued", "date"])
_TIMES = frozenset(["time"])
_YUAN = frozenset(["net", "tax", "total", "amount"])
_TEXTS = frozenset(["items"])


def read_from_outside(content: bytes, file: str) -> tuple[Voucher, str]:
    """As ``read_voucher``, in a process of its own.

    Raises:
        StatementError: it is no voucher, or reading it takes more than any voucher does.
    """
    return door.ask(io.BytesIO(content), file, "voucher", decode)


def read_and_encode(data: bytes, file: str) -> Iterator[str]:
    """The voucher in a file, as ``decode`` takes it.

    Raises:
        StatementError: as ``read_voucher``.
    """
    voucher, extension = read_voucher(data, file)
    kind = next(name for name, one in _KINDS.items() if isinstance(voucher, one))
    values = {one.name: getattr(voucher, one.name) for one in fields(voucher)}
    yield json.dumps({"voucher": kind, "extension": extension, "values": values}, default=str)


def decode(lines: Iterable[bytes]) -> tuple[Voucher, str]:
    """The voucher and the extension of its file.

    Raises:
        WireError: the answer is no voucher.
    """
    try:
        said = json.loads(next(iter(lines), b""))
        kind = _KINDS[said["voucher"]]
        known = {one.name for one in fields(kind)}
        if set(said["values"]) != known:
            raise WireError("fields")
        values = {name: _value(name, value) for name, value in said["values"].items()}
        return kind(**values), str(said["extension"])
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise WireError(type(error).__name__) from None


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _TEXTS:
        return tuple(map(str, value))
    text = str(value)
    if name in _DAYS:
        return datetime.date.fromisoformat(text)
    if name in _TIMES:
        return datetime.time.fromisoformat(text)
    return Decimal(text) if name in _YUAN else text
