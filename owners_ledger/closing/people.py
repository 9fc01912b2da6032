"""Who closes and who approves: as told, else the offices that ``committee.toml`` names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def people(raw: Mapping[str, Any], by: str | None, approved_by: str | None) -> tuple[str, str]:
    """Maker and approver; "" for one nobody named.

    Args:
        raw: ``committee.toml``; its ``[closing] by`` and ``approved-by`` are offices.
        by: as told on the command line.
        approved_by: the same.
    """
    table = raw.get("closing", {})
    return (
        str(table.get("by", "") if by is None else by),
        str(table.get("approved-by", "") if approved_by is None else approved_by),
    )
