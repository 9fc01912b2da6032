"""Postings by account and metadata keys, so that a check looks only at those that concern it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from beancount.core import data

Placed = tuple[int, data.Transaction, data.Posting]
"""A posting, its transaction, and its number in the order of the books."""


class Several(list[Placed]):
    """Postings of one account with the same keys, in the order of the books."""

    def __init__(self) -> None:
        """Empty."""
        self._texts: dict[str, frozenset[str | None]] = {}

    def texts(self, key: str) -> frozenset[str | None]:
        """The different texts under a key, ``None`` for whatever is no text."""
        if key not in self._texts:
            self._texts[key] = frozenset(
                [
                    value if type(value := (posting.meta or {})[key]) is str else None
                    for _number, _entry, posting in self
                ]
            )
        return self._texts[key]


Alike = Mapping[tuple[str, ...], Several]
"""Postings, in order, by their account and after it the keys of their metadata."""


def sorted_out(transactions: Iterable[data.Transaction]) -> Alike:
    """The one pass over all postings."""
    found: dict[tuple[str, ...], Several] = defaultdict(Several)
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
