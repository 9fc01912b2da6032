"""Every bank line exactly once: what is dropped, doubled, swapped or edited is found."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from checked_book import COMMITTEE
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from owners_ledger.books.bank_entries import (
    OPENING,
    BankPosting,
    Leg,
    bank_transaction,
    statement_fact,
)
from owners_ledger.checks import bank_complete
from owners_ledger.checks.facts import gather
from owners_ledger.checks.problem import run

CHECK = "bank_complete"
CHECKS = {CHECK: bank_complete.check}
BANK = "Assets:10银行存款:01基本户"
OTHER = "Assets:20应收款:01物业费"
START = datetime.date(2026, 1, 1)
MONTH = datetime.timedelta(days=28)


@dataclass(frozen=True)
class Line:
    number: int
    amount: Decimal
    balance: Decimal | None
    date: datetime.date

    def entry(self):
        bank = BankPosting(
            BANK, self.amount, f"01/S{self.number}", self.number, self.balance, None, None, None
        )
        return bank_transaction(
            self.date, bank, [Leg(OTHER, -self.amount)], payee="", narration="流水", certain=True
        )


@dataclass(frozen=True)
class History:
    opening: Decimal
    statements: tuple[tuple[Line, ...], ...]

    @property
    def lines(self):
        return [line for statement in self.statements for line in statement]

    def facts(self):
        number, closing = 1, self.opening
        for month, lines in enumerate(self.statements):
            opening, closing = closing, closing + sum((line.amount for line in lines), Decimal(0))
            first = START + month * MONTH
            fact = statement_fact(
                BANK, file=f"statements/{month}.csv", sha256="0" * 64, first_date=first,
                last_date=first + MONTH - datetime.timedelta(days=1), first_no=number,
                last_no=number + len(lines) - 1, opening=opening, closing=closing,
            )  # fmt: skip
            yield fact._replace(meta=fact.meta | {"filename": "s.beancount", "lineno": month})
            number += len(lines)


def opening_entry(amount):
    bank = BankPosting(BANK, amount, "x", 1, None, None, None, None)
    entry = bank_transaction(
        START, bank, [Leg(OPENING, -amount)], payee="", narration="期初", certain=True
    )
    first, second = entry.postings
    return entry._replace(postings=[first._replace(meta=None), second])


@st.composite
def histories(draw, least=1):
    fen = st.integers(-(10**7), 10**7).filter(bool).map(lambda cents: Decimal(cents) / 100)
    opening = balance = draw(fen).copy_abs()
    number, statements = 0, []
    for month, count in enumerate(draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))):
        days = sorted(draw(st.lists(st.integers(0, 27), min_size=count, max_size=count)))
        lines = []
        for day in days:
            number += 1
            amount = draw(fen)
            balance += amount
            lines.append(
                Line(number, amount, balance, START + month * MONTH + datetime.timedelta(days=day))
            )
        statements.append(tuple(lines))
    assume(number >= least)
    return History(opening, tuple(statements))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")
    (root / "ledger").mkdir()
    (root / "ledger" / "committee.toml").write_text(COMMITTEE, encoding="utf-8")
    return root


def problems(root, history, lines=None):
    entries = [
        opening_entry(history.opening),
        *(line.entry() for line in (history.lines if lines is None else lines)),
        *history.facts(),
    ]
    facts = gather(entries, {"filename": str(root / "ledger" / "main.beancount")})
    return run(CHECKS, facts)


@settings(deadline=None)
@given(history=histories(least=0), data=st.data())
def test_a_whole_history_has_no_findings_in_any_order_of_the_file(root, history, data):
    assert problems(root, history) == []
    assert problems(root, history, data.draw(st.permutations(history.lines))) == []


@settings(deadline=None)
@given(history=histories(), data=st.data())
def test_a_dropped_line_is_found(root, history, data):
    lost = data.draw(st.sampled_from(history.lines))
    assert problems(root, history, [line for line in history.lines if line is not lost])


@settings(deadline=None)
@given(history=histories(least=2), data=st.data())
def test_any_dropped_lines_are_found(root, history, data):
    kept = data.draw(
        st.lists(st.sampled_from(history.lines), unique=True, max_size=len(history.lines) - 1)
    )
    assert problems(root, history, kept)


@settings(deadline=None)
@given(history=histories(), data=st.data(), number=st.integers(1, 30))
def test_a_doubled_line_is_found_under_any_number(root, history, data, number):
    line = data.draw(st.sampled_from(history.lines))
    assert problems(root, history, [*history.lines, line])
    assert problems(root, history, [*history.lines, replace(line, number=number)])


@settings(deadline=None)
@given(history=histories(least=2), data=st.data())
def test_swapped_lines_are_found(root, history, data):
    one, other = data.draw(
        st.lists(st.sampled_from(history.lines), min_size=2, max_size=2, unique=True)
    )
    # Equal amounts with equal balances are the same line but for the number.
    assume((one.amount, one.balance) != (other.amount, other.balance))
    swapped = [replace(one, number=other.number), replace(other, number=one.number)]
    assert problems(
        root, history, [line for line in history.lines if line not in (one, other)] + swapped
    )


@settings(deadline=None)
@given(
    history=histories(),
    data=st.data(),
    change=st.sampled_from(["amount", "balance", "no balance", "number", "before", "after"]),
    fen=st.integers(-(10**6), 10**6).filter(bool),
)
def test_an_edited_line_is_found(root, history, data, change, fen):
    line = data.draw(st.sampled_from(history.lines))
    edited = {
        "amount": lambda: replace(line, amount=line.amount + Decimal(fen) / 100),
        "balance": lambda: replace(line, balance=line.balance + Decimal(fen) / 100),
        "no balance": lambda: replace(line, balance=None),
        "number": lambda: replace(line, number=line.number + fen),
        "before": lambda: replace(line, date=START - datetime.timedelta(days=1)),
        "after": lambda: replace(line, date=START + 4 * MONTH),
    }[change]()
    if change == "no balance":
        # Alone in its statement, a line without balance is one of a bank that gives none.
        assume(any(line in lines and len(lines) > 1 for lines in history.statements))
    assert problems(root, history, [edited if one is line else one for one in history.lines])


@settings(deadline=None)
@given(history=histories(), data=st.data())
def test_an_edited_statement_is_found(root, history, data):
    keys = ["first-no", "last-no", "opening", "closing"]
    key, delta = data.draw(st.sampled_from(keys)), data.draw(st.sampled_from([-1, 1]))
    facts = list(history.facts())
    place = data.draw(st.integers(0, len(facts) - 1))
    fact = facts[place]
    facts[place] = fact._replace(meta=fact.meta | {key: fact.meta[key] + delta})
    entries = [opening_entry(history.opening), *(line.entry() for line in history.lines), *facts]
    assert run(CHECKS, gather(entries, {"filename": str(root / "ledger" / "main.beancount")}))


BOOK = """
2025-12-31 * "期初余额"
  Assets:10银行存款:01基本户  1000.00 CNY
  Equity:10期初净资产        -1000.00 CNY

