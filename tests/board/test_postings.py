"""Postings: what is kept, photographs without a place, days, what is refused."""

from __future__ import annotations

import datetime
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import board_book
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from owners_ledger.board import keep, log, posting
from owners_ledger.board.photos import cleaned
from owners_ledger.board.posting import Edition
from owners_ledger.board.toml_text import BoardError
from owners_ledger.books.write import write_all
from owners_ledger.duties.workdays import Workdays
from owners_ledger.rendering.seal import seal_code


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def hung(**others) -> keep.Hung:
    made = keep.Hung(
        "monthly", "2026-03", "", ("南门",), day("2026-04-08"), day("2026-05-08"), "文员"
    )
    return replace(made, **others)


def hang(root: Path, pdf: Path, **others) -> posting.Posted:
    _record, files = keep.hang(root, hung(**others), pdf, seal_code)
    write_all(files)
    found = posting.posted(root, "monthly-2026-03")
    assert found
    return found


def test_the_print_that_hangs_is_kept_byte_for_byte(tmp_path):
    pdf = board_book.printed(tmp_path)
    record = hang(tmp_path, pdf)
    kept = tmp_path / "ledger/posted/monthly-2026-03.pdf"
    assert kept.read_bytes() == pdf.read_bytes()
    (edition,) = record.editions
    assert edition.pdf_sha256 == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert edition.seal == seal_code(board_book.FIGURES)
    assert (record.title, record.number) == ("2026年3月财务收支公示", "公示〔2026〕第 3 号")
    pdf.unlink()
    record = hang(tmp_path, pdf, places=("业主群",), start=day("2026-04-09"))
    assert [(one.name, str(one.start)) for one in record.places] == [
        ("南门", "2026-04-08"),
        ("业主群", "2026-04-09"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有 monthly-2026-03 的数据"),
        (b"%PDF-1.7 broken", "没有 monthly-2026-03 的数据"),
        (board_book.pdf_of(board_book.FIGURES, "monthly-2026-02"), "没有 monthly-2026-03"),
        (board_book.pdf_of(board_book.changed(draft=True)), "草稿"),
    ],
)
def test_only_a_notice_of_ours_can_be_posted(tmp_path, content, said):
    pdf = board_book.printed(tmp_path)
    pdf.write_bytes(content)
    with pytest.raises(BoardError, match=said):
        keep.hang(tmp_path, hung(), pdf, seal_code)
    pdf.unlink()
    with pytest.raises(BoardError, match="没有要张贴"):
        keep.hang(tmp_path, hung(), pdf, seal_code)


def test_another_pdf_is_not_the_one_that_hangs(tmp_path):
    pdf = board_book.printed(tmp_path)
    hang(tmp_path, pdf)
    board_book.printed(tmp_path, board_book.changed(opening="999.00"))
    with pytest.raises(BoardError, match="不是留了底的那一份"):
        keep.hang(tmp_path, hung(places=("北门",)), pdf, seal_code)
    with pytest.raises(BoardError, match="没有“更正1”"):
        keep.hang(tmp_path, hung(edition="更正1"), pdf, seal_code)


def photograph(path: Path) -> Path:
    """A photograph with the place where it was taken, its time and its camera."""
    exif = Image.Exif()
    exif[271] = "HUAWEI"
    exif[274] = 6  # lies on its side
    exif[34853] = {1: "N", 2: (29.0, 33.0, 7.0), 3: "E", 4: (106.0, 34.0, 5.0)}
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste((200, 0, 0), (0, 0, 10, 40))
    picture.save(path, exif=exif, comment=b"Zhang", dpi=(72, 72))
    assert b"HUAWEI" in path.read_bytes()
    return path


def test_a_photograph_loses_place_time_and_camera_and_stands_upright(tmp_path):
    clean = cleaned(photograph(tmp_path / "门.jpg"))
    assert [mark for mark in (b"Exif", b"HUAWEI", b"Zhang", b"ICC_PROFILE") if mark in clean] == []
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.size == (40, 60)
        assert not picture.getexif()
        red, green, _blue = picture.getpixel((20, 4))
        assert red > 150
        assert green < 90
    assert cleaned(tmp_path / "门.jpg") == clean


