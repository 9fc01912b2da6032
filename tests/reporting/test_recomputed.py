"""Every figure of the sample's March and first quarter of 2026, added up from the ledger's text.

Nothing of the program and no beancount: lines of text, split and summed, the way an auditor
with a text editor would.
"""

from __future__ import annotations

import csv
import datetime
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from owners_ledger.periods import Period
from owners_ledger.reporting import disclose, load_sources

LEDGER = Path(__file__).parents[2] / "ledger"
PERIODS = {
    "2026-03": ("2026-03-01", "2026-03-31", "2026-03-01"),
    "2026-Q1": ("2026-01-01", "2026-03-31", "2026-03-01"),
    "2025-12": ("2025-12-01", "2025-12-31", "2025-12-01"),
}
FEE, PARKING = "Assets:20应收款:01物业费", "Assets:20应收款:02停车费"


@dataclass
class Leg:
    """One posting: what it moves, and the marks below it."""

    date: str
    entry: int
    account: str
    amount: Decimal
    marks: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def legs():
    """All postings of all files; the one without an amount gets what is missing to zero."""
    found, entry, date, kind = [], 0, "", ""
    for path in sorted(LEDGER.glob("20*/*.beancount")):
        for line in path.read_text("utf-8").splitlines():
            if re.match(r"\d{4}-\d\d-\d\d ", line):
                date, kind = line[:10], line[11]
                entry += 1
            elif kind in "*!" and (
                posting := re.match(r"  ([A-Z]\S+)(?:\s+(-?[\d.]+) CNY)?$", line)
            ):
                account, amount = posting.groups()
                found.append(Leg(date, entry, account, Decimal(amount) if amount else None))
            elif found and (mark := re.match(r'    ([a-z-]+): "?([^"]*)"?$', line)):
                found[-1].marks[mark[1]] = mark[2]
    sums = defaultdict(Decimal)
    for leg in found:
        sums[leg.entry] += leg.amount or 0
    for leg in found:
        if leg.amount is None:
            leg.amount = -sums[leg.entry]
    return found


@pytest.fixture(scope="module")
def lines():
    """Account → its side and line of the notice."""
    text = (LEDGER / "accounts.beancount").read_text("utf-8")
    return dict(re.findall(r'open (\S+) CNY\n  disclose: "([^"]*)"', text))


@pytest.fixture(scope="module", params=PERIODS)
def asked(request, sample_root, sample_books, sample_registers):
    period = Period.parse(request.param)
    sources = load_sources(sample_root, period)
    return disclose(sample_books, sample_registers, period, sources), PERIODS[request.param]


def is_money(account):
    return account.startswith(("Assets:10", "Assets:11"))


def flows(legs, lines, first, last):
    """Money by side and line: the other legs of every entry that moves money."""
    paid = {leg.entry for leg in legs if is_money(leg.account)}
    sums = defaultdict(Decimal)
    for leg in legs:
        if leg.entry in paid and first <= leg.date <= last and not is_money(leg.account):
            side, _slash, name = lines[leg.account].partition("/")
            if side == "收支":
                side, verb = ("收入", "收到") if leg.amount < 0 else ("支出", "退还")
                name = verb + name
            sums[side, name] += leg.amount if side == "支出" else -leg.amount
    return {key: amount for key, amount in sums.items() if amount}


def balance(legs, last, test):
    return sum((leg.amount for leg in legs if leg.date <= last and test(leg)), Decimal(0))


def by(legs, mark, test):
    sums = defaultdict(Decimal)
    for leg in legs:
        if test(leg):
            sums[leg.marks[mark]] += leg.amount
    return sums


def before(day):
    return str(datetime.date.fromisoformat(day) - datetime.timedelta(1))


