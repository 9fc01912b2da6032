"""What texts meant before, whoever wrote them: good enough to propose, never to rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from owners_ledger.banking.match.evidence import Evidence, Kind, Way
from owners_ledger.banking.match.facts import Earlier
from owners_ledger.banking.match.forms import parts_of, words_of
from owners_ledger.books.bank_entries import Leg

_COMMON_PARTIES = 10  # a text so many parties use, booked on
_COMMON_ACCOUNTS = 3  # so many accounts, says nothing (转账)

Parts = tuple[str, ...]


class Memos:
    """Earlier lines by what their texts say; read only when first asked, each line once.

    Args:
        lines: what is to be learnt from; may grow.
    """

    def __init__(self, lines: Sequence[Earlier]) -> None:
        self._lines = lines
        self._read = 0
        self._evidence: dict[tuple[object, ...], Evidence] = {}
        self._users: dict[str, tuple[set[str], set[str]]] = {}
        self._named: set[tuple[bool, Parts]] = set()
        self._ways: dict[str, Way] = {}

    def known(self, amount: Decimal, parts: Parts) -> Iterator[tuple[Kind, Evidence]]:
        """Lines of the same text and amount, text, or words; none if the text says nothing."""
        self._catch_up()
        if all(map(self._says_nothing, parts)):
            return
        words: list[Evidence] = []
        for kind, key in _keys(amount, parts):
            evidence = self._evidence.get(key)
            if evidence is None:
                continue
            if kind is not Kind.WORDS:
                yield kind, evidence
            elif len(evidence.ways) < _COMMON_ACCOUNTS:
                words.append(evidence)
        if words:  # of 转账 and 停车费 the one that says more
            yield Kind.WORDS, min(words, key=lambda one: (len(one.ways), -one.count))

    def adds(self, parts: Iterable[str], before: set[str]) -> bool:
        """Whether a text says what those before did not, beyond words that say nothing."""
        new = [part for part in parts if part not in before]
        if new:
            self._catch_up()
        return not all(map(self._says_nothing, new))

    def is_of_parties(self, amount: Decimal, parts: Parts) -> bool:
        """Whether lines with a name or an account ever had this text."""
        self._catch_up()
        return (amount > 0, parts) in self._named

    def _says_nothing(self, part: str) -> bool:
        parties, accounts = self._users.get(part, ((), ()))
        return len(parties) >= _COMMON_PARTIES and len(accounts) >= _COMMON_ACCOUNTS

    def _catch_up(self) -> None:
        for at in range(self._read, len(self._lines)):
            self._learn(self._lines[at])
        self._read = len(self._lines)

    def _learn(self, line: Earlier) -> None:
        parts = parts_of(line.text)
        way = self._way(line.legs)
        party = line.account or line.name
        if party:
            self._named.add((line.amount > 0, parts))
        for _kind, key in _keys(line.amount, parts):
            evidence = self._evidence.get(key)
            if evidence is None:
                evidence = self._evidence[key] = Evidence()
            evidence.add(line.date, way)
        for part in parts:
            users = self._users.get(part)
            if users is None:
                users = self._users[part] = (set(), set())
            if len(users[0]) < _COMMON_PARTIES:
                users[0].add(party)
            if len(users[1]) < _COMMON_ACCOUNTS:
                users[1].update(account for account, _dims in way)

    def _way(self, legs: Sequence[Leg]) -> Way:
        """The accounts only: units and contracts of others say nothing here."""
        if len(legs) > 1:
            return tuple((account, ()) for account in sorted({leg.account for leg in legs}))
        account = legs[0].account
        way = self._ways.get(account)
        if way is None:
            way = self._ways[account] = ((account, ()),)
        return way


def _keys(amount: Decimal, parts: Parts) -> Iterator[tuple[Kind, tuple[object, ...]]]:
    if parts:
        inward = amount > 0
        yield Kind.TEXT_AMOUNT, (amount, parts)
        yield Kind.TEXT, (inward, parts)
        for words in {words_of(part) for part in parts}:
            if words:
                yield Kind.WORDS, (inward, words)
