"""Memos as they come: flats, plates, bays, names; nothing a payer writes is slow or breaks."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_book import FEES, line, make_book
from test_match_households import FILES

from owners_ledger.banking.booking.importing import matcher_of
from owners_ledger.banking.match import Matcher
from owners_ledger.banking.match.rules import load_rules
from owners_ledger.banking.match.text import bays, flats, is_person, number, plain, plates
from owners_ledger.books.load import load_books

PIECES = [
    *("3-1-502", "三栋一单元五零二", "1501", "503室", "6栋", "物业费", "停车费", "装修押金"),
    *("渝A·D0017", "A-017", "李秋实", "7-9月", "2025年", "退汇", "工资", "水费", "、", " ", "/"),
    *("<b>", '"', "\n", "\u202e", "\x00", "502", "１２３", "百", "#", "元", "-", "号楼"),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("502", 502),
        ("五零二", 502),
        ("五〇二", 502),
        ("五百零二", 502),
        ("十二", 12),
        ("二十", 20),
        ("两", 2),
        ("一千", None),
        ("", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert (number(text) if text else None) == value


@pytest.mark.parametrize(
    "text",
    [
        "2025-07-05",
        "20250705123000",
        "13900000000",
        "7-9月",
        "2025.3",
        "订单12345678",
        "023-68001234",
        "¥300.00",
        "300元",
        "7栋300元",
        "6217990000000000077",
    ],
)
def test_what_is_no_flat(text: str) -> None:
    assert list(flats(plain(text))) == []


def test_a_word_inside_a_longer_one_says_nothing() -> None:
    stated = load_rules(None).stated
    assert [one.name for one in stated("装修管理费")] == ["其他"]
    assert [one.name for one in stated("物业费和停车费")] == ["物业费", "停车费"]


def test_plates_and_bays() -> None:
    assert list(plates(plain("渝a·d12345 和渝B 88888停车"))) == ["渝AD12345", "渝B88888"]
    assert list(bays(plain("Ａ—017、车位23号"))) == ["A17", "23"]


@pytest.mark.parametrize("name", ["李秋实", "欧阳思齐", "阿不都·热合曼"])
def test_persons(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["张记面馆", "松柏商店", "重庆小松幼儿园有限公司", "国家金库", "A", ""]
)
def test_bodies(name: str) -> None:
    assert not is_person(name)


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return matcher_of(load_books(make_book(tmp_path_factory.mktemp("book"), files=FILES)))


@settings(max_examples=400, deadline=None)
@given(
    memo=st.one_of(
        st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
    ),
    name=st.sampled_from(["", "李秋实", "王思齐", "张伟", "陌生人", "松柏里小区业主委员会"]),
    amount=st.sampled_from(
        ["78.40", "235.20", "-235.20", "450", "685.20", "2000", "-2000", "0.01"]
    ),
)
def test_any_memo_balances_and_names_nobody(
    matcher: Matcher, memo: str, name: str, amount: str
) -> None:
    bank = next(bank for bank in matcher.committee.banks if bank.account == FEES)
    match = matcher.match(line("2025-03-10", amount, memo, name=name), bank)
    assert sum(leg.amount for leg in match.legs) == -Decimal(amount)
    assert match.certain != bool(match.review)
    said = [match.payee, match.narration, match.review, *match.candidates]
    said += [str(value) for leg in match.legs for value in leg.meta.values()]
    assert not any(secret in "".join(said) for secret in ("李秋实", "王思齐", "张伟", "D0017"))


@pytest.mark.parametrize(
    "memo",
    ["1-" * 50_000, "一" * 100_000, "# " * 50_000, "3栋" * 50_000, "1 1 " * 50_000, "渝A" * 50_000],
)
def test_no_memo_is_slow(matcher: Matcher, memo: str) -> None:
    bank = matcher.committee.banks[0]
    start = time.process_time()
    matcher.match(line("2025-03-10", "78.40", memo, name=memo), bank)
    assert time.process_time() - start < 0.05
