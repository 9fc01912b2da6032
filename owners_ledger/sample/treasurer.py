"""What the treasurer writes by hand: opening balances, the cash box, accruals, transfers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from beancount.core import data

from owners_ledger import money
from owners_ledger.books.bank_entries import balance_assertion
from owners_ledger.periods import Period
from owners_ledger.sample.charges import Row, payroll_entries, transaction
from owners_ledger.sample.deposits import FITTING, LEASE_DEPOSIT, deposit_rows
from owners_ledger.sample.funds import WORKS_FUND, opening_equity
from owners_ledger.sample.households import opening_arrears
from owners_ledger.sample.movement import ACCOUNTS, BAY_DUE, CASH, FEE_DUE
from owners_ledger.sample.paying import DOCUMENT_FROM, TAX_DUE, tax_of_quarter
from owners_ledger.sample.running import insurance
from owners_ledger.sample.works import GRANT, grant_part, grants
from owners_ledger.sample.world import World, policy, voucher_book

OPENING_CASH = Decimal("300.00")
_PREPAID = "Assets:21预付款:01保险"
_INSURANCE = "Expenses:30运行:37保险"
_TAX = "Expenses:50管理:55税费"
_SCRAP = "Income:30其他收入:31废品变卖"
_REPAIR = "Expenses:30运行:36日常维修"
_GRANT_INCOME = "Income:30其他收入:21政府补助"
_DAY = datetime.timedelta(days=1)


def opening_entries(world: World, banks: Mapping[str, Decimal]) -> list[data.Directive]:
    """The opening balances, the day before the books begin."""
    start = world.spec.start
    before = Period.month_of(start).previous()
    rows: list[Row] = [(ACCOUNTS[code], amount, {}) for code, amount in banks.items()]
    rows.append((CASH, OPENING_CASH, {}))
    for home, fee, rents in opening_arrears(world.estate):
        rows.append((FEE_DUE, fee, {"unit": home.unit.code}))
        if rents:
            rows.append((BAY_DUE, rents, {"unit": home.unit.code}))
    for deposit in deposit_rows(world):
        if deposit.start < start:
            of_lease = deposit.kind == "租赁押金"
            meta = {"lease" if of_lease else "unit": deposit.holder, "deposit": deposit.code}
            rows.append((LEASE_DEPOSIT if of_lease else FITTING, -deposit.amount, meta))
    for entry in payroll_entries(world, before):
        if isinstance(entry, data.Transaction):
            rows += [
                (one.account, one.units.number, {})
                for one in entry.postings
                if one.account.startswith("Liabilities") and one.units and one.units.number
            ]
    if before.month % 3 == 0 and (tax := tax_of_quarter(world, before)):
        rows.append((TAX_DUE, -tax, {}))
    rows += opening_equity(world, rows)
    return [
        transaction(before.last, "期初余额", rows),
        *(balance_assertion(ACCOUNTS[code], start, amount) for code, amount in banks.items()),
    ]


def manual_entries(
    world: World, month: Period, cash: Decimal
) -> tuple[list[data.Directive], Decimal]:
    """A month's own entries, and what is in the cash box after it."""
    found, cash = _cash_box(world, month, cash)
    parts = money.split(insurance(world), [Decimal(1)] * 12)
    if world.spec.start <= datetime.date(month.year, 1, 1):
        part = parts[month.month - 1]
        rows: list[Row] = [(_INSURANCE, part, {}), (_PREPAID, -part, {})]
        narration = f"分摊{month.year}年保险费 {month.month}/12"
        found.append(transaction(month.last, narration, rows, _paper(part, policy(month.year))))
    if month.month % 3 == 0 and (tax := tax_of_quarter(world, month)):
        rows = [(_TAX, tax, {}), (TAX_DUE, -tax, {})]
        narration = f"计提{month.year}年第{'一二三四'[month.month // 3 - 1]}季度税费"
        found.append(transaction(month.last, narration, rows, _paper(tax, voucher_book(month))))
    # The grant becomes income when the works it is for are paid.
    if month == world.spec.offset(-4) and world.spec.offset(-8) in grants(world):
        part = grant_part(world)
        about = {"fund": WORKS_FUND, "restricted": "是"}
        rows = [(GRANT, part, {"project": "P-01"}), (_GRANT_INCOME, -part, about)]
        narration = "消防改造补助第一笔按工程进度转收入"
        found.append(transaction(month.last, narration, rows, _paper(part, voucher_book(month))))
    found.append(balance_assertion(CASH, month.end, cash))
    return found, cash


def _cash_box(world: World, month: Period, cash: Decimal) -> tuple[list[data.Directive], Decimal]:
    """Scrap sold for cash, small things bought from it."""
    chance = world.spec.chance("cash", month)
    scrap = Decimal(chance.randrange(40, 190)).quantize(money.FEN)
    spent = Decimal(chance.randrange(80, 220)).quantize(money.FEN)
    day = month.first + _DAY * chance.randrange(8, 20)
    found: list[data.Directive] = [
        transaction(day, "纸箱废品变卖", [(CASH, scrap, {}), (_SCRAP, -scrap, {})])
    ]
    if cash + scrap < spent + 50:
        return found, cash + scrap
    rows: list[Row] = [(_REPAIR, spent, {}), (CASH, -spent, {})]
    found.append(transaction(day + 3 * _DAY, "现金购灯泡、锁具等零星材料", rows))
    return found, cash + scrap - spent


def _paper(amount: Decimal, document: str) -> dict[str, str]:
    return {"document": document} if amount >= DOCUMENT_FROM else {}
