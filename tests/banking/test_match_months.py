"""The months a memo states: read where they are said outright, given a year where one makes sense.

What the readings come to in the end (which charge a payment settles) is shown by an import.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_book import FEES, ccb, line, make_book

from owners_ledger.banking.booking.importing import import_statements, matcher_of
from owners_ledger.banking.match import Match
from owners_ledger.banking.match.owing import Move, Owing, owing
from owners_ledger.banking.match.stated import stated_months
from owners_ledger.banking.match.text import plain
from owners_ledger.books.load import load_books
from owners_ledger.cli import main

PROPERTY = "Assets:20应收款:01物业费"
PARKING = "Assets:20应收款:02停车费"
RENT = "Assets:20应收款:03架空层租金"
SPRING = datetime.date(2026, 3, 5)
# Charged for the fifteen months up to March; only the first quarter is open.
CHARGED = tuple(f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13))[:15]
QUARTER = Owing(CHARGED, frozenset(CHARGED[-3:]), older=False)


@pytest.mark.parametrize(
    ("memo", "months"),
    [
        ("3-1-502 2026年3月物业费", "2026-03"),
        ("1-3月停车费", "2026-01 2026-03"),
        ("一季度物业费", "2026-01 2026-03"),
        ("２０２６年第１季度", "2026-01 2026-03"),
        ("2026.01-2026.06 物业费", "2026-01 2026-06"),
        ("2026-01至2026-03", "2026-01 2026-03"),
        ("2026.01—06", "2026-01 2026-06"),
        ("202603物业费", "2026-03"),
        ("202601-202606物业费", "2026-01 2026-06"),
        ("上半年物业费", "2026-01 2026-06"),
        ("2026年下半年", "2026-07 2026-12"),
        ("2025年全年物业费", "2025-01 2025-12"),
        ("2026年度物业费", "2026-01 2026-12"),
        ("26年1月至3月", "2026-01 2026-03"),
        ("去年12月物业费", "2025-12"),
        ("2025年12月-2026年2月", "2025-12 2026-02"),
        ("2025年四季度至2026年一季度", "2025-10 2026-03"),
        ("11月至次年1月", "2025-11 2026-01"),
        ("3-1-502 物业费 2025-12至2026-03", "2025-12 2026-03"),  # as our own statements ask for
        ("2026-1-3月物业费", "2026-01 2026-03"),
        ("2025年一季度 物业费 1-3月", "2025-01 2025-03"),
        ("一季度(1-3月)物业费", "2026-01 2026-03"),
        ("一月至三月", "2026-01 2026-03"),
        ("1、2、3月", "2026-01 2026-03"),
        ("2月和3月物业费", "2026-02 2026-03"),
        ("2026Q1", "2026-01 2026-03"),
        ("2026年1月1日-2026年3月31日物业费", "2026-01 2026-03"),
        ("20260101-20260331物业费", "2026-01 2026-03"),
        ("六栋二单元五零四室三月物业费", "2026-03"),
        ("渝A·D0012 A-017 3月", "2026-03"),
        ("3月5日交2月物业费", "2026-02"),
        ("2026年 3-1-502 3月物业费", "2026-03"),
        ("3月物业费 / 3-1-502 3月物业费", "2026-03"),
    ],
)
def test_months_said_outright(memo: str, months: str) -> None:
    assert str(stated_months(plain(memo), SPRING, QUARTER)) == months


@pytest.mark.parametrize(
    "memo",
    [
        *("3-1-502", "3-1-5021-3月物业费", "3-1-502-3月", "1501 物业费", "渝A·D2026", "5#1-502"),
        *(
            "2026-03-05转账",
            "20260305",
            "2026年3月5日",
            "3月5号 3-1-502",
            "13900000003",
            "2026-03-05",
        ),
        *("300元", "3.5", "订单202603888", "6217990000000000077", "202613", "2062年3月物业费"),
        *("半年物业费", "3个月", "三个月物业费", "一年", "本月物业费", "季度物业费", "每3月"),
        *("付至6月", "截至2026年3月", "3月起", "3月底前", "1-3、5月", "1月、3月", "一、三季度"),
        *("2026年1月1日-3月30日", "2026.01 - 2026.03.30", "2026.01.15-2026.03", "11-1月"),
        *("2025 1-3月", "7栋2024 3月物业费"),
        *("3-1-502 1-2月、3-2-502 3月",),
    ],
)
def test_what_is_no_month_or_not_clear(memo: str) -> None:
    assert stated_months(plain(memo), SPRING, QUARTER) is None


def owes(*months: str, last: str = "2026-01", older: bool = False) -> Owing:
    charged = tuple(f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13))
    return Owing(charged[: charged.index(last) + 1], frozenset(months), older)


@pytest.mark.parametrize(
    ("memo", "day", "owed", "months"),
    [
        ("12月", "2026-01-05", owes("2025-12", "2026-01"), "2025-12"),
        ("12月", "2026-01-05", owes("2024-12"), "2024-12"),
        ("12月", "2026-01-05", owes("2024-12", "2025-12"), None),  # owed twice
        ("12月", "2026-01-05", owes("2026-01"), None),  # paid; the next is eleven months off
        ("1月", "2025-12-20", owes(last="2025-12"), "2026-01"),  # paid ahead
        ("1-3月", "2025-12-20", owes("2025-12", last="2025-12"), "2026-01 2026-03"),
        ("全年", "2026-01-05", owes("2026-01"), "2026-01 2026-12"),
        ("全年", "2026-01-05", owes("2025-12", "2026-01"), None),
        ("11月-1月", "2026-01-05", owes("2025-11", "2026-01"), "2025-11 2026-01"),
        ("1月", "2026-01-05", owes(), None),  # is paid
        ("1月", "2026-01-05", Owing((), frozenset(), older=False), None),  # nothing is charged
        (
            "12月",
            "2024-01-05",
            owes(last="2024-01", older=True),
            None,
        ),  # of which year is old debt?
        ("2026年12月", "2026-01-05", owes(), "2026-12"),
        ("2028年2月", "2026-01-05", owes(), None),  # a year mistyped
    ],
)
def test_the_year_is_that_in_which_the_month_is_owed(
    memo: str, day: str, owed: Owing, months: str | None
) -> None:
    found = stated_months(plain(memo), datetime.date.fromisoformat(day), owed)
    assert (str(found) if found else None) == months


def test_only_whole_cycles_are_stated() -> None:
    """Where a quarter is charged in its first month, ``2月`` would wait for a charge in vain."""
    owed = Owing(("2025-10", "2026-01"), frozenset({"2026-01"}), older=False)
    assert stated_months("2026年2月", SPRING, owed) is None
    assert str(stated_months("2026年一季度", SPRING, owed)) == "2026-01 2026-03"


def test_what_is_owed_follows_what_payers_stated() -> None:
    def move(day: str, amount: str, *, period: str = "", stated: str = "") -> Move:
        date = datetime.date.fromisoformat(day)
        said = (stated, stated) if stated else None
        return Move(date, Decimal(amount), bool(period), period, said)

    moves = [
        move("2025-12-31", "50.00"),
        *(move(f"2026-0{month}-01", "80.00", period=f"2026-0{month}") for month in (1, 2, 3)),
        move("2026-03-03", "-80.00", stated="2026-03"),
        move("2026-03-04", "-100.00"),
    ]
    assert owing(moves, SPRING) == Owing(
        ("2026-01", "2026-02", "2026-03"), frozenset({"2026-01", "2026-02"}), older=False
    )
    assert owing([*moves, move("2026-03-05", "80.00")], SPRING).open == {
        *("2026-01", "2026-02", "2026-03")
    }
    assert owing(moves, datetime.date(2026, 1, 1)).older


MONTHS = ("2025-12", "2026-01", "2026-02", "2026-03")
FILES = {
    "registers/units.csv": "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n"
    "3-1-502,3,1,5,98.00,住宅,2020-01-01,\n3-2-502,3,2,5,98.00,住宅,2020-01-01,\n",
    "registers/leases.csv": "合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目\n"
    f"L-01,架空层,3栋架空层,松柏面馆,6217990000000000500,900.00,月,0,2024-01-01,,{RENT}\n",
    **{
        f"{month[:4]}/{month[5:]}-charges.beancount": "".join(
            f'{month}-01 * "{what}"\n  charge: "{tariff}"\n  period: "{month}"\n'
            f"  {account}  {amount} CNY\n    {holder}\n  {income}  -{amount} CNY\n"
            for what, tariff, account, amount, holder, income in (
                ("物业费", "property", PROPERTY, "80.00", 'unit: "3-1-502"', "Income:10物业服务费"),
                ("物业费", "property", PROPERTY, "80.00", 'unit: "3-2-502"', "Income:10物业服务费"),
                (
                    *("停车费", "parking", PARKING, "150.00", 'unit: "3-1-502"'),
                    "Income:20公共收益:11地面停车月租",
                ),
                (
                    *("租金", "lease", RENT, "900.00", 'lease: "L-01"'),
                    "Income:20公共收益:21架空层租金",
                ),
            )
        )
        for month in MONTHS
    },
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_book(tmp_path_factory.mktemp("book"), files=FILES)


def ask(root: Path, amount: str, memo: str, **other: str) -> Match:
    matcher = matcher_of(load_books(root))
    bank = next(bank for bank in matcher.committee.banks if bank.account == FEES)
    return matcher.match(line("2026-03-05", amount, memo, **other), bank)


@pytest.mark.parametrize(
    ("memo", "amount", "stated"),
    [
        ("3-1-502 1-3月物业费停车费", "690.00", ["2026-01 2026-03", "2026-01 2026-03"]),
        ("3-1-502 物业费1-3月 停车费2月", "390.00", ["2026-01 2026-03", "2026-02"]),
        ("3-1-502 12月物业费，1月停车费", "230.00", ["2025-12", "2026-01"]),
        ("3-1-502 1-3月物业费 停车费", "690.00", ["2026-01 2026-03", None]),
        ("3-1-502 物业费半年、停车费一季度", "930.00", [None, "2026-01 2026-03"]),
        ("3-1-502 物业费3月停车费", "230.00", [None, None]),
        ("3-1-502 2月物业费", "33.00", ["2026-02"]),  # not the amount of a month
        ("3-1-502 物业费 2026-03-05转账", "80.00", [None]),
        ("3-1-502 3月", "80.00", ["2026-03"]),
        ("3-1-502 12月物业费 1月物业费", "160.00", ["2025-12 2026-01"]),
    ],
)
def test_each_receivable_has_its_own_months(
    root: Path, memo: str, amount: str, stated: list[str | None]
) -> None:
    match = ask(root, amount, memo)
    assert match.certain, match.review
    assert [leg.meta.get("for") for leg in match.legs] == stated


@pytest.mark.parametrize(
    ("memo", "stated"),
    [
        ("3-1-502、3-2-502 2月物业费", "2026-02"),
        ("2月物业费 3-1-502、3-2-502", "2026-02"),
        ("3-1-502 2月物业费、3-2-502 3月物业费", None),
        ("3-1-502 2月、3-2-502 物业费", None),  # of the one, or of both
        ("三栋一单元502 2月物业费、三栋二单元五零二", None),
    ],
)
def test_months_of_several_flats(root: Path, memo: str, stated: str | None) -> None:
    match = ask(root, "160.00", memo)
    assert [(leg.meta["unit"], leg.meta.get("for")) for leg in match.legs] == [
        *(("3-1-502", stated), ("3-2-502", stated))
    ]


def test_a_tenant_s_months(root: Path) -> None:
    tenant = {"name": "松柏面馆", "account": "6217990000000000500"}
    (leg,) = ask(root, "1800.00", "2-3月租金", **tenant).legs
    assert leg.meta == {"lease": "L-01", "for": "2026-02 2026-03"}
    (leg,) = ask(root, "900.00", "租金", **tenant).legs
    assert leg.meta == {"lease": "L-01"}


def test_a_line_counts_for_the_year_of_the_next(root: Path) -> None:
    """December is paid by then: the second payer of it cannot be told a year."""
    matcher = matcher_of(load_books(root))
    bank = next(bank for bank in matcher.committee.banks if bank.account == FEES)
    paid = line("2026-03-05", "80.00", "3-1-502 12月物业费")
    assert [matcher.match(paid, bank).legs[0].meta.get("for") for _time in (1, 2)] == [
        *("2025-12", None)
    ]


def test_imported_payments_settle_the_months_they_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book(tmp_path / "book", files=FILES)
    file = ccb(
        tmp_path / "流水.csv",
        "1000.00",
        [
            line("2026-03-05", "80.00", "3-1-502 3月物业费", serial="1"),
            line("2026-03-06", "80.00", "3-1-502 2026年1月物业费", serial="2"),
        ],
    )
    import_statements(book, [file])
    monkeypatch.chdir(book)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["unit", "3-1-502", "--from", "2025-12", "--format", "json"])
    account = json.loads(capsys.readouterr().out)
    assert [(one["day"], one["settled"]) for one in account["payments"]] == [
        ("2026-03-05", [settled("2026-03")]),
        ("2026-03-06", [settled("2026-01")]),
    ]
    unpaid = [one["period"] for one in account["charges"] if one["open"] == "80.00"]
    assert unpaid == ["2025-12", "2026-02"]


def settled(month: str) -> dict[str, str]:
    return {"name": "物业费", "first": month, "last": month, "amount": "80.00"}


PIECES = [
    *("3-1-502", "2026年", "1", "3", "12", "月", "-", "至", "、", "季度", "上半年", "一", "十"),
    *("202603", "2026.01", "Q1", "号", "日", "起", "物业费", "停车费", " ", "\x00", "年"),
]


@settings(max_examples=300, deadline=None)
@given(
    memo=st.one_of(
        st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
    )
)
def test_any_memo_states_a_run_of_months_or_none(memo: str) -> None:
    found = stated_months(plain(memo), SPRING, QUARTER)
    assert found is None or datetime.date(2000, 1, 1) <= found.first.first <= found.last.first
