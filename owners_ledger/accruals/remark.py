"""Something a person should look at, in the books or in a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of this room.

    Attributes:
        said: what is wrong.
        remedy: what to do.
        place: metadata of the entry or posting, ``None`` where a register is concerned.
        file: the register's file name, "" where the books are concerned.
        row: row in the register.
    """

    said: str
    remedy: str
    place: Mapping[str, Any] | None = None
    file: str = ""
    row: int = 0
