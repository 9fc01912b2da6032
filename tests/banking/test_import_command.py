"""``owners-ledger import`` as a treasurer meets it: files in, books out, or a clear refusal."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from beancount.core import data
from click.testing import CliRunner, Result
from import_book import BASIC, FEES, NUMBERS, ccb, icbc, line, make_book, source

from owners_ledger.banking.booking.importing import plan_import
from owners_ledger.books.gate import ledger_text
from owners_ledger.books.load import load_books
from owners_ledger.books.write import is_untouched
from owners_ledger.cli import main

MARCH = (
    line("2025-03-01", "300.00", "物业费", name="李秋实", serial="0001"),
    line("2025-03-01", "300.00", "物业费", name="李秋实", serial="0002"),
    line("2025-03-15", "-20.00", "账户管理费", serial="0003"),
    line("2025-03-31", "12.34", "结息", serial="0004"),
)
APRIL = (
    line("2025-04-02", "-500.00", "货款", name="渝北区某商店", serial="0005"),
    line("2025-04-30", "66.00", "转账", name="陌生人", serial="0006"),
)


def run(root: Path, *args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["--book", str(root), "import", *map(str, args)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def files_of(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["files"]
    return found


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def assert_sound(root: Path) -> list[data.Directive]:
    """The books load without an error, all checks on."""
    books = load_books(root)
    assert [error.message for error in books.errors] == []
    return books.entries


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", checked=True)


@pytest.fixture
def march(tmp_path: Path) -> Path:
    return ccb(tmp_path / "三月.csv", "1000.00", MARCH)


@pytest.fixture
def april(tmp_path: Path) -> Path:
    return ccb(tmp_path / "四月.csv", "1592.34", APRIL)


def test_a_month_is_booked_and_proved(root: Path, march: Path) -> None:
    result = run(root, march, "--format", "json")
    answer = json.loads(result.stdout)
    digest = hashlib.sha256(march.read_bytes()).hexdigest()
    name = f"ledger/2025/03-bank-{hashlib.sha256(digest.encode()).hexdigest()[:8]}.beancount"
    assert answer == {
        "files": [
            {
                "file": str(march),
                "account": FEES,
                "lines": 4,
                "new": 4,
                "known": 0,
                "certain": 2,
                "review": 2,
            }
        ],
        "written": ["ledger/statements/2025-03-收费户.csv", name],
    }
    assert (root / "ledger/statements/2025-03-收费户.csv").read_bytes() == march.read_bytes()
    assert is_untouched((root / name).read_text("utf-8"))
    entries = assert_sound(root)
    booked = [entry for entry in entries if entry.meta["filename"].endswith(name)]
    fact = next(entry for entry in booked if isinstance(entry, data.Custom))
    assert {key: str(fact.meta[key]) for key in ("sha256", "first-no", "last-no", "file")} == {
        "sha256": digest,
        "first-no": "1",
        "last-no": "4",
        "file": "statements/2025-03-收费户.csv",
    }
    assertion = next(entry for entry in booked if isinstance(entry, data.Balance))
    assert (str(assertion.date), str(assertion.amount)) == ("2025-04-01", "1592.34 CNY")
    assert assertion.tolerance == 0
    lines = [entry for entry in booked if isinstance(entry, data.Transaction)]
    refs = [entry.postings[0].meta["bank-ref"] for entry in lines]
    assert refs == ["02/S1-0001", "02/S1-0002", "02/S1-0003", "02/S1-0004"]
    assert [entry.flag for entry in lines] == ["!", "!", "*", "*"]
    assert "李秋实" not in "".join(f"{entry.payee}{entry.narration}" for entry in lines)


def test_again_in_any_layout_writes_nothing(root: Path, march: Path, tmp_path: Path) -> None:
    run(root, march)
    before = tree(root)
    other = icbc(tmp_path / "导出.csv", "1000.00", MARCH)
    result = run(root, march, other, "--format", "json")
    assert [(one["known"], one["new"]) for one in files_of(result)] == [(4, 0), (4, 0)]
    assert json.loads(result.stdout)["written"] == []
    assert tree(root) == before


def test_dry_run_tells_and_writes_nothing(root: Path, march: Path) -> None:
    before = tree(root)
    result = run(root, march, "--dry-run")
    assert "预演" in result.stdout
    assert tree(root) == before
    assert not (root / "ledger" / ".lock").exists()


def test_several_files_in_any_order(root: Path, march: Path, april: Path) -> None:
    result = run(root, april, march, "--format", "json")
    assert [one["lines"] for one in files_of(result)] == [4, 2]
    assert sum("bank-" in name for name in json.loads(result.stdout)["written"]) == 1
    assert_sound(root)


def test_a_gap_is_named_with_dates_balances_and_difference(root: Path, april: Path) -> None:
    before = tree(root)
    result = run(root, april, code=1)
    for said in ("1,000.00", "1,592.34", "592.34"):
        assert said in result.stderr
    assert tree(root) == before
    run(root, ccb(april.with_name("早.csv"), "1000.00", MARCH[:1]))
    result = run(root, april, code=1)
    for said in ("2025-03-01", "2025-04-02", "1,300.00", "292.34"):
        assert said in result.stderr


def test_an_older_file_is_refused(root: Path, march: Path, tmp_path: Path) -> None:
    run(root, march)
    old = [line("2024-11-01", "5.00"), line("2024-11-02", "6.00")]
    result = run(root, ccb(tmp_path / "旧.csv", "900.00", old), code=1)
    assert "早于" in result.stderr


def test_changed_history_is_refused_naming_both(root: Path, march: Path, tmp_path: Path) -> None:
    run(root, march)
    lines = [*MARCH[:3], line("2025-03-31", "21.43", "结息", serial="0004")]
    result = run(root, ccb(tmp_path / "改.csv", "1000.00", lines), code=1)
    for said in ("1-0004", "12.34", "21.43", "第 4 号"):
        assert said in result.stderr


def test_a_line_that_was_not_there_before_is_refused(
    root: Path, march: Path, tmp_path: Path
) -> None:
    run(root, march)
    pair = [line("2025-03-20", "9.00", serial="A"), line("2025-03-20", "-9.00", serial="B")]
    lines = [*MARCH[:3], *pair, MARCH[3]]
    result = run(root, ccb(tmp_path / "多.csv", "1000.00", lines), code=1)
    assert "2025-03-20" in result.stderr
    assert "2025-03-31" in result.stderr


def test_unknown_account_is_refused_by_its_tail(root: Path, tmp_path: Path) -> None:
    other = ccb(tmp_path / "别家.csv", "1000.00", MARCH, "62220000000000004321")
    result = run(root, other, code=1)
    assert "4321" in result.stderr
    assert "62220000" not in result.stderr
    assert "收费户" in result.stderr


def test_file_without_account_goes_where_it_joins(root: Path, march: Path, tmp_path: Path) -> None:
    run(root, march)
    april = icbc(tmp_path / "四月.csv", "1592.34", APRIL)
    assert files_of(run(root, april, "--format", "json"))[0]["account"] == FEES
    assert_sound(root)
    may = icbc(
        tmp_path / "五月.csv", "77.00", [line("2025-05-02", "1.00"), line("2025-05-03", "2.00")]
    )
    assert "--account" in run(root, may, code=2).stderr
    assert "接不上" in run(root, may, "--account", "02", code=1).stderr
    assert (
        files_of(run(root, may, "--account", "基本户", "--format", "json"))[0]["account"] == BASIC
    )
    assert run(root, may, "--account", "九号户", code=2).stderr.count("01 基本户") == 1


def test_account_option_against_the_file(root: Path, march: Path) -> None:
    assert "收费户" in run(root, march, "--account", "01", code=2).stderr


def test_first_file_of_a_new_account_opens_it(root: Path, tmp_path: Path) -> None:
    first = ccb(tmp_path / "一.csv", "50.00", MARCH, NUMBERS[BASIC])
    second = ccb(tmp_path / "二.csv", "642.34", APRIL, NUMBERS[BASIC])
    run(root, second, first)
    entries = assert_sound(root)
    opening = [
        entry
        for entry in entries
        if isinstance(entry, data.Transaction)
        and entry.postings[0].account == BASIC
        and entry.postings[1].account == "Equity:10期初净资产"
    ]
    assert [(str(one.date), str(one.postings[0].units)) for one in opening] == [
        ("2025-02-28", "50.00 CNY")
    ]


def test_a_day_cut_short_is_completed(root: Path, tmp_path: Path) -> None:
    """The first download ends in the middle of the 1st of March."""
    run(root, ccb(tmp_path / "上午.csv", "1000.00", MARCH[:1]))
    result = run(root, ccb(tmp_path / "下午.csv", "1000.00", MARCH), "--format", "json")
    assert (files_of(result)[0]["known"], files_of(result)[0]["new"]) == (1, 3)
    written = json.loads(result.stdout)["written"]
    assert len(written) == 3  # the original, the old file without its assertion, the new file
    assert all(is_untouched((root / name).read_text("utf-8")) for name in written[1:])
    entries = assert_sound(root)
    assert [str(one.date) for one in entries if isinstance(one, data.Balance)] == ["2025-04-01"]
    facts = [one.meta for one in entries if isinstance(one, data.Custom)]
    assert [(str(one["first-no"]), str(one["last-no"])) for one in facts] == [
        ("1", "1"),
        ("1", "4"),
    ]


def test_a_day_cut_short_in_a_file_edited_by_hand(root: Path, tmp_path: Path) -> None:
    run(root, ccb(tmp_path / "上午.csv", "1000.00", MARCH[:1]))
    path = next((root / "ledger/2025").glob("03-bank-*"))
    path.write_text(path.read_text("utf-8").replace(" ! ", " * "), "utf-8")
    before = tree(root)
    result = run(root, ccb(tmp_path / "下午.csv", "1000.00", MARCH), code=1)
    rows = path.read_text("utf-8").split("\n")
    row = next(number for number, text in enumerate(rows, 1) if " balance " in text)
    assert f"{path.relative_to(root).as_posix()}:{row}:" in result.stderr
    assert tree(root) == before


def test_two_originals_of_one_month_are_both_kept(root: Path, tmp_path: Path) -> None:
    run(root, ccb(tmp_path / "上.csv", "1000.00", MARCH[:3]))
    run(root, ccb(tmp_path / "下.csv", "1580.00", MARCH[3:]))
    names = sorted(path.name for path in (root / "ledger/statements").iterdir())
    assert names == ["2025-03-收费户-2.csv", "2025-03-收费户.csv"]
    assert_sound(root)


def test_an_original_already_in_its_place_is_not_copied(root: Path, march: Path) -> None:
    folder = root / "ledger" / "statements"
    folder.mkdir()
    shutil.copy(march, folder / "旧名.csv")
    run(root, folder / "旧名.csv")
    assert [path.name for path in folder.iterdir()] == ["旧名.csv"]
    assert_sound(root)


BY_HAND = """2025-02-01 * "手工记的"
  Assets:10银行存款:02收费户  1.00 CNY
  Income:30其他收入:11利息  -1.00 CNY
