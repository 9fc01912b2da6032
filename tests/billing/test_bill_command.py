"""``owners-ledger bill``: the sample is billed to the fen, a small book is billed from nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from owners_ledger.billing.billed import billed, key_of
from owners_ledger.billing.charging import bay_charges, unit_charges
from owners_ledger.billing.owed import owed
from owners_ledger.billing.plan import plan
from owners_ledger.billing.steady import Amounts
from owners_ledger.billing.tariffs import load_tariffs
from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.periods import Period
from owners_ledger.registers import load_registers

SAMPLE = Path(__file__).parents[2]
MONTHS = [*Period.parse("2025").each_month(), *(Period(2026, n, 1) for n in range(1, 10))]
UNITS = "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n"
MAIN = """option "title" "小院"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"
include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""


@pytest.fixture(scope="module")
def sample():
    return load_books(SAMPLE), load_registers(SAMPLE), load_tariffs(SAMPLE)


def test_all_months_of_the_sample_are_what_its_registers_say(sample):
    books, registers, tariffs = sample
    for month in MONTHS:
        due = owed(SAMPLE, books.chart, registers, tariffs, month)
        assert plan(due.charges, billed(books.entries, month), month, {}).is_done, month
        assert due.uncharged == ()


def test_amounts_of_many_months_are_those_of_each(sample):
    _books, registers, tariffs = sample
    steady = Amounts(registers, tariffs)
    for month in (MONTHS[8], *MONTHS, MONTHS[3]):
        charges = (
            *unit_charges(registers, tariffs, month),
            *bay_charges(registers, tariffs, month),
        )
        assert steady.of(month) == {key_of(one): one.amount for one in charges}


@pytest.fixture
def book(tmp_path):
    """Two flats, a water meter, a tariff of each kind; no charges yet."""
    ledger = tmp_path / "ledger"
    (ledger / "registers").mkdir(parents=True)
    (ledger / "documents").mkdir()
    (ledger / "2026").mkdir()
    for name in ("accounts.beancount", "committee.toml"):
        shutil.copy(SAMPLE / "ledger" / name, ledger)
    (ledger / "main.beancount").write_text(MAIN, "utf-8")
    (ledger / "2026" / "01-note.beancount").write_text("2026-01-01 commodity CNY\n", "utf-8")
    registers = {
        "units": f"{UNITS}1-1-101,1,1,1,98.00,住宅,2020-01-01,\n1-1-201,1,1,2,50.00,住宅,2020-01-01,\n",
        "meters": "表号,房号,项目,倍率,起,止\nW-1,1-1-101,water,,2020-01-01,\n",
        "readings": "表号,日期,读数\nW-1,2026-02-28,10\nW-1,2026-03-31,15\n",
    }
    for name, text in registers.items():
        (ledger / "registers" / f"{name}.csv").write_text(text, "utf-8")
    account = (
        'account = "Assets:20应收款:01物业费"\nincome = "Income:10物业服务费"\nfrom = 2020-01-01\n'
    )
    (ledger / "tariffs.toml").write_text(
        '[[property-fee]]\nrate = "0.80"\nfrom = 2020-01-01\n'
        f'[[water]]\nname = "水费"\nkind = "meter"\nrate = "4.10"\n{account}'
        f'[[lift]]\nname = "电梯电费"\nkind = "share"\n{account}',
        "utf-8",
    )
    (ledger / "shared").mkdir()
    (ledger / "shared" / "2026-03.csv").write_text("项目,金额,凭证\nlift,10.00,v\n", "utf-8")
    return tmp_path


