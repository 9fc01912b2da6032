"""Household lines: certain where stated or proved by the amount, else flagged with candidates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from import_book import FEES, line, make_book

from owners_ledger.banking.booking.importing import matcher_of
from owners_ledger.banking.match import Match, Matcher
from owners_ledger.books.bank_entries import SUSPENSE
from owners_ledger.books.load import load_books

PROPERTY = "Assets:20应收款:01物业费"
PARKING = "Assets:20应收款:02停车费"
DEPOSIT = "Liabilities:20押金:01装修押金"
MONTHLY = {"3-1-502": "78.40", "3-1-503": "80.00", "3-2-502": "91.30", "6-1-1501": "105.27"}
FILES = {
    "registers/units.csv": "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n"
    + "".join(
        f"{code},{code[0]},{code[2]},{code[4:-2]},98.00,住宅,2020-01-01,\n" for code in MONTHLY
    ),
    "registers/households.csv": """房号,姓名,身份,电话,起,止
3-1-502,李秋实,业主,19900000001,2020-01-01,
3-1-503,王思齐,业主,19900000002,2020-01-01,
3-2-502,王思齐,业主,19900000002,2020-01-01,
3-1-503,张伟,租户,19900000003,2020-01-01,
6-1-1501,张伟,业主,19900000004,2020-01-01,
6-1-1501,赵旧主,业主,19900000005,2020-01-01,2024-06-30
""",
    "registers/parking.csv": """车位,类型,房号,车牌,月租,起,止
A-017,公共,3-1-502,渝A·D0017,150.00,2020-01-01,
A-018,公共,3-1-503,渝A·DD0018,80.00,2020-01-01,
""",
    "registers/deposits.csv": """编号,房号或合同,类别,金额,起,止
