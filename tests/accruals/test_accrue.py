"""``owners-ledger accrue``: what it writes, that it writes once, and what it refuses."""

from __future__ import annotations

import datetime
import errno
from decimal import Decimal
from pathlib import Path

import pytest

from owners_ledger.accruals.booked import booked
from owners_ledger.accruals.items import items
from owners_ledger.accruals.plan import plan
from owners_ledger.books.load import load_books
from owners_ledger.rates import load_rates
from owners_ledger.registers import Registers, Spread

ROOT = Path(__file__).parents[2]
MARCH = "ledger/2026/03-accruals.beancount"
TAXED = """
[taxes]
payer = "small"
place = "市区"
"""


def states(found) -> dict[tuple[str, str], tuple[str, str]]:
    return {(one["kind"], one["code"]): (one["amount"], one["state"]) for one in found["items"]}


def quarter(book) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        book.json(month)


def test_a_month_of_everything(book):
    """March: 33.33 of 100, 31 of 365 days, the third 263.88 of 9 500/36, the machine sold, a bill.

    The machine: 10 000 − 3 × 263.88 = 9 208.36 is what it was still worth.
    """
    book.json("2026-01")
    book.json("2026-02")
    found = book.json("2026-03")
    assert found["written"] == [MARCH]
    assert states(found) == {
        ("spread", "T-01"): ("33.33", "new"),
        ("spread", "T-02"): ("31.00", "new"),
        ("depreciation", "G-01"): ("263.88", "new"),
        ("disposal", "G-01"): ("10000.00", "new"),
        ("payable", "P-01"): ("800.00", "new"),
    }
    assert found["payables"] == [
        {"payable": "P-01", "supplier": "V-01", "open": "800.00", "due": "2026-04-30"}
    ]
    assert book.findings() == []
    assert {
        account: book.balance(account)
        for account in (
            "Assets:21预付款:01保险",
            "Assets:40固定资产:01设备",
            "Assets:41累计折旧:01设备",
            "Expenses:50管理:57资产处置",
            "Income:20公共收益:22公共用房租金",
            "Liabilities:14应付账款",
        )
    } == {
        "Assets:21预付款:01保险": "0.00",
        "Assets:40固定资产:01设备": "0.00",
        "Assets:41累计折旧:01设备": "0.00",
        "Expenses:50管理:57资产处置": "9208.36",
        "Income:20公共收益:22公共用房租金": "-90.00",
        "Liabilities:14应付账款": "-800.00",
    }


def test_again_is_nothing_new(book):
    quarter(book)
    before = book.files()
    for month in ("2026-03", "2026-01", "2026-02"):
        assert book.json(month)["written"] == []
    assert book.files() == before


def test_the_order_of_months_makes_no_difference_and_a_gap_is_told(book):
    assert {one["period"] for one in book.json("2026-02")["gaps"]} == {"2026-01"}
    book.json("2026-01")
    assert book.json("2026-03")["gaps"] == []
    assert book.balance("Assets:21预付款:01保险") == "0.00"


def test_what_lies_before_the_books_is_in_their_opening_balance(book):
    """A machine of 2025-06 was written off six times before the books begin: no gaps."""
    text = (book.root / "ledger/registers/assets.csv").read_text("utf-8")
    book.write("registers/assets.csv", text.replace("2025-12-15,2026-03-10", "2025-06-15,"))
    found = book.json("2026-01")
    assert found["gaps"] == []
    assert states(found)["depreciation", "G-01"] == ("263.88", "new")


def test_a_rehearsal_writes_nothing(book):
    before = book.files()
    assert states(book.json("2026-01", "--dry-run"))["spread", "T-01"] == ("33.34", "new")
    assert book.files() == before


def test_somebodys_own_entry_is_not_doubled(book):
    book.write(
        "2026/01-manual.beancount",
        '2026-01-20 * "分摊责任险"\n'
        "  Expenses:30运行:37保险   33.34 CNY\n"
        "  Assets:21预付款:01保险  -33.34 CNY\n",
    )
    assert states(book.json("2026-01"))["spread", "T-01"] == ("33.34", "by-hand")
    assert book.balance("Assets:21预付款:01保险") == "66.66"


def test_a_register_changed_afterwards_is_refused_and_corrected_on_a_day(book):
    """130 instead of 100: January 43.34 instead of 33.34."""
    book.json("2026-01")
    before = book.files()
    text = (book.root / "ledger/registers/spreads.csv").read_text("utf-8")
    book.write("registers/spreads.csv", text.replace("责任险,100.00", "责任险,130.00"))
    refused = book.run("2026-01")
    assert refused.exit_code == 1
    assert "10.00" in refused.output
    assert book.files() == before
    found = book.json("2026-01", "--correct", "2026-02-15")
    assert [
        name.startswith("ledger/2026/02-accruals-correction-") for name in found["written"]
    ] == [True]
    assert book.balance("Expenses:30运行:37保险") == "43.34"
    assert book.json("2026-01")["written"] == []


