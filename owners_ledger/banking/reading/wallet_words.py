"""What the words of a wallet's bill mean, by the lists of its profile."""

from __future__ import annotations

from collections.abc import Iterable

from owners_ledger.banking.reading.movements import Movement
from owners_ledger.banking.reading.profile import Profile, Words, plain

_OF_REFUND = ("_", "*")


def meaning(texts: Iterable[str], words: Words) -> str | None:
    """What the longest known beginning of one of the texts means, ``None`` for unknown ones."""
    written = [plain(text) for text in texts]
    return next((name for word, name in words if any(map(word.match, written))), None)


def is_refund(each: Movement, profile: Profile) -> bool:
    """Whether a row gives money back: by a refund's number, or by what it is called."""
    wallet = each.wallet
    if wallet is None:
        return False
    return wallet.is_refund or meaning(wallet.kinds, profile.neutral) == "refund"


def parent(order: str | None) -> str:
    """The order a refund's number belongs to: what stands before ``_`` or ``*``, else ""."""
    ends = [at for mark in _OF_REFUND if (at := (order or "").find(mark)) > 0]
    return (order or "")[: min(ends)] if ends else ""
