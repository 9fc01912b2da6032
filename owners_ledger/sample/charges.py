"""What is owed month by month, the wages and the committee's own entries, as ledger entries."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount

from owners_ledger import money
from owners_ledger.books.bank_entries import CURRENCY, OPENING, balance_assertion
from owners_ledger.periods import Period
from owners_ledger.sample.contracts import rent_months
from owners_ledger.sample.households import opening_arrears
from owners_ledger.sample.movement import ACCOUNTS, BASIC, BAY_DUE, CASH, FEE_DUE, FEES
from owners_ledger.sample.running import TAX_DUE, insurance, tax_of_quarter
from owners_ledger.sample.special import (
    FITTING,
    GRANT,
    LEASE_DEPOSIT,
    deposit_rows,
    grant_part,
)
from owners_ledger.sample.wages import wages
from owners_ledger.sample.world import World, payroll_sheet, policy, voucher_book

_FEE = "Income:10物业服务费"
_BAYS = "Income:20公共收益:11地面停车月租"
_RENT_INCOME = {
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
_PREPAID = "Assets:21预付款:01保险"
_INSURANCE = "Expenses:30运行:37保险"
_TAX = "Expenses:50管理:55税费"
_SCRAP = "Income:30其他收入:31废品变卖"
_REPAIR = "Expenses:30运行:36日常维修"
_GRANT_INCOME = "Income:30其他收入:21政府补助"
_OPENING_CASH = Decimal("300.00")

_Row = tuple[str, Decimal, dict[str, Any]]


def charge_entries(world: World, month: Period) -> list[data.Directive]:
    """Property fee, parking and rents of a month: one transaction each, a posting per debtor."""
    title = f"{month.year}年{month.month}月"
    day = month.first
    fees: list[_Row] = [
        (FEE_DUE, home.fee, {"unit": home.unit.code}) for home in world.estate.homes
    ]
    bays: list[_Row] = [
        (BAY_DUE, bay.rate, {"unit": bay.unit, "bay": bay.code})
        for bay in world.estate.bays
        if bay.kind == "公共" and bay.unit and bay.rate and bay.covers(day)
    ]
    due = [
        one
        for one in world.leases
        if one.covers(day) and (month.month - 1) % rent_months(one) == 0
    ]
    rents: list[_Row] = [(one.account, one.rent, {"lease": one.code}) for one in due]
    incomes: dict[str, Decimal] = {}
    for one in due:
        account = _RENT_INCOME[one.kind]
        incomes[account] = incomes.get(account, money.ZERO) - one.rent
    found: list[data.Directive] = []
    for charge, name, rows, income in (
        ("property-fee", "物业服务费", fees, {_FEE: -_sum(fees)}),
        ("parking", "地面停车月租", bays, {_BAYS: -_sum(bays)}),
        ("lease", "租金和场地费", rents, incomes),
    ):
        if rows:
            meta = {"charge": charge, "period": str(month)}
            against: list[_Row] = [(account, amount, {}) for account, amount in income.items()]
            found.append(_transaction(day, f"{name} {title}", [*rows, *against], meta))
    return found


def payroll_entries(world: World, month: Period) -> list[data.Directive]:
    """The wages of a month."""
    paid = wages(world.staff, month)
    if not paid:
        return []
    rows: list[_Row] = [
        (_POSTS[one.person.post], one.gross, {"staff": one.person.code, "post": one.person.post})
        for one in paid
    ]
    rows += [
        (_SOCIAL, one.employer, {"staff": one.person.code, "post": one.person.post})
        for one in paid
        if one.employer
    ]
    for account, amount in (
        ("Liabilities:10应付工资", money.total(one.net for one in paid)),
        ("Liabilities:11应交社保公积金", money.total(one.insurance + one.fund for one in paid)),
        ("Liabilities:12应交个人所得税", money.total(one.tax for one in paid)),
    ):
        if amount:
            rows.append((account, -amount, {}))
    meta = {"payroll": str(month), "document": payroll_sheet(month)}
    return [_transaction(month.last, f"工资 {month.year}年{month.month}月", rows, meta, "职工")]


def manual_entries(world: World, month: Period, cash: Decimal) -> tuple[list[data.Directive], Decimal]:
    """The treasurer's own entries of a month, and the cash box after it."""
    chance = world.spec.chance("manual", month)
    found: list[data.Directive] = []
    scrap = Decimal(chance.randrange(40, 190)).quantize(money.FEN)
    day = month.first + datetime.timedelta(days=chance.randrange(8, 20))
    found.append(_transaction(day, "纸箱废品变卖", [(CASH, scrap, {}), (_SCRAP, -scrap, {})]))
    cash += scrap
    if cash > 250:
        spent = Decimal(chance.randrange(80, 220)).quantize(money.FEN)
        found.append(
            _transaction(
                day + datetime.timedelta(days=3),
                "现金购灯泡、锁具等零星材料",
                [(_REPAIR, spent, {}), (CASH, -spent, {})],
            )
        )
        cash -= spent
    premium = insurance(world)
    part = money.split(premium, [Decimal(1)] * 12)[month.month - 1]
    if world.spec.start <= datetime.date(month.year, 1, 1):
        found.append(
            _transaction(
                month.last,
                f"分摊{month.year}年保险费 {month.month}/12",
                [(_INSURANCE, part, {}), (_PREPAID, -part, {})],
                {"document": policy(month.year)} if part >= 1000 else {},
            )
        )
    if month.month % 3 == 0 and (tax := _quarters_tax(world, month)):
        rows: list[_Row] = [(_TAX, tax, {}), (TAX_DUE, -tax, {})]
        paper = {"document": voucher_book(month)} if tax >= 1000 else {}
        found.append(_transaction(month.last, f"计提{month.year}年第{month.month // 3}季度税费", rows, paper))
    if not world.spec.is_small and month == world.spec.closed_until:
        part = grant_part(world)
        if world.spec.offset(-8).first >= world.spec.start:
            rows = [(GRANT, part, {"project": "P-01"}), (_GRANT_INCOME, -part, {})]
            paper = {"document": voucher_book(month)}
            found.append(_transaction(month.last, "消防改造补助第一笔按进度转收入", rows, paper))
    found.append(balance_assertion(CASH, month.end, cash))
    return found, cash


