"""What the report on the funds prints."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from owners_ledger.funds.statement import FundStatement, Whole


@dataclass(frozen=True, slots=True)
class DirectCost:
    """A reasonable direct cost of a business on common parts.

    Attributes:
        line: the notice's line.
        amount: yuan of the period.
        fund: the fund that bore it.
    """

    line: str
    amount: Decimal
    fund: str


@dataclass(frozen=True, slots=True)
class Business:
    """One kind of business on common parts (停车, 架空层, 公共用房, 广告, 设施 …).

    Attributes:
        business: its name.
        gross: income earned in the period (accrual).
        received: money received of it in the period.
        costs: direct costs, larger first; ``cost`` their sum.
        cost: yuan.
        net: gross − cost.
    """

    business: str
    gross: Decimal
    received: Decimal
    costs: tuple[DirectCost, ...]
    cost: Decimal
    net: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class MaintenanceShare:
    """What of the public income is owed to the maintenance fund by the place's rules.

    Attributes:
        percent: as the rule says, ``None`` where it leaves the share to the owners.
        base: ``net``: earned, less direct cost; the rule's own words are in ``text``.
        text: the rule in words.
        source: where it stands.
        owed: yuan of the year up to the period's end, ``None`` with ``percent``.
        paid: paid on the line 补充专项维修资金 in the same time.
        still_owed: owed − paid, not below zero; ``None`` with ``percent``.
    """

    percent: Decimal | None
    base: str
    text: str
    source: str
    owed: Decimal | None
    paid: Decimal
    still_owed: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class PublicIncome:
    """Income from common parts: gross, reasonable direct cost, net (Civil Code art. 282).

    ``gross − cost = net``, per business and in sum; ``received`` beside it is what came in money.

    Attributes:
        businesses: larger first.
        gross, received, cost, net: sums of the period.
        year_gross, year_cost, year_net: from 1 January to the period's end.
        share: owed to the maintenance fund, ``None`` where no rule is known.
    """

    businesses: tuple[Business, ...]
    gross: Decimal
    received: Decimal
    cost: Decimal
    net: Decimal
    year_gross: Decimal
    year_cost: Decimal
    year_net: Decimal
    share: MaintenanceShare | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class MaintenanceItem:
    """A use of the maintenance fund.

    Attributes:
        date: of the payment.
        name: what for.
        cost: yuan.
        apportionment: how it is shared, in words.
        buildings: which buildings bear it.
        resolution: number, or "".
    """

    date: datetime.date
    name: str
    cost: Decimal
    apportionment: str
    buildings: tuple[str, ...]
    resolution: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class MaintenanceBuilding:
    """A building's part: ``opening + paid_in + gain − used = balance``."""

    building: str
    opening: Decimal
    paid_in: Decimal
    used: Decimal
    gain: Decimal
    balance: Decimal
    id: str = ""


@dataclass(frozen=True, slots=True)
class MaintenanceSheet:
    """The maintenance fund as its keeper states it (165号令 art. 30).

    ``opening + paid_in + gain − used = balance``; the buildings sum to it; the items to ``used``.

    Attributes:
        keeper: who keeps it (房管局维修资金中心).
        first, last: what time its statements cover.
        opening, paid_in, used, gain, balance: totals; gain is 增值收益.
        items: each use with cost and apportionment.
        buildings: each building's part; per-owner sub-accounts only as these sums.
        ask: where an owner can ask for the own sub-account.
        documents: of the statements, relative to ``ledger/``.
    """

    keeper: str
    first: datetime.date
    last: datetime.date
    opening: Decimal
    paid_in: Decimal
    used: Decimal
    gain: Decimal
    balance: Decimal
    items: tuple[MaintenanceItem, ...]
    buildings: tuple[MaintenanceBuilding, ...]
    ask: str
    documents: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class FundsReport:
    """All funds of a period.

    Attributes:
        estate, body: whose.
        period, title: ``2026-Q1``, ``2026年第一季度``.
        as_of: the period's last day.
        funds: each fund's statement; empty where the book has no funds.
        whole: the book itself; the funds sum to it (proved when made).
        public_income: ``None`` where the book has no public income.
        maintenance: ``None`` where there is no statement for the period.
        draft: marked so.
    """

    estate: str
    body: str
    period: str
    title: str
    as_of: datetime.date
    funds: tuple[FundStatement, ...]
    whole: Whole
    public_income: PublicIncome | None
    maintenance: MaintenanceSheet | None
    draft: bool = False