D-012,3-1-502,装修押金,2000.00,2025-03-05,
""",
    "2025/01-charges.beancount": "".join(
        f'2025-0{month}-01 * "物业费"\n  charge: "property-fee"\n'
        + "".join(
            f'  {PROPERTY}  {amount} CNY\n    unit: "{unit}"\n' for unit, amount in MONTHLY.items()
        )
        + f"  Income:10物业服务费  -354.97 CNY\n"
        f'2025-0{month}-01 * "停车费"\n  charge: "parking"\n'
        f'  {PARKING}  150.00 CNY\n    unit: "3-1-502"\n    bay: "A-017"\n'
        f'  {PARKING}  80.00 CNY\n    unit: "3-1-503"\n    bay: "A-018"\n'
        "  Income:20公共收益:11地面停车月租  -230.00 CNY\n"
        for month in (1, 2, 3)
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_book(tmp_path_factory.mktemp("book"), files=FILES)


@pytest.fixture
def matcher(root: Path) -> Matcher:
    return matcher_of(load_books(root))


def ask(matcher: Matcher, amount: str, text: str | None, **other: str) -> Match:
    bank = next(bank for bank in matcher.committee.banks if bank.account == FEES)
    return matcher.match(line("2025-03-10", amount, text, **other), bank)


def booked(match: Match) -> list[tuple[str, str, str]]:
    return [(leg.account, leg.meta.get("unit", ""), str(-leg.amount)) for leg in match.legs]


@pytest.mark.parametrize(
    "memo",
    [
        "3-1-502 物业费",
        "3栋1单元502物业费",
        "3幢1-502 物管费",
        "3号楼1单元502室物业费",
        "三栋一单元五零二室 物业费",
        "三幢一单元五百零二物业费",
        "3—1—502物业费",
        "３－１－５０２　物业费",
        "3#1-502 3月物业费",
        "3#楼1单元502 物业服务费",
        "交3.1.502物业管理费",
        "3/1/502物业费",
        "3 1 502 物业费",
        "转账 / 3栋-1单元-502物业费 / 2025年一季度",
        "3-1-5021-3月物业费",
        "物业费3-1-502",
        "\u202e3-1-502\u200b 物业费",
    ],
)
def test_flats_as_people_write_them(matcher: Matcher, memo: str) -> None:
    match = ask(matcher, "50.00", memo, name="陌生人")
    assert match.certain, match.review
    assert booked(match) == [(PROPERTY, "3-1-502", "50.00")]
    assert match.payee == "3-1-502"


@pytest.mark.parametrize(
    ("memo", "name", "amount", "legs"),
    [
        ("1501物业费", "陌生人", "9.00", [(PROPERTY, "6-1-1501", "9.00")]),
        ("6栋1501 物业费", "陌生人", "9.00", [(PROPERTY, "6-1-1501", "9.00")]),
        ("502物业费", "李秋实", "9.00", [(PROPERTY, "3-1-502", "9.00")]),
        ("3栋502物业费", "李秋实", "9.00", [(PROPERTY, "3-1-502", "9.00")]),
        (None, "李秋实", "235.20", [(PROPERTY, "3-1-502", "235.20")]),
        ("转账", "李秋实", "450.00", [(PARKING, "3-1-502", "450.00")]),
        ("转账", "李秋实", "78.40", [(PROPERTY, "3-1-502", "78.40")]),
        (
            "转账",
            "李秋实",
            "685.20",
            [(PROPERTY, "3-1-502", "235.20"), (PARKING, "3-1-502", "450.00")],
        ),
        (
            "物业费半年、停车费一季度",
            "李秋实",
            "920.40",
            [(PROPERTY, "3-1-502", "470.40"), (PARKING, "3-1-502", "450.00")],
        ),
        ("渝A·D0017", "陌生人", "300.00", [(PARKING, "3-1-502", "300.00")]),
        ("渝AD0017停车费", "陌生人", "77.00", [(PARKING, "3-1-502", "77.00")]),
        ("A017车位费", "陌生人", "150.00", [(PARKING, "3-1-502", "150.00")]),
        (
            "3-1-502、3-2-502 物业费",
            "陌生人",
            "509.10",
            [(PROPERTY, "3-1-502", "235.20"), (PROPERTY, "3-2-502", "273.90")],
        ),
        (
            "3-1-502和503物业费",
            "陌生人",
            "158.40",
            [(PROPERTY, "3-1-502", "78.40"), (PROPERTY, "3-1-503", "80.00")],
        ),
        ("物业费", "王思齐", "273.90", [(PROPERTY, "3-2-502", "273.90")]),
        (
            "物业费",
            "王思齐",
            "171.30",
            [(PROPERTY, "3-1-503", "80.00"), (PROPERTY, "3-2-502", "91.30")],
        ),
        ("6-1-1501", "李秋实", "315.81", [(PROPERTY, "6-1-1501", "315.81")]),
    ],
)
def test_certain(
    matcher: Matcher, memo: str | None, name: str, amount: str, legs: list[tuple[str, str, str]]
) -> None:
    match = ask(matcher, amount, memo, name=name)
    assert match.certain, (match.review, match.candidates)
    assert booked(match) == legs


@pytest.mark.parametrize(
    ("memo", "name", "amount", "candidate"),
    [
        ("9-9-999 物业费", "李秋实", "78.40", "3-1-502"),
        ("502物业费", "陌生人", "9.00", "3-1-502"),
        ("转账", "张伟", "105.27", "6-1-1501"),
        ("转账", "赵旧主", "105.27", "6-1-1501"),
        ("转账", "李秋实", "500.00", "3-1-502"),
        ("转账", "王思齐", "240.00", "3-1-503"),
        ("物业费停车费", "王思齐", "400.00", "3-1-503"),
        ("物业费停车费", "李秋实", "228.41", "3-1-502"),
        ("3-1-502、3-2-502 物业费", "陌生人", "300.00", "3-2-502"),
        ("6-1-1501 物业费", "李秋实", "1.00", "6-1-1501"),
        ("3-1-502物业费和水费", "李秋实", "235.20", "3-1-502"),
        ("替李秋实交费", "陌生人", "235.20", "3-1-502"),
        ("物业费", "陌生人", "315.81", "6-1-1501"),
        ("多收的退款", "李秋实", "-78.40", "3-1-502"),
        ("渝B·ZZZ99停车费", "陌生人", "150.00", ""),
        ("装修押金", "陌生人", "2000.00", ""),
        ("物业费503", "陌生人", "503.00", ""),
        (None, "陌生人", "100.00", ""),
        (None, None, "100.00", ""),
    ],
)
def test_flagged_never_guessed(
    matcher: Matcher, memo: str | None, name: str | None, amount: str, candidate: str
) -> None:
    match = ask(matcher, amount, memo, **({"name": name} if name else {}))
    assert not match.certain
    assert [(leg.account, leg.amount) for leg in match.legs] == [(SUSPENSE, -Decimal(amount))]
    assert match.review
    said = "；".join(match.candidates)
    assert candidate in said
    assert not any(secret in match.review + said for secret in ("李秋实", "王思齐", "张伟", "1990"))


def test_overpaid_stated_purpose_stays_on_the_receivable(matcher: Matcher) -> None:
    assert booked(ask(matcher, "5000.00", "3-1-502 物业费"))[0] == (PROPERTY, "3-1-502", "5000.00")


def test_deposit_in_and_back_under_its_number(matcher: Matcher) -> None:
    match = ask(matcher, "2000.00", "3-1-502装修押金")
    assert [(leg.account, dict(leg.meta)) for leg in match.legs] == [
        (DEPOSIT, {"unit": "3-1-502", "deposit": "D-012"})
    ]
    assert ask(matcher, "-2000.00", "退3-1-502装修押金").certain
    again = ask(matcher, "-2000.00", "退3-1-502装修押金")
    assert not again.certain


def test_habit_counts_from_three_alike_and_not_against_the_amount(matcher: Matcher) -> None:
    payer = {"name": "陌生人", "account": "6217 9900 0000 0000 077"}
    for _number in range(2):
        assert ask(matcher, "33.00", "6-1-1501 物业费", **payer).certain
    assert not ask(matcher, "33.00", None, **payer).certain
    assert ask(matcher, "33.00", "6-1-1501 物业费", **payer).certain
    match = ask(matcher, "33.00", None, **payer)
    assert match.certain
    assert booked(match) == [(PROPERTY, "6-1-1501", "33.00")]
    assert ask(matcher, "44.00", "3-1-502 停车费", **payer).certain
    mixed = ask(matcher, "33.00", None, **payer)
    assert not mixed.certain
    assert any("以往 5 笔中 4 笔" in one for one in mixed.candidates)


def test_bay_is_named_on_whole_months(matcher: Matcher) -> None:
    (leg,) = ask(matcher, "300.00", "3-1-502 停车费").legs
    assert leg.meta == {"unit": "3-1-502", "bay": "A-017"}
    (leg,) = ask(matcher, "310.00", "3-1-502 停车费").legs
    assert leg.meta == {"unit": "3-1-502"}


@pytest.fixture(scope="module")
def odd_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where much can be mistaken: numbers like years, bays called 2 and 3, terms that are over."""
    files = dict(FILES)
    files["registers/units.csv"] += (
        "4-1-101,4,1,1,98.00,住宅,2020-01-01,2024-12-31\n"
        "7-1-2601,7,1,26,98.00,住宅,2020-01-01,\n"
        "7-1-2024,7,1,20,98.00,住宅,2020-01-01,\n"
    )
    files["registers/parking.csv"] += (
        "B-001,公共,3-2-502,渝A·D0001,100.00,2020-01-01,2024-12-31\n"
        "2,公共,6-1-1501,,100.00,2020-01-01,\n"
        "3,公共,6-1-1501,,100.00,2020-01-01,\n"
        "A-020,公共,3-1-502,渝A·D0020,150.00,2020-01-01,\n"
    )
    files["2025/03-charges.beancount"] = (
        f'2025-03-01 * "停车费"\n  charge: "parking"\n'
        f'  {PARKING}  150.00 CNY\n    unit: "3-1-502"\n    bay: "A-020"\n'
        "  Income:20公共收益:11地面停车月租  -150.00 CNY\n"
    )
    return make_book(tmp_path_factory.mktemp("odd"), files=files)


