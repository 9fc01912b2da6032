"""Resolutions, contracts, projects and budgets as the committee wrote them down.

Every amount is yuan. ``place`` is the file of the book and the line where the thing begins.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from owners_ledger.money import ZERO

_NONE: Mapping[str, Decimal] = MappingProxyType({})


class Place(NamedTuple):
    """Where something stands: file relative to the book, line (0: nowhere in particular)."""

    file: str = ""
    line: int = 0


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Side:
    """Owners counted by heads and by exclusive area in m² (Civil Code art. 278)."""

    heads: int
    area: Decimal


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote of all owners.

    Attributes:
        owners: all of them.
        took_part: who voted.
        in_favour: who voted for it.
    """

    owners: Side
    took_part: Side
    in_favour: Side


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision of the owners' meeting or of the committee.

    Attributes:
        number: as it is cited.
        date: of the decision.
        title: what was decided.
        ceiling: what it allows to spend; ``None`` where it sets none.
        body: ``业主大会``, ``业主委员会`` or "".
        matter: key of the list of art. 278 (``rates/data/majority.toml``), or "".
        vote: the counts, ``None`` where they are not recorded.
        start: first day it holds, ``None``: its date.
        end: last day it holds.
        document: the signed sheet, relative to ``ledger/``, or "".
        sha256: of that file, or "".
        extends: number of the resolution whose ceiling this one raises by its own.
        replaces: number of the resolution whose ceiling this one takes the place of.
        place: where it stands.
    """

    number: str
    date: datetime.date | None
    title: str
    ceiling: Decimal | None
    body: str = ""
    matter: str = ""
    vote: Vote | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    document: str = ""
    sha256: str = ""
    extends: str = ""
    replaces: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a contract's sum.

    Attributes:
        due: when it is to be paid.
        amount: yuan.
        what: 预付款, 验收款, 质保金, or "".
    """

    due: datetime.date
    amount: Decimal
    what: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that costs money (leases of common property are in their register).

    Attributes:
        code: as postings cite it (``contract:``).
        supplier: code in ``suppliers.csv``.
        about: what for.
        account: the ledger account of its payments.
        resolution: by which it was concluded, or "".
        project: code of the project it belongs to, or "".
        total: agreed sum, ``None`` for one that comes round.
        amount: what comes round, ``None`` for a sum.
        every: months between two payments, 0 for a sum.
        first_due: when the first payment of one that comes round is due.
        parts: instalments of a sum, the retention among them.
        start: first day.
        end: last day, ``None`` for an open one.
        deposit: what the supplier deposited with the committee.
        document: relative to ``ledger/``, or "".
        quotes: what others asked: name of the bidder and yuan.
        paid_before: paid before the books begin.
        place: where it stands.
    """

    code: str
    supplier: str
    about: str
    account: str
    resolution: str
    project: str
    total: Decimal | None
    amount: Decimal | None
    every: int
    first_due: datetime.date | None
    parts: tuple[Instalment, ...]
    start: datetime.date
    end: datetime.date | None
    deposit: Decimal = ZERO
    document: str = ""
    quotes: tuple[tuple[str, Decimal], ...] = ()
    paid_before: Decimal = ZERO
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph: path relative to ``ledger/``, day (or ``None``), caption."""

    path: str
    date: datetime.date | None
    caption: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An inspection of works: day, by whom (roles, not names), with which result, document."""

    date: datetime.date
    by: str
    result: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Works:
    """A works project: what was agreed; what was paid is in the books.

    Attributes:
        code: also in the postings' ``project:``.
        name: as the notice calls it.
        resolution: number.
        contractor: company name.
        contract: agreed sum.
        account: the ledger account of its instalments.
        state: in words.
        document: the contract, relative to ``ledger/``, or "".
        subsidy_account: the ledger account of a subsidy for it, or "".
        subsidy: promised.
        subsidy_from: who gives it.
        warranty_until: last day of the warranty.
        acceptances: by date.
        pictures: in order.
        why: what it is good for, in the committee's words.
        place: where it stands.
    """

    code: str
    name: str
    resolution: str
    contractor: str
    contract: Decimal
    account: str
    state: str
    document: str = ""
    subsidy_account: str = ""
    subsidy: Decimal | None = None
    subsidy_from: str = ""
    warranty_until: datetime.date | None = None
    acceptances: tuple[Acceptance, ...] = ()
    pictures: tuple[Picture, ...] = ()
    why: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later change of one line of a budget.

    Attributes:
        date: of the change.
        side: ``income`` or ``spending``.
        line: the notice's line.
        amount: by which the line grows (negative: shrinks).
        resolution: by which it was passed.
        why: in words.
        place: where it stands.
    """

    date: datetime.date
    side: str
    line: str
    amount: Decimal
    resolution: str
    why: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Budget:
    """A year's budget: line of the notice → yuan.

    Attributes:
        resolution: by which it was passed, or "".
        income: as first passed.
        spending: as first passed.
        amendments: by date.
        shares: line → account → weight, for lines of several accounts.
        year: calendar year, 0 where it does not matter.
        place: the file, and the line of its resolution.
    """

    resolution: str
    income: Mapping[str, Decimal] = field(default_factory=lambda: _NONE)
    spending: Mapping[str, Decimal] = field(default_factory=lambda: _NONE)
    amendments: tuple[Amendment, ...] = ()
    shares: Mapping[str, Mapping[str, Decimal]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    year: int = 0
    place: Place = NOWHERE

    def passed(self, side: str) -> Mapping[str, Decimal]:
        """A side as first passed."""
        return self.income if side == "income" else self.spending

    def planned(self, side: str, day: datetime.date | None = None) -> Mapping[str, Decimal]:
        """A side with the amendments up to a day (``None``: all of them)."""
        found = dict(self.passed(side))
        for one in self.amendments:
            if one.side == side and (day is None or one.date <= day):
                found[one.line] = found.get(one.line, ZERO) + one.amount
        return MappingProxyType(found)
