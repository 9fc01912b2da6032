"""Statements as lines of JSON, from the process that reads a file to the one that asked.

The reading process has handled hostile bytes, so nothing it says is executed: text, numbers as
text, dates as text, in a fixed shape; whatever else comes is a refusal.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

from owners_ledger.banking.statement import Line, Statement

PIECE = 2000
_LINE = attrgetter(*Line.__slots__)
_MONEY = ("opening", "closing")
_DATES = ("first_date", "last_date")


class WireError(ValueError):
    """The other process said something else than statements, or broke off."""


def encode(statements: Sequence[Statement]) -> Iterator[str]:
    """The statements, a head and pieces of lines each, and a last line that says so."""
    for each in statements:
        head = {name: getattr(each, name) for name in Statement.__slots__ if name != "lines"}
        yield json.dumps({"head": head}, default=str)
        for start in range(0, len(each.lines), PIECE):
            piece = [_LINE(line) for line in each.lines[start : start + PIECE]]
            yield json.dumps(piece, default=str)
    yield json.dumps({"end": len(statements)})


def decode(answer: Iterator[bytes]) -> tuple[Statement, ...]:
    """What ``encode`` wrote.

    Raises:
        WireError: it breaks off or has another shape.
    """
    heads: list[dict[str, Any]] = []
    lines: list[list[Line]] = []
    try:
        for written in answer:
            said = json.loads(written)
            if isinstance(said, list):
                lines[-1] += [_line(*values) for values in said]
            elif "head" in said:
                heads.append(said["head"])
                lines.append([])
            else:
                if said != {"end": len(heads)}:
                    break
                return tuple(
                    _statement(head, rows) for head, rows in zip(heads, lines, strict=True)
                )
    except (ValueError, TypeError, KeyError, IndexError, InvalidOperation) as error:
        raise WireError(type(error).__name__) from None
    raise WireError("broken off")


def _statement(head: dict[str, Any], lines: list[Line]) -> Statement:
    values = dict(head)
    for name in _MONEY:
        values[name] = None if values[name] is None else Decimal(values[name])
    for name in _DATES:
        values[name] = None if values[name] is None else datetime.date.fromisoformat(values[name])
    values["skipped_rows"] = tuple(map(int, values["skipped_rows"]))
    values["warnings"] = tuple(map(str, values["warnings"]))
    return Statement(lines=tuple(lines), **values)


def _line(date: str, time: str | None, amount: str, balance: str | None, *rest: Any) -> Line:
    return Line(
        datetime.date.fromisoformat(date),
        None if time is None else datetime.time.fromisoformat(time),
        Decimal(amount),
        None if balance is None else Decimal(balance),
        *rest,
    )