def run(book, *args, code=0):
    result = CliRunner().invoke(main, ["--book", str(book), "bill", *args], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def totals(book, *args, code=0):
    said = json.loads(run(book, *args, "--format", "json", code=code))
    return {one["tariff"]: (one["total"], one["new"]) for one in said["tariffs"]}, said["written"]


def charged(book):
    """Yuan per flat, as the books hold them."""
    found: dict[str, list[str]] = {}
    for entry in load_books(book).transactions:
        for leg in entry.postings:
            if unit := (leg.meta or {}).get("unit"):
                found.setdefault(unit, []).append(str(leg.units.number))
    return {unit: sorted(amounts) for unit, amounts in found.items()}


def test_a_month_is_written_once_with_meters_and_shared_costs(book):
    """78.40 and 40.00; 5 × 4.10 = 20.50; 10.00 by 98 : 50 = 6.62 and 3.38."""
    dry = run(book, "2026-03", "--dry-run")
    assert "预演" in dry
    assert not list((book / "ledger" / "2026").glob("*charges*"))
    amounts, written = totals(book, "2026-03")
    assert amounts == {"property-fee": ("118.40", 2), "water": ("20.50", 1), "lift": ("10.00", 2)}
    assert written == ["ledger/2026/03-charges.beancount"]
    assert charged(book) == {"1-1-101": ["20.50", "6.62", "78.40"], "1-1-201": ["3.38", "40.00"]}
    assert "没有需要写的" in run(book, "2026-03")
    assert load_books(book).errors == []


def test_what_cannot_be_charged_yet_is_named(book):
    said = run(book, "2026-04")
    assert "没有记：水费 W-1：本月没有读数，上次读数在 2026-03-31" in said
    assert "没有记：电梯电费 ledger/shared/2026-04.csv：本月还没有要分摊的金额" in said


def test_a_changed_register_is_told_and_corrected_only_on_request(book):
    run(book, "2026-03")
    units = book / "ledger" / "registers" / "units.csv"
    units.write_text(units.read_text("utf-8").replace("50.00", "60.00"), "utf-8")
    before = sorted((book / "ledger" / "2026").iterdir())
    said = CliRunner().invoke(main, ["--book", str(book), "bill", "2026-03"])
    assert said.exit_code == 1
    assert "1-1-201：账上 40.00，应为 48.00，差 8.00" in said.output
    assert sorted((book / "ledger" / "2026").iterdir()) == before
    _amounts, written = totals(book, "2026-03", "--correct", "2026-05-10")
    (name,) = written
    assert name.startswith("ledger/2026/05-charges-correction-")
    assert "没有需要写的" in run(book, "2026-03", "--correct", "2026-05-11")
    assert load_books(book).errors == []


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("units", "1-1-101,1,1,1,99.00,住宅,2026-01-01,", "units.csv:4: 登记簿有 1 处错误"),
        ("parking", "A-1,公共,9-9-901,,80.00,2026-01-01,", "“9-9-901”不在房屋登记簿里"),
    ],
)
def test_registers_that_contradict_themselves_are_not_billed(book, name, row, said):
    register = book / "ledger" / "registers" / f"{name}.csv"
    head = register.read_text("utf-8") if register.exists() else "车位,类型,房号,车牌,月租,起,止\n"
    register.write_text(f"{head}{row}\n", "utf-8")
    assert said in run_refused(book, "2026-03")
    assert not list((book / "ledger" / "2026").glob("*charges*"))


def test_an_account_that_the_chart_lacks_is_not_charged(book):
    tariffs = book / "ledger" / "tariffs.toml"
    tariffs.write_text(tariffs.read_text("utf-8").replace("01物业费", "99没有"), "utf-8")
    assert "Assets:20应收款:99没有 不在科目表里" in run_refused(book, "2026-03")
    assert not list((book / "ledger" / "2026").glob("*charges*"))


def test_months_before_the_opening_balances_are_not_charged_again(book):
    (book / "ledger" / "2026" / "02-opening.beancount").write_text(
        '2026-02-28 * "期初余额"\n  Assets:20应收款:01物业费  78.40 CNY\n    unit: "1-1-101"\n'
        "  Equity:10期初净资产  -78.40 CNY\n",
        "utf-8",
    )
    result = CliRunner().invoke(main, ["--book", str(book), "bill", "2026-02"])
    assert result.exit_code == 2
    assert "再记就重复了" in result.output
    assert totals(book, "2026-03")[1] == ["ledger/2026/03-charges.beancount"]


def run_refused(book, *args):
    result = CliRunner().invoke(main, ["--book", str(book), "bill", *args])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    return result.output