def test_an_item_struck_from_the_register_is_a_difference(book):
    book.json("2026-01")
    book.write("registers/spreads.csv", "编号,名称,金额,起,止,方式,从科目,到科目\n")
    assert book.run("2026-01").exit_code == 1
    book.json("2026-01", "--correct", "2026-01-31")
    assert book.balance("Assets:21预付款:01保险") == "100.00"


def test_an_account_that_is_not_open_is_refused_with_its_row(book):
    text = (book.root / "ledger/registers/payables.csv").read_text("utf-8")
    book.write("registers/payables.csv", text.replace("33绿化", "39花木"))
    before = book.files()
    refused = book.run("2026-03")
    assert refused.exit_code == 1
    assert "ledger/registers/payables.csv:2" in refused.output
    assert book.files() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("spreads", "2026-03-31", "2025-03-31", "止"),
        ("spreads", "按月", "按季", "方式"),
        ("spreads", "Assets:21预付款", "Income:21预付款", "从科目"),
        ("spreads", "T-01", "T 一", "编号"),
        ("assets", ",36,", ",0,", "折旧月数"),
        ("assets", ",Expenses:50管理:57资产处置", ",", "清理科目"),
        ("payables", "2026-03", "三月", "发生月"),
    ],
)
def test_a_wrong_cell_is_named(book, file, old, new, said):
    text = (book.root / f"ledger/registers/{file}.csv").read_text("utf-8")
    book.write(f"registers/{file}.csv", text.replace(old, new, 1))
    refused = book.run("2026-03")
    assert refused.exit_code == 1
    assert f"ledger/registers/{file}.csv:2" in refused.output
    assert said in refused.output


def test_a_bill_may_have_its_own_line_of_the_notice(book):
    book.write(
        "2026/01-open.beancount",
        '2026-01-01 open Liabilities:14应付账款:33绿化 CNY\n  disclose: "支出/绿化"\n'
        '  npo-2004: "2202 应付账款"\n  npo-2024: "2202 应付账款"\n',
    )
    text = (book.root / "ledger/registers/payables.csv").read_text("utf-8")
    head, row = text.splitlines()
    book.write("registers/payables.csv", f"{head},应付科目\n{row},Liabilities:14应付账款:33绿化\n")
    assert book.json("2026-03")["payables"][0]["open"] == "800.00"
    assert book.balance("Liabilities:14应付账款:33绿化") == "-800.00"
    book.write("registers/payables.csv", f"{head},应付科目\n{row},Liabilities:13应交税费\n")
    assert "应付科目" in book.run("2026-03").output


def test_a_supplier_of_a_bill_must_be_registered(book):
    text = (book.root / "ledger/registers/payables.csv").read_text("utf-8")
    book.write("registers/payables.csv", text.replace("V-01", "V-77"))
    assert any("V-77" in said for said in book.findings())


def test_a_disk_that_refuses_leaves_the_book_as_it_was(book, monkeypatch):
    before = book.files()

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "replace", refuse)
    assert book.run("2026-01").exit_code == 1
    monkeypatch.undo()
    assert book.files() == before
    assert not list((book.root / "ledger").rglob(".stage-*"))
    assert book.json("2026-01")["written"] == ["ledger/2026/01-accruals.beancount"]


def test_the_samples_own_spread_is_recognised_every_month():
    """Eighteen months of 2 200 a month, written by hand in the sample estate."""
    insured = [
        Spread(
            f"T-{year}",
            f"{year}年保险费",
            Decimal("26400.00"),
            datetime.date(year, 1, 1),
            datetime.date(year, 12, 31),
            "按月",
            "Assets:21预付款:01保险",
            "Expenses:30运行:37保险",
            "",
            2,
        )
        for year in (2025, 2026)
    ]
    books = load_books(ROOT)
    everything = tuple(items(Registers(spreads=tuple(insured)), load_rates(None)))
    months = [one.month for one in everything][:18]
    for month in months:
        found = plan(everything, booked(books.entries, everything), month, books.entries[0].date)
        assert [len(found.by_hand), len(found.new), len(found.gaps)] == [1, 0, 0]
        (here,) = found.by_hand
        assert here.narration in {one.narration for one in books.transactions}


def test_a_code_used_twice_is_found(book):
    text = (book.root / "ledger/registers/spreads.csv").read_text("utf-8")
    book.write("registers/spreads.csv", text.replace("T-02", "T-01"))
    assert any("T-01" in said for said in book.findings())


def income(book, gross: str) -> None:
    book.write(
        "2026/02-income.beancount",
        f'2026-02-01 * "物业费"\n  Assets:11库存现金  {gross} CNY\n  Income:10物业服务费  -{gross} CNY\n',
    )