def test_a_photograph_is_kept_under_its_hash(tmp_path):
    clean = cleaned(photograph(tmp_path / "门.jpg"))
    pdf = board_book.printed(tmp_path)
    hang(tmp_path, pdf)
    record = hang(tmp_path, pdf, photos=(clean,))
    name = hashlib.sha256(clean).hexdigest()
    assert [one.photos for one in record.places] == [(name,)]
    assert (tmp_path / f"ledger/posted/photos/{name}.jpg").read_bytes() == clean


@pytest.mark.parametrize("content", [b"", b"GIF89a not", b"\xff\xd8\xff\xe0 cut short"])
def test_what_is_no_photograph_is_refused(tmp_path, content):
    path = tmp_path / "x.jpg"
    path.write_bytes(content)
    with pytest.raises(BoardError, match="照片收不进来"):
        cleaned(path)
    with pytest.raises(BoardError, match="读不到"):
        cleaned(tmp_path / "missing.jpg")


def test_a_picture_far_too_large_is_refused(tmp_path):
    path = tmp_path / "bomb.png"
    Image.new("1", (30000, 30000)).save(path)
    with pytest.raises(BoardError, match="照片收不进来"):
        cleaned(path)


def test_what_came_down_says_when(tmp_path):
    hang(tmp_path, board_book.printed(tmp_path), places=("南门", "北门"))
    record, _files = keep.take_down(tmp_path, "monthly-2026-03", day("2026-04-20"), ("北门",), "")
    told = log.posting_log([record], day("2026-01-01"), day("2026-12-31"))
    assert [(one.place, str(one.end), one.taken_down, one.days) for one in told.lines] == [
        ("南门", "2026-05-08", False, 30),
        ("北门", "2026-04-20", True, 12),
    ]
    assert told.notices == 1
    record, _files = keep.take_down(tmp_path, "monthly-2026-03", day("2026-05-08"), (), "")
    told = log.posting_log([record], day("2026-01-01"), day("2026-12-31"))
    assert [(one.place, one.days) for one in told.lines] == [("南门、北门", 30)]
    assert log.posting_log([record], day("2026-04-09"), day("2026-12-31")).lines == ()
    with pytest.raises(BoardError, match="2026-04-08 才张贴"):
        keep.take_down(tmp_path, "monthly-2026-03", day("2026-04-07"), (), "")


@given(
    st.dates(day("2024-01-01"), day("2027-12-31")),
    st.integers(0, 90),
    st.sampled_from(("自然日", "工作日")),
)
def test_full_days_are_counted_one_by_one(first, span, kind):
    run = [first + datetime.timedelta(days=number) for number in range(1, span + 1)]
    last = run[-1] if run else first
    plain = [one for one in run if kind == "自然日" or one.weekday() < 5]
    assert Workdays().between(first, last, kind) == len(plain)
    assert Workdays().between(first, Workdays().after(first, span, kind), kind) == span


def test_days_on_the_board_leave_out_the_holidays():
    # 22 weekdays from 9 April to 8 May 2026; three of them are off here.
    holidays = Workdays(frozenset({day("2026-05-01"), day("2026-05-04"), day("2026-05-05")}))
    assert holidays.between(day("2026-04-08"), day("2026-05-08"), "工作日") == 19
    assert Workdays().between(day("2026-04-08"), day("2026-05-08"), "工作日") == 22


def test_corrections_stand_on_the_notice_of_their_days():
    edition = Edition("更正1", day("2026-05-03"), why="重记")
    record = posting.Posted(
        "monthly", "2026-03", "三月", "第 3 号", (Edition("", day("2026-04-08")), edition)
    )
    since, until = day("2026-05-03"), day("2026-05-04")
    assert [one.why for one in log.corrections([record], since, until).corrections] == ["重记"]
    assert log.corrections([record], day("2026-05-04"), day("2026-06-01")).corrections == ()
    assert log.corrections([record], day("2026-04-01"), since).corrections == ()
