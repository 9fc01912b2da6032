"""What is public never singles out one or two households, or one or two employees.

Every payment is another power of two of a fen, so any published amount tells exactly whose
payments it holds. Whoever has all tables may add and subtract their rows: no such combination
may stand for one or two, unless it follows from the notice alone.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path

from beancount import loader
from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.books.load import Books
from owners_ledger.config import committee_of
from owners_ledger.periods import Period
from owners_ledger.publishing.projection import project
from owners_ledger.registers import Household, Registers, Staff
from owners_ledger.reporting.disclosure import read
from owners_ledger.reporting.payments import large_payments, vouchers

START = datetime.date(2020, 1, 1)
MONTH = Period.parse("2026-03")
Row = frozenset[int]
PRIME = (1 << 61) - 1
BANKS = ("Assets:10银行存款:01基本户", "Assets:10银行存款:02收费户")
LINES = {"Assets:20应收款:01物业费": "物业服务费", "Assets:20应收款:02停车费": "地面停车月租"}
POSTS = ("21保洁", "22秩序维护", "23维修", "24文员", "29社保公积金")
FLATS = tuple(f"1-1-{number}" for number in range(101, 109))
WAGES = "人员工资与社保"
CHART = 'option "operating_currency" "CNY"\noption "tolerance_multiplier" "0"\n' + "".join(
    f'2020-01-01 open {name} CNY\n  disclose: "{disclose}"\n'
    for name, disclose in (
        (BANKS[0], "资金/基本户"),
        (BANKS[1], "资金/收费户"),
        *((name, f"收入/{line}") for name, line in LINES.items()),
        ("Liabilities:10应付工资", f"支出/{WAGES}"),
        *((f"Expenses:20人员:{post}", f"支出/{WAGES}") for post in POSTS),
    )
)


def yuan(exponent: int) -> Decimal:
    return Decimal(1 << exponent) / 100


def bits(amount: Decimal) -> Row:
    fen = abs(int(amount * 100))
    return frozenset(at for at in range(fen.bit_length()) if fen >> at & 1)


def books(text: str) -> Books:
    entries, errors, options = loader.load_string(CHART + text)
    assert not errors
    committee = committee_of(
        {
            "name": "小院",
            "body": "小院业主委员会",
            "bank": [
                {"code": f"0{n}", "account": name, "name": name[-3:], "bank": "银行", "number": "1"}
                for n, name in enumerate(BANKS, start=1)
            ],
            "rules": {"disclose-above": "0.01"},
        }
    )
    return Books(Path(), committee, entries, errors, options)


def rank(rows: Iterable[Sequence[int]]) -> int:
    """Over a prime field: no real dependence is missed."""
    left = [list(row) for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column] % PRIME), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        turn = pow(pivot[column], -1, PRIME)
        for row in left[found + 1 :]:
            times = row[column] * turn % PRIME
            if times:
                row[:] = [(a - times * b) % PRIME for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def singled_out(
    rows: Iterable[Row], notice: Iterable[Row], holders: dict[int, str]
) -> Iterator[tuple[str, ...]]:
    """One or two holders of whom the rows tell more than the notice's sums alone.

    Args:
        rows: the payments each published amount holds.
        notice: those that its sums by line and account hold.
        holders: payment → whose.
    """
    known = sorted(set(notice), key=sorted)
    table = sorted({*rows, *known} - {frozenset()}, key=sorted)
    people = sorted(set(holders.values()))
    for size in (1, 2):
        for few in combinations(people, size):
            if alone(table, holders, few) > alone(known, holders, few):
                yield few


def alone(rows: Sequence[Row], holders: dict[int, str], few: Sequence[str]) -> int:
    """How many independent combinations of rows stand for nobody but a few."""
    others = [at for at, holder in holders.items() if holder not in few]
    return rank([at in row for at in holders] for row in rows) - rank(
        [at in row for at in others] for row in rows
    )


def ledger(one: Books, registers: Registers) -> list[Row]:
    """What the amounts of the public ledger hold."""
    entries = project(one, registers, MONTH).entries
    return [bits(leg.amount) for entry in entries for leg in entry.legs]


def printed(one: Books, registers: Registers) -> list[Row]:
    """What the rows of the notice's lists hold."""
    reading = read(one, registers, MONTH, draft=True)
    rows = [
        *vouchers(reading.cash, reading.clerk),
        *large_payments(reading.cash, reading.clerk, Decimal("0.01")),
    ]
    return [bits(row.amount) for row in rows]


