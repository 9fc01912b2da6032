"""Ceilings by hand: paid, owed, agreed, extended, replaced; what closing is refused for."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from owners_ledger.commitments.ceilings import begin_of, ceilings, overruns
from owners_ledger.commitments.load import load_commitments
from owners_ledger.commitments.spending import spending
from owners_ledger.commitments.state import contract_states
from owners_ledger.periods import Period

WORKS = "Assets:30在建工程:01消防"
REPAIR = "Expenses:36维修"
RESOLVED = (
    '[[resolution]]\nnumber = "2026-01"\ndate = 2026-01-05\ntitle = "屋面"\nceiling = "1000.00"\n'
)
EXTENDED = '[[resolution]]\nnumber = "2026-02"\ndate = 2026-02-20\nceiling = "300.00"\nextends = "2026-01"\n'
REPLACED = '[[resolution]]\nnumber = "2026-02"\ndate = 2026-02-20\nceiling = "1250.00"\nreplaces = "2026-01"\n'
CONTRACT = """\
[[contract]]
code = "C-1"
supplier = "V-02"
account = "Assets:30在建工程:01消防"
resolution = "2026-01"
total = "900.00"
from = 2026-01-10
to = 2026-06-30
"""


def found(book, day: str = "2026-12-31"):
    books, known, last = book.load(), load_commitments(book.root), datetime.date.fromisoformat(day)
    spent = spending(books.transactions, books.chart, known)
    states = contract_states(known, spent, last, begin_of(books.transactions))
    return {
        one.resolution.number: (one.amount, one.spent, one.committed, one.left)
        for one in ceilings(known, spent, states, last)
    }


def yuan(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def test_paid_owed_and_agreed_lessen_what_is_left(book) -> None:
    book.write("ledger/resolutions.toml", RESOLVED)
    book.write("ledger/contracts.toml", CONTRACT)
    book.ledger(
        f"""
        2026-01-12 * "预付款"
          Assets:11库存现金  -200.00 CNY
          {WORKS}  200.00 CNY
            supplier: "V-02"

        2026-02-12 * "进度款，发票到了还没付"
          {WORKS}  300.00 CNY
          Liabilities:14应付账款  -300.00 CNY
            supplier: "V-02"

        2026-03-12 * "付了一部分"
          Assets:11库存现金  -120.00 CNY
          Liabilities:14应付账款  120.00 CNY
            supplier: "V-02"

        2026-03-15 * "另买一件，决议下没有合同"
          Assets:11库存现金  -40.00 CNY
          {REPAIR}  40.00 CNY
            resolution: "2026-01"

        2026-03-16 * "退回"
          Assets:11库存现金  15.00 CNY
          {REPAIR}  -15.00 CNY
            resolution: "2026-01"
        """
    )
    # paid 200 + 120 + 40 − 15 = 345; owed 300 − 120 = 180; of the contract 900 − 200 − 300 = 400.
    assert found(book) == {"2026-01": yuan("1000.00", "525.00", "400.00", "75.00")}
    # A month before the bill is paid the sum is the same; before the bill it is all still agreed.
    assert found(book, "2026-02-28") == {"2026-01": yuan("1000.00", "500.00", "400.00", "100.00")}
    assert found(book, "2026-01-31") == {"2026-01": yuan("1000.00", "200.00", "700.00", "100.00")}
    assert book.said("ceilings") == []


@pytest.mark.parametrize(
    ("more", "amount", "left"),
    [
        ("", "1000.00", "-100.00"),
        (EXTENDED, "1300.00", "200.00"),
        (REPLACED, "1250.00", "150.00"),
    ],
)
def test_a_further_resolution_raises_or_replaces(book, more, amount, left) -> None:
    book.write("ledger/resolutions.toml", RESOLVED + more)
    book.paid(
        ("2026-02-01", "700.00", REPAIR, "resolution 2026-01"),
        ("2026-02-25", "400.00", REPAIR, "resolution 2026-02" if more else "resolution 2026-01"),
    )
    assert found(book) == {"2026-01": yuan(amount, "1100.00", "0.00", left)}


def test_closing_is_refused_until_the_ceiling_is_raised(book) -> None:
    book.write("ledger/resolutions.toml", RESOLVED)
    book.paid(
        ("2026-01-20", "700.00", REPAIR, "resolution 2026-01"),
        ("2026-02-10", "300.01", REPAIR, "resolution 2026-01"),
        ("2026-02-11", "5.00", REPAIR, "resolution 2026-01"),
    )
    books = book.load()
    assert overruns(books, Period.parse("2026-01")) == ()
    (over,) = overruns(books, Period.parse("2026-02"))
    assert (over.over, over.by_spending) == (Decimal("5.01"), True)
    assert over.entry is not None
    assert over.entry.date == datetime.date(2026, 2, 10)
    assert book.said("ceilings") == [f"01-test.beancount:8 {over.said}"]
    assert "限额 1,000.00 元，已用 1,005.01 元，合同还要付 0.00 元，超出 5.01 元" in over.said
    book.write("ledger/resolutions.toml", RESOLVED + EXTENDED)
    assert overruns(books, Period.parse("2026-02")) == ()
    assert book.said("ceilings") == []
    # A resolution of March does not heal February.
    later = EXTENDED.replace("2026-02-20", "2026-03-20")
    book.write("ledger/resolutions.toml", RESOLVED + later)
    assert len(overruns(books, Period.parse("2026-02"))) == 1
    assert overruns(books, Period.parse("2026-03")) == ()


def test_a_contract_beyond_the_ceiling_is_an_overrun_before_it_is_paid(book) -> None:
    book.write("ledger/resolutions.toml", RESOLVED)
    book.write("ledger/contracts.toml", CONTRACT.replace("900.00", "1000.01"))
    book.paid(("2026-01-12", "0.01", WORKS, "contract C-1"))
    (over,) = overruns(book.load(), Period.parse("2026-01"))
    assert (over.over, over.by_spending, over.entry) == (Decimal("0.01"), False, None)
    assert book.said("ceilings") == [f"resolutions.toml:1 {over.said}"]


def test_resolutions_that_extend_each_other_end(book) -> None:
    book.write(
        "ledger/resolutions.toml",
        RESOLVED + 'extends = "2026-02"\n' + EXTENDED,
    )
    book.paid(("2026-02-01", "7000.00", REPAIR, "resolution 2026-01"))
    assert found(book) == {}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("", []),
        ('resolve-above = "500.00"\n', ["2026-03-01 支出 500.00 元（维修），没有决议"]),
        ('resolve-above = "500.01"\n', []),
        ('resolve-above = "500.00"\nresolve-not = ["维修"]\n', []),
        ('resolve-above = "很多"\n', ["resolve-above 写错了：“很多”不是金额（应如 1234.50）"]),
    ],
)
def test_large_spending_rests_on_a_resolution(book, rules, said) -> None:
    book.rules(rules)
    book.write("ledger/resolutions.toml", RESOLVED)
    book.write("ledger/contracts.toml", CONTRACT)
    book.ledger(
        f"""
        2026-03-01 * "两处维修，一次付"
          Assets:11库存现金  -500.00 CNY
          {REPAIR}  300.00 CNY
          Expenses:37屋面  200.00 CNY

        2026-03-02 * "按合同"
          Assets:11库存现金  -600.00 CNY
          {WORKS}  600.00 CNY
            supplier: "V-02"

        2026-03-03 * "引用决议"
          resolution: "2026-01"
          Assets:11库存现金  -100.00 CNY
          {REPAIR}  100.00 CNY
        """
    )
    assert [one.said for one in book.run("ceilings")] == said


@pytest.mark.parametrize(
    ("day", "flagged"),
    [("2026-01-31", True), ("2026-02-01", False), ("2026-04-30", False), ("2026-05-01", True)],
)
def test_spending_lies_in_the_term(book, day, flagged) -> None:
    book.write("ledger/resolutions.toml", RESOLVED + "from = 2026-02-01\nto = 2026-04-30\n")
    book.paid((day, "10.00", REPAIR, "resolution 2026-01"))
    assert bool(book.run("ceilings")) is flagged
