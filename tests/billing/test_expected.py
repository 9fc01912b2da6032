"""Expected income: places by what they do, sums worked out by hand, names only on the screen."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from owners_ledger.billing.expected import expected
from owners_ledger.billing.tariffs import load_tariffs
from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers
from owners_ledger.reporting.common import CommonProperty, common_property

SAMPLE = Path(__file__).parents[2]
Q1 = Period.parse("2026-Q1")
LEASES = (
    "合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目,免租起,免租止,资源\n"
    "L-01,架空层,1栋架空层,甲商行,,3650.00,年,,2026-01-01,2026-12-31,{pilotis},,,R-1\n"
    "L-02,公共用房,小卖部,乙商行,,300.00,月,,2026-01-16,,{pilotis},,,R-2\n"
    "L-03,广告,道闸,丙商行,,900.00,季,,2026-01-01,,{pilotis},2026-03-01,2026-06-30,R-3\n"
    "L-04,设施,净水机,丁商行,,100.00,月,,2026-02-01,,{pilotis},,,\n"
).format(pilotis="Assets:20应收款:03架空层租金")
COMMON = """编号,类别,位置,空置原因,起,止
R-1,架空层,1栋架空层,,2020-01-01,
R-2,公共用房,小卖部,,2020-01-01,
R-3,广告,道闸,,2020-01-01,
R-4,摊位,西门摊位,招租中,2020-01-01,
R-5,广告,3栋电梯,,2020-01-01,
R-6,基站,楼顶,,2020-01-01,2025-12-31
A-2,车位,北门,留作消防通道,2020-01-01,
"""
PARKING = """车位,类型,房号,车牌,月租,起,止
A-1,公共,1-1-101,,90.00,2020-01-01,
A-2,公共,,,90.00,2020-01-01,
A-3,公共,1-1-101,,60.00,2026-02-15,
A-4,产权,1-1-101,,,2020-01-01,
"""
BOOKED = """
2026-01-01 * "租金"
  charge: "lease"
  period: "2026-01"
  Assets:20应收款:03架空层租金  3650.00 CNY
    lease: "L-01"
  Income:20公共收益:21架空层租金

2026-01-20 * "收租"
  Assets:11库存现金  3650.00 CNY
  Assets:20应收款:03架空层租金
    lease: "L-01"

2026-02-01 * "租金"
  charge: "lease"
  period: "2026-02"
  Assets:20应收款:03架空层租金  300.00 CNY
    lease: "L-02"
  Income:20公共收益:21架空层租金

2026-02-01 * "停车"
  charge: "parking"
  period: "2026-02"
  Assets:20应收款:02停车费  90.00 CNY
    unit: "1-1-101"
    bay: "A-1"
  Assets:20应收款:02停车费  30.00 CNY
    unit: "1-1-101"
    bay: "A-3"
  Income:20公共收益:11地面停车月租

2026-02-05 * "收停车费"
  Assets:11库存现金  100.00 CNY
  Assets:20应收款:02停车费
    unit: "1-1-101"
