import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.rendering.carry import cell_lines, deal
from owners_ledger.reporting.model import Payment

DAY = datetime.date(2026, 3, 1)


def row(fen: int) -> Payment:
    return Payment(DAY, "1", "绿化", "补种", "业主", Decimal(fen) / 100, 0, "", flagged=False)


amounts = st.lists(st.integers(-(10**12), 10**12).map(row), max_size=200)


@given(amounts, st.floats(3, 60), st.integers(1, 5))
def test_rows_are_dealt_once_in_order_and_every_page_adds_up(rows, capacity, height):
    leaves = deal(rows, capacity, lambda _row: float(height))

    assert [r for leaf in leaves for r in leaf.rows] == rows
    assert [leaf.last for leaf in leaves] == [False] * (len(leaves) - 1) + [True] * bool(rows)
    into = out = Decimal(0)
    for place, leaf in enumerate(leaves):
        assert leaf.rows
        assert leaf.brought == ((into, out) if place else None)
        into += sum((r.amount for r in leaf.rows if r.amount > 0), Decimal(0))
        out -= sum((r.amount for r in leaf.rows if r.amount < 0), Decimal(0))
        assert leaf.carried == (into, out)
        assert len(leaf.rows) == 1 or len(leaf.rows) * height <= capacity


@given(st.integers(1, 300))
def test_the_last_page_is_no_page_of_two_lines(count):
    leaves = deal([row(1)] * count, 40.0, lambda _row: 1.0)
    assert len(leaves) == 1 or len(leaves[-1].rows) >= 10


def test_lines_of_a_cell():
    assert [
        cell_lines(text, 10.0) for text in ("", "十个汉字正好一行不断", "十一个汉字就要断成两行")
    ] == [1, 1, 2]
    assert cell_lines("汉" * 200, 11.4) >= 200 / 11
