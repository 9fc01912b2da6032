"""Postings by account and metadata keys, so that a check looks only at those that concern it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from beancount.core import data

Placed = tuple[int, data.Transaction, data.Posting]
"""A posting, its transaction, and its number in the order of the books."""

Alike = Mapping[tuple[str, ...], Sequence[Placed]]
"""Postings, in order, by their account and after it the keys of their metadata."""


def sorted_out(transactions: Iterable[data.Transaction]) -> Alike:
    """The one pass over all postings."""
    found: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    number = 0
    for entry in transactions:
        for posting in entry.postings:
            number += 1
            found[posting.account, *(posting.meta or ())].append((number, entry, posting))
    return found


def on(alike: Alike, account: str) -> list[Placed]:
    """The postings of an account in the order of the books."""
    return _joined(several for kind, several in alike.items() if kind[0] == account)


def having(alike: Alike, key: str) -> list[Placed]:
    """The postings that have a key in the order of the books."""
    return _joined(several for kind, several in alike.items() if key in kind[1:])


def touching(alike: Alike, accounts: tuple[str, ...]) -> list[data.Transaction]:
    """The transactions that move accounts which begin so, in the order of the books."""
    placed = _joined(several for kind, several in alike.items() if kind[0].startswith(accounts))
    return list({id(entry): entry for _number, entry, _posting in placed}.values())


def _joined(groups: Iterable[Sequence[Placed]]) -> list[Placed]:
    return sorted((one for several in groups for one in several), key=lambda one: one[0])