PAYMENTS = st.lists(
    st.tuples(
        st.integers(1, 28),
        st.sampled_from(FLATS),
        st.sampled_from(BANKS),
        st.sampled_from(["fee", "bay", "both"]),
    ),
    min_size=3,
    max_size=16,
)


@settings(max_examples=50)
@given(PAYMENTS)
def test_no_sum_or_difference_stands_for_one_or_two_households(payments):
    texts, holders = [], {}
    notice: dict[str, set[int]] = defaultdict(set)
    for day, flat, bank, what in sorted(payments):
        total, legs = Decimal(0), ""
        for account in LINES:
            if what in ("both", "fee" if account.endswith("物业费") else "bay"):
                place = len(holders)
                holders[place] = flat
                notice[account].add(place)
                notice[bank].add(place)
                total += yuan(place)
                legs += f'  {account}   -{yuan(place)} CNY\n    unit: "{flat}"\n'
        texts.append(f'\n2026-03-{day:02d} * "{flat}" "缴费"\n  {bank}   {total} CNY\n{legs}')
    registers = Registers(
        households=tuple(Household(flat, "邝霁琚", "业主", "", START, None, 2) for flat in FLATS)
    )
    one = books("".join(texts))
    sums, rows = [frozenset(each) for each in notice.values()], printed(one, registers)
    for row in rows:
        assert row in sums or len({holders[at] for at in row}) >= 3
    assert list(singled_out(ledger(one, registers), [*sums, *rows], holders)) == []


STAFF = st.lists(st.tuples(st.sampled_from(POSTS[:4]), st.booleans()), min_size=3, max_size=9)


@settings(max_examples=60)
@given(STAFF, st.booleans())
def test_no_sum_or_difference_is_the_wage_of_one_or_two_employees(staff, apart):
    """``apart``: everyone is paid by a transfer of his own instead of one for all."""
    holders: dict[int, str] = {}
    legs, paid, owed = "", [], Decimal(0)
    for place, (post, insured) in enumerate(staff):
        net = Decimal(0)
        for account, wanted in ((post, True), (POSTS[4], insured)):
            if wanted:
                amount = yuan(len(holders))
                holders[len(holders)] = f"S{place}"
                net += amount
                legs += f'  Expenses:20人员:{account}   {amount} CNY\n    staff: "S{place}"\n'
        owed += net
        paid.append(
            f'\n2026-03-{20 + place % 8} * "职工" "工资"\n  {BANKS[0]}   -{net} CNY\n'
            f'  Liabilities:10应付工资   {net} CNY\n    staff: "S{place}"\n'
        )
    text = (
        f'\n2026-03-15 * "职工" "工资 2026年3月"\n  payroll: "2026-03"\n{legs}'
        f"  Liabilities:10应付工资   -{owed} CNY\n"
    )
    if apart:
        text += "".join(paid)
    else:
        text += (
            f'\n2026-03-25 * "职工" "代发工资"\n  {BANKS[0]}   -{owed} CNY\n'
            f"  Liabilities:10应付工资   {owed} CNY\n"
        )
    registers = Registers(
        staff=tuple(
            Staff(f"S{place}", "郗骞旻", post[2:], "劳动合同", Decimal(1), "", START, None, place)
            for place, (post, _insured) in enumerate(staff)
        )
    )
    one = books(text)
    rows = ledger(one, registers) + printed(one, registers)
    assert list(singled_out(rows, [frozenset(holders)], holders)) == []
