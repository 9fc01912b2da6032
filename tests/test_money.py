"""Money is exact: the grammar, the split, the capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger import money

fen = st.integers(-(10**14), 10**14).map(lambda number: Decimal(number).scaleb(-2))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("0", "0.00"), ("12.5", "12.50"), ("-3560.50", "-3560.50"), ("+13.270", "13.27")],
)
def test_plain_amounts_are_whole_fen(text, amount):
    assert str(money.parse(text)) == amount


@pytest.mark.parametrize(
    "text",
    ["", "-", "1,000.00", "1_000", "１００", "٣", "1e3", "NaN", "Infinity", "0.001", "1/0", " 1",
     "1.00\n", "12345678901234", "--1", "1.2.3"],
)  # fmt: skip
def test_everything_else_is_refused(text):
    with pytest.raises(money.AmountError, match="不是金额"):
        money.parse(text)


@given(fen, st.lists(st.integers(0, 10**6).map(Decimal), min_size=1, max_size=40))
def test_a_split_sums_to_its_whole_and_no_part_is_off_by_a_fen(amount, weights):
    if not any(weights):
        weights = [*weights, Decimal(1)]
    parts = money.split(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / whole) < Decimal("0.010001")


@given(fen, st.permutations([Decimal(80), Decimal("61.5"), Decimal(7), Decimal("99.25")]))
def test_the_order_of_distinct_weights_changes_nothing(amount, weights):
    shares = dict(zip(weights, money.split(amount, weights), strict=True))
    usual = sorted(weights)
    assert shares == dict(zip(usual, money.split(amount, usual), strict=True))


# Worked by hand after 会计基础工作规范 art. 52.
@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("10.00", "壹拾元整"),
        ("1020.50", "壹仟零贰拾元伍角整"),
        ("409.50", "肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.02", "壹仟陆佰捌拾元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100010001.01", "壹亿零壹万零壹元零壹分"),
        ("427357.68", "肆拾贰万柒仟叁佰伍拾柒元陆角捌分"),
        ("-15.00", "负壹拾伍元整"),
    ],
)
def test_capitals(amount, words):
    assert money.capitals(Decimal(amount)) == words


def test_shown_with_separators_and_a_true_minus():
    assert money.show(Decimal("-1234567.80")) == "−1,234,567.80"
