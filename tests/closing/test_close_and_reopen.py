"""``close``, ``check``, ``reopen`` over a small book with a cash box."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from owners_ledger.cli import main
from owners_ledger.duties.clock import VARIABLE

TWO = ["--by", "出纳", "--approved-by", "监督小组"]
JANUARY = """
2026-01-05 * "绿化"
  Assets:11库存现金   -20.00 CNY
  Expenses:30运行:33绿化      20.00 CNY

2026-01-20 {flag} "收停车费"{why}
  Assets:11库存现金    30.00 CNY
  Income:20公共收益:11地面停车月租  -30.00 CNY
"""
FEBRUARY = """
2026-02-03 * "绿化"
  Assets:11库存现金   -1.00 CNY
  Expenses:30运行:33绿化      1.00 CNY
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, "2026-03-08")
    root = tmp_path / "book"
    done = CliRunner().invoke(
        main, ["init", str(root), "--small", "--cash", "100.00", "--since", "2026-01-01"]
    )
    assert done.exit_code == 0, done.output
    write(root, "01-manual", JANUARY.format(flag="*", why=""))
    write(root, "02-manual", FEBRUARY)
    return root


def write(root: Path, name: str, text: str) -> None:
    path = root / "ledger" / "2026" / f"{name}.beancount"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--book", str(root), *args])


def findings(root: Path) -> list[dict[str, object]]:
    found = json.loads(run(root, "check", "--format", "json").stdout)["findings"]
    return [one for one in found if one["check"] == "closed_months"]


def test_a_month_is_closed_checked_reopened_and_closed_again(book: Path) -> None:
    done = run(book, "close", "2026-01", *TWO, "--format", "json")
    assert done.exit_code == 0, done.output
    (seal,) = json.loads(done.stdout)["closed"]
    assert (seal["month"], seal["vouchers"], seal["approved_by"]) == ("2026-01", 2, "监督小组")
    assert json.loads(done.stdout)["written"] == ["ledger/closed/2026-01.toml"]
    assert run(book, "close", "2026", *TWO).exit_code == 1  # March is not over
    assert findings(book) == []

    write(book, "01-manual", JANUARY.format(flag="*", why="").replace("20.00", "21.00"))
    (found,) = findings(book)
    assert (found["severity"], found["file"], found["line"]) == (
        "error",
        "ledger/2026/01-manual.beancount",
        2,
    )
    assert "记-1" in str(found["message"])
    assert "reopen 2026-01" in str(found["remedy"])
    assert run(book, "check").exit_code == 1
    assert run(book, "close", "2026-02", *TWO).exit_code == 1

    reason = "除草记成了 20 元，实付 21 元"
    assert run(book, "reopen", "2026-01", "--by", "出纳").exit_code == 2
    done = run(book, "reopen", "2026-01", "--by", "出纳", "--reason", reason)
    assert done.exit_code == 0, done.output
    assert findings(book) == []
    (listed,) = json.loads(run(book, "reopen", "--list", "--format", "json").stdout)["reopened"]
    assert (listed["month"], listed["reason"], listed["head"]) == ("2026-01", reason, seal["head"])
    assert run(book, "close", "2026-01", *TWO).exit_code == 0
    assert run(book, "close", "2026-02", *TWO).exit_code == 0
    assert findings(book) == []

    (book / "ledger/closed/reopened.toml").unlink()
    assert {one["file"] for one in findings(book)} == {
        "ledger/closed/2026-01.toml",
        "ledger/closed/2026-02.toml",
    }


def test_a_removed_entry_is_named_at_its_line_of_the_seal(book: Path) -> None:
    assert run(book, "close", "2026-01", *TWO).exit_code == 0
    write(book, "01-manual", JANUARY.format(flag="*", why="").partition("\n2026-01-20")[0])
    (found,) = findings(book)
    assert found["file"] == "ledger/closed/2026-01.toml"
    line = (
        (book / "ledger/closed/2026-01.toml")
        .read_text("utf-8")
        .splitlines()[int(str(found["line"])) - 1]
    )
    assert line.strip().startswith('"记-2 2026-01-20')


def test_what_is_under_review_needs_its_reason(book: Path) -> None:
    write(book, "01-manual", JANUARY.format(flag="!", why=""))
    done = run(book, "close", "2026-01", *TWO)
    assert done.exit_code == 1
    assert "01-manual.beancount:6" in done.stderr
    assert not (book / "ledger/closed").exists()
    write(book, "01-manual", JANUARY.format(flag="!", why='\n  why: "没有写车位"'))
    assert run(book, "close", "2026-01", *TWO).exit_code == 0
    assert "没有写车位" in (book / "ledger/closed/2026-01.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["2026-02", *TWO], "2026年1月还没有结账"),
        (["2026-01"], "谁记账"),
        (["2026-01", "--by", "出纳", "--approved-by", "出纳"], "同一个"),
        (["2026-03", *TWO], "没有过完"),
    ],
)
def test_what_cannot_be_closed_leaves_no_seal(book: Path, args: list[str], word: str) -> None:
    done = run(book, "close", *args)
    assert done.exit_code == 1
    assert word in done.stderr
    assert not (book / "ledger/closed").exists()


def test_errors_stop_it_and_a_rehearsal_writes_nothing(book: Path) -> None:
    assert run(book, "close", "2026-01", *TWO, "--dry-run").exit_code == 0
    assert not (book / "ledger/closed").exists()
    write(book, "02-manual", FEBRUARY.replace("1.00", "1.005"))
    done = run(book, "close", "2026-01", *TWO)
    assert done.exit_code == 1
    assert "[cents]" in done.stderr
    assert not (book / "ledger/closed").exists()


def test_the_offices_may_stand_in_committee_toml(book: Path) -> None:
    path = book / "ledger/committee.toml"
    path.write_text(
        path.read_text("utf-8") + '\n[closing]\nby = "出纳"\napproved-by = "监督小组"\n', "utf-8"
    )
    assert run(book, "close", "2026-01").exit_code == 0


def test_a_bank_that_is_not_reconciled_stops_it(tmp_path: Path) -> None:
    root = tmp_path / "book"
    number = ["--bank", "中国建设银行", "--account-number", "50050199009900000017"]
    made = CliRunner().invoke(
        main, ["init", str(root), *number, "--opening", "100.00", "--since", "2026-01-01"]
    )
    assert made.exit_code == 0, made.output
    write(root, "01-manual", JANUARY.format(flag="*", why=""))
    done = run(root, "close", "2026-01", *TWO)
    assert done.exit_code == 1
    assert "基本户：对账单没有到月底" in done.stderr
