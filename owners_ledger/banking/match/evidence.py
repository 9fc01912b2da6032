"""Earlier lines that have something in common, counted by how they were booked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from owners_ledger import money
from owners_ledger.banking.match.facts import ENOUGH, Earlier
from owners_ledger.books.bank_entries import Leg
from owners_ledger.i18n import _

SERIES = 6  # lines alike at the end, from which on they are the book's new way
OF_UNITS = ("unit", "bay", "deposit")
_KEPT = (*OF_UNITS, "lease", "staff", "post", "supplier", "project", "resolution")
_SHOWN = ("unit", "lease", "staff")

Way = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # accounts, each with its dimensions


class Kind(StrEnum):
    """What earlier lines have in common with the one asked about, the specific first."""

    ACCOUNT_TEXT = "account and text"
    ACCOUNT = "account"
    NAME_TEXT = "name and text"
    NAME = "name"
    BANK_TEXT = "text of money the bank took"
    TEXT_AMOUNT = "text and amount"
    TEXT = "text"
    WORDS = "words"

    @property
    def is_general(self) -> bool:
        """Whether lines of many parties share it: their units and contracts say nothing here."""
        return self in _GENERAL


_GENERAL = frozenset({Kind.TEXT_AMOUNT, Kind.TEXT, Kind.WORDS})


@dataclass(slots=True)
class Evidence:
    """Lines with something in common.

    Attributes:
        ways: how often each way of booking was used.
        count: how many lines.
        month: year and month of the first.
        has_months: whether there are lines of another month.
        run: how many at the end were booked as the last one.
        last: the way of the last one.
    """

    ways: dict[Way, int] = field(default_factory=dict)
    count: int = 0
    month: tuple[int, int] = (0, 0)
    has_months: bool = False
    run: int = 0
    last: Way = ()

    def add(self, day: datetime.date, way: Way) -> None:
        """Count one more line."""
        if not self.count:
            self.month = (day.year, day.month)
        elif not self.has_months:
            self.has_months = self.month != (day.year, day.month)
        self.count += 1
        self.ways[way] = self.ways.get(way, 0) + 1
        self.run = self.run + 1 if way == self.last else 1
        self.last = way

    @property
    def is_settled(self) -> bool:
        """Whether they are enough, and booked alike."""
        return len(self.ways) == 1 and self.count >= ENOUGH and self.has_months

    @property
    def has_turned(self) -> bool:
        """Whether a series of lines booked alike follows others."""
        return self.run >= SERIES and len(self.ways) > 1

    def ordered(self) -> Iterator[tuple[Way, int]]:
        """The ways, the most frequent first; before all a new series."""
        new = self.last if self.has_turned else None
        yield from sorted(self.ways.items(), key=lambda pair: (pair[0] != new, -pair[1], pair[0]))

    def inconclusive(self) -> str:
        """Why these lines do not tell how the next one is booked, "" if they do."""
        if self.has_turned:
            return _("以往的记法改过，近来 {count} 笔记入 {what}").format(
                count=self.run, what=shown(self.last)
            )
        if len(self.ways) > 1:
            return _("以往 {count} 笔的记法不一样").format(count=self.count)
        if len(self.last) != 1:
            return _("以往是拆开记的，每笔都要核实")
        if not self.is_settled:
            return _("以往只有 {count} 笔，要有 {enough} 笔、跨两个月，才照以往入账").format(
                count=self.count, enough=ENOUGH
            )
        return ""


@dataclass(slots=True)
class PartyEvidence(Evidence):
    """Lines of one other side, or of the bank itself.

    Attributes:
        most: the largest amount, without sign.
        names: of the other side, where the bank gave any.
        accounts: of the other side, likewise.
        parts: the forms of the fields of their texts.
        said: payees and narrations they were booked with.
    """

    most: Decimal = money.ZERO
    names: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    said: set[tuple[str, str]] = field(default_factory=set)

    def add_line(self, line: Earlier, way: Way, parts: tuple[str, ...]) -> None:
        """Count one more line."""
        self.add(line.date, way)
        self.most = max(self.most, abs(line.amount))
        self.names.update(filter(None, (line.name,)))
        self.accounts.update(filter(None, (line.account,)))
        self.parts.update(parts)
        self.said.add((line.payee, line.narration))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way some earlier lines were booked.

    Attributes:
        kind: what they have in common with the line.
        way: accounts with dimensions.
        times: how many were booked so.
        count: of how many.
    """

    kind: Kind
    way: Way
    times: int
    count: int

    def said(self) -> str:
        """As a candidate for the treasurer."""
        sentence = {
            Kind.ACCOUNT_TEXT: _("此账户、此种备注以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.ACCOUNT: _("此账户以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.NAME_TEXT: _("此户名、此种备注以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.NAME: _("此户名以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.BANK_TEXT: _("银行的此种摘要以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.TEXT_AMOUNT: _("同样备注、同样金额以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.TEXT: _("同样备注以往 {all} 笔中 {times} 笔记入 {what}"),
            Kind.WORDS: _("备注用词相同的以往 {all} 笔中 {times} 笔记入 {what}"),
        }[self.kind]
        return sentence.format(all=self.count, times=self.times, what=shown(self.way))


def way_of(legs: Iterable[Leg]) -> Way:
    """How a line was booked: accounts with their dimensions, amounts left out."""
    return tuple(
        sorted(
            (leg.account, tuple((key, str(leg.meta[key])) for key in _KEPT if leg.meta.get(key)))
            for leg in legs
        )
    )


def bare(way: Way) -> Way:
    """The accounts only, each once."""
    return tuple((account, ()) for account in dict.fromkeys(account for account, _dims in way))


def words(account: str) -> str:
    """An account's last name without its number."""
    return account.rpartition(":")[2].lstrip("0123456789")


def shown(way: Way) -> str:
    """For the treasurer: units, contracts and posts, and the accounts."""
    return "、".join(
        " ".join((*(value for key, value in dims if key in _SHOWN), words(account)))
        for account, dims in way
    )
