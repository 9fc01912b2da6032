"""银行存款余额调节表: hand-made books whose two sides were worked out on paper."""

from __future__ import annotations

import datetime

from bank_book import CASH, FEES, MAIN, ROAD, D, book, hand, line, opening, statement
from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.periods import Period
from owners_ledger.registers import Registers
from owners_ledger.reporting.accounts import Statement
from owners_ledger.reporting.reconciliation import reconcile
from owners_ledger.reporting.reconciliation_model import AccountSheet
from owners_ledger.reporting.statement_walk import Original

JANUARY, FEBRUARY = Period.parse("2026-01"), Period.parse("2026-02")


def sheets(books, period=JANUARY, **options) -> dict[str, AccountSheet]:
    found = reconcile(books, Registers(), period, **options)
    return {one.name: one for one in found.accounts}


def said(items):
    return [(str(item.date), item.amount) for item in items]


FULL = [
    opening("1000.00"),
    line("2026-01-05", 1, "200.00", "1200.00"),
    line("2026-01-20", 2, "-50.00", "1150.00"),
    line("2026-01-25", 3, "30.00", "1180.00"),
    statement("2026-01", (1, 3), ("1000.00", "1180.00")),
    line("2026-02-03", 4, "-70.00", "1110.00"),
    statement("2026-02", (4, 4), ("1180.00", "1110.00")),
]


def test_a_month_where_both_show_the_same():
    one = sheets(book(FULL))["基本户"]
    assert (one.state, one.difference, one.items) == ("agrees", D("0.00"), ())
    assert one.adjusted_book == one.adjusted_statement == one.book == D("1180.00")
    assert one.completeness is not None
    assert (one.completeness.lines, one.completeness.booked) == (3, 3)
    assert (one.completeness.gap_days, one.completeness.follows) == (0, True)
    assert (one.completeness.first, one.completeness.last) == (JANUARY.first, JANUARY.last)
    # Without its own days a following statement that goes on says that nothing moved between.
    short = [*FULL[:4], FULL[4].replace("last-date: 2026-01-31", "last-date: 2026-01-25")]
    gap = sheets(book(short))["基本户"].completeness
    assert gap is not None
    assert (gap.gap_days, gap.gaps) == (6, ("01-26 至 01-31",))
    assert sheets(book(short))["基本户"].state == "no-statement"
    assert sheets(book(short + FULL[5:]))["基本户"].state == "agrees"


def test_items_in_transit_both_ways_and_when_they_are_cleared():
    """Cheque of 300 and deposit of 80 on 30 January, at the bank in February and March."""
    parts = [
        *FULL[:5],
        hand("2026-01-30", "-300.00", voucher="记-9"),
        hand("2026-01-30", "80.00", text="现金送存"),
        # The bank's line is booked in its own right; the January entry is taken back.
        line("2026-02-03", 4, "-300.00", "880.00"),
        hand("2026-02-03", "300.00", text="冲回 1 月支票"),
        statement("2026-02", (4, 4), ("1180.00", "880.00")),
        # In no statement at all.
        line("2026-02-10", 5, "-5.00", "875.00"),
    ]
    one = sheets(book(parts[:-1]))["基本户"]
    assert one.book == D("960.00")
    assert (said(one.unit_paid), said(one.unit_received)) == (
        [("2026-01-30", D("300.00"))],
        [("2026-01-30", D("80.00"))],
    )
    assert one.adjusted_statement == D("1180.00") + D("80.00") - D("300.00")
    assert one.adjusted_book == D("960.00")
    assert one.state == "agrees"
    cheque = one.unit_paid[0]
    assert (cheque.number, cheque.days) == ("记-9", 1)
    assert cheque.cleared == datetime.date(2026, 2, 3)
    assert one.unit_received[0].cleared is None
    later = sheets(book(parts[:-1]), FEBRUARY)["基本户"]
    assert (said(later.unit_paid), later.unit_received[0].days) == ([], 29)
    assert later.state == "agrees"
    assert later.adjusted_book == D("960.00")
    # A line that no statement shows is the books' alone.
    stray = sheets(book(parts), FEBRUARY)["基本户"]
    assert said(stray.unit_paid) == [("2026-02-10", D("5.00"))]
    assert "不在任何一份对账单里" in stray.unit_paid[0].remark


