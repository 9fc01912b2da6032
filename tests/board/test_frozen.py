"""A notice that hangs is never overwritten; what changed is named; nothing is half written."""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import board_book
import pytest
from board_book import FIGURES, changed
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.board import freeze, keep, log, posting
from owners_ledger.board.compare import changes
from owners_ledger.board.freeze import Wish
from owners_ledger.board.toml_text import BoardError
from owners_ledger.books.write import write_all
from owners_ledger.rendering.seal import seal_code

STEM = "monthly-2026-03"
TODAY = datetime.date(2026, 5, 3)
PLAIN, AGAIN, CORRECT = (
    Wish(False, "", TODAY),
    Wish(True, "", TODAY),
    Wish(False, "重记了一次", TODAY),
)
FEWER = changed(
    closing="1120.00",
    spending=[
        {"line": "公共水电", "amount": "130.00", "months": ["130.00"], "count": 2, "id": "支1"},
        {"line": "保险", "amount": "50.00", "months": ["50.00"], "count": 1, "id": "支2"},
    ],
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book whose March notice hangs."""
    (tmp_path / "ledger").mkdir()
    hung = keep.Hung(
        "monthly", "2026-03", "", ("南门",), datetime.date(2026, 4, 8),
        datetime.date(2026, 5, 8), "文员",
    )  # fmt: skip
    _record, files = keep.hang(tmp_path, hung, board_book.printed(tmp_path), seal_code)
    write_all(files)
    return tmp_path


def files_of(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def report(root: Path, figures: dict, wish: Wish, folder: Path | None = None) -> freeze.Target:
    """As the command does it: settle, then write everything."""
    place = freeze.target(root, STEM, figures, wish)
    made = {"pdf": board_book.pdf_of(figures, STEM) + b"%" * wish.reprint, "html": b"<p>"}
    data = json.dumps(figures, ensure_ascii=False).encode()
    write_all(place.files(root, folder or root / "notices", made, seal_code(figures), data))
    return place


def test_every_changed_figure_is_told_old_and_new():
    told = [(one.what, one.old, one.new) for one in changes(FIGURES, FEWER).figures]
    assert told == [
        ("期末余额", Decimal("1100.00"), Decimal("1120.00")),
        ("支出·公共水电·本期", Decimal("150.00"), Decimal("130.00")),
        ("支出·绿化·本期", Decimal("50.00"), None),
        ("支出·绿化·分月·1", Decimal("50.00"), None),
        ("支出·保险·本期", None, Decimal("50.00")),
        ("支出·保险·分月·1", None, Decimal("50.00")),
    ]


def test_papers_that_come_later_and_what_a_newer_program_prints_are_no_change():
    later = changed(posted_from="2026-04-09", brand_new={"amount": "1.00"})
    later["payments"][0]["documents"] = 3
    later["accounts"][0]["covered_to"] = "2026-06-30"
    later["income"][0]["id"] = "收9"
    later["income"][0]["share"] = "12.00"
    assert changes(FIGURES, later).all == ()


def test_a_changed_sentence_is_a_change_of_words():
    other = changed(title="2026年三月")
    assert [(one.old, one.new) for one in changes(FIGURES, other).words] == [
        ("2026年3月", "2026年三月")
    ]
    assert changes(FIGURES, other).figures == ()


PLACES = [
    (("opening",), "期初余额"),
    (("income", 0, "amount"), "收入·物业服务费·本期"),
    (("spending", 1, "amount"), "支出·绿化·本期"),
    (("payments", 1, "amount"), "大额支出·基本户-7（2）·本期"),
    (("accounts", 0, "book"), "账户·基本户·账面余额"),
]
AMOUNTS = st.integers(-(10**12), 10**12).map(lambda fen: f"{Decimal(fen) / 100:.2f}")


@given(st.lists(st.tuples(st.sampled_from(PLACES), AMOUNTS), unique_by=lambda one: one[0]))
def test_exactly_what_was_changed_is_named(edits):
    other = copy.deepcopy(FIGURES)
    wanted = {}
    for (trail, name), amount in edits:
        inner = other
        for step in trail[:-1]:
            inner = inner[step]
        if Decimal(inner[trail[-1]]) != Decimal(amount):
            wanted[name] = (Decimal(inner[trail[-1]]), Decimal(amount))
            inner[trail[-1]] = amount
    told = {one.what: (one.old, one.new) for one in changes(FIGURES, other).all}
    assert told == wanted


def test_a_notice_that_never_hung_is_written_freely(tmp_path):
    assert freeze.target(tmp_path, STEM, FIGURES, PLAIN).name == STEM
    for wish in (AGAIN, CORRECT):
        with pytest.raises(BoardError, match="没有张贴过"):
            freeze.target(tmp_path, STEM, FIGURES, wish)


def test_the_same_bytes_again_change_nothing(book):
    before = files_of(book)
    report(book, FIGURES, PLAIN)
    after = files_of(book)
    assert {**after, **before} == after
    assert set(after) - set(before) == {f"notices/{STEM}.html"}


def test_the_original_survives_every_command(book):
    before = files_of(book)
    original = {name: before[name] for name in before if STEM in name and "toml" not in name}
    with pytest.raises(BoardError, match=r"公共水电·本期：150.00 → 130.00"):
        report(book, FEWER, PLAIN)
    with pytest.raises(BoardError, match="有 6 处不同"):
        report(book, FEWER, AGAIN)
    with pytest.raises(BoardError, match="有 6 处不同"):
        report(book, FEWER, PLAIN, book / "elsewhere")
    with pytest.raises(BoardError, match="留底"):
        report(book, FIGURES, PLAIN, book / "ledger" / "posted" / "in")
    assert files_of(book) == before
    assert report(book, FIGURES, AGAIN).name == f"{STEM}-补发1"
    assert report(book, FIGURES, AGAIN).name == f"{STEM}-补发2"
    assert report(book, FEWER, CORRECT).name == f"{STEM}-更正1"
    with pytest.raises(BoardError, match="有了更正1"):
        report(book, FEWER, PLAIN)
    with pytest.raises(BoardError, match="没有可更正的"):
        report(book, FEWER, CORRECT)
    assert report(book, FEWER, AGAIN).name == f"{STEM}-补发3"
    assert report(book, FIGURES, CORRECT).name == f"{STEM}-更正2"
    after = files_of(book)
    assert {name: after[name] for name in original} == original


def test_another_layout_of_the_same_figures_does_not_replace_the_print(book):
    path = book / "notices" / f"{STEM}.pdf"
    before = path.read_bytes()
    place = freeze.target(book, STEM, FIGURES, PLAIN)
    with pytest.raises(BoardError, match="已经张贴，没有覆盖"):
        place.files(book, path.parent, {"pdf": before + b"\n"}, "", b"")
    path.unlink()
    with pytest.raises(BoardError, match="已经张贴，没有覆盖"):
        place.files(book, path.parent, {"pdf": before + b"\n"}, "", b"")


def test_a_correction_says_why_and_what_and_is_told_on_the_next_notice(book):
    place = report(book, FEWER, CORRECT)
    assert place.mark
    assert (place.mark.word, place.mark.count, place.mark.seal) == ("更正", 1, seal_code(FIGURES))
    record = posting.posted(book, STEM)
    assert record
    told = log.corrections([record], TODAY, TODAY + datetime.timedelta(days=1)).corrections
    assert [(one.edition, one.why, one.changed) for one in told] == [
        ("更正1", "重记了一次", changes(FIGURES, FEWER).all)
    ]


def test_a_marked_print_needs_its_pdf_and_an_unchanged_record(book):
    place = freeze.target(book, STEM, FEWER, CORRECT)
    with pytest.raises(BoardError, match="要有 PDF"):
        place.files(book, book / "notices", {"html": b""}, "", b"")
    report(book, FIGURES, AGAIN)
    with pytest.raises(BoardError, match="刚刚变了"):
        place.files(book, book / "notices", {"pdf": b""}, "", b"")


def test_figures_that_were_kept_and_then_changed_are_not_trusted(book):
    (book / "ledger/posted" / f"{STEM}.json").write_bytes(json.dumps(FEWER).encode())
    with pytest.raises(BoardError, match="被改过"):
        freeze.target(book, STEM, FEWER, PLAIN)


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, {here!r})
import test_frozen
count, replace = int(sys.argv[2]), Path.replace
def dying(self, target):
    global count
    if count == 0:
        os._exit(9)
    count -= 1
    return replace(self, target)
Path.replace = dying
test_frozen.report(Path(sys.argv[1]), test_frozen.FEWER, test_frozen.CORRECT)
"""


@pytest.mark.parametrize("renames", [0, 2, 4])
def test_a_kill_half_way_leaves_the_record_and_the_original(book, renames):
    before = files_of(book)
    script = KILLED.format(here=str(Path(__file__).parent))
    died = subprocess.run(
        [sys.executable, "-c", script, str(book), str(renames)], check=False, timeout=60
    )
    assert died.returncode == 9
    after = files_of(book)
    assert {name: after.get(name) for name in before} == before
    for path in (book / "notices").glob(f"{STEM}-更正1.*"):
        path.unlink()  # what a person is told to do: they are in nobody's record
    assert report(book, FEWER, CORRECT).name == f"{STEM}-更正1"
    record = posting.posted(book, STEM)
    assert record
    assert [one.name for one in record.editions] == ["", "更正1"]
