"""The values of the parts; what no book of the committee's has is empty or ``None``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.board.model import Corrections, PostingLog, QuestionsReport
from owners_ledger.reporting.accrual.model import Statements
from owners_ledger.reporting.budget_model import BudgetReport
from owners_ledger.reporting.funds_model import FundsReport
from owners_ledger.reporting.reconciliation_model import Reconciliation
from owners_ledger.reporting.whole.reopened import Reopened


@dataclass(frozen=True, slots=True)
class DepositKind:
    """Deposits held of one kind (押金): ``opening + received − returned = closing``.

    Attributes:
        name: 装修押金, 租赁押金.
        opening: held at the period's start.
        received: in the period; ``taken``: how many times.
        returned: in the period, also what was kept for damage; ``given``: how many times.
        closing: held at its end.
        holders: from how many.
    """

    name: str
    opening: Decimal
    received: Decimal
    taken: int
    returned: Decimal
    given: int
    closing: Decimal
    holders: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is owed to the estate or by it, at the period's start and end.

    Attributes:
        kind: ``owed`` (应收), ``ahead`` (预收: paid before it was due) or ``owing`` (应付).
        name: line or account.
        opening: yuan at the period's start.
        closing: at its end.
        holders: how many households or contracts, 0 where nobody is named.
    """

    kind: str
    name: str
    opening: Decimal
    closing: Decimal
    holders: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class TaxLine:
    """A tax in the period: what became due by the books, what was paid, what is still owed.

    Attributes:
        name: 增值税, 印花税 …, or the account where the books do not tell the taxes apart.
        opening: owed at the period's start, ``None`` where payments are not told apart.
        charged: became due.
        paid: in money.
        closing: owed at its end, ``None`` as ``opening``.
    """

    name: str
    opening: Decimal | None
    charged: Decimal
    paid: Decimal
    closing: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class CollectedMonth:
    """What was charged for a month, and what of it is paid at the period's end."""

    month: str
    charged: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Collected:
    """A fee's collection.

    Attributes:
        line: 物业服务费.
        months: of the period.
        charged: all of them.
        paid: of that, at the period's end.
    """

    line: str
    months: tuple[CollectedMonth, ...]
    charged: Decimal
    paid: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """Arrears of an age: households and yuan, never who.

    Attributes:
        name: 1—3个月.
        units: households that owe of this age, 0 where fewer than three would be told apart.
        amount: yuan.
    """

    name: str
    units: int
    amount: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class FixedAsset:
    """A fixed asset by the register: ``cost − written_off = value``.

    Attributes:
        code: its number.
        name: what it is.
        since: first day of use.
        cost: yuan.
        charged: depreciation of the period.
        written_off: all depreciation up to the period's end.
        value: what is left.
        gone: day it was disposed of, ``None`` while it is there.
    """

    code: str
    name: str
    since: datetime.date
    cost: Decimal
    charged: Decimal
    written_off: Decimal
    value: Decimal
    gone: datetime.date | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class MembersFees:
    """The committee members' own fees, by the committee's wish: counts and a sum.

    Attributes:
        members: how many have a flat in the estate.
        paid: of them, owe nothing that is overdue.
        overdue: yuan that the others owe.
    """

    members: int
    paid: int
    overdue: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveClass:
    """Papers of a class that the year leaves behind.

    Attributes:
        name: 原始凭证附件, 银行对账单.
        count: how many.
        unit: of the count (张, 份).
        kept: 30 年, 永久.
        source: the rule.
    """

    name: str
    count: int
    unit: str
    kept: str
    source: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A passage the committee wrote for the year: 审计, 关联方."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of next year's budget beside this year's figures."""

    side: str
    line: str
    amount: Decimal
    actual: Decimal
    budget: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class NextBudget:
    """Next year's budget.

    Attributes:
        year: of the budget.
        resolution: by which it was passed, or "".
        income: lines, larger first; ``spending`` likewise.
        income_total, spending_total: their sums.
    """

    year: int
    resolution: str
    income: tuple[Planned, ...]
    spending: tuple[Planned, ...]
    income_total: Decimal
    spending_total: Decimal


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution of the year; ``ceiling`` in yuan or ``None``."""

    number: str
    date: datetime.date
    title: str
    ceiling: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class PartTotals:
    """Ids of the rows that are sums of others, "" where a table has none (``numbers``)."""

    deposits: str = ""
    owed: str = ""
    ahead: str = ""
    owing: str = ""
    taxes: str = ""
    ages: str = ""
    assets: str = ""
    income: str = ""
    spending: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one report tells beyond the cash view.

    Attributes:
        summary: the year in plain words, sentence by sentence (year only).
        deposits: deposits by kind.
        claims: owed, paid ahead, owing.
        taxes: by tax.
        collected: collection by fee and month (half a year and year).
        ages: arrears by age (half a year and year).
        assets: fixed assets (year only).
        members: the members' own fees, where the committee wishes it.
        archive: papers and how long they are kept (year only).
        sayings: what the committee wrote (year only).
        next_budget: next year's, if it is there.
        decisions: resolutions of the period.
        budget: the year's budget with what is committed.
        reconciliation: every account against its bank.
        statements: the three statements and the bridge (year only).
        funds: every fund, public income gross and net, the maintenance fund.
        questions: asked and answered.
        corrections: of earlier notices.
        postings: what hung.
        reopened: closed months that were opened again, with the reason.
        total_ids: ids of the sums; ``income``, ``spending`` those of next year's budget.
    """

    summary: tuple[str, ...] = ()
    deposits: tuple[DepositKind, ...] = ()
    claims: tuple[Claim, ...] = ()
    taxes: tuple[TaxLine, ...] = ()
    collected: tuple[Collected, ...] = ()
    ages: tuple[Age, ...] = ()
    assets: tuple[FixedAsset, ...] = ()
    members: MembersFees | None = None
    archive: tuple[ArchiveClass, ...] = ()
    sayings: tuple[Saying, ...] = ()
    next_budget: NextBudget | None = None
    decisions: tuple[Decision, ...] = ()
    budget: BudgetReport | None = None
    reconciliation: Reconciliation | None = None
    statements: Statements | None = None
    funds: FundsReport | None = None
    questions: QuestionsReport | None = None
    corrections: Corrections | None = None
    postings: PostingLog | None = None
    reopened: tuple[Reopened, ...] = ()
    total_ids: PartTotals = PartTotals()
