"""Letters to households as JSON: amounts are strings with two decimals, dates ISO 8601."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from owners_ledger.billing.open_items import Holder
from owners_ledger.rendering.household import Letter


def as_json(letter: Letter) -> dict[str, Any]:
    """A letter's object: the account's fields, the receipt or reminder where it is one."""
    account = letter.account
    found: dict[str, Any] = {account.holder.kind: account.code}
    if letter.name:
        found["name"] = letter.name
    if letter.payment is not None:
        return {**found, "receipt": plain(letter.payment)}
    if letter.reminder is not None:
        reminder = plain(letter.reminder)
        del reminder["account"]
        return {
            **found,
            "as_of": account.last.isoformat(),
            **reminder,
            "amount": plain(letter.reminder.amount),
            "fee": plain(letter.reminder.fee),
        }
    whole = plain(account)
    del whole["holder"], whole["items"]
    return {**found, **whole}


def plain(value: Any) -> Any:
    """A value of the figures as JSON has it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Holder):
        return value.code
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    return value
