"""What a place demands of an owners' committee, as dated rules with their sources.

A profile is data (``reports/jurisdictions/*.toml``); a place inherits from its province and from
``default.toml``. Every value keeps the article it comes from, so that nothing a place leaves open
is ever cited as if its law had said it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

LAW, PRESS, ADVICE, UNVERIFIED = "法条", "报道", "建议", "未核实"
MARKS = (LAW, PRESS, ADVICE, UNVERIFIED)
CALENDAR_DAYS, WORKING_DAYS = "自然日", "工作日"
DAY_KINDS = (CALENDAR_DAYS, WORKING_DAYS)
MONTH, QUARTER, HALF_YEAR, YEAR, REGULARLY = "month", "quarter", "half-year", "year", "regularly"
MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}
MATTERS = ("fund-use", "fund-raise", "rebuild", "common-use", "other")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands.

    Attributes:
        text: document and article, or why it is proposed.
        mark: 法条 (read in the text), 报道 (only in the press), 建议 (this program's advice),
            未核实 (remembered, not verified).
        place: the profile it stands in.
    """

    text: str
    mark: str
    place: str

    @property
    def binds(self) -> bool:
        """Whether it was read as a rule, not as advice or hearsay."""
        return self.mark in (LAW, PRESS)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, counted from a period.

    Attributes:
        months: the last day of the how-manieth month after the period, or
        days: so many days after the period's last day, or
        month, day: that day of the year after the period.
    """

    months: int | None = None
    days: int | None = None
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated row of a profile, before inheritance.

    Attributes:
        table: ``posting``, ``share``, ``audit``, ``majority``, ``answer``, ``filing``, ``consult``.
        key: what it is about (``quarterly``, ``year``, ``fund-raise`` …).
        first: the first day it holds.
        last: the last day, ``None``: still holds.
        values: what it says.
        source: where it stands.
    """

    table: str
    key: str
    first: datetime.date
    last: datetime.date | None
    values: Mapping[str, object]
    source: Source

    def covers(self, day: datetime.date) -> bool:
        """Whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Profile:
    """A place and what it inherits.

    Attributes:
        name: the place, ``默认`` where none is configured.
        lineage: names from the place up to the default.
        rules: per name of ``lineage`` its rows.
        verify: what must be asked on the spot, "" where the place's rules were read.
        as_of: when the rows were last compared with their sources.
    """

    name: str
    lineage: tuple[str, ...]
    rules: Mapping[str, tuple[Rule, ...]]
    verify: str
    as_of: datetime.date

    def on(self, table: str, key: str, day: datetime.date) -> tuple[Rule, ...]:
        """The rows about something that hold on a day: the place's own first, newer ones first."""
        return tuple(
            rule
            for name in self.lineage
            for rule in sorted(self.rules[name], key=lambda one: one.first, reverse=True)
            if rule.table == table and rule.key == key and rule.covers(day)
        )

    def keys(self, table: str) -> tuple[str, ...]:
        """What a table is about, the default's order first."""
        found = (
            rule.key
            for name in reversed(self.lineage)
            for rule in self.rules[name]
            if rule.table == table
        )
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class PostingRule:
    """How one kind of notice is posted.

    Attributes:
        what: ``monthly``, ``quarterly``, ``halfyear``, ``annual``, ``maintenance-fund``,
            ``maintenance-check``, ``member-fees``, ``audit-result``, ``income``.
        every: ``month``, ``quarter``, ``half-year``, ``year``, ``regularly`` (no fixed term),
            "" for what follows an event.
        due: the last day to post, ``None`` where nothing says.
        days: how long it hangs.
        day_kind: 自然日 or 工作日.
        places: where.
        sources: of each of ``every``, ``due``, ``days``, ``places``.
    """

    what: str
    every: str
    due: Due | None
    days: int
    day_kind: str
    places: tuple[str, ...]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Share:
    """The part of public income owed to the maintenance fund (专项维修资金).

    Attributes:
        percent: of ``of``; ``None`` where no figure is set (the owners' assembly decides).
        of: ``net`` public income after its reasonable cost, or ``balance`` of the account.
        every: how often it is paid over, "" where nothing says.
        until: until what, in words, "".
        condition: under what condition, in words, "".
        more: whether it must be more than ``percent``, not just as much.
        source: where it stands.
        verify: what must be asked on the spot, "".
    """

    percent: Decimal | None
    of: str
    every: str
    until: str
    condition: str
    more: bool
    source: Source
    verify: str


@dataclass(frozen=True, slots=True)
class Majority:
    """What a decision of the owners' assembly needs (Civil Code art. 278).

    Attributes:
        matter: as asked.
        quorum: part of all area and of all heads that must take part, at least.
        needed: part of the participating area and heads that must agree.
        more: ``True``: more than ``needed`` (过半数), ``False``: at least (四分之三以上).
        source: where it stands.
    """

    matter: str
    quorum: Fraction
    needed: Fraction
    more: bool
    source: Source

    def passes(self, total: Decimal, present: Decimal, agreed: Decimal) -> bool:
        """Whether one count (area in m², or heads) reaches quorum and majority, exactly."""
        if (
            total <= 0
            or present <= 0
            or present * self.quorum.denominator < (total * self.quorum.numerator)
        ):
            return False
        left, right = agreed * self.needed.denominator, present * self.needed.numerator
        return left > right if self.more else left >= right


@dataclass(frozen=True, slots=True)
class Audit:
    """When the books must be audited.

    Attributes:
        trigger: ``year``, ``term``, ``chair``, ``finance``, ``owners``.
        share: for ``owners``: part of area and heads that may demand it, else ``None``.
        text: what is audited, by whom.
        source: where it stands.
    """

    trigger: str
    share: Fraction | None
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Answer:
    """The term for an answer to an owner's question.

    Attributes:
        days: so many days after the question.
        day_kind: 自然日 or 工作日.
        source: where it stands.
    """

    days: int
    day_kind: str
    source: Source
