"""The funds' statements: whatever is booked, they add up to the book and to the bank."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from beanquery import query
from fund_book import BANK, OWN, Book, entry
from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.books.load import Books, load_books
from owners_ledger.funds import Funds, fund_of, restricted, statements
from owners_ledger.periods import Period
from owners_ledger.reporting.funds import funds_of

ROOT = Path(__file__).parents[2]
ZERO = Decimal("0.00")
DUE, TRANSFER, SETTLE = "Equity:21资金往来", "Equity:20资金划转", "Equity:22资金结转"
FUND_NAMES = ("公共收益", "物业费", "押金代管", "维修资金")
ACCOUNTS = {
    "Assets:20应收款:01物业费": "物业费",
    "Assets:20应收款:02租金": "公共收益",
    "Liabilities:14应付账款": "物业费",
    "Liabilities:20押金": "押金代管",
    "Liabilities:29待核实款项": "待划分",
    "Income:10物业服务费": "物业费",
    "Income:20公共收益": "公共收益",
    "Expenses:30保洁": "物业费",
    "Expenses:40出租成本": "公共收益",
    "Expenses:50维修": "维修资金",
    OWN: "维修资金",
}
amounts = st.integers(-1_000_000, 1_000_000).map(lambda fen: Decimal(fen).scaleb(-2))
legs = st.lists(
    st.tuples(st.sampled_from(sorted(ACCOUNTS)), amounts, st.sampled_from(("", *FUND_NAMES))),
    min_size=1,
    max_size=4,
)
pairs = st.lists(
    st.tuples(st.sampled_from((DUE, TRANSFER)), st.permutations(FUND_NAMES), amounts), max_size=2
)
transactions = st.lists(
    st.tuples(st.dates(datetime.date(2024, 12, 1), datetime.date(2025, 6, 30)), legs, pairs),
    max_size=12,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> tuple[Books, Funds]:
    made = Book(tmp_path_factory.mktemp("empty"))
    books = load_books(made.root)
    assert books.errors == []
    return books, funds_of(books)


def posting(account: str, amount: Decimal, fund: str = "") -> data.Posting:
    meta = {"fund": fund} if fund and account != OWN else None
    return data.Posting(account, Amount(amount, "CNY"), None, None, None, meta)


def transaction(day: datetime.date, postings: list[data.Posting]) -> data.Transaction:
    rest = -sum((one.units.number for one in postings), ZERO)
    return data.Transaction(
        {}, day, "*", None, "", frozenset(), frozenset(), [*postings, posting(BANK, rest)]
    )


@settings(max_examples=200, deadline=None)
@given(drawn=transactions)
def test_funds_sum_to_the_book_and_their_money_to_the_bank(empty, drawn) -> None:
    books, funds = empty
    made = [
        transaction(
            day,
            [
                *(posting(*leg) for leg in some),
                *(
                    posting(account, sign * amount, fund)
                    for account, order, amount in several
                    for sign, fund in zip((1, -1), order, strict=False)
                ),
            ],
        )
        for day, some, several in sorted(drawn, key=lambda one: one[0])
    ]
    opens = [one for one in books.entries if isinstance(one, data.Open)]
    whole_book = Books(books.root, books.committee, [*opens, *made], [], books.options)
    period = Period(2025, 1, 3)
    found, whole = statements(whole_book, funds, period)

    money: dict[str, Decimal] = defaultdict(lambda: ZERO)
    bank = own = ZERO
    for one in made:
        if one.date > period.last:
            continue
        for leg in one.postings:
            number = leg.units.number
            if leg.account == BANK:
                bank += number
            elif leg.account == OWN:
                own += number
            else:
                fund = (leg.meta or {}).get("fund") or ACCOUNTS[leg.account]
                money[fund] -= number
    assert whole.money == bank + own
    assert {one.fund: one.money for one in found if one.money} == {
        fund: amount for fund, amount in money.items() if amount
    }
    for one in found:
        assert one.closing == (
            one.opening
            + sum((line.amount for line in one.income), ZERO)
            - sum((line.amount for line in one.spending), ZERO)
            + sum((move.amount for move in one.transfers_in), ZERO)
            - sum((move.amount for move in one.transfers_out), ZERO)
        )
        assert one.closing == (
            one.money
            + one.receivables
            + one.other_assets
            + one.due_from
            - one.payables
            - one.due_to
        )
        assert sum((place.amount for place in one.places), ZERO) == one.money
    for name in ("opening", "income_total", "spending_total", "closing", "money", "payables"):
        assert sum((getattr(one, name) for one in found), ZERO) == getattr(whole, name), name


def test_by_hand(book: Book) -> None:
    """A quarter small enough to reckon on paper."""
    decided = 'resolution: "2025-01"'
    books = book.enter(
        entry(
            ("Assets:20应收款:01物业费", "90.00"),
            ("Income:10物业服务费", "-90.00"),
            day="2025-01-10",
        ),
        entry((BANK, "60.00"), ("Assets:20应收款:01物业费", "-60.00"), day="2025-01-20"),
        entry((BANK, "-280.00"), ("Expenses:30保洁", "280.00"), day="2025-02-01"),
        entry(
            (TRANSFER, "100.00", "公共收益"),
            (TRANSFER, "-100.00", "物业费"),
            day="2025-02-02",
            meta=decided,
        ),
        entry(
            (DUE, "40.00", "公共收益"), (DUE, "-40.00", "物业费"), day="2025-02-03", meta=decided
        ),
        entry(
            *(("Liabilities:20押金", "30.00"), ("Income:20公共收益", "-30.00")),
            *((SETTLE, "-30.00", "押金代管"), (SETTLE, "30.00", "公共收益")),
            day="2025-03-03",
            meta=decided,
        ),
    )
    found, whole = statements(books, funds_of(books), Period(2025, 1, 3))
    by_name = {one.fund: one for one in found}
    fee, public, held = (by_name[name] for name in ("物业费", "公共收益", "押金代管"))
    assert (fee.opening, fee.income_total, fee.spending_total) == (200, 90, 280)
    assert (fee.transfers_in_total, fee.closing, fee.money, fee.due_to) == (100, 110, 120, 40)
    assert (fee.money_opening, fee.money_in, fee.money_out) == (200, 200, 280)
    assert (fee.lowest, fee.lowest_on) == (Decimal("-20.00"), datetime.date(2025, 2, 1))
    assert (public.opening, public.income_total, public.transfers_out_total) == (500, 30, 100)
    assert (public.closing, public.money, public.due_from) == (430, 390, 40)
    assert (held.opening, held.closing, held.money, held.payables) == (0, 0, 270, 270)
    assert whole.money == 780
    (move,) = fee.transfers_in
    assert (move.other, move.resolution, move.date) == (
        "公共收益",
        "2025-01",
        datetime.date(2025, 2, 2),
    )


@pytest.fixture(scope="module")
def sample() -> Books:
    return load_books(ROOT)


def test_the_sample_recomputed_by_query(sample: Books) -> None:
    funds = funds_of(sample)
    found, _whole = statements(sample, funds, Period(2025, 10, 3))

    def asked(where: str) -> dict[str, Decimal]:
        text = (
            "SELECT fund, sum(number) WHERE date >= 2025-10-01 AND date < 2026-01-01 AND "
            f"{where} GROUP BY fund"
        ).replace("fund", "getitem(open_meta(account), 'fund')")
        _types, rows = query.run_query(sample.entries, sample.options, text)
        return {str(fund): number for fund, number in rows if number}

    spent = asked("account ~ '^Expenses:'")
    earned = asked("account ~ '^Income:'")
    assert {one.fund: one.spending_total for one in found if one.spending_total} == spent
    assert {one.fund: -one.income_total for one in found if one.income_total} == earned
    assert {"公共收益", "物业费"} <= spent.keys() & earned.keys()


def test_the_sample_s_funds_never_borrow_and_deposits_are_all_there(sample: Books) -> None:
    funds = funds_of(sample)
    for quarter in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"):
        found, _whole = statements(sample, funds, Period.parse(quarter))
        assert [one.fund for one in found if one.lowest_on] == []
        held = next(one for one in found if one.kind == "deposits")
        assert held.money == held.payables
        assert held.closing == 0


def test_whose_a_posting_is_and_whether_it_is_restricted(sample: Books) -> None:
    funds = funds_of(sample)
    grants = [
        (fund_of(funds, leg, one), restricted(funds, leg, one))
        for one in sample.transactions
        for leg in one.postings
        if "补助" in leg.account
    ]
    assert set(grants) == {("消防改造", True)}
    wages = next(
        leg for one in sample.transactions for leg in one.postings if ":22秩序维护" in leg.account
    )
    assert (fund_of(funds, wages), restricted(funds, wages)) == ("物业费", False)
