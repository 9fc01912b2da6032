"""Questions: what happens to one, what a notice says of it, what is refused."""

from __future__ import annotations

import datetime
from decimal import Decimal

import board_book
import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.board import asking, keep, posting, questions
from owners_ledger.board.items import Item, find_item
from owners_ledger.board.questions import ADDED, ANSWERED, CLOSED, FOLLOW_UP, Happening, Question
from owners_ledger.board.toml_text import BoardError
from owners_ledger.books.write import write_all

ITEM = Item("2026-03/支1", "公共水电", Decimal("150.00"), "公示〔2026〕第 3 号")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def asked(text: str = "为什么这么多？", others: tuple[Question, ...] = ()) -> Question:
    return asking.asked(
        others, ITEM, text, asker="业主", received=day("2026-04-10"), answer_days=15
    )


def test_a_question_from_its_asking_to_its_end(tmp_path):
    path = tmp_path / "2026-001.toml"
    stages = [asked()]
    stages.append(
        asking.answered(
            stages[-1],
            "补缴了上月电费",
            day("2026-04-12"),
            entry="基本户-349",
            correction=day("2026-04-05"),
        )
    )
    stages.append(asking.asked_further(stages[-1], "补的是哪块表？", day("2026-04-20"), 15))
    stages.append(asking.answered(stages[-1], "2号泵房", day("2026-04-22")))
    stages.append(asking.closed(stages[-1], "没有其他意见", day("2026-04-30")))
    assert [one.is_open for one in stages] == [True, False, True, False, False]
    assert [str(one.due) for one in stages] == ["2026-04-25"] * 2 + ["2026-05-05"] * 3
    before: tuple[Happening, ...] = ()
    for stage in stages:
        path.write_bytes(questions.content(stage))
        read = questions.load_question(path)
        assert read == stage
        assert read.history[: len(before)] == before  # nothing that was said is ever changed
        before = read.history
    with pytest.raises(BoardError, match="已在 2026-04-30 了结"):
        asking.answered(stages[-1], "还有一句", day("2026-05-01"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda one: asking.closed(one, "算了", day("2026-04-11")), "还没有答复"),
        (lambda one: asking.answered(one, "是", day("2026-04-09")), "早于"),
        (lambda one: asking.answered(one, " \n ", day("2026-04-11")), "空的"),
        (lambda one: asking.answered(one, "长" * 501, day("2026-04-11")), "501"),
    ],
)
def test_what_cannot_happen_is_refused(make, said):
    with pytest.raises(BoardError, match=said):
        make(asked())


def test_numbers_go_on_within_their_year():
    first = asked()
    assert (first.number, asked(others=(first,)).code) == ("Q-2026-001", "2026-002")
    assert questions.next_code((first,), 2027) == "2027-001"


def test_a_file_changed_by_hand_is_refused(tmp_path):
    path = tmp_path / "2026-001.toml"
    path.write_text(
        questions.content(asked()).decode().replace("这么多", "这么少"), encoding="utf-8"
    )
    with pytest.raises(BoardError, match="手工改过"):
        questions.load_question(path)


def test_late_is_the_day_after_the_last_one():
    assert not asked().is_overdue(day("2026-04-25"))
    assert asked().is_overdue(day("2026-04-26"))
    assert not asking.answered(asked(), "是", day("2026-04-12")).is_overdue(day("2027-01-01"))


def test_a_notice_says_what_is_open_and_what_was_answered_since_the_last_one():
    late = asked("第一问")
    done = asking.answered(asked("第二问", (late,)), "答了", day("2026-04-12"))
    since, until = day("2026-04-08"), day("2026-05-08")
    told = questions.questions_report((late, done), since, until)
    assert [(one.text, one.overdue) for one in told.open] == [("第一问", True)]
    assert [(one.answer, one.overdue) for one in told.answered] == [("答了", False)]
    assert told.overdue == 1
    after = questions.questions_report((late, done), until, day("2026-06-08"))
    assert [one.text for one in after.open] == ["第一问"]
    assert after.answered == ()


DAYS = st.dates(day("2026-01-01"), day("2026-12-31"))


@st.composite
def histories(draw) -> Question:
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=6)))
    kinds = [ADDED, *(draw(st.sampled_from((ANSWERED, FOLLOW_UP, CLOSED))) for _day in days[1:])]
    told = tuple(Happening(kind, when, "话") for kind, when in zip(kinds, days, strict=True))
    return Question("2026-001", "2026-03/支1", "水电", None, "", "业主", days[0], days[0], told)


@given(histories(), DAYS, st.lists(DAYS, max_size=3))
def test_what_happens_later_changes_no_earlier_notice(question, until, later):
    since = until - datetime.timedelta(days=30)
    more = tuple(Happening(ANSWERED, when, "后来") for when in sorted(later) if when >= until)
    grown = Question(
        **{name: getattr(question, name) for name in Question.__slots__ if name != "history"},
        history=(*question.history, *more),
    )
    assert questions.questions_report((grown,), since, until) == questions.questions_report(
        (question,), since, until
    )


@pytest.fixture
def posted(tmp_path):
    hung = keep.Hung(
        "monthly", "2026-03", "", ("南门",), day("2026-04-08"), day("2026-05-08"), "文员"
    )
    _record, files = keep.hang(tmp_path, hung, board_book.printed(tmp_path), lambda _figures: "S")
    write_all(files)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "line", "figure"),
    [
        ("2026-03/支2", "绿化", "50.00"),
        ("2026-03/付2", "3月水费", "50.00"),
        ("2026-03/账1", "基本户", "1100.00"),
        ("2026-03/总1", "期末余额", "1100.00"),
        ("2026-03/总2", "收入合计", "300.00"),
    ],
)
def test_an_item_is_found_with_the_figure_that_was_printed(posted, code, line, figure):
    item = find_item(posted, posting.load_postings(posted), code)
    assert (item.code, item.line, item.figure) == (code, line, Decimal(figure))
    assert item.notice == "公示〔2026〕第 3 号"


def test_an_item_that_was_not_printed_is_refused_with_near_ones(posted):
    records = posting.load_postings(posted)
    with pytest.raises(BoardError, match="支9") as told:
        find_item(posted, records, "2026-03/支9")
    assert told.value.remedy.index("支2（绿化）") < told.value.remedy.index("支1（公共水电）")
    with pytest.raises(BoardError, match="没有这一期") as told:
        find_item(posted, records, "2026-04/支1")
    assert "2026-03" in told.value.remedy
