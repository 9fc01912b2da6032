"""How lines like this one were booked before: counted, shown, and only with care relied on.

Every earlier line that nobody has to review counts under several keys, from the specific to the
general: the other account; the other name and text; the name; text and amount; text. A text counts
in its form, without numbers and dates. ``proposals`` are the ways of booking those lines, with
their counts. ``verdict`` says whether history alone may book a line. It may where

* the key is the other account; or, in lines without account numbers, an organisation's name that
  was never seen with two account numbers; or, for money out with nobody named, the bank's own text
  (money in with nobody named may be anybody's, with any memo);
* there are at least ``ENOUGH`` lines under it, in at least two months, all booked alike on one
  account, however old;
* the text says nothing new, the name is no new one, and the amount is at most ``TIMES`` the
  largest seen;
* it is no household's money: that the households' own matching decides.

Lines in suspense or flagged teach nothing; split lines teach what to propose, never a certainty.
The thresholds are fixed: looser ones would let a book's own mistakes repeat themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger import money
from owners_ledger.banking.match.evidence import (
    OF_UNITS,
    Evidence,
    Kind,
    Proposal,
    Way,
    bare,
    way_of,
    words,
)
from owners_ledger.banking.match.facts import Earlier
from owners_ledger.banking.match.forms import is_body, parts_of, words_of
from owners_ledger.banking.match.model import MAX_CANDIDATES, Asked
from owners_ledger.books.bank_entries import SUSPENSE, Leg
from owners_ledger.i18n import _

TIMES = 3  # the largest amount seen, beyond which a person looks
_COMMON_PARTIES = 10  # a text so many parties use, booked on
_COMMON_ACCOUNTS = 3  # so many accounts, says nothing (转账)

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether history books a line by itself.

    Attributes:
        leg: how, ``None`` if it does not.
        payee: as always before, else "".
        narration: as always before, else the account's own words.
        doubt: why it does not, "" if there is no history or no doubt.
    """

    leg: Leg | None = None
    payee: str = ""
    narration: str = ""
    doubt: str = ""


class History:
    """The earlier lines by key; each is looked at once.

    Args:
        lines: in the order of the books.
        of_units: accounts that are kept by unit.
    """

    def __init__(
        self, lines: Iterable[Earlier] = (), of_units: frozenset[str] = frozenset()
    ) -> None:
        self._of_units = of_units
        self._evidence: dict[Key, Evidence] = {}
        self._users: dict[str, tuple[set[str], set[str]]] = {}
        for line in lines:
            self.note(line)

    def note(self, line: Earlier) -> None:
        """Learn from a line, unless it is still to be reviewed."""
        if not line.certain or not line.legs or any(leg.account == SUSPENSE for leg in line.legs):
            return
        parts = parts_of(line.text)
        way = way_of(line.legs)
        accounts = bare(way)
        for kind, key in _keys(line.bank, line.amount, line.account, line.name, parts):
            evidence = self._evidence.get(key)
            if evidence is None:
                evidence = self._evidence[key] = Evidence()
            evidence.add(line, accounts if kind.is_general else way, parts)
        for part in parts:
            parties, booked = self._users.setdefault(part, (set(), set()))
            if len(parties) < _COMMON_PARTIES:
                parties.add(line.account or line.name)
            if len(booked) < _COMMON_ACCOUNTS:
                booked.update(account for account, _dims in accounts)

    def proposals(self, asked: Asked, is_open: Callable[[str], bool]) -> tuple[Proposal, ...]:
        """The ways of booking lines like this one, the most specific and frequent first.

        Args:
            asked: the line.
            is_open: whether an account may be booked on that day.
        """
        found: dict[Way, Proposal] = {}
        for kind, evidence in self._by_weight(asked):
            seen = {bare(way) for way in found}
            for way, times in evidence.ordered():
                is_new = way not in seen if kind.is_general else way not in found
                if is_new and all(is_open(account) for account, _dims in way):
                    found[way] = Proposal(kind, way, times, evidence.count)
            if len(evidence.ways) == 1 and found and not self._new_words(asked, evidence):
                break  # all agree: what is more general adds nothing
        return tuple(found.values())[:MAX_CANDIDATES]

    def _by_weight(self, asked: Asked) -> list[tuple[Kind, Evidence]]:
        """The specific first; but words a party never used mean what they mean with others."""
        known = list(self._known(asked))
        party = next((evidence for kind, evidence in known if not kind.is_general), None)
        if party is None or not self._new_words(asked, party):
            return known
        return sorted(known, key=lambda pair: not (pair[0].is_general and pair[1].is_settled))

    def verdict(self, asked: Asked) -> Verdict:
        """Whether history alone books the line, and if not, why not."""
        known = dict(self._known(asked))
        if asked.account:
            evidence, doubt = _by_account(asked, known), _of_account(asked, known)
        elif asked.name:
            evidence, doubt = known.get(Kind.NAME), _of_name(asked, known)
        else:
            evidence, doubt = known.get(Kind.BANK_TEXT), _of_text(asked, known)
        if evidence is None or doubt:
            return Verdict(doubt=doubt)
        doubt = evidence.inconclusive() or self._unusual(asked, evidence)
        ((account, dims), *_more) = evidence.last
        if not doubt and (account in self._of_units or any(key in OF_UNITS for key, _of in dims)):
            doubt = _("按户核算的款项，不能只凭以往的记法入账")
        if doubt:
            return Verdict(doubt=doubt)
        payees = {payee for payee, _narration in evidence.said}
        narrations = {narration for _payee, narration in evidence.said}
        return Verdict(
            Leg(account, -asked.amount, dict(dims)),
            payees.pop() if len(payees) == 1 else "",
            narrations.pop() if len(narrations) == 1 else words(account),
        )

    def _unusual(self, asked: Asked, evidence: Evidence) -> str:
        """What sets a line apart from those before it."""
        if abs(asked.amount) > TIMES * evidence.most:
            return _("金额超过以往最大一笔（{most}）的 {times} 倍").format(
                most=money.show(evidence.most), times=TIMES
            )
        return _("备注的写法以往没有过") if self._new_words(asked, evidence) else ""

    def _new_words(self, asked: Asked, evidence: Evidence) -> bool:
        new = set(parts_of(asked.text)) - evidence.parts
        return any(not self._is_common(part) for part in new)

    def _is_common(self, part: str) -> bool:
        parties, accounts = self._users.get(part, ((), ()))
        return len(parties) >= _COMMON_PARTIES and len(accounts) >= _COMMON_ACCOUNTS

    def _known(self, asked: Asked) -> Iterator[tuple[Kind, Evidence]]:
        """What is known, the specific first; of words those that say most, if they say anything."""
        parts = parts_of(asked.text)
        says_nothing = all(map(self._is_common, parts))
        keys = _keys(asked.bank.account, asked.amount, asked.account, asked.name, parts)
        words: list[Evidence] = []
        for kind, key in keys:
            evidence = self._evidence.get(key)
            if evidence is None or (kind.is_general and says_nothing):
                continue
            if kind is not Kind.WORDS:
                yield kind, evidence
            elif len(evidence.ways) < _COMMON_ACCOUNTS:
                words.append(evidence)
        if words:
            yield Kind.WORDS, min(words, key=lambda one: (len(one.ways), -one.count))


