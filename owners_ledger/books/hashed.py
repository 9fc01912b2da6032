"""Plain values as the one text that is hashed: seals of months, 核对码 of notices."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def canonical(value: Mapping[str, Any]) -> bytes:
    """A JSON object as canonical text: keys sorted, no blanks, UTF-8.

    Args:
        value: plain JSON values, amounts as strings (no floats, whose text could vary).
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
