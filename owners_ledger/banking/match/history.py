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
    PartyEvidence,
    Proposal,
    Way,
    bare,
    way_of,
    words,
)
from owners_ledger.banking.match.facts import Earlier
from owners_ledger.banking.match.forms import is_body, parts_of
from owners_ledger.banking.match.memos import Memos
from owners_ledger.banking.match.model import MAX_CANDIDATES, Asked
from owners_ledger.books.bank_entries import SUSPENSE, Leg
from owners_ledger.i18n import _

TIMES = 3  # the largest amount seen, beyond which a person looks

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
    """The earlier lines by what they have in common; each is counted when first needed.

    Args:
        lines: in the order of the books.
        of_units: accounts that are kept by unit.
    """

    def __init__(
        self, lines: Iterable[Earlier] = (), of_units: frozenset[str] = frozenset()
    ) -> None:
        self._of_units = of_units
        self._lines: list[Earlier] = []
        self._memos = Memos(self._lines)
        self._waiting: dict[Key, list[Earlier]] = {}
        self._evidence: dict[Key, PartyEvidence] = {}
        for line in lines:
            self.note(line)

    def note(self, line: Earlier) -> None:
        """Learn from a line, unless it is still to be reviewed."""
        if not line.certain or not line.legs or any(leg.account == SUSPENSE for leg in line.legs):
            return
        self._lines.append(line)
        for _kinds, key in _parties(line.bank, line.amount, line.account, line.name):
            self._waiting.setdefault(key, []).append(line)

    def proposals(self, asked: Asked, is_open: Callable[[str], bool]) -> tuple[Proposal, ...]:
        """The ways of booking lines like this one, the most specific and frequent first.

        Words that a party never used come first with the meaning they have among all others.

        Args:
            asked: the line.
            is_open: whether an account may be booked on that day.
        """
        parties = self._of_parties(asked)
        parts = parts_of(asked.text)
        said = {part for one in parties.values() for part in one.parts}
        known: list[tuple[Kind, Evidence]] = list(parties.items())
        if not parties or self._memos.adds(parts, said):
            known += self._memos.known(asked.amount, parts)
            known.sort(key=lambda pair: not (pair[0].is_general and pair[1].is_settled))
        elif not any(len(one.ways) == 1 for one in parties.values()):
            known += self._memos.known(asked.amount, parts)
        found: dict[Way, Proposal] = {}
        for kind, evidence in known:
            seen = {bare(way) for way in found}
            for way, times in evidence.ordered():
                is_new = way not in seen if kind.is_general else way not in found
                if is_new and all(is_open(account) for account, _dims in way):
                    found[way] = Proposal(kind, way, times, evidence.count)
        return tuple(found.values())[:MAX_CANDIDATES]

    def verdict(self, asked: Asked) -> Verdict:
        """Whether history alone books the line, and if not, why not."""
        known = self._of_parties(asked)
        if asked.account:
            evidence, doubt = _by_account(asked, known), _of_account(asked, known)
        elif asked.name:
            evidence, doubt = known.get(Kind.NAME), _of_name(asked, known)
        else:
            evidence, doubt = known.get(Kind.BANK_TEXT), self._of_nobody(asked, known)
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

    def _unusual(self, asked: Asked, evidence: PartyEvidence) -> str:
        """What sets a line apart from those before it."""
        if abs(asked.amount) > TIMES * evidence.most:
            return _("金额超过以往最大一笔（{most}）的 {times} 倍").format(
                most=money.show(evidence.most), times=TIMES
            )
        is_new = self._memos.adds(parts_of(asked.text), evidence.parts)
        return _("备注的写法以往没有过") if is_new else ""

    def _of_nobody(self, asked: Asked, known: dict[Kind, PartyEvidence]) -> str:
        """Why a text without name and account is not surely the bank's own."""
        parts = parts_of(asked.text)
        if asked.amount > 0:
            is_seen = any(True for _one in self._memos.known(asked.amount, parts))
        else:
            is_seen = Kind.BANK_TEXT in known and self._memos.is_of_parties(asked.amount, parts)
        return _("只有备注相同，看不出对方是谁") if is_seen else ""

    def _of_parties(self, asked: Asked) -> dict[Kind, PartyEvidence]:
        """What is known of the other side, the specific first."""
        parts = parts_of(asked.text)
        found: dict[Kind, PartyEvidence] = {}
        for (alike, alone), key in _parties(
            asked.bank.account, asked.amount, asked.account, asked.name
        ):
            self._count(key)
            if parts and (evidence := self._evidence.get((*key, parts))):
                found[alike] = evidence
            if alone and (evidence := self._evidence.get(key)):
                found[alone] = evidence
        return found

    def _count(self, key: Key) -> None:
        """Count the lines of one party that wait to be: all together, and by text."""
        for line in self._waiting.pop(key, ()):
            parts, way = parts_of(line.text), way_of(line.legs)
            for place in (key, (*key, parts)):
                evidence = self._evidence.get(place)
                if evidence is None:
                    evidence = self._evidence[place] = PartyEvidence()
                evidence.add_line(line, way, parts)


def _parties(
    bank: str, amount: Decimal, account: str, name: str
) -> Iterator[tuple[tuple[Kind, Kind | None], Key]]:
    """Whose a line is: the account's and the name's, else the bank's own, which only text tells.

    Money in and out never share a key. With each key, what lines under it have in common: with the
    same text, and without.
    """
    inward = amount > 0
    if account:
        yield (Kind.ACCOUNT_TEXT, Kind.ACCOUNT), (Kind.ACCOUNT, inward, account)
    if name:
        yield (Kind.NAME_TEXT, Kind.NAME), (Kind.NAME, inward, name)
    if not (account or name or inward):
        yield (Kind.BANK_TEXT, None), (Kind.BANK_TEXT, inward, bank)


def _by_account(asked: Asked, known: dict[Kind, PartyEvidence]) -> PartyEvidence | None:
    """The lines of an account; where they differ, those our own words set apart (社保、个税)."""
    lines, alike = known.get(Kind.ACCOUNT), known.get(Kind.ACCOUNT_TEXT)
    if asked.amount < 0 and lines and alike and len(lines.ways) > 1 == len(alike.ways):
        return alike
    return lines


def _of_account(asked: Asked, known: dict[Kind, PartyEvidence]) -> str:
    """Why an account number does not tell who it is."""
    evidence = known.get(Kind.ACCOUNT)
    if evidence is None:
        if Kind.NAME in known:
            return _("户名以往出现过，账号却没有出现过，请当心并核实")
        return ""
    if asked.name and evidence.names and asked.name not in evidence.names:
        return _("账号与以往相同，户名却没有出现过，请当心并核实")
    return ""


def _of_name(asked: Asked, known: dict[Kind, PartyEvidence]) -> str:
    """Why a name without account number does not tell who it is."""
    evidence = known.get(Kind.NAME)
    if evidence is None:
        return ""
    if not is_body(asked.name):
        return _("只有户名、没有账号，同名的不一定是同一个人")
    if len(evidence.accounts) > 1:
        return _("只有户名、没有账号，而这个户名以往有好几个账号")
    return ""