def _keys(
    bank: str, amount: Decimal, account: str, name: str, parts: tuple[str, ...]
) -> Iterator[tuple[Kind, Key]]:
    """The keys of a line, the most specific first; money in and out never share one."""
    inward = amount > 0
    if account and parts:
        yield Kind.ACCOUNT_TEXT, (Kind.ACCOUNT_TEXT, inward, account, parts)
    if account:
        yield Kind.ACCOUNT, (Kind.ACCOUNT, inward, account)
    if name and parts:
        yield Kind.NAME_TEXT, (Kind.NAME_TEXT, inward, name, parts)
    if name:
        yield Kind.NAME, (Kind.NAME, inward, name)
    if parts:
        if not (account or name or inward):
            yield Kind.BANK_TEXT, (Kind.BANK_TEXT, bank, parts)
        yield Kind.TEXT_AMOUNT, (Kind.TEXT_AMOUNT, amount, parts)
        yield Kind.TEXT, (Kind.TEXT, inward, parts)
        for words in dict.fromkeys(filter(None, map(words_of, parts))):
            yield Kind.WORDS, (Kind.WORDS, inward, words)


def _by_account(asked: Asked, known: dict[Kind, Evidence]) -> Evidence | None:
    """The lines of an account; where they differ, those our own words set apart (社保、个税)."""
    lines, alike = known.get(Kind.ACCOUNT), known.get(Kind.ACCOUNT_TEXT)
    if asked.amount < 0 and lines and alike and len(lines.ways) > 1 == len(alike.ways):
        return alike
    return lines


def _of_account(asked: Asked, known: dict[Kind, Evidence]) -> str:
    """Why an account number does not tell who it is."""
    evidence = known.get(Kind.ACCOUNT)
    if evidence is None:
        if Kind.NAME in known:
            return _("户名以往出现过，账号却没有出现过，请当心并核实")
        return ""
    if asked.name and evidence.names and asked.name not in evidence.names:
        return _("账号与以往相同，户名却没有出现过，请当心并核实")
    return ""


def _of_name(asked: Asked, known: dict[Kind, Evidence]) -> str:
    """Why a name without account number does not tell who it is."""
    evidence = known.get(Kind.NAME)
    if evidence is None:
        return ""
    if not is_body(asked.name):
        return _("只有户名、没有账号，同名的不一定是同一个人")
    if len(evidence.accounts) > 1:
        return _("只有户名、没有账号，而这个户名以往有好几个账号")
    return ""


def _of_text(asked: Asked, known: dict[Kind, Evidence]) -> str:
    """Why a text without name and account is not surely the bank's own."""
    evidence = known.get(Kind.TEXT)
    known_before = evidence if asked.amount > 0 else known.get(Kind.BANK_TEXT)
    if known_before is None:
        return ""
    if asked.amount > 0 or evidence is None or evidence.names or evidence.accounts:
        return _("只有备注相同，看不出对方是谁")
    return ""