def test_income_and_spending_line_by_line(asked, legs, lines):
    one, (first, last, *_rest) = asked
    for start, value in (
        (first, lambda line: line.amount),
        (f"{first[:4]}-01-01", lambda line: line.year_to_date),
    ):
        printed = {("收入", line.line): value(line) for line in one.income}
        printed |= {("支出", line.line): value(line) for line in one.spending}
        counted = flows(legs, lines, start, last)
        assert {key: amount for key, amount in printed.items() if amount} == counted
    sides = {
        (start, side): sum(a for (s, _n), a in flows(legs, lines, start, last).items() if s == side)
        for start in (first, f"{first[:4]}-01-01")
        for side in ("收入", "支出")
    }
    assert (one.income_total, one.spending_total) == (sides[first, "收入"], sides[first, "支出"])
    assert (one.income_year, one.spending_year) == tuple(
        sides[f"{first[:4]}-01-01", side] for side in ("收入", "支出")
    )
    budget = tomllib.loads((LEDGER / f"budget/{first[:4]}.toml").read_text("utf-8"))
    for side, table in ((one.income, budget["income"]), (one.spending, budget["spending"])):
        assert {line.line: line.budget for line in side if line.budget} == {
            name: Decimal(amount) for name, amount in table.items()
        }


def test_balances_and_statements(asked, legs):
    one, (first, last, *_rest) = asked
    assert one.opening == balance(legs, before(first), lambda leg: is_money(leg.account))
    assert one.closing == balance(legs, last, lambda leg: is_money(leg.account))
    for place in one.accounts:
        mine = [leg for leg in legs if leg.account.endswith(place.name)]
        assert place.opening == sum(leg.amount for leg in mine if leg.date < first)
        assert place.book == sum(leg.amount for leg in mine if leg.date <= last)
        if place.tail:
            rows = [leg for leg in mine if first <= leg.date <= last and "bank-no" in leg.marks]
            assert place.statement_lines == place.booked_lines == len(rows) > 20
            final = max(rows, key=lambda leg: int(leg.marks["bank-no"]))
            assert place.statement == Decimal(final.marks["bank-balance"]) == place.book


def test_arrears_prepayments_and_collection(asked, legs):
    """A charge of the last month is not late yet; what a flat paid ahead is not free money."""
    one, (first, last, current) = asked
    due = {account: by(legs, "unit", lambda leg, a=account: leg.account == a and leg.date <= last)
           for account in (FEE, PARKING)}  # fmt: skip
    late, ahead, flats = defaultdict(Decimal), Decimal(0), set()
    for account, units in due.items():
        fresh = by(legs, "unit", lambda leg, a=account: leg.account == a and leg.amount > 0
                   and current <= leg.date <= last)  # fmt: skip
        for unit, amount in units.items():
            if amount < 0:
                ahead -= amount
                flats.add(unit)
            elif amount > fresh.get(unit, 0):
                late[unit] += amount - fresh.get(unit, 0)
    buildings = defaultdict(list)
    for unit, amount in late.items():
        buildings[f"{unit.split('-')[0]}栋"].append(amount)
    assert {row.building: (row.units, row.amount) for row in one.arrears} == {
        name: (len(amounts), sum(amounts)) for name, amounts in buildings.items()
    }
    earmarks = {mark.name: (mark.amount, mark.count) for mark in one.earmarks}
    assert earmarks.pop("业主预交的物业费、停车费") == (ahead, len(flats))
    deposits = by(legs, "deposit", lambda leg: "押金" in leg.account and leg.date <= last)
    held = [-amount for amount in deposits.values() if amount]
    assert earmarks.pop("押金") == (sum(held), len(held))
    grant = -balance(legs, last, lambda leg: leg.account.startswith("Liabilities:26"))
    # A grant that is spent to the fen has become income: nothing of it is held any more.
    assert ({"消防改造专款": grant} if grant else {}) == {
        name: amount for name, (amount, _count) in earmarks.items()
    }
    assert one.free == one.closing - ahead - sum(held) - grant
    charged = by(legs, "unit", lambda leg: leg.account == FEE and leg.amount > 0
                 and first <= leg.date <= last)  # fmt: skip
    open_ = sum(min(max(due[FEE][unit], 0), amount) for unit, amount in charged.items())
    whole = sum(charged.values())
    rate = (whole - open_) * 100 / whole
    assert one.collection == rate.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_payments_and_vouchers(asked, legs):
    one, (first, last, *_rest) = asked
    moved = [leg for leg in legs if is_money(leg.account) and first <= leg.date <= last]
    inner = defaultdict(Decimal)
    for leg in moved:
        inner[leg.entry] += leg.amount
    transfers = {leg.entry for leg in legs if leg.account.endswith("在途资金")}
    large = sorted(-leg.amount for leg in moved
                   if leg.amount <= -1000 and leg.entry not in transfers and inner[leg.entry])  # fmt: skip
    assert sorted(row.amount for row in one.payments) == large
    if one.vouchers:
        assert sum(row.amount for row in one.vouchers if row.amount > 0) == one.income_total
        assert sum(row.amount for row in one.vouchers if row.amount < 0) == -one.spending_total


