"""The three statements of the accounting system for non-profit organisations, and the bridge.

All amounts are yuan in whole fen. On every value, exactly:

- ``BalanceSheet``: assets = liabilities + net assets, at the opening and at the closing;
- ``ActivityStatement``: the change of each column = the change of that part of the net assets;
- ``CashFlowStatement``: opening + increase = closing, the closing of the cash view;
- ``Bridge``: cash surplus + its lines = the change of the net assets.

``statements.accrual_statements`` proves them and refuses figures for which they do not hold.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

HEADING, ITEM, PART, TOTAL = "heading", "item", "part", "total"


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A row of 会民非01表.

    Attributes:
        row: 行次, ``None`` for a heading.
        title: as the form words it.
        kind: ``heading`` (no amounts), ``item``, ``part`` (within the item above), ``total``.
        opening: at the beginning of the year, ``None`` for a heading.
        closing: at the end of the period, ``None`` for a heading.
    """

    row: int | None
    title: str
    kind: str
    opening: Decimal | None
    closing: Decimal | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class NetAssets:
    """Net assets at a day: liabilities taken off the assets, by what the owners may do with it."""

    unrestricted: Decimal
    restricted: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """资产负债表, 会民非01表.

    Attributes:
        form: 会民非01表.
        title: 资产负债表.
        as_of: the day of the closing column.
        opened: the day of the opening column (31 December, or the day the books begin).
        opening_title, closing_title: heads of the two columns of amounts.
        assets: the left side.
        claims: the right side, liabilities and net assets.
        assets_total: (opening, closing).
        liabilities_total: (opening, closing).
        net_opening, net_closing: net assets at the two days.
        notes: sentences below the form.
    """

    form: str
    title: str
    as_of: datetime.date
    opened: datetime.date
    opening_title: str
    closing_title: str
    assets: tuple[BalanceRow, ...]
    claims: tuple[BalanceRow, ...]
    assets_total: tuple[Decimal, Decimal]
    liabilities_total: tuple[Decimal, Decimal]
    net_opening: NetAssets
    net_closing: NetAssets
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """An amount of the activity statement in its three columns; the total is the sum."""

    unrestricted: Decimal
    restricted: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A row of 会民非02表.

    Attributes:
        row: 行次, ``None`` for a heading or a line the form leaves to the writer.
        title: as the form words it; for a part of 业务活动成本 the line of the notice.
        kind: ``heading``, ``item``, ``part`` (within the item above), ``total``.
        amounts: one per group of columns of the statement, empty for a heading.
    """

    row: int | None
    title: str
    kind: str
    amounts: tuple[Split, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class ActivityStatement:
    """业务活动表, 会民非02表.

    Attributes:
        form: 会民非02表.
        title: 业务活动表.
        columns: heads of the groups of columns: 本月数 and 本年累计数, or 上年数 and 本年累计数;
            each group has 非限定性, 限定性 and 合计.
        rows: in the order of the form.
        change: net change per group of columns, the form's last row.
        notes: sentences below the form.
    """

    form: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[ActivityRow, ...]
    change: tuple[Split, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CashFlowRow:
    """A row of 会民非03表; ``amounts`` has one amount per column, none for a heading."""

    row: int | None
    title: str
    kind: str
    amounts: tuple[Decimal, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class CashFlowStatement:
    """现金流量表, 会民非03表, direct method.

    Attributes:
        form: 会民非03表.
        title: 现金流量表.
        columns: heads of the columns of amounts: 本月金额 and 本年累计金额, or 本年金额 and
            上年金额.
        rows: in the order of the form.
        opening, increase, closing: of the period: money at its start, net increase, money at its
            end, which is the closing of the notice on the cash view.
        notes: sentences below the form.
    """

    form: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[CashFlowRow, ...]
    opening: Decimal
    increase: Decimal
    closing: Decimal
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """One kind of reason why cash and accrual differ.

    Attributes:
        reason: its key in the form data (``receivable``, ``advance``, ``deposit`` …).
        title: as printed (应收款项增加).
        amount: signed: what it adds to the cash surplus on the way to the change in net assets.
        sentence: the reason in plain words.
    """

    reason: str
    title: str
    amount: Decimal
    sentence: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class BridgeItem:
    """A line of income or spending in both views.

    Attributes:
        side: ``income`` or ``spending``.
        line: the notice's line.
        cash: on the cash view.
        accrual: on the activity statement.
        difference: accrual − cash.
        why: in plain words, "" where there is no difference.
    """

    side: str
    line: str
    cash: Decimal
    accrual: Decimal
    difference: Decimal
    why: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class BridgeIds:
    """Ids of the bridge's sums."""

    income: str = ""
    spending: str = ""
    surplus: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the cash surplus to the change of the net assets, for the period.

    Attributes:
        income, spending: totals of the cash view.
        surplus: income − spending.
        lines: reasons; those without a movement are left out.
        change: of the net assets = surplus + the lines.
        items: line by line; their accrual income less accrual spending is ``change`` too.
    """

    income: Decimal
    spending: Decimal
    surplus: Decimal
    lines: tuple[BridgeLine, ...]
    change: Decimal
    items: tuple[BridgeItem, ...]
    total_ids: BridgeIds = BridgeIds()


@dataclass(frozen=True, slots=True)
class Statements:
    """The accrual view of a period.

    Attributes:
        period: ``2026-03``, ``2026-Q1``, ``2026``.
        title: ``2026年3月``.
        estate: the estate's name.
        body: the committee's name, 编制单位.
        as_of: the period's last day.
        era: name of the form data (``2024``).
        system: the accounting system in words, with its number.
        source: where the forms come from.
        unverified: what of them is still to be compared with the official text, or "".
        balance, activities, cash_flows: the three forms.
        bridge: cash ↔ accrual.
        draft: the period is not covered by bank statements yet.
    """

    period: str
    title: str
    estate: str
    body: str
    as_of: datetime.date
    era: str
    system: str
    source: str
    unverified: str
    balance: BalanceSheet
    activities: ActivityStatement
    cash_flows: CashFlowStatement
    bridge: Bridge
    draft: bool = False