2026-01-05 * "1-1-101" "物业费"
  Assets:10银行存款:01基本户  80.00 CNY
    bank-ref: "01/S1"
    bank-no: 1
    bank-balance: 1080.00
  Assets:20应收款:01物业费   -80.00 CNY

2026-01-31 custom "bank-statement" Assets:10银行存款:01基本户
  file: "statements/a.csv"
  sha256: "00"
  first-date: 2026-01-01
  last-date: 2026-01-31
  first-no: 1
  last-no: 1
  opening: 1000.00
  closing: 1080.00
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("80.00 CNY", "85.00 CNY", 6, "1080.00"),
        ("    bank-no: 1\n", "", 6, "bank-no"),
        ("    bank-no: 1\n", "    bank-no: 1.5\n", 6, "bank-no"),
        ("  closing: 1080.00", "  closing: 1090.00", 12, "1090.00"),
        ("  last-no: 1\n", "", 12, "last-no"),
        ("  last-no: 1\n", "  last-no: 99999999999\n", 12, "2"),
        ("1000.00 CNY\n  Equity:10期初净资产        -1000.00", "900.00 CNY\n  Equity:10期初净资产        -900.00", 6, "980.00"),
        ('bank-statement" Assets:10银行存款:01', 'bank-statement" Assets:11库存现金 ; ', 12, "库存现金"),
    ],
)  # fmt: skip
def test_the_finding_stands_at_the_line_and_says_what(book, old, new, line, said):
    book.ledger(BOOK)
    assert book.run(CHECK) == []
    assert old in BOOK
    book.ledger(BOOK.replace(old, new))
    errors = book.run(CHECK)
    assert line in [error.source["lineno"] for error in errors]
    assert any(said in error.said for error in errors)
    assert all(error.severity == "error" and error.remedy for error in errors)


def test_lines_of_a_bank_without_balances_must_sum_to_the_closing(book):
    text = BOOK.replace("    bank-balance: 1080.00\n", "")
    book.ledger(text)
    assert book.run(CHECK) == []
    book.ledger(text.replace("80.00 CNY", "85.00 CNY"))
    (error,) = book.run(CHECK)
    assert "1085.00" in error.said


def test_lines_after_the_last_statement_are_one_finding(book):
    late = "".join(
        f"""
2026-02-0{day} * "1-1-101" "物业费"
  Assets:10银行存款:01基本户  80.00 CNY
    bank-ref: "01/S{day + 1}"
    bank-no: {day + 1}
    bank-balance: {1080 + 80 * day}.00
  Assets:20应收款:01物业费   -80.00 CNY
"""
        for day in (1, 2, 3)
    )
    book.ledger(BOOK + late)
    (error,) = book.run(CHECK)
    assert "第 2 笔起共 3 笔" in error.said


def test_dates_against_the_order_of_the_balance_are_a_warning(book):
    second = """
2026-01-04 * "1-1-101" "物业费"
  Assets:10银行存款:01基本户  80.00 CNY
    bank-ref: "01/S2"
    bank-no: 2
    bank-balance: 1160.00
  Assets:20应收款:01物业费   -80.00 CNY
"""
    book.ledger(
        BOOK.replace("last-no: 1", "last-no: 2").replace("closing: 1080", "closing: 1160") + second
    )
    (error,) = book.run(CHECK)
    assert (error.severity, error.source["lineno"]) == ("warning", 23)