"""


@pytest.fixture
def book(tmp_path):
    ledger = tmp_path / "ledger"
    (ledger / "registers").mkdir(parents=True)
    (ledger / "documents").mkdir()
    (ledger / "2026").mkdir()
    for name in ("accounts.beancount", "committee.toml"):
        shutil.copy(SAMPLE / "ledger" / name, ledger)
    main_text = (SAMPLE / "ledger" / "main.beancount").read_text("utf-8")
    lines = [line for line in main_text.splitlines() if not line.startswith("plugin")]
    (ledger / "main.beancount").write_text("\n".join(lines) + "\n", "utf-8")
    (ledger / "2026" / "01-book.beancount").write_text(BOOKED, "utf-8")
    for name, text in {
        "leases": LEASES, "common": COMMON, "parking": PARKING,
        "units": "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n1-1-101,1,1,1,98.00,住宅,2020-01-01,\n",
    }.items():  # fmt: skip
        (ledger / "registers" / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def computed(root, period=Q1):
    books, registers = load_books(root), load_registers(root)
    assert books.errors == []
    return expected(books, registers, load_tariffs(root), period)


def by_name(found):
    return {one.space.code or one.space.place: one for one in found.rows}


def test_what_each_place_does(book):
    found = computed(book)
    assert {name: (one.space.state, one.matter) for name, one in by_name(found).items()} == {
        "R-1": ("let", ""),
        "R-2": ("let", "no-income"),
        "R-3": ("rent-free", ""),
        "R-4": ("vacant", ""),
        "R-5": ("unexplained", "no-contract"),
        "净水机": ("let", "no-income"),
        "A-1": ("let", ""),
        "A-2": ("vacant", ""),
        "A-3": ("let", ""),
    }
    assert not found.derived
    assert by_name(found)["A-2"].space.reason == "留作消防通道"


@pytest.mark.parametrize(
    ("place", "sums"),
    [
        # 90 of 365 days; due and paid for the year in January
        ("R-1", "900.00 3650.00 3650.00 3650.00 0.00"),
        # 300 × 16/31 + 300 + 300; only February is charged, nothing is paid
        ("R-2", "754.84 754.84 300.00 0.00 754.84"),
        # 900 × 59/90, due in January, never charged
        ("R-3", "590.00 590.00 0.00 0.00 590.00"),
        ("净水机", "200.00 200.00 0.00 0.00 200.00"),
        # three months due, one charged, and of the 100.00 paid 90.00 are the first bay's
        ("A-1", "270.00 270.00 90.00 90.00 180.00"),
        # 60 × 14/28 + 60; 10.00 of the 30.00 charged came
        ("A-3", "90.00 90.00 30.00 10.00 80.00"),
        ("A-2", "0.00 0.00 0.00 0.00 0.00"),
    ],
)
def test_sums_by_hand(book, place, sums):
    one = by_name(computed(book))[place].sums
    figures = (one.worth, one.due, one.charged, one.received, one.missing)
    assert " ".join(map(str, figures)) == sums


def test_the_notice_has_counts_only(book):
    counted = common_property(load_books(book), load_registers(book), Q1)
    assert counted == CommonProperty(9, 6, 1, 2, 2, 1, derived=False)


def test_the_screen_names_them_and_json_has_all(book):
    def run(*args):
        said = CliRunner().invoke(main, ["--book", str(book), "report", "expected", *args])
        assert said.exit_code == 0, said.output
        return said.output

    table = run("2026-Q1")
    assert (
        "公共资源 9 处：出租 6（其中免租 1，应收而一分未收 2），空置 2（有原因），无合同也无原因 1"
        in table
    )
    assert "  广告 R-5 3栋电梯：没有合同，也没有写空置原因" in table
    assert "common.csv" not in table
    said = json.loads(run("2026-Q1", "--format", "json"))
    assert said["total"]["missing"] == "1804.84"
    assert {one["matter"] for one in said["places"]} == {None, "no-contract", "no-income"}
    assert run("2026-02")
    wrong = CliRunner().invoke(
        main, ["--book", str(book), "report", "expected", "2026", "--format", "pdf"]
    )
    assert wrong.exit_code == 2


def test_without_a_register_places_come_from_bays_and_contracts_and_it_says_so(book):
    (book / "ledger" / "registers" / "common.csv").unlink()
    found = computed(book)
    assert found.derived
    assert len(found.rows) == 7
    states = {name: one.space.state for name, one in by_name(found).items()}
    assert states["A-2"] == "unexplained"
    said = CliRunner().invoke(main, ["--book", str(book), "report", "expected", "2026-Q1"])
    assert "没有公共资源登记簿" in said.output


def test_all_the_sample_s_contracts_are_paid_and_its_sums_are_those_of_the_contracts():
    found = computed(SAMPLE)
    leases = [one for one in found.rows if not one.space.bay]
    assert {one.matter for one in leases} == {""}
    assert sum(one.sums.due for one in leases) == sum(one.sums.received for one in leases)
    assert found.total.due == found.total.charged
    # L-01 24,000 a quarter, L-02 2,400 and L-03 1,800 and L-09 300 a month, L-05 12,800 and L-08
    # 2,400 a quarter, L-06 6,000 and L-07 3,600 a year, of which 90 of 365 days.
    by_contract = Decimal(24000 + 3 * (2400 + 1800 + 300) + 12800 + 2400)
    assert sum(one.sums.worth for one in leases) == by_contract + Decimal("1479.45") + Decimal(
        "887.67"
    )
