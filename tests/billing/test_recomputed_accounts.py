"""Every household's account of 2025 and the first half of 2026, from the registers and the text.

Nothing of the program and no beancount computes the expected figures: rows of CSV and lines of
text, added up the way an auditor with an editor and a pocket calculator would.
"""

from __future__ import annotations

import csv
import datetime
import re
from calendar import monthrange
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from owners_ledger.billing.accounts import Accounts
from owners_ledger.billing.ageing import public_table
from owners_ledger.billing.open_items import Holder
from owners_ledger.books.load import load_books
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.reporting import disclose

ROOT = Path(__file__).parents[2]
FEE, PARKING = "Assets:20应收款:01物业费", "Assets:20应收款:02停车费"
RATE = Decimal("0.80")
ZERO = Decimal("0.00")


def register(name: str) -> list[dict[str, str]]:
    with (ROOT / f"ledger/registers/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def days_in(row: dict[str, str], year: int, month: int) -> tuple[int, int]:
    """Days of a month a row holds, and the month's days."""
    whole = monthrange(year, month)[1]
    first, last = datetime.date(year, month, 1), datetime.date(year, month, whole)
    begins = datetime.date.fromisoformat(row["起"])
    ends = datetime.date.fromisoformat(row["止"]) if row["止"] else last
    return max((min(last, ends) - max(first, begins)).days + 1, 0), whole


def charged_in(year: int, month: int) -> dict[tuple[str, str], Decimal]:
    """What each flat owes for a month, by receivable."""
    found: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for row in register("units"):
        days, whole = days_in(row, year, month)
        fee = Decimal(row["建筑面积"]) * RATE * days / whole
        found[row["房号"], FEE] += fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
    for row in register("parking"):
        days, whole = days_in(row, year, month)
        if row["类型"] == "公共" and row["房号"] and days:
            rent = Decimal(row["月租"]) * days / whole
            found[row["房号"], PARKING] += rent.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return found


@pytest.fixture(scope="module")
def postings() -> list[tuple[str, str, str, Decimal]]:
    """Day, unit, receivable and yuan of all postings of flats that are no charges."""
    found, charge = [], False
    for path in sorted((ROOT / "ledger").glob("20*/*.beancount")):
        day, last = "", None
        for line in path.read_text("utf-8").splitlines():
            if re.match(r"\d{4}-\d\d-\d\d ", line):
                day, charge, last = line[:10], False, None
            elif re.match(r"  charge: ", line):
                charge = True
            elif posting := re.match(r"  ([A-Z]\S+)\s+(-?[\d.]+) CNY", line):
                last = (posting[1], Decimal(posting[2]))
            elif charge or not last or last[0] not in (FEE, PARKING):
                continue
            elif unit := re.match(r'    unit: "(.*)"', line):
                found.append((day, unit[1], *last))
    return found


@pytest.fixture(scope="module")
def books():
    return load_books(ROOT)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2025-01", "2025-12", [(2025, month) for month in range(1, 13)]),
        ("2026-01", "2026-06", [(2026, month) for month in range(1, 7)]),
    ],
    ids=["2025", "2026-H1"],
)
def test_all_accounts_equal_an_auditors_to_the_fen(books, postings, first, last, months):
    charged: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    before: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for year, month in [(2025, month) for month in range(1, 13)] + [(2026, m) for m in range(1, 7)]:
        if (year, month) in months:
            for key, amount in charged_in(year, month).items():
                charged[key] += amount
        elif (year, month) < months[0]:
            for key, amount in charged_in(year, month).items():
                before[key] += amount
    paid: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    end = f"{last}-31"
    for day, unit, account, amount in postings:
        if day < f"{first}-01":
            before[unit, account] += amount
        elif day <= end:
            paid[unit, account] -= amount
    accounts = Accounts.read(books, load_registers(ROOT), Period.parse(first), Period.parse(last))
    units = [row["房号"] for row in register("units")]
    assert len(units) == 620
    for unit in units:
        found = accounts.of(Holder("unit", unit))
        both = [(unit, FEE), (unit, PARKING)]
        closing = [before[key] + charged[key] - paid[key] for key in both]
        assert (found.opening, found.charged, found.paid, found.returned) == (
            sum(before[key] for key in both),
            sum(charged[key] for key in both),
            sum(paid[key] for key in both),
            0,
        ), unit
        # Nobody stated a purpose, so a receivable is either owed or paid ahead, never both.
        assert found.owed == found.due_now == sum(max(one, ZERO) for one in closing), unit
        assert found.credit == sum(max(-one, ZERO) for one in closing), unit
        assert found.closing == sum(closing)
        assert not found.differs
        assert sum(one.amount for one in found.payments) == found.paid


@pytest.mark.parametrize("month", ["2025-06", "2026-03", "2026-06"])
def test_the_public_table_is_what_the_notice_says(books, month):
    registers, period = load_registers(ROOT), Period.parse(month)
    accounts = Accounts.read(books, registers, period, period)
    mine = public_table(
        [accounts.of(Holder("unit", code)) for code in registers.unit_terms], accounts.last
    )
    notice = disclose(books, registers, period, None, draft=True).arrears
    assert [(one.name, one.households, one.amount) for one in mine] == [
        (one.building, one.units, one.amount) for one in notice
    ]
    assert all(one.households >= 3 for one in mine)