def test_the_twelve_months(asked, legs, lines):
    one, _rest = asked
    assert len(one.history) == 12
    for point in one.history:
        found = flows(legs, lines, f"{point.month}-01", f"{point.month}-31")
        sides = [sum(a for (s, _n), a in found.items() if s == side) for side in ("收入", "支出")]
        assert [point.income, point.spending] == sides
        assert point.closing == balance(
            legs, f"{point.month}-31", lambda leg: is_money(leg.account)
        )


def test_contracts_wages_and_works_of_the_quarter(asked, legs):
    one, (first, last, *_rest) = asked
    if one.kind == "monthly":
        assert (one.contracts, one.wages, one.projects) == ((), (), ())
        return
    for row in one.contracts:
        mine = [leg for leg in legs if leg.marks.get("lease") == row.code and leg.date <= last]
        rent = [leg for leg in mine if leg.account.startswith("Assets:20")]
        now = [leg for leg in rent if leg.date >= first]
        assert row.due == sum(leg.amount for leg in now if leg.amount > 0)
        assert row.received == -sum(leg.amount for leg in now if leg.amount < 0)
        assert row.overdue == max(sum(leg.amount for leg in rent), Decimal(0))
        assert row.deposit == -balance(
            mine, last, lambda leg: leg.account.startswith("Liabilities:20")
        )
    paid = [leg for leg in legs if first <= leg.date <= last and "post" in leg.marks]
    posts = defaultdict(lambda: [set(), Decimal(0), Decimal(0)])
    for leg in paid:
        insured = leg.account.endswith("29社保公积金")
        group = posts[leg.marks["post"]]
        group[0].add(leg.marks.get("staff"))
        group[2 if insured else 1] += leg.amount
    for row in one.wages:
        groups = [posts.pop(post) for post in row.post.split("、")]
        people = set().union(*(group[0] for group in groups)) - {None}
        assert row.persons == len(people) >= 3
        assert row.gross == sum(group[1] for group in groups)
        assert row.insurance == sum(group[2] for group in groups)
    assert not posts
    (works,) = one.projects
    spent = [
        leg for leg in legs if leg.account == "Assets:30在建工程:01消防改造" and leg.amount > 0
    ]
    assert works.paid_before == sum(leg.amount for leg in spent if leg.date < first)
    assert works.paid == sum(leg.amount for leg in spent if first <= leg.date <= last)
    project = tomllib.loads((LEDGER / "projects.toml").read_text("utf-8"))["project"][0]
    assert works.contract == Decimal(project["contract"])
    assert works.left == works.contract - works.paid_before - works.paid
    with (LEDGER / "registers/leases.csv").open(encoding="utf-8-sig") as file:
        codes = {row["合同号"] for row in csv.DictReader(file)
                 if row["起"] <= last and (not row["止"] or row["止"] >= first)}  # fmt: skip
    assert {row.code for row in one.contracts} == codes
