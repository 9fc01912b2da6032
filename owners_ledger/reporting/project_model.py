"""A works project from the resolution to the warranty: plain values, amounts in yuan."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class VoteCount:
    """One row of a vote: heads and area, and their share in percent of what they are held to."""

    what: str
    heads: int
    area: Decimal
    share_heads: Decimal | None
    share_area: Decimal | None
    need: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ProjectResolution:
    """A resolution behind the project.

    Attributes:
        number, date, title, body, ceiling, document: as recorded.
        sha256: of the signed sheet, or "".
        votes: rows of the count; empty where none is recorded.
        verdict: whether the majority was reached, in words; "" without count.
    """

    number: str
    date: datetime.date | None
    title: str
    body: str
    ceiling: Decimal | None
    document: str
    sha256: str
    votes: tuple[VoteCount, ...]
    verdict: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """An instalment as agreed: ``paid`` of ``amount``, earlier parts first."""

    due: datetime.date
    what: str
    amount: Decimal
    share: Decimal
    paid: Decimal
    left: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class ProjectPayment:
    """A payment: ``share`` percent of the contract."""

    date: datetime.date
    number: str
    summary: str
    payee: str
    amount: Decimal
    share: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class ProjectAcceptance:
    """An inspection: by whom in roles."""

    date: datetime.date
    by: str
    result: str
    document: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph by its file, hash and caption."""

    path: str
    sha256: str
    date: datetime.date | None
    caption: str


@dataclass(frozen=True, slots=True)
class ProjectIds:
    """Ids of the figures that stand by themselves; the same on every page."""

    contract: str = "概1"
    paid: str = "概2"
    accrued: str = "概3"
    left: str = "概4"
    ceiling: str = "概5"
    retention: str = "概6"
    deposit: str = "概7"
    quotes: str = "概8"
    subsidy: str = "概9"
    parts: str = "概10"


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """All about a project up to a day.

    Attributes:
        code: of ``projects.toml``.
        name: as notices call it.
        estate: its name.
        as_of: last day of the figures.
        state: in the committee's words.
        said: paid and left in a sentence.
        why: what it is good for, or "".
        contractor: company, or 个人.
        contract_code: number, or "".
        contract_document: file, or "".
        contract: agreed sum.
        resolutions: the first, then those that raised its ceiling.
        ceiling: all together, or ``None``.
        paid: in cash.
        accrued: booked as owed, not paid yet.
        left: of the contract, still to pay.
        left_under_ceiling: ceiling − everything paid, owed and agreed; ``None`` without ceiling.
        retention: of the contract, held back; ``retention_due`` when it is to be paid.
        warranty_until: last day, or ``None``.
        deposit: what the contractor deposited.
        parts: as agreed.
        payments: as made.
        acceptances: by date.
        quotes: bidder and yuan, the cheapest first.
        subsidy_from: who gives it, or "".
        subsidy_promised: or ``None``.
        subsidy_received: in cash.
        subsidy_used: of it, what is spent on the project.
        subsidy_unused: received and not spent.
        own_money: paid out of the owners' money.
        photographs: in order.
        remarks: what could not be counted, and why.
        total_ids: ids of the figures above; ``parts`` is the sum of the instalments.
    """

    code: str
    name: str
    estate: str
    as_of: datetime.date
    state: str
    said: str
    why: str
    contractor: str
    contract_code: str
    contract_document: str
    contract: Decimal
    resolutions: tuple[ProjectResolution, ...]
    ceiling: Decimal | None
    paid: Decimal
    accrued: Decimal
    left: Decimal
    left_under_ceiling: Decimal | None
    retention: Decimal
    retention_due: datetime.date | None
    warranty_until: datetime.date | None
    deposit: Decimal
    parts: tuple[ProjectPart, ...]
    payments: tuple[ProjectPayment, ...]
    acceptances: tuple[ProjectAcceptance, ...]
    quotes: tuple[tuple[str, Decimal], ...]
    subsidy_from: str
    subsidy_promised: Decimal | None
    subsidy_received: Decimal
    subsidy_used: Decimal
    subsidy_unused: Decimal
    own_money: Decimal
    photographs: tuple[Photograph, ...]
    remarks: tuple[str, ...]
    total_ids: ProjectIds = ProjectIds()
