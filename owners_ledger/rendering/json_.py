"""A report as the JSON object of ``report --format json``.

The keys are the fields of ``reporting.model``; amounts are strings with two decimals, dates ISO
8601, what is not known is null. An account's name is called ``account``, as in the interface.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from decimal import Decimal
from typing import Any

from owners_ledger.reporting.model import MoneyAccount

# One decimal, shares and not amounts.
_PERCENT = frozenset({"collection", "percent"})
# The interface's keys where the model has another word.
_NAMES = {MoneyAccount: {"name": "account"}}


def as_json(report: Any) -> dict[str, Any]:
    """The object, keys in the order of the model.

    Args:
        report: a frozen dataclass: a disclosure, a statement, an annual report.
    """
    return _object(report)


def to_json(report: Any) -> str:
    """The object as text: the same figures give the same bytes."""
    return json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"


def _object(value: Any) -> dict[str, Any]:
    called = _NAMES.get(type(value), {})
    return {
        called.get(field.name, field.name): _plain(field.name, getattr(value, field.name))
        for field in dataclasses.fields(value)
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.1f}" if name in _PERCENT else f"{value:.2f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(name, item) for item in value]
    if dataclasses.is_dataclass(value):
        return _object(value)
    return value
