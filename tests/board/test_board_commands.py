"""The commands on a copy of the sample estate, from the first posting to a correction."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from owners_ledger.board.posting import load_postings
from owners_ledger.board.questions import load_questions
from owners_ledger.rendering.seal import seal_code

ROOT = Path(__file__).parents[2]
STEM = "monthly-2026-03"


def run(book: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "owners_ledger", "--book", str(book), *args],
        cwd=ROOT,
        env={**os.environ, "OWNERS_LEDGER_TODAY": "2026-05-03"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample before its March notice hung, printed."""
    root = tmp_path_factory.mktemp("board")
    shutil.copytree(ROOT / "ledger", root / "ledger", ignore=shutil.ignore_patterns("questions"))
    (root / "ledger/posted" / f"{STEM}.toml").unlink()
    done = run(root, "report", "monthly", "2026-03")
    assert done.returncode == 0, done.stderr
    return root


def state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("notices", "ledger/posted", "ledger/questions")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("post", "monthly"), 2, "哪一份公示"),
        (("post", "monthly", "2026-03", "--place", "南门"), 2, "--from、--by"),
        (
            ("post", "monthly", "2026-03", "--from", "2026-04-08", "--place", "南门", "--by", "13800138000"),
            1,
            "个人信息",
        ),
        (("question", "add", "--item", "2026-03/支2", "--text", "为什么？"), 1, "没有这一期的留底"),
        (("question", "answer", "Q-2026-001", "--text", "是"), 1, "没有提问"),
        (("report", "monthly", "2026-03", "--reprint"), 1, "没有张贴过"),
        (("report", "monthly", "2026-03", "--reprint", "--draft"), 2, "只能用一个"),
        (("report", "special", "没有"), 1, "没有公告"),
    ],
)  # fmt: skip
def test_a_refusal_writes_nothing(book, args, code, said):
    before = state(book)
    done = run(book, *args)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert state(book) == before


@pytest.fixture(scope="module")
def hanging(book: Path) -> Path:
    """The March notice hangs."""
    done = run(
        book, "post", "monthly", "2026-03", "--place", "南门公示栏", "--from", "2026-04-08",
        "--by", "文员", "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)["notices"]
    figures = json.loads((book / "ledger/posted" / f"{STEM}.json").read_text("utf-8"))
    assert told["editions"][0]["seal"] == seal_code(figures)
    assert told["places"][0]["to"] == "2026-05-08"
    return book


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("打 13800138000 问过了", "电话"),
        ("1-1-101 的水费算错了", "房号"),
        ("渝A12345 停在哪里", "车牌"),
    ],
)
def test_a_question_with_personal_data_is_not_kept(hanging, text, kind):
    done = run(hanging, "question", "add", "--item", "2026-03/支2", "--text", text)
    assert done.returncode == 1
    assert kind in done.stderr
    assert text not in done.stderr
    assert not list((hanging / "ledger").glob("questions/*.toml"))


def test_from_a_question_to_a_correction(hanging):
    original = (hanging / "notices" / f"{STEM}.pdf").read_bytes()
    done = run(
        hanging, "question", "add", "--item", "2026-03/支2", "--text", "为什么？",
        "--received", "2026-04-10", "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    asked = json.loads(done.stdout)
    figures = json.loads((hanging / "ledger/posted" / f"{STEM}.json").read_text("utf-8"))
    (printed,) = [one for one in figures["spending"] if one["id"] == "支2"]
    assert (asked["line"], asked["figure"]) == (printed["line"], printed["amount"])
    assert (asked["number"], asked["due"]) == ("Q-2026-001", "2026-04-25")
    listed = json.loads(run(hanging, "question", "list", "--open", "--format", "json").stdout)
    assert [one["overdue"] for one in listed["questions"]] == [True]

    (bank,) = (hanging / "ledger/2026").glob("03-bank-*.beancount")
    bank.write_bytes(bank.read_bytes().replace(
        "Expenses:30运行:36日常维修".encode(), "Expenses:30运行:33绿化".encode(), 1
    ))  # fmt: skip
    before = state(hanging)
    done = run(hanging, "report", "monthly", "2026-03")
    assert done.returncode == 1
    (repair,) = [one for one in figures["spending"] if one["line"] == "日常维修"]
    assert f"日常维修·本期：{Decimal(repair['amount']):,.2f} → " in done.stderr
    assert state(hanging) == before
    done = run(
        hanging, "report", "monthly", "2026-03", "--correct", "维修费误记", "--format", "pdf,html"
    )
    assert done.returncode == 0, done.stderr
    page = (hanging / "notices" / f"{STEM}-更正1.html").read_text("utf-8")
    assert "维修费误记" in page
    assert f"{Decimal(repair['amount']):,.2f}" in page
    assert (hanging / "notices" / f"{STEM}.pdf").read_bytes() == original
    assert (hanging / "ledger/posted" / f"{STEM}.pdf").read_bytes() == original


def test_the_sample_s_questions_are_about_what_its_notices_print():
    records = {one.code: one for one in load_postings(ROOT) if one.kind == "monthly"}
    asked = load_questions(ROOT)
    assert [one.is_open for one in asked] == [False, True]
    for one in asked:
        period, _slash, short = one.item.partition("/")
        done = run(ROOT, "report", "monthly", period, "--dry-run", "--format", "json")
        figures = json.loads(done.stdout)
        (item,) = [line for line in figures["spending"] if line["id"] == short]
        assert (item["line"], Decimal(item["amount"])) == (one.line, one.figure)
        assert figures["number"] == one.notice == records[period].number
        assert str(records[period].places[0].start) == figures["posted_from"]
