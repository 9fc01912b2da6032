"""Questions past their day; notices late, short, exchanged."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from owners_ledger.board import keep, posting, questions
from owners_ledger.board.posting import Edition, Place, Posted
from owners_ledger.board.questions import ADDED, ANSWERED, Happening, Question
from owners_ledger.checks.postings import check_contents

LEDGER = """
2026-05-10 * "交电费"
  Expenses:30运行:33绿化   10.00 CNY
  Assets:11库存现金   -10.00 CNY
"""
D = datetime.date
QUESTION = Question(
    "2026-001", "2026-03/支2", "公共水电", None, "", "业主", D(2026, 4, 20), D(2026, 5, 5),
    (Happening(ADDED, D(2026, 4, 20), "为什么？"),),
)  # fmt: skip
POSTED = Posted(
    "monthly", "2026-03", "2026年3月财务收支公示", "第 3 号", (Edition("", D(2026, 4, 8)),),
    (Place("南门", D(2026, 4, 8), D(2026, 5, 8), "文员"),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("OWNERS_LEDGER_TODAY", "2026-05-12")


def write(book, path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("due", "answered", "count"),
    [(D(2026, 5, 11), False, 1), (D(2026, 5, 12), False, 0), (D(2026, 5, 5), True, 0)],
)
def test_a_question_without_its_answer_is_told_the_day_after(book, due, answered, count):
    one = replace(QUESTION, due=due)
    if answered:
        one = replace(one, history=(*one.history, Happening(ANSWERED, D(2026, 5, 6), "补缴")))
    write(book, questions.path_of(book.root, one), questions.content(one))
    book.ledger(LEDGER)
    found = book.run("questions")
    assert [error.severity for error in found] == ["warning"] * count
    assert all("Q-2026-001" in error.message for error in found)


def test_a_hand_s_edit_is_an_error(book):
    edited = questions.content(QUESTION).replace(b"2026-05-05", b"2027-05-05")
    write(book, questions.path_of(book.root, QUESTION), edited)
    write(book, posting.record_file(book.root, POSTED.stem), b'kind = "monthly"\n')
    book.ledger(LEDGER)
    for check in ("questions", "postings"):
        (error,) = book.run(check)
        assert error.severity == "error"
        assert "手工改过" in error.message


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("南门", D(2026, 4, 8), D(2026, 5, 8), "文员"), []),
        (Place("南门", D(2026, 4, 9), D(2026, 5, 9), "文员"), ["2026-04-09 才张贴"]),
        (
            Place("南门", D(2026, 4, 8), D(2026, 5, 8), "文员", taken_down=D(2026, 5, 7)),
            ["只张贴到 2026-05-07，应到 2026-05-08"],
        ),
        (Place("南门", D(2026, 4, 8), None, "文员"), []),
    ],
)
def test_late_and_short_postings_are_told(book, place, said):
    record = replace(POSTED, places=(place,))
    write(book, posting.record_file(book.root, record.stem), posting.content(record))
    book.ledger(LEDGER)
    found = book.run("postings")
    assert len(found) == len(said)
    assert all(part in error.message for part, error in zip(said, found, strict=True))


def test_a_print_that_is_not_the_one_posted_is_told(book):
    pdf, figures, photo = b"%PDF hangs", b"{}", b"jpg"
    shot = posting.sha256(photo)
    edition = Edition("", D(2026, 4, 8), "S", posting.sha256(pdf), posting.sha256(figures))
    record = replace(
        POSTED, editions=(edition,), places=(replace(POSTED.places[0], photos=(shot,)),)
    )
    files: keep.Files = [
        (posting.record_file(book.root, record.stem), posting.content(record)),
        (posting.kept_file(book.root, record.stem, "", "json"), figures),
        (posting.kept_file(book.root, record.stem, "", "pdf"), pdf),
        (posting.folder(book.root) / "photos" / f"{shot}.jpg", photo),
        (book.root / "notices" / "monthly-2026-03.pdf", pdf),
    ]
    for path, content in files:
        write(book, path, content)
    assert list(check_contents(book.root)) == []
    for path, content in files[1:]:
        path.write_bytes(content + b"\n")
        (problem,) = check_contents(book.root)
        assert path.name.partition(".")[0] in problem.said
        path.write_bytes(content)
    files[2][0].unlink()
    files[4][0].unlink()  # a copy to print from need not be there, what was kept must
    (problem,) = check_contents(book.root)
    assert "不见了" in problem.said
