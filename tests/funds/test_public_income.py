"""Gross less reasonable direct cost is net; what the maintenance fund is owed of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fund_book import BANK, Book, entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from owners_ledger.duties.profile import Share, Source
from owners_ledger.periods import Period
from owners_ledger.reporting.funds import funds_of
from owners_ledger.reporting.funds_model import PublicIncome
from owners_ledger.reporting.public_income import public_income

RENT, DUE = "Income:20公共收益", "Assets:20应收款:02租金"
COST, PAID = "Expenses:40出租成本", "Expenses:60补充专项维修资金"
HALF = Share(Decimal(50), "net", "quarter", "", "", False, Source("规定", "法条", "某市"), "")
YEAR = Period(2025, 1, 12)


def income(
    book: Book, *entries: str, rule: Share | None = HALF, period: Period = YEAR
) -> PublicIncome:
    books = book.enter(*entries)
    found = public_income(books, funds_of(books), period, rule, Decimal("800.00"))
    assert found is not None
    return found


def test_earned_received_cost_and_net(book: Book) -> None:
    found = income(
        book,
        entry((DUE, "1000.00"), (RENT, "-1000.00"), day="2025-03-01"),
        entry((BANK, "700.00"), (DUE, "-700.00"), day="2025-03-05"),
        entry((COST, "100.01"), (BANK, "-100.01"), day="2025-03-06"),
        entry((PAID, "300.00"), (BANK, "-300.00"), day="2025-04-01"),
    )
    (let,) = found.businesses
    assert (let.business, let.gross, let.received) == ("出租", 1000, 700)
    # 60 % of 100.01 is 60.006: 60.01, the other part of the account 40.00.
    assert [(one.line, one.amount, one.fund) for one in let.costs] == [
        ("出租成本", Decimal("60.01"), "公共收益")
    ]
    assert (found.gross, found.cost, found.net) == (1000, Decimal("60.01"), Decimal("939.99"))
    assert found.share is not None
    # Half of 939.99 is 469.995, to the fen 470.00.
    assert (found.share.owed, found.share.paid, found.share.still_owed) == (470, 300, 170)


def test_a_posting_s_own_mark_comes_before_its_account_s(book: Book) -> None:
    repair = entry(("Expenses:50维修", "80.00", "公共收益"), (BANK, "-80.00"))
    marked = repair.replace('    fund: "公共收益"', '    fund: "公共收益"\n    cost-of: "出租"')
    whole = entry((COST, "50.00"), (BANK, "-50.00")).replace(
        f"  {COST}  50.00 CNY", f'  {COST}  50.00 CNY\n    cost-of: "出租"'
    )
    found = income(book, repair, marked, whole, rule=None)
    assert found.cost == 130
    assert found.share is None


@pytest.mark.parametrize(
    ("of", "percent", "owed"),
    [("balance", "50", "400.00"), ("net", "30", "0.00"), ("net", None, None)],
)
def test_the_rule_says_of_what(book: Book, of: str, percent: str | None, owed: str | None) -> None:
    rule = Share(percent and Decimal(percent), of, "", "", "", False, HALF.source, "")
    found = income(book, entry((COST, "9.00"), (BANK, "-9.00")), rule=rule)
    assert found.share is not None
    assert found.share.owed == (None if owed is None else Decimal(owed))


def test_only_the_period_s_and_the_year_s(book: Book) -> None:
    found = income(
        book,
        *(
            entry((BANK, "10.00"), (RENT, "-10.00"), day=day)
            for day in ("2025-01-05", "2025-05-05")
        ),
        entry((BANK, "10.00"), (RENT, "-10.00"), day="2025-07-01"),
        period=Period(2025, 4, 3),
    )
    assert (found.gross, found.year_gross, found.year_net) == (10, 20, 20)


costs = st.lists(
    st.tuples(
        st.integers(-99_999, 99_999).filter(bool),
        st.sampled_from(("", "出租", "出租 33%，其他 67%", "出租 0.5%；其他 99.5%")),
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(costs=costs, rents=st.lists(st.integers(1, 999_999), max_size=4))
def test_gross_less_cost_is_net(book: Book, costs, rents) -> None:
    entries = [entry((BANK, f"{fen / 100:.2f}"), (RENT, f"-{fen / 100:.2f}")) for fen in rents]
    for fen, mark in costs:
        text = f"{Decimal(fen).scaleb(-2)}"
        made = entry((COST, text), (BANK, f"{Decimal(-fen).scaleb(-2)}"))
        said = f'\n    cost-of: "{mark}"' if mark else ""
        entries.append(made.replace(f"  {COST}  {text} CNY", f"  {COST}  {text} CNY{said}"))
    found = income(book, *entries, rule=None)
    assert found.gross == Decimal(sum(rents)).scaleb(-2)
    assert (
        found.gross - found.cost
        == found.net
        == sum((one.net for one in found.businesses), Decimal(0))
    )
    assert found.net == found.year_net
    shares = {
        "": 60,
        "出租": 100,
        "出租 33%，其他 67%": 33,
        "出租 0.5%；其他 99.5%": Decimal("0.5"),
    }
    exact = sum((Decimal(fen) * shares[mark] for fen, mark in costs), Decimal(0)) / 10000
    assert abs(found.cost - exact) < Decimal("0.05")
