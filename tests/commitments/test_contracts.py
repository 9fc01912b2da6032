"""What a contract asks for, what is paid of it, and what is not guessed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.commitments.ceilings import begin_of
from owners_ledger.commitments.contracts import months_after, schedule
from owners_ledger.commitments.load import load_commitments
from owners_ledger.commitments.model import Contract, Instalment
from owners_ledger.commitments.spending import spending
from owners_ledger.commitments.state import contract_ends, contract_states, settle
from owners_ledger.config import ConfigError

GREEN = "Expenses:33绿化"
MONTHLY = """\
[[contract]]
code = "{code}"
supplier = "V-01"
about = "绿化"
account = "Expenses:33绿化"
amount = "100.00"
every = "月"
first-due = 2026-01-15
from = {start}
to = {end}
"""


def states(book, day: str):
    books, known = book.load(), load_commitments(book.root)
    spent = spending(books.transactions, books.chart, known)
    last = datetime.date.fromisoformat(day)
    return {
        one.contract.code: one
        for one in contract_states(known, spent, last, begin_of(books.transactions))
    }


def test_what_comes_round_is_due_by_month_and_settled_from_the_first(book) -> None:
    text = MONTHLY.format(code="C-1", start="2026-01-01", end="2027-02-28")
    book.write("ledger/contracts.toml", text)
    book.paid(
        ("2026-01-16", "100.00", GREEN, "supplier V-01"),
        ("2026-02-16", "150.00", GREEN, "contract C-1"),
        ("2026-03-16", "70.00", GREEN, ""),
    )
    one = states(book, "2026-03-31")["C-1"]
    # Fourteen payments of 100: twelve this year, two next; the 70 name nobody.
    assert (one.paid, one.this_year, one.after) == (
        Decimal("250.00"),
        Decimal("950.00"),
        Decimal("200.00"),
    )
    assert [part.left for part in one.parts[:4]] == [*map(Decimal, ("0", "0", "50", "100"))]
    assert states(book, "2026-01-31")["C-1"].paid == Decimal("100.00")


def test_two_contracts_that_would_do_get_nothing(book) -> None:
    first = MONTHLY.format(code="C-1", start="2026-01-01", end="2026-12-31")
    second = MONTHLY.format(code="C-2", start="2026-03-01", end="2026-12-31")
    book.write("ledger/contracts.toml", f"{first}\n{second}")
    book.paid(
        ("2026-02-16", "100.00", GREEN, "supplier V-01"),
        ("2026-03-16", "100.00", GREEN, "supplier V-01"),
        ("2026-04-16", "100.00", GREEN, "supplier V-01, contract C-2"),
    )
    found = states(book, "2026-04-30")
    assert {code: one.paid for code, one in found.items()} == {
        "C-1": Decimal("100.00"),
        "C-2": Decimal("100.00"),
    }
    assert book.said("contracts") == [
        "01-test.beancount:8 2026-03-16 的 100.00 元，C-1、C-2 几份合同都对得上，没有计入"
    ]


def test_payments_before_the_books_are_not_asked_again(book) -> None:
    text = MONTHLY.format(code="C-1", start="2025-01-01", end="2026-12-31")
    book.write("ledger/contracts.toml", text.replace("2026-01-15", "2025-01-15"))
    book.ledger('2026-03-01 * "x"\n  Assets:11库存现金  -1.00 CNY\n  Expenses:36维修  1.00 CNY')
    assert states(book, "2026-03-31")["C-1"].this_year == Decimal("1000.00")  # March to December


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ('account = "Expenses:33绿化"', 'account = "Expenses:99"'),
            "科目 Expenses:99 不在科目表里",
        ),
        (('supplier = "V-01"', 'supplier = "V-99"'), "供应商 V-99 不在登记簿里"),
        (('about = "绿化"', 'project = "P-9"'), "工程 P-9 不在 projects.toml 里"),
    ],
)
def test_what_a_contract_names_exists(book, change, words) -> None:
    text = MONTHLY.format(code="C-1", start="2026-01-01", end="2026-12-31")
    book.write("ledger/contracts.toml", text)
    assert book.said("contracts") == []
    book.write("ledger/contracts.toml", text.replace(*change))
    (said,) = book.said("contracts")
    assert said.startswith("contracts.toml:1 ")
    assert words in said


def test_payments_name_a_contract_that_runs_and_do_not_exceed_it(book) -> None:
    book.write(
        "ledger/contracts.toml",
        '[[contract]]\ncode = "C-1"\naccount = "Expenses:33绿化"\ntotal = "100.00"\n'
        "from = 2026-02-01\nto = 2026-12-31\n",
    )
    book.paid(
        ("2026-01-16", "40.00", GREEN, "contract C-1"),
        ("2026-02-16", "60.00", GREEN, "contract C-1"),
    )
    assert book.said("contracts") == [
        "01-test.beancount:3 2026-01-16 付 40.00 元，合同 C-1 从 2026-02-01 才开始"
    ]
    book.paid(
        ("2026-02-16", "60.00", GREEN, "contract C-1"),
        ("2026-03-16", "40.01", GREEN, "contract C-1"),
        ("2026-03-17", "1.00", GREEN, "contract C-7"),
    )
    assert book.said("contracts") == [
        "01-test.beancount:13 2026-03-17 的一笔账引用了没有的合同 C-7",
        "01-test.beancount:8 合同 C-1 总价 100.00 元，已付（含应付）多出 0.01 元",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('total = "10.00"\namount = "1.00"\n', "写其中一个"),
        ('amount = "1.00"\n', "every"),
        ('total = "10"\nto = 2025-12-31\n', "to 早于 from"),
        ('total = "0"\n', "大于零"),
        (
            'total = "10"\n[[contract.instalment]]\ndue = 2026-02-01\namount = "9.99"\n',
            "合计 9.99，总价 10.00",
        ),
        ("total = 1e400\n", "不是金额"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_with_its_line(book, text, words) -> None:
    head = '# 合同\n\n[[contract]]\ncode = "C-1"\naccount = "Expenses:33绿化"\nfrom = 2026-01-01\n'
    book.write("ledger/contracts.toml", head + text)
    with pytest.raises(ConfigError, match=words) as refused:
        load_commitments(book.root)
    assert (refused.value.file, refused.value.line) == (
        str(book.root / "ledger/contracts.toml"),
        3,
    )
    (said,) = book.run("resolutions")
    assert (said.severity, said.source["lineno"]) == ("error", 3)


def test_what_ends_soon(book) -> None:
    texts = [
        MONTHLY.format(code=code, start="2025-01-01", end=end)
        for code, end in (("C-1", "2026-05-30"), ("C-2", "2026-05-31"), ("C-3", "2026-03-31"))
    ]
    book.write("ledger/contracts.toml", "\n".join(texts))
    found = contract_ends(load_commitments(book.root), datetime.date(2026, 3, 31))
    assert [(one.code, one.day.isoformat(), one.line) for one in found] == [
        ("C-3", "2026-03-31", 23),
        ("C-1", "2026-05-30", 1),
    ]


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 1, 1)),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_months_go_on_from_the_first_day_and_keep_their_order(day, one, more) -> None:
    near, far = months_after(day, one), months_after(day, one + more)
    assert (far.year * 12 + far.month) - (near.year * 12 + near.month) == more
    assert near.day == day.day or (near + datetime.timedelta(days=1)).day == 1


@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=8),
    st.integers(0, 10**10),
)
def test_instalments_are_the_contract_whatever_was_paid(fen, paid) -> None:
    first = datetime.date(2026, 1, 1)
    parts = tuple(
        Instalment(months_after(first, number), Decimal(amount).scaleb(-2))
        for number, amount in enumerate(fen)
    )
    total = Decimal(sum(fen)).scaleb(-2)
    contract = Contract(
        *("C-1", "", "", "Expenses:33绿化", "", ""), total, None, 0, None, parts, first, None
    )
    settled = settle(schedule(contract, first), Decimal(paid).scaleb(-2))
    assert sum(one.instalment.amount for one in settled) == total
    assert sum(one.left for one in settled) == max(total - Decimal(paid).scaleb(-2), 0)
    assert all(0 <= one.settled <= one.instalment.amount for one in settled)
