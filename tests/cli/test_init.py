"""A new book: whole or not at all, in order from the first moment."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from owners_ledger.books.load import load_books
from owners_ledger.cli import main
from owners_ledger.config import load_committee
from owners_ledger.registers import load_registers
from owners_ledger.starter import place

ROOT = Path(__file__).parents[2]
BANKED = ["--bank", "中国建设银行", "--account-number", "5000 1234 5678"]


def init(*args: str) -> Result:
    return CliRunner().invoke(main, ["init", *args], catch_exceptions=False)


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "options", [[], ["--small"], BANKED, ["--small", *BANKED, "--cash", "8.50"]]
)
def test_a_new_book_has_no_findings(options: list[str], tmp_path: Path) -> None:
    book = tmp_path / "账本"
    done = init(str(book), "--name", "梧桐里", *options)
    assert done.exit_code == 0, done.output
    checked = CliRunner().invoke(main, ["--book", str(book), "check", "--format", "json"])
    assert (checked.exit_code, json.loads(checked.stdout)) == (0, {"findings": []})


def test_what_was_answered_is_in_the_book(tmp_path: Path) -> None:
    book = tmp_path / "账本"
    init(
        str(book), "--name", '梧桐"里$', "--area", "1234.5", "--households", "30", *BANKED,
        "--opening", "1000.10", "--cash", "20", "--since", "2026-03-01",
    )  # fmt: skip
    committee = load_committee(book)
    assert (committee.name, committee.body) == ("梧桐”里$", "梧桐”里$业主委员会")
    assert (str(committee.area), committee.households) == ("1234.5", 30)
    assert [(bank.bank, bank.number) for bank in committee.banks] == [
        ("中国建设银行", "500012345678")
    ]
    books = load_books(book)
    assert books.errors == []
    assert books.options["title"] == "梧桐”里$业主委员会账本"
    [opening] = books.transactions
    assert str(opening.date) == "2026-02-28"
    assert {p.account: str(p.units) for p in opening.postings} == {
        "Assets:10银行存款:01基本户": "1000.10 CNY",
        "Assets:11库存现金": "20.00 CNY",
        "Equity:10期初净资产": "-1020.10 CNY",
    }
    assert load_registers(book).units == ()


def test_the_shape_is_that_of_the_repository(tmp_path: Path) -> None:
    init(str(tmp_path / "b"))
    assert {"ledger", "importers", "reports", "notices", ".gitignore", "README.md"} == {
        path.name for path in (tmp_path / "b").iterdir()
    }
    registers = {path.name for path in (tmp_path / "b/ledger/registers").iterdir()}
    assert registers == {
        f"{name}.csv"
        for name in ("units", "households", "parking", "leases", "staff", "suppliers", "deposits")
    }
    head = (tmp_path / "b/ledger/registers/units.csv").read_bytes()
    assert head == "\ufeff房号,楼栋,单元,楼层,建筑面积,用途,起,止\r\n".encode()


def test_a_small_yard_has_a_cash_box_and_flats_only(tmp_path: Path) -> None:
    init(str(tmp_path / "b"), "--small")
    assert [path.name for path in (tmp_path / "b/ledger/registers").iterdir()] == ["units.csv"]
    chart = load_books(tmp_path / "b").chart
    assert [account.name for account in chart.money] == ["Assets:11库存现金"]
    assert not [name for name in chart.accounts if "应收款" in name or "工资" in name]
    assert "Income:30其他收入:41捐赠" in chart.accounts


def test_a_card_of_another_name(tmp_path: Path) -> None:
    init(str(tmp_path / "b"), "--small", *BANKED, "--account-name", "银行卡", "--opening", "5")
    books = load_books(tmp_path / "b")
    assert books.errors == []
    assert [account.line for account in books.chart.money] == ["银行卡", "现金"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = init(str(tmp_path))
    assert done.exit_code == 2
    assert "已经有内容" in done.stderr
    assert tree(tmp_path) == ["mine.txt"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    assert init(str(tmp_path / "b")).exit_code == 0
    assert (tmp_path / "b/ledger/main.beancount").is_file()


def test_the_current_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert init(".").exit_code == 2


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = init(str(tmp_path / "b"), "--dry-run")
    assert done.exit_code == 0
    assert "committee.toml" in done.stdout
    assert tree(tmp_path) == []


@pytest.mark.parametrize("nth", [1, 7, 18])
def test_a_full_disk_leaves_nothing(
    nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, count = place.write_whole, iter(range(1, 99))

    def failing(path: Path, content: bytes) -> None:
        if next(count) == nth:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(place, "write_whole", failing)
    done = init(str(tmp_path / "b"))
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr
    assert tree(tmp_path) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["--opening", "1.234"],
        ["--opening", "1,000"],
        ["--area", "-5"],
        ["--area", "NaN"],
        ["--account-number", "12a4"],
        ["--account-name", "基本 户:"],
        ["--since", "2026-02-30"],
        ["--households", "-1"],
    ],
)
def test_wrong_answers_are_wrong_usage(wrong: list[str], tmp_path: Path) -> None:
    done = init(str(tmp_path / "b"), *wrong)
    assert done.exit_code == 2
    assert done.stderr.isascii() is False
    assert tree(tmp_path) == []


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    answers = [
        "梧桐里",
        "",
        "30",
        "2000.5",
        "重庆",
        "500012345678",
        "中国银行",
        "2026-01-01",
        "88.8",
        "",
    ]
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as keyboard:
        keyboard.write("".join(f"{answer}\n" for answer in answers).encode())
        done = subprocess.run(
            [sys.executable, "-m", "owners_ledger", "init", str(tmp_path / "b")],
            stdin=theirs,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=30,
        )
        os.close(theirs)
    assert done.returncode == 0, done.stderr
    committee = load_committee(tmp_path / "b")
    assert (committee.name, committee.body) == ("梧桐里", "梧桐里业主委员会")
    assert (committee.banks[0].bank, committee.households) == ("中国银行", 30)
    assert committee.raw["jurisdiction"] == "重庆"
    assert "88.80 CNY" in (tmp_path / "b/ledger/2025/12-opening.beancount").read_text("utf-8")


@pytest.mark.parametrize("opening", [True, False])
def test_the_first_statement_can_be_imported_at_once(*, opening: bool, tmp_path: Path) -> None:
    sample = load_committee(ROOT).banks[0]
    statement = next((ROOT / "ledger" / "inbox").glob(f"2026-07-{sample.name}.*"))
    read = CliRunner().invoke(main, ["statement", str(statement), "--format", "json"])
    said = json.loads(read.stdout)
    options = ["--bank", sample.bank, "--account-number", sample.number]
    if opening:
        options += ["--since", said["first_date"], "--opening", said["opening"]]
    book = tmp_path / "账本"
    assert init(str(book), *options).exit_code == 0
    done = CliRunner().invoke(main, ["--book", str(book), "import", str(statement)])
    assert done.exit_code == 0, done.output
    checked = CliRunner().invoke(main, ["--book", str(book), "check", "--format", "json"])
    errors = [one for one in json.loads(checked.stdout)["findings"] if one["severity"] == "error"]
    assert errors == []
    made = CliRunner().invoke(
        main, ["--book", str(book), "report", "monthly", "2026-07", "--format", "json"]
    )
    figures = json.loads(made.stdout)
    assert (figures["opening"], figures["closing"]) == (said["opening"], said["closing"])


def test_an_account_number_may_be_written_as_the_bank_prints_it(tmp_path: Path) -> None:
    book = tmp_path / "账本"
    assert init(str(book), "--account-number", "31-0901 0104 0099 017").exit_code == 0
    assert load_committee(book).banks[0].number == "31-090101040099017"
    assert init(str(tmp_path / "乙"), "--account-number", "31-").exit_code == 2