@pytest.fixture
def odd(odd_root: Path) -> Matcher:
    return matcher_of(load_books(odd_root))


@pytest.mark.parametrize(
    ("memo", "name", "amount"),
    [
        ("9-502 物业费", "李秋实", "78.40"),  # no such building
        ("603室物业费", "李秋实", "78.40"),
        ("4-1-101 物业费", "陌生人", "50.00"),  # pulled down
        ("3-1-502 王思齐 物业费", "陌生人", "80.00"),  # the name is another flat's, and so the sum
        ("代王思齐交物业费", "李秋实", "80.00"),
        ("2601物业费", "陌生人", "50.00"),  # January 2026?
        ("2024物业费", "陌生人", "50.00"),
        ("5栋物业费", "李秋实", "78.40"),
        ("3-1-502-503物业费", "陌生人", "50.00"),
        ("B-001停车费", "陌生人", "100.00"),  # let to nobody since
        ("车位3月", "陌生人", "80.00"),
        ("停车费 车位2个月", "陌生人", "80.00"),
        ("停车费 渝B·ZZZ99", "李秋实", "150.00"),
        ("3-2-502 停车费", "陌生人", "90.00"),  # has no bay
        ("3-1-502 临时停车费", "陌生人", "10.00"),
        ("3-1-502 电动车费", "陌生人", "30.00"),
        ("3-1-502 洗车费", "陌生人", "30.00"),
        ("3-1-502 房租", "陌生人", "78.40"),
        ("3-1-502 充电", "陌生人", "78.40"),
        ("物业费滞纳金", "李秋实", "78.40"),
        ("转账", "李秋实", "3000.00"),  # ten months of parking, or a deposit
    ],
)
def test_what_only_seems_certain(odd: Matcher, memo: str, name: str, amount: str) -> None:
    match = ask(odd, amount, memo, name=name)
    assert not match.certain, booked(match)


