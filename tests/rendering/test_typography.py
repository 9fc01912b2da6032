import datetime
from decimal import Decimal

import pytest

from owners_ledger.rendering.typography import (
    share,
    show_date,
    show_money,
    show_percent,
    spaced,
    width,
)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0.00", "0.00"),
        ("1234567.80", "1,234,567.80"),
        ("-0.05", "−0.05"),
        ("-1234.50", "−1,234.50"),
    ],
)
def test_money_has_separators_two_decimals_and_a_true_minus(amount, shown):
    assert show_money(Decimal(amount)) == shown


def test_what_is_not_known_is_a_dash():
    assert show_money(None) == show_percent(None) == "–"
    assert share(Decimal("5.00"), None) == ""
    assert share(Decimal("5.00"), Decimal("0.00")) == ""


def test_percentages_have_one_decimal():
    assert share(Decimal("242808.35"), Decimal("969640.00")) == "25.0%"
    assert show_percent(Decimal("93.05")) == "93.1%"


def test_dates():
    day = datetime.date(2026, 3, 9)
    assert [show_date(day), show_date(day, "short"), show_date(day, "han")] == [
        "2026-03-09",
        "03-09",
        "2026年3月9日",
    ]


@pytest.mark.parametrize(
    ("html", "set_"),
    [
        ("<p>2026年3月</p>", "<p>2026 年 3 月</p>"),
        ("<p>共12笔，计3元</p>", "<p>共 12 笔，计 3 元</p>"),
        ("<p>到25.0%的预算</p>", "<p>到 25.0% 的预算</p>"),
        ("<p>（尾号0156）</p>", "<p>（尾号 0156）</p>"),
        ('<a title="共12笔">甲</a>', '<a title="共12笔">甲</a>'),
        (
            "<title>2026年</title><style>a{b:中1}</style>",
            "<title>2026年</title><style>a{b:中1}</style>",
        ),
        ("<p>甲&lt;1乙</p>", "<p>甲&lt;1 乙</p>"),
        ("<p>−5元</p>", "<p>−5 元</p>"),
    ],
)
def test_a_quarter_em_between_han_and_latin_in_text_only(html, set_):
    assert spaced(html) == set_
    assert spaced(spaced(html)) == set_


def test_width_is_on_the_safe_side():
    # Advance widths of Noto Sans CJK: Han 1.000, figures 0.555, full stop 0.278, space 0.224 em.
    assert width("物业服务费") == 5
    assert 4 * 0.555 + 0.278 <= width("12.34") <= 4 * 0.555 + 0.278 + 0.2
    assert width("共12笔") >= 2 + 2 * 0.555 + 2 * 0.224