def opening_entries(
    world: World, banks: dict[str, Decimal]
) -> tuple[list[data.Directive], Decimal]:
    """The opening balances, the day before the books begin, and the cash box."""
    start = world.spec.start
    before = Period.month_of(start).previous()
    rows: list[_Row] = [(ACCOUNTS[code], amount, {}) for code, amount in banks.items()]
    rows.append((CASH, _OPENING_CASH, {}))
    for home, fee, bays in opening_arrears(world.estate):
        rows.append((FEE_DUE, fee, {"unit": home.unit.code}))
        rows += [
            (BAY_DUE, amount, {"unit": home.unit.code, "bay": bay.code}) for bay, amount in bays
        ]
    for deposit in deposit_rows(world):
        if deposit.start < start:
            if deposit.kind == "租赁押金":
                rows.append((LEASE_DEPOSIT, -deposit.amount, {"lease": deposit.holder}))
            else:
                meta = {"unit": deposit.holder, "deposit": deposit.code}
                rows.append((FITTING, -deposit.amount, meta))
    for entry in payroll_entries(world, before):
        assert isinstance(entry, data.Transaction)
        rows += [
            (one.account, one.units.number, {})
            for one in entry.postings
            if one.account.startswith("Liabilities") and one.units and one.units.number
        ]
    if start.month % 3 == 1 and (tax := _quarters_tax(world, before)):
        rows.append((TAX_DUE, -tax, {}))
    rows.append((OPENING, -_sum(rows), {}))
    found: list[data.Directive] = [_transaction(before.last, "期初余额", rows, {"opening": "2020"})]
    found += [balance_assertion(ACCOUNTS[code], start, amount) for code, amount in banks.items()]
    return found, _OPENING_CASH


def _quarters_tax(world: World, last: Period) -> Decimal:
    return tax_of_quarter(world, Period(last.year, last.month - 2, 3))


def _sum(rows: Sequence[_Row]) -> Decimal:
    return money.total(amount for _account, amount, _meta in rows)


def _transaction(
    day: datetime.date,
    narration: str,
    rows: Sequence[_Row],
    meta: dict[str, Any] | None = None,
    payee: str | None = None,
) -> data.Transaction:
    postings = [
        data.Posting(account, Amount(amount, CURRENCY), None, None, None, about or None)
        for account, amount, about in rows
    ]
    return data.Transaction(
        dict(meta or {}), day, "*", payee, narration, data.EMPTY_SET, data.EMPTY_SET, postings
    )


__all__ = ["BASIC", "FEES", "charge_entries", "manual_entries", "opening_entries", "payroll_entries"]