def test_taxes_of_a_quarter_are_written_once(book):
    """303 000 / 1.01 is just 300 000: VAT 3 000, city 3 000 × 7 % / 2 = 105."""
    book.write("committee.toml", 'name = "测试苑"\nbody = "测试苑业主委员会"\n' + TAXED)
    income(book, "303000.00")
    found = book.json("2026-Q1", "--taxes")
    assert [(one["tax"], one["amount"], one["due"]) for one in found["taxes"]] == [
        ("vat", "3000.00", "2026-04-15"),
        ("city", "105.00", "2026-04-15"),
    ]
    assert found["written"] == ["ledger/2026/03-taxes.beancount"]
    assert book.balance("Liabilities:13应交税费") == "-3105.00"
    before = book.files()
    assert book.json("2026-Q1", "--taxes")["written"] == []
    assert book.files() == before
    (vat,) = [one for one in load_books(book.root).transactions if one.meta.get("tax") == "vat"]
    assert (vat.meta["period"], str(vat.date)) == ("2026-Q1", "2026-03-31")
    assert {posting.units.number for posting in vat.postings} == {Decimal(3000), Decimal(-3000)}
    assert book.findings() == []


def test_income_booked_later_is_refused_and_corrected(book):
    """404 000 / 1.01 = 400 000: VAT 4 000, 1 000 more; city 140; education 60 and local 40 new."""
    book.write("committee.toml", 'name = "测试苑"\nbody = "测试苑业主委员会"\n' + TAXED)
    income(book, "303000.00")
    book.json("2026-Q1", "--taxes")
    income(book, "404000.00")
    book.run("2026-Q1", "--taxes", "--correct", "2026-04-10")
    assert book.balance("Liabilities:13应交税费") == "-4240.00"
    assert book.json("2026-Q1", "--taxes")["written"] == []


def test_taxes_accrued_by_hand_are_said_and_not_doubled(book):
    book.write("committee.toml", 'name = "测试苑"\nbody = "测试苑业主委员会"\n' + TAXED)
    income(book, "303000.00")
    book.write(
        "2026/03-manual.beancount",
        '2026-03-31 * "计提税费"\n'
        "  Expenses:50管理:55税费   3000.00 CNY\n  Liabilities:13应交税费  -3000.00 CNY\n",
    )
    before = book.files()
    refused = book.run("2026-Q1", "--taxes")
    assert refused.exit_code == 1
    assert "ledger/2026/03-manual.beancount:1" in refused.output
    assert book.files() == before
    assert book.json("2026-Q1", "--taxes", "--dry-run")["by_hand"] == 1
    book.json("2026-Q1", "--taxes", "--beside")
    assert book.balance("Liabilities:13应交税费") == "-6105.00"


@pytest.mark.parametrize(
    ("taxes", "arguments", "code"),
    [
        ("", ("2026-Q1", "--taxes"), 2),
        ('[taxes]\npayer = "none"\n', ("2026-Q1", "--taxes"), 0),
        ('[taxes]\npayer = "small"\n', ("2026-Q1", "--taxes"), 2),
        (TAXED, ("2026-03", "--taxes"), 2),
        (TAXED + 'period = "month"\n', ("2026-Q1", "--taxes"), 2),
        (TAXED + 'period = "month"\n', ("2026-03", "--taxes"), 0),
        ("", ("2026-Q1",), 2),
        ("", ("2026-03", "--beside"), 2),
    ],
)
def test_who_pays_taxes_is_said_in_the_committees_file(book, taxes, arguments, code):
    book.write("committee.toml", f'name = "测试苑"\nbody = "测试苑业主委员会"\n{taxes}')
    result = book.run(*arguments)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


def test_income_without_a_class_is_refused_until_the_committee_classes_it(book):
    book.write("committee.toml", 'name = "测试苑"\nbody = "测试苑业主委员会"\n' + TAXED)
    book.write(
        "2026/02-income.beancount",
        '2026-01-01 open Income:90摊位费 CNY\n  disclose: "收入/摊位费"\n'
        '  npo-2004: "4901"\n  npo-2024: "4901"\n'
        '2026-02-01 * "摊位"\n  Assets:11库存现金  309000.00 CNY\n  Income:90摊位费  -309000.00 CNY\n',
    )
    refused = book.run("2026-Q1", "--taxes")
    assert refused.exit_code == 1
    assert "Income:90摊位费" in refused.output
    book.write(
        "rates/tax-classes.toml",
        '[[account]]\nfrom = 2020-01-01\naccount = "Income:90摊位费"\nvat = "lease"\n'
        'property = false\nsource = "税务局答复"\n',
    )
    (vat, *_others) = book.json("2026-Q1", "--taxes")["taxes"]
    assert (vat["tax"], vat["amount"]) == ("vat", "9000.00")