"""


@pytest.mark.parametrize(
    ("text", "said"), [(BY_HAND, "1,593.34"), ('2025-02-01 * "没写完\n', "语法")]
)
def test_books_that_do_not_stand_are_refused(
    root: Path, march: Path, april: Path, text: str, said: str
) -> None:
    run(root, march)
    hand = root / "ledger" / "2025" / "02-manual.beancount"
    hand.write_text(text, "utf-8")
    before = tree(root)
    result = run(root, april, code=1)
    assert "ledger/2025/02-manual.beancount:1:" in result.stderr
    assert said in result.stderr
    assert tree(root) == before


def test_a_line_taken_out_of_the_books_is_missed(root: Path, march: Path, april: Path) -> None:
    run(root, march)
    path = next((root / "ledger/2025").glob("03-bank-*"))
    blocks = path.read_text("utf-8").split("\n\n")
    path.write_text("\n\n".join([*blocks[:1], *blocks[2:]]), "utf-8")
    assert "编号在 1 之后是 3" in run(root, april, code=1).stderr


def test_the_table_names_the_largest_doubts_first(root: Path, march: Path, april: Path) -> None:
    lines = run(root, march, april).stdout.splitlines()
    assert lines[0].split() == ["文件", "账户", "行数", "已有", "新增", "确定", "待核实"]
    assert lines[1].split() == ["三月.csv", "收费户", "4", "0", "4", "2", "2"]
    doubts = [one for one in lines if one.startswith("  2025-")]
    assert [one.split()[1] for one in doubts] == ["−500.00", "300.00", "300.00", "66.00"]
    assert "李秋实" not in "\n".join(lines)


HOSTILE = (
    'x" "y\n2025-01-01 open Assets:99坏 CNY',
    'plugin "os"',
    "include \"/etc/passwd\"; option 'title' 'x'",
    "<script>alert(1)</script>&amp;",
    "\u202e反转\u2066\u200b\x00\x07零宽",
    "长" * 300,
    '\\"; 注释 {{7*7}} {% x %}',
    "=cmd|' /C calc'!A0",
    'bank-ref: "02/S1-0002"',
    "３－１－５０２ \ud7ff\ue000",
)


def test_hostile_memos_stay_text(root: Path, tmp_path: Path) -> None:
    lines = [
        line("2025-03-02", "1.00", memo, name=memo, account=memo, serial=memo) for memo in HOSTILE
    ]
    books = load_books(root)
    plan = plan_import(books, [source("1000.00", lines)])
    for path, content in plan.files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    entries = load_books(root).entries
    booked = [one for one in entries if isinstance(one, data.Transaction) and "review" in one.meta]
    assert len(booked) == len(HOSTILE)
    assert not any(isinstance(one, data.Open) and "99坏" in one.account for one in entries)
    said = "".join(str(posting.meta) for one in booked for posting in one.postings)
    assert not any(sign in said for sign in "<>&\u202e\u2066\u200b\x00\x07")
    assert max(len(str(one.postings[0].meta["bank-text"])) for one in booked) == 200
    ledger_text([one.entry for one in plan.booked])


def test_days_without_lines_are_covered_by_a_later_download(root: Path, tmp_path: Path) -> None:
    march = ccb(tmp_path / "三月.csv", "1000.00", MARCH[:3])
    overlap = icbc(tmp_path / "重叠.csv", "1300.00", MARCH[1:3])
    report = ["--book", str(root), "report", "monthly", "2025-03", "--format", "json"]
    run(root, march)
    assert CliRunner().invoke(main, report).exit_code == 1
    run(root, overlap, "--account", "02", "--until", "2025-03-14", code=2)
    run(root, overlap, "--account", "02", "--until", "2025-03-31")
    before = tree(root)
    run(root, overlap, "--account", "02", "--until", "2025-03-31")
    assert tree(root) == before
    assert_sound(root)
    done = CliRunner().invoke(main, [*report, "--draft", "--output", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    notice = json.loads(done.stdout)
    place = next(one for one in notice["accounts"] if one["account"] == "收费户")
    assert (place["statement"], place["covered_to"]) == ("1580.00", "2025-03-31")
    assert (place["statement_lines"], place["booked_lines"]) == (3, 3)


def test_a_first_month_without_an_opening_can_be_disclosed(tmp_path: Path) -> None:
    root = make_book(tmp_path / "book", None, checked=True)
    lines = [line("2025-03-04", "300.00", serial="1"), line("2025-03-31", "1.00", serial="2")]
    told = run(root, ccb(tmp_path / "三月.csv", "1000.00", lines))
    assert "期初余额 1,000.00 记在上月最后一天" in told.stderr
    assert_sound(root)
    done = CliRunner().invoke(
        main,
        ["--book", str(root), "report", "monthly", "2025-03", "--format", "json", "--draft"],
    )
    assert done.exit_code == 0, done.output
    notice = json.loads(done.stdout)
    assert (notice["opening"], notice["closing"]) == ("1000.00", "1301.00")


def test_the_books_are_chinese_whatever_the_reader_speaks(
    root: Path, march: Path, april: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("owners_ledger.i18n._language", None)
    result = CliRunner().invoke(
        main, ["--book", str(root), "--lang", "en", "import", str(march), str(april)]
    )
    assert result.exit_code == 0, result.output
    assert "certain  review" in result.output
    (written,) = (root / "ledger" / "2025").glob("*-bank-*.beancount")
    text = written.read_text(encoding="utf-8")
    assert '! "待核实收款"' in text
    assert '! "待核实付款"' in text
