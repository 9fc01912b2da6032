"""What the public site shows: one frozen value, free of personal data before anything is drawn."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.board.model import QuestionLine
from owners_ledger.reporting.budget_model import BudgetReport
from owners_ledger.reporting.model import Disclosure, Payment
from owners_ledger.reporting.project_model import ProjectPage
from owners_ledger.reporting.quarter_model import Contract
from owners_ledger.reporting.whole.reopened import Reopened


@dataclass(frozen=True, slots=True)
class PublicMonth:
    """A month: its notice's figures, and every movement of money with households joined.

    Attributes:
        month: ``2026-03``.
        title: ``2026年3月``.
        figures: the monthly notice's value.
        rows: every movement, signed, by date; their sum is the change of the money.
        head: head of the seals when the month was closed, "" while it is open.
    """

    month: str
    title: str
    figures: Disclosure
    rows: tuple[Payment, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of common property, or all bays together, and what it should bring this year.

    Attributes:
        kind: 架空层, 公共用房, 广告, 设施, 地面车位.
        place: where; for bays together how many.
        state: ``let``, ``rent-free``, ``vacant`` or ``unexplained``.
        reason: why it is vacant, or "".
        expected: yuan of the year up to the last month by contract.
        received: yuan received of it.
        missing: due and not received.
    """

    kind: str
    place: str
    state: str
    reason: str
    expected: Decimal
    received: Decimal
    missing: Decimal


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A notice that hung, and its files in the edition.

    Attributes:
        kind: ``monthly``, ``quarterly``, ``annual`` …
        period: ``2026-03``, ``2026-Q1``, ``2026``.
        title: in words.
        number: the notice's number.
        edition: "" for the first print, ``补发1``, ``更正1``.
        seal: 核对码.
        posted_from, posted_to: when it hung, ``None`` where nobody said.
        files: format → path in the edition.
    """

    kind: str
    period: str
    title: str
    number: str
    edition: str
    seal: str
    posted_from: datetime.date | None
    posted_to: datetime.date | None
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReleasedCopy:
    """A redacted copy of a voucher that the committee released.

    Attributes:
        voucher: number, as lists of movements print it.
        about: what it is.
        approved_by: a role.
        file: picture in the edition.
    """

    voucher: str
    about: str
    approved_by: str
    file: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the seals after a month was closed: what owners compare."""

    month: str
    head: str


@dataclass(frozen=True, slots=True)
class PublicBook:
    """All that the site shows.

    Attributes:
        estate: its name.
        body: the committee's.
        households: flats.
        area: built area of all units, m².
        through: the last month published, ``2026-06``; ``through_title`` in words.
        months: oldest first.
        contracts: leases of common property, of the last quarter published.
        places: common property with expected and received, this year.
        projects: works.
        budget: this year's, ``None`` without one.
        questions: all, newest first.
        notices: newest first.
        heads: newest first; empty while no month is closed.
        posting_places: where notices hang.
        consult: when and where vouchers can be seen.
        answer_days: days within which a question is answered.
        contacts: label and published telephone.
        archive: name of the ZIP in the edition.
        released: copies of vouchers that anybody may see.
        reopened: closed months that were opened again, the oldest first.
    """

    estate: str
    body: str
    households: int
    area: Decimal
    through: str
    through_title: str
    months: tuple[PublicMonth, ...]
    contracts: tuple[Contract, ...]
    places: tuple[Place, ...]
    projects: tuple[ProjectPage, ...]
    budget: BudgetReport | None
    questions: tuple[QuestionLine, ...]
    notices: tuple[NoticeFile, ...]
    heads: tuple[Head, ...]
    posting_places: tuple[str, ...]
    consult: str
    answer_days: int
    contacts: tuple[tuple[str, str], ...]
    archive: str
    released: tuple[ReleasedCopy, ...] = ()
    reopened: tuple[Reopened, ...] = ()