@pytest.mark.parametrize(
    ("memo", "amount", "paid"),
    [
        ("A-020停车费", "150.00", [("A-020", "-150.00")]),
        ("A-020停车费2个月", "300.00", [("A-020", "-300.00")]),
        ("A-020停车费3-4月", "300.00", [("A-020", "-300.00")]),
        ("A-020停车费3月", "300.00", [("A-017", "-150.00"), ("A-020", "-150.00")]),
        ("A-020停车费", "300.00", [(None, "-300.00")]),
    ],
)
def test_of_two_bays_those_are_paid_that_the_memo_and_the_amount_prove(
    odd: Matcher, memo: str, amount: str, paid: list[tuple[str | None, str]]
) -> None:
    legs = ask(odd, amount, memo, name="陌生人").legs
    assert sorted((leg.meta.get("bay"), str(leg.amount)) for leg in legs) == paid
    assert {leg.meta["unit"] for leg in legs} == {"3-1-502"}


def test_habit_does_not_cover_an_amount_never_seen(matcher: Matcher) -> None:
    payer = {"name": "陌生人", "account": "6217 9900 0000 0000 077"}
    for _number in range(3):
        assert ask(matcher, "33.00", "6-1-1501 物业费", **payer).certain
    assert not ask(matcher, "2000.00", None, **payer).certain


def test_a_deposit_sent_back_does_not_undo_an_equal_payment(matcher: Matcher) -> None:
    payer = {"name": "李秋实", "account": "6217990000000000078"}
    assert ask(matcher, "2000.00", "3-1-502 物业费", **payer).certain
    assert not ask(matcher, "-2000.00", "3-1-502装修押金退回", **payer).certain