def test_the_bank_line_itself_says_when_an_item_arrived():
    """Nobody took the January entry back: February's line is named, and that it is there twice."""
    parts = [
        *FULL[:5],
        hand("2026-01-30", "-70.00"),
        *FULL[5:],
    ]
    january = sheets(book(parts))["基本户"].unit_paid[0]
    assert january.cleared == datetime.date(2026, 2, 3)
    assert january.cleared_by == "statements/2026-02-基本户.csv"
    february = sheets(book(parts), FEBRUARY)["基本户"].unit_paid[0]
    assert february.cleared is None
    assert "记了两次" in february.remark


def test_a_line_that_is_missing_in_the_books():
    """Without line 2 (−50.00) the balances around it, or the file, say what it was."""
    parts = [part for part in FULL if "bank-no: 2\n" not in part]
    one = sheets(book(parts))["基本户"]
    assert one.book == D("1230.00")
    assert [(item.amount, item.count) for item in one.bank_paid] == [(D("50.00"), 1)]
    assert (one.adjusted_book, one.adjusted_statement) == (D("1180.00"), D("1180.00"))
    assert one.state == "agrees"
    assert "statements/2026-01-基本户.csv 第 2 行" in one.bank_paid[0].summary
    assert one.completeness is not None
    assert (one.completeness.lines, one.completeness.booked) == (3, 2)
    lines = [Original(datetime.date(2026, 1, day), D(amount)) for day, amount in
             ((5, "200.00"), (20, "-50.00"), (25, "30.00"))]  # fmt: skip
    exact = sheets(book(parts), originals={"statements/2026-01-基本户.csv": lines})["基本户"]
    assert said(exact.bank_paid) == [("2026-01-20", D("50.00"))]
    # Two lines: only their sum is known; the file tells them apart.
    less = [part for part in parts if "bank-no: 3\n" not in part]
    both = sheets(book(less))["基本户"]
    assert [(item.amount, item.count) for item in both.bank_paid] == [(D("20.00"), 2)]
    apart = sheets(book(less), originals={"statements/2026-01-基本户.csv": lines})["基本户"]
    assert (said(apart.bank_received), said(apart.bank_paid)) == (
        [("2026-01-25", D("30.00"))],
        [("2026-01-20", D("50.00"))],
    )


def test_a_whole_statement_is_missing():
    parts = [*FULL[:5], statement("2026-03", (5, 4), ("1110.00", "1110.00"))]
    march = sheets(book(parts), Period.parse("2026-03"))["基本户"]
    assert said(march.bank_paid) == [("2026-01-31", D("70.00"))]
    assert march.state == "agrees"
    assert march.completeness is not None
    assert not march.completeness.follows
    february = sheets(book(parts), FEBRUARY)["基本户"]
    assert february.state == "no-statement"
    assert february.completeness is not None
    assert february.completeness.gap_days == 28


def test_a_file_in_the_inbox_is_the_banks_alone():
    fact = Statement(
        FEBRUARY.first, FEBRUARY.last, 1, 2, D("1180.00"), D("1210.00"), file="inbox/2.csv"
    )
    lines = [
        Original(datetime.date(2026, 2, 3), D("-70.00")),
        Original(datetime.date(2026, 2, 9), D("100.00")),
    ]
    one = sheets(book(FULL[:5]), FEBRUARY, waiting={MAIN: {"inbox/2.csv": (fact, lines)}})["基本户"]
    assert (said(one.bank_received), said(one.bank_paid)) == (
        [("2026-02-09", D("100.00"))],
        [("2026-02-03", D("70.00"))],
    )
    assert (one.state, one.statement, one.book) == ("agrees", D("1210.00"), D("1180.00"))
    assert one.completeness is not None
    assert [part.imported for part in one.completeness.statements] == [False]


def test_what_cannot_be_explained_is_named():
    altered = [
        part.replace("-50.00 CNY", "-55.00 CNY").replace("  50.00", "  55.00") for part in FULL
    ]
    one = sheets(book(altered))["基本户"]
    assert (one.state, one.difference) == ("differs", D("5.00"))
    assert "第 2 笔流水（2026-01-20）账上是 −55.00 元，按银行的余额应是 −50.00 元" in one.causes[0]
    twice = [*FULL, line("2026-01-20", 2, "-50.00", "1150.00")]
    assert "记了 2 次" in sheets(book(twice))["基本户"].causes[0]
    early = sheets(book([opening("990.00"), *FULL[1:]]))["基本户"]
    assert early.difference == D("10.00")
    assert "第一份对账单" in early.causes[0]
    assert not reconcile(book(altered), Registers(), JANUARY).agrees


