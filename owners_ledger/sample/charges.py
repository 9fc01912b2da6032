"""What is owed month by month, and the month's wages, as ledger entries."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.bank_entries import Leg, posting
from owners_ledger.periods import Period
from owners_ledger.sample.contracts import rent_months
from owners_ledger.sample.movement import BAY_DUE, FEE_DUE
from owners_ledger.sample.paying import INCOME_TAX_DUE, INSURANCE_DUE, WAGES_DUE
from owners_ledger.sample.wages import wages
from owners_ledger.sample.world import World, payroll_sheet

_FEE = "Income:10物业服务费"
_BAYS = "Income:20公共收益:11地面停车月租"
_RENTS = {
    "架空层": "Income:20公共收益:21架空层租金",
    "公共用房": "Income:20公共收益:22公共用房租金",
    "广告": "Income:20公共收益:31广告",
    "设施": "Income:20公共收益:41设施场地费",
}
_POSTS = {
    "保洁": "Expenses:20人员:21保洁",
    "秩序维护": "Expenses:20人员:22秩序维护",
    "维修": "Expenses:20人员:23维修",
    "文员": "Expenses:20人员:24文员",
}
_SOCIAL = "Expenses:20人员:29社保公积金"

Row = tuple[str, Decimal, dict[str, Any]]


def transaction(
    day: datetime.date,
    narration: str,
    rows: Sequence[Row],
    meta: dict[str, Any] | None = None,
    payee: str | None = None,
    *,
    links: frozenset[str] = data.EMPTY_SET,
) -> data.Transaction:
    """Rows of account, amount and metadata as a transaction."""
    postings = [posting(Leg(account, amount, about)) for account, amount, about in rows]
    return data.Transaction(
        dict(meta or {}), day, "*", payee, narration, data.EMPTY_SET, links, postings
    )


def rows_total(rows: Sequence[Row]) -> Decimal:
    """The sum of rows."""
    return money.total(amount for _account, amount, _meta in rows)


def charge_entries(world: World, month: Period) -> list[data.Directive]:
    """Property fee, parking and rents of a month: one transaction each, a posting per debtor."""
    day = month.first
    fees: list[Row] = [(FEE_DUE, home.fee, {"unit": home.unit.code}) for home in world.estate.homes]
    bays: list[Row] = [
        (BAY_DUE, bay.rate, {"unit": bay.unit, "bay": bay.code})
        for bay in world.estate.bays
        if bay.kind == "公共" and bay.unit and bay.covers(day)
    ]
    due = [
        one for one in world.leases if one.covers(day) and (month.month - 1) % rent_months(one) == 0
    ]
    rents: list[Row] = [(one.account, one.rent, {"lease": one.code}) for one in due]
    incomes: dict[str, Decimal] = {}
    for one in due:
        incomes[_RENTS[one.kind]] = incomes.get(_RENTS[one.kind], money.ZERO) - one.rent
    found: list[data.Directive] = []
    for charge, name, rows, income in (
        ("property-fee", "物业服务费", fees, {_FEE: -rows_total(fees)}),
        ("parking", "地面停车月租", bays, {_BAYS: -rows_total(bays)}),
        ("lease", "租金和场地费", rents, incomes),
    ):
        if rows:
            against: list[Row] = [(account, amount, {}) for account, amount in income.items()]
            meta = {"charge": charge, "period": str(month)}
            narration = f"{name} {month.year}年{month.month}月"
            links = frozenset({f"bill-{month}"})
            found.append(transaction(day, narration, [*rows, *against], meta, links=links))
    return found


def payroll_entries(world: World, month: Period) -> list[data.Directive]:
    """The wages of a month: gross and the employer's share against what is then owed."""
    paid = wages(world.staff, month)
    if not paid:
        return []
    about = [(one, {"staff": one.person.code, "post": one.person.post}) for one in paid]
    rows: list[Row] = [(_POSTS[one.person.post], one.gross, who) for one, who in about]
    rows += [(_SOCIAL, one.employer, who) for one, who in about if one.employer]
    for account, amount in (
        (WAGES_DUE, money.total(one.net for one in paid)),
        (INSURANCE_DUE, money.total(one.insurance + one.fund for one in paid)),
        (INCOME_TAX_DUE, money.total(one.tax for one in paid)),
    ):
        if amount:
            rows.append((account, -amount, {}))
    meta = {"payroll": str(month), "document": payroll_sheet(month)}
    narration = f"工资 {month.year}年{month.month}月"
    return [transaction(month.last, narration, rows, meta, "职工")]
