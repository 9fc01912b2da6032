"""``owners-ledger reconcile`` on the sample estate: in order, damaged, not yet imported."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from owners_ledger.cli import main

ROOT = Path(__file__).parents[2]


def run(book: Path, *words: str):
    return CliRunner().invoke(main, ["--book", str(book), *words])


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "ledger", tmp_path / "ledger")
    return tmp_path


def test_a_month_in_order(tmp_path):
    done = run(ROOT, "reconcile", "2026-06", "--format", "json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["agrees"]) == (0, True)
    names = {one["name"]: one for one in found["accounts"]}
    # From the bank's own last lines of June.
    assert names["基本户"]["statement"] == names["基本户"]["adjusted_book"] == "419381.81"
    assert names["现金"]["counted"] == "182.00"
    where = ("--output", str(tmp_path))
    done = run(ROOT, "reconcile", "2026-06", "--account", "02", "--format", "xlsx,html", *where)
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "reconcile-2026-06-02.html",
        "reconcile-2026-06-02.xlsx",
    ]
    page = (tmp_path / "reconcile-2026-06-02.html").read_text("utf-8")
    assert "收费户" in page
    assert "基本户（尾号" not in page
    for hand in ("出纳", "会计", "复核"):
        assert hand in page


def test_a_line_deleted_from_the_books_is_found_in_the_banks_file(copy):
    (path,) = (copy / "ledger/2026").glob("06-bank-*.beancount")
    entries = path.read_text("utf-8").split("\n\n")
    victim = next(
        number
        for number, text in enumerate(entries)
        if "01基本户" in text and "bank-no" in text and "custom" not in text and number > 3
    )
    amount = re.search(r"01基本户\s+(-?[\d.]+) CNY", entries[victim])[1]
    day = re.search(r"^(\d{4}-\d{2}-\d{2})", entries[victim], re.MULTILINE)[1]
    path.write_text("\n\n".join(entries[:victim] + entries[victim + 1 :]), "utf-8")
    done = run(copy, "reconcile", "2026-06", "--account", "01", "--format", "json")
    (one,) = json.loads(done.stdout)["accounts"]
    missing = one["bank_paid"] + one["bank_received"]
    assert [(item["date"], item["amount"]) for item in missing] == [(day, amount.lstrip("-"))]
    assert one["adjusted_book"] == one["statement"]
    assert one["completeness"]["lines"] == one["completeness"]["booked"] + 1
    assert done.exit_code == 0


def test_what_lies_in_the_inbox_and_what_is_not_there_at_all(copy):
    done = run(copy, "reconcile", "2026-07", "--account", "01", "--format", "json")
    (one,) = json.loads(done.stdout)["accounts"]
    assert done.exit_code == 0
    assert one["adjusted_book"] == one["statement"] == "489108.30"
    assert [part["imported"] for part in one["completeness"]["statements"]] == [False]
    shutil.rmtree(copy / "ledger/inbox")
    done = run(copy, "reconcile", "2026-07", "--account", "01")
    assert done.exit_code == 1
    assert "请导入到 2026-07-31 为止的对账单" in done.stdout
    assert "缺 31 天（07-01 至 07-31）" in done.stdout
    run(copy, "reconcile", "2026-07", "--account", "01", "--format", "html", "--output", str(copy))
    page = (copy / "reconcile-2026-07-01.html").read_text("utf-8")
    assert "缺 31 天" in page
    # No table head without a row, nothing said of statements that are not there.
    assert "对账单文件" not in page
    assert "接不上" not in page


def test_a_period_nobody_knows_of_is_refused():
    for period, word in (("2030-01", "还没有记账"), ("2019-05", "没有账：账本第一笔在")):
        for words in (("reconcile", period), ("report", "reconcile", period, "--dry-run")):
            done = run(ROOT, *words)
            assert (done.exit_code, word in done.output) == (1, True), done.output
