"""Art. 278: what a vote must reach, by heads and by area; what cannot be."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger import duties
from owners_ledger.checks.resolutions import check_contents
from owners_ledger.commitments.majority import impossible, majority, shortfalls
from owners_ledger.commitments.model import Side, Vote
from owners_ledger.rates import load_rates

DAY = datetime.date(2026, 3, 1)
RATES = load_rates(None)
RULE = partial(duties.majority, duties.load_profile(None))


def vote(*numbers: int | str) -> Vote:
    heads, area, took, took_area, agreed, agreed_area = numbers
    return Vote(
        Side(int(heads), Decimal(area)),
        Side(int(took), Decimal(took_area)),
        Side(int(agreed), Decimal(agreed_area)),
    )


@pytest.mark.parametrize(
    ("matter", "numbers", "missed"),
    [
        # Exactly two thirds take part; one more than half of them agree.
        ("其他重大事项", (90, 9000, 60, 6000, 31, "3000.01"), []),
        # "Over half" is not half.
        ("其他重大事项", (90, 9000, 60, 6000, 30, "3000.01"), ["同意人数"]),
        ("使用维修资金", (90, 9000, 60, 6000, 31, 3000), ["同意面积"]),
        # Exactly three quarters are enough where "three quarters and more" is asked.
        ("改建重建", (90, 9000, 60, 6000, 45, 4500), []),
        ("改建重建", (90, 9000, 60, 6000, 44, "4499.99"), ["同意人数", "同意面积"]),
        ("共有部分经营", (90, 9000, 59, "5999.99", 59, 5999), ["参与表决人数", "参与表决面积"]),
        ("筹集维修资金", (3, 300, 2, 200, 2, 200), []),
    ],
)
def test_heads_and_area_each_reach_what_the_matter_needs(matter, numbers, missed) -> None:
    rule = majority(RATES, matter, DAY, RULE)
    assert rule is not None
    assert [one.what for one in shortfalls(vote(*numbers), rule)] == missed


def test_before_the_civil_code_nothing_is_judged() -> None:
    assert majority(RATES, "改建重建", datetime.date(2020, 12, 31), RULE) is None


@given(st.integers(1, 900), st.integers(0, 900), st.integers(0, 900))
def test_three_quarters_are_counted_without_rounding(owners: int, took: int, agreed: int) -> None:
    took, agreed = min(took, owners), min(agreed, took, owners)
    rule = majority(RATES, "改建重建", DAY, RULE)
    assert rule is not None
    reached = 3 * took >= 2 * owners and 4 * agreed >= 3 * took
    found = shortfalls(vote(owners, owners, took, took, agreed, agreed), rule)
    assert (not found) == reached
    for one in found:
        share = Fraction(one.part) / Fraction(one.whole) if one.whole else Fraction(0)
        assert share < one.need.share


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((90, 9000, 91, 6000, 31, 3000), "参与表决 91 人，多于全体业主 90"),
        ((90, 9000, 60, 6000, 31, "6000.01"), "同意 6000.01 平方米，多于参与表决 6000"),
        ((90, 9000, -1, 6000, 0, 0), "参与表决是负数"),
        ((90, 9000, 60, 0, 0, 0), "参与表决 60 人、0 平方米，只有一项是零"),
        ((0, 0, 0, 0, 0, 0), "全体业主是零"),
    ],
)
def test_impossible_counts(numbers, words) -> None:
    assert any(words in one for one in impossible(vote(*numbers)))


RESOLUTION = """\
[[resolution]]
number = "2026-01"
date = 2026-01-10
title = "改建"
body = "{body}"
matter = "{matter}"
[resolution.vote]
owners = 90
owners-area = "9000.00"
took-part = 60
took-part-area = "6000.00"
for = {agreed}
for-area = "5000.00"
"""

_SHORT = "resolutions.toml:1 决议 2026-01（改建、重建建筑物及其附属设施）没有达到法定多数"


@pytest.mark.parametrize(
    ("body", "matter", "agreed", "said"),
    [
        ("业主大会", "改建重建", 45, []),
        (
            "业主大会",
            "改建重建",
            44,
            [f"{_SHORT}：同意人数 44 / 60（73.33 %），要 3/4 以上"],
        ),
        ("业主委员会", "改建重建", 44, []),
        ("业主大会", "其他重大事项", 44, []),
        (
            "业主大会",
            "其它",
            44,
            ["resolutions.toml:1 决议 2026-01 的事项“其它”不在民法典第二百七十八条的清单里"],
        ),
        (
            "业主大会",
            "改建重建",
            61,
            ["resolutions.toml:1 决议 2026-01 的票数不可能：同意 61 人，多于参与表决 60"],
        ),
    ],
)
def test_the_check_says_the_sums(book, body, matter, agreed, said) -> None:
    text = RESOLUTION.format(body=body, matter=matter, agreed=agreed)
    book.write("ledger/resolutions.toml", text)
    assert book.said("resolutions") == said


def test_numbers_that_no_resolution_has(book) -> None:
    book.write("ledger/resolutions.toml", '[[resolution]]\nnumber = "2026-01"\n')
    book.write("ledger/budget/2026.toml", '# 预算\nresolution = "2025-9"\n')
    book.write(
        "ledger/projects.toml",
        '[[project]]\ncode = "P-01"\nname = "x"\ncontract = "1.00"\nresolution = "2025-8"\n',
    )
    book.write("ledger/tariffs.toml", '[[fee]]\nrate = "1"\nfrom = 2026-01-01\nresolution = "7"\n')
    book.write(
        "ledger/contracts.toml",
        """\
        # 合同
        [[contract]]
        code = "C-1"
        account = "Expenses:33绿化"
        total = "1.00"
        from = 2026-01-01
        resolution = "2026-01"

        [[contract]]
        code = "C-2"
        account = "Expenses:33绿化"
        total = "1.00"
        from = 2026-01-01
        resolution = "2026-02"
        """,
    )
    book.ledger(
        """
        2026-01-02 * "付款"
          resolution: "2026-03"
          Assets:11库存现金  -1.00 CNY
          Expenses:33绿化  1.00 CNY
            resolution: "2026-01"

        2026-01-03 * "付款"
          Assets:11库存现金  -1.00 CNY
          Expenses:33绿化  1.00 CNY
            resolution: "2026-04"
        """
    )
    assert book.said("resolutions") == [
        "2026.toml:2 2026年度预算：引用了没有的决议 2025-9",
        "contracts.toml:9 合同 C-2：引用了没有的决议 2026-02",
        "projects.toml:1 工程 P-01：引用了没有的决议 2025-8",
        "tariffs.toml:4 收费标准：引用了没有的决议 7",
        "01-test.beancount:9 2026-01-03 的一笔账引用了没有的决议 2026-04",
        "01-test.beancount:1 2026-01-02 的一笔账引用了没有的决议 2026-03",
    ]


def test_a_book_without_resolutions_is_not_asked_for_them(book) -> None:
    book.paid(("2026-01-02", "90000.00", "Expenses:33绿化", "resolution 2026-03, contract C-9"))
    for name in ("resolutions", "contracts", "ceilings", "budgets"):
        assert book.said(name) == []


def test_an_exchanged_sheet_is_seen(book) -> None:
    sheet = book.write("ledger/documents/决议.pdf", "原件")
    digest = "12a39fd4c8d66d77e04ff6e8fbc8bfdd3d4a48d5b2f9f6c6ad6d9ea2b6a9aa10"
    book.write(
        "ledger/resolutions.toml",
        f'[[resolution]]\nnumber = "1"\ndocument = "documents/决议.pdf"\nsha256 = "{digest}"\n',
    )
    assert [one.severity for one in check_contents(book.root)] == ["error"]
    assert book.said("resolutions") == []
    sheet.unlink()
    assert book.said("resolutions") == ["resolutions.toml:1 决议 1 的文件 documents/决议.pdf 不在"]
