"""Seals of closed months in the edition: what proves the chain, and nothing of what it protects."""

from __future__ import annotations

import json
from collections.abc import Iterable

from owners_ledger.closing.seal import Seal

FOLDER = "seals/"


def seal_files(seals: Iterable[Seal]) -> dict[str, bytes]:
    """Path in the edition → content; anybody can compute the heads anew and follow the chain.

    Args:
        seals: of the published months, oldest first.
    """
    return {
        f"{FOLDER}{seal.month}.json": (
            json.dumps({"sealed": seal.public, "head": seal.head}, ensure_ascii=False, indent=1)
            + "\n"
        ).encode()
        for seal in seals
    }


def heads(seals: Iterable[Seal]) -> dict[str, str]:
    """Month → head, as it is printed and read out."""
    return {str(seal.month): seal.code for seal in seals}