def test_two_accounts_money_on_its_way_and_cash():
    transfer = (
        '2026-01-30 * "转到收费户"\n  {0}  {1} CNY\n'
        "    bank-no: {2}\n    bank-balance: {3}\n  {4}  {5} CNY\n"
    )
    parts = [
        opening("1000.00"),
        opening("500.00", FEES),
        opening("60.00", CASH),
        transfer.format(MAIN, "-400.00", 1, "600.00", ROAD, "400.00"),
        statement("2026-01", (1, 1), ("1000.00", "600.00")),
        statement("2026-01", (1, 0), ("500.00", "500.00"), FEES),
        transfer.replace("01-30", "02-01").format(FEES, "400.00", 1, "900.00", ROAD, "-400.00"),
        statement("2026-02", (2, 1), ("600.00", "600.00")),
        statement("2026-02", (1, 1), ("500.00", "900.00"), FEES),
        hand("2026-01-11", "-10.00", CASH),
        f"2026-02-01 balance {CASH}  50.00 CNY\n",
    ]
    found = sheets(book(parts))
    assert list(found) == ["基本户", "收费户", "在途资金", "现金"]
    assert found["收费户"].state == found["基本户"].state == "agrees"
    road = found["在途资金"]
    assert (road.state, said(road.unit_received)) == ("transit", [("2026-01-30", D("400.00"))])
    assert road.unit_received[0].cleared == datetime.date(2026, 2, 1)
    cash = found["现金"]
    assert (cash.state, cash.counted, cash.counted_on) == (
        "counted", D("50.00"), datetime.date(2026, 1, 31),
    )  # fmt: skip
    assert sheets(book(parts), FEBRUARY)["在途资金"].items == ()
    assert sheets(book(parts), FEBRUARY)["现金"].state == "uncounted"
    wrong = [*parts[:-1], f"2026-02-01 balance {CASH}  45.00 CNY\n"]
    assert sheets(book(wrong))["现金"].difference == D("-5.00")
    assert list(sheets(book(parts), only=FEES)) == ["收费户"]
    ids = [one.id for one in reconcile(book(parts), Registers(), JANUARY).accounts]
    assert ids == ["调1", "调2", "调3", "调4"]


amounts = st.integers(1, 9999).map(lambda fen: D(fen) / 100)
signed = st.tuples(amounts, st.booleans()).map(lambda one: one[0] if one[1] else -one[0])
moves = st.lists(
    st.tuples(st.integers(1, 59), signed, st.sampled_from(["both", "bank", "hand"])),
    max_size=14,
)


@settings(max_examples=120)
@given(moves, st.booleans())
def test_both_sides_are_equal_whenever_every_line_is_known(events, with_files):
    """Any mix of lines in the books, lines the books lack, and entries without a line."""
    start = datetime.date(2025, 12, 31)
    events = sorted(events, key=lambda one: one[0])
    parts, balance, number = [opening("1000.00")], D("1000.00"), 0
    first, opened, lines = {1: 1, 2: None}, {1: balance}, {1: [], 2: []}
    for offset, amount, kind in events:
        day = start + datetime.timedelta(days=offset)
        if kind == "hand":
            parts.append(hand(str(day), str(amount)))
            continue
        if day.month == 2 and first[2] is None:
            first[2], opened[2] = number + 1, balance
        number += 1
        balance += amount
        lines[day.month].append(Original(day, amount))
        if kind == "both":
            parts.append(line(str(day), number, str(amount), str(balance)))
    if first[2] is None:
        first[2], opened[2] = number + 1, balance
    parts.append(statement("2026-01", (1, first[2] - 1), ("1000.00", str(opened[2]))))
    parts.append(statement("2026-02", (first[2], number), (str(opened[2]), str(balance))))
    files = {f"statements/2026-0{month}-基本户.csv": found for month, found in lines.items()}
    books = book(parts)
    for period in (JANUARY, FEBRUARY):
        one = sheets(books, period, originals=files if with_files else {})["基本户"]
        assert one.difference == D("0.00"), one
        bank = opened[2] if period == JANUARY else balance
        assert one.statement == bank
        assert one.adjusted_statement == one.adjusted_book
        booked = (
            amount
            for offset, amount, kind in events
            if kind != "bank" and start + datetime.timedelta(days=offset) <= period.last
        )
        assert one.book == sum(booked, D("1000.00"))


def test_without_any_statement_nothing_is_called_in_transit():
    one = sheets(book([opening("1000.00"), hand("2026-01-05", "-20.00")]))["基本户"]
    assert (one.state, one.items, one.book) == ("no-statement", (), D("980.00"))
    assert one.remedy.startswith("本期没有对账单")
