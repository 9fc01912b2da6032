"""What falls due when: dates counted by hand."""

from __future__ import annotations

import datetime

import icalendar
import pytest

from owners_ledger.duties import load_profile
from owners_ledger.duties.clock import VARIABLE, book_day, today
from owners_ledger.duties.due import Duty, duties_due
from owners_ledger.duties.ics import calendar_file
from owners_ledger.duties.known import Ending, Known
from owners_ledger.errors import UsageError


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def due(
    first: str, last: str, known: Known, on: str, place: str = ""
) -> list[tuple[str, str, str, str]]:
    found = duties_due(load_profile(None, place), day(first), day(last), known, day(on))
    return [(str(one.due), one.what or one.kind, one.period, one.state) for one in found]


SINCE_2025 = Known(begin=day("2025-01-01"))


def test_a_spring_of_postings_reports_and_audit() -> None:
    assert sorted(due("2026-03-01", "2026-05-31", SINCE_2025, "2026-03-15")) == [
        ("2026-03-31", "annual", "2025", "open"),
        ("2026-03-31", "monthly", "2026-02", "open"),
        ("2026-03-31", "supervisor", "2025", "open"),
        ("2026-03-31", "year", "2025", "open"),
        ("2026-04-30", "monthly", "2026-03", "open"),
        ("2026-04-30", "quarterly", "2026-Q1", "open"),
        ("2026-05-31", "monthly", "2026-04", "open"),
        ("2026-05-31", "registry", "2025", "open"),
    ]


def test_half_years_of_beijing_and_the_share_of_shanghai() -> None:
    members = due("2026-07-01", "2026-07-31", SINCE_2025, "2026-07-01", "北京")
    assert ("2026-07-31", "member-fees", "2026-H1", "open") in members
    shares = due("2026-06-30", "2026-06-30", SINCE_2025, "2026-06-01", "上海")
    assert ("2026-06-30", "quarter", "2026-Q2", "open") in shares


def test_nothing_is_due_for_a_time_before_the_books() -> None:
    young = Known(begin=day("2026-02-01"), registered=False)
    assert due("2026-01-01", "2026-05-01", young, "2026-03-10") == [
        ("2026-03-31", "monthly", "2026-02", "open"),
        ("2026-04-30", "monthly", "2026-03", "open"),  # no quarter: January is not in the books
    ]


def test_done_overdue_and_unknown() -> None:
    asked = ("2026-04-30", "2026-04-30")
    logged = Known(day("2025-01-01"), frozenset({("quarterly", "2026-Q1")}))
    silent = Known(day("2025-01-01"))
    states = {one[1]: one[3] for one in due(*asked, logged, "2026-05-01")}
    assert states == {"monthly": "overdue", "quarterly": "done"}
    assert {one[3] for one in due(*asked, silent, "2026-05-01")} == {"unknown"}
    assert {one[3] for one in due(*asked, silent, "2026-04-30")} == {"open"}


def test_two_quarters_on_the_board_are_half_a_year() -> None:
    quarters = Known(
        day("2025-01-01"), frozenset({("quarterly", "2026-Q1"), ("quarterly", "2026-Q2")})
    )
    asked = due("2026-07-31", "2026-07-31", quarters, "2026-08-10", "潍坊")
    states = {one[1]: one[3] for one in asked}
    assert (states["halfyear"], states["maintenance-fund"]) == ("done", "done")
    half = Known(day("2025-01-01"), frozenset({("quarterly", "2026-Q2")}))
    asked = due("2026-07-31", "2026-07-31", half, "2026-08-10", "潍坊")
    assert {one[1]: one[3] for one in asked}["halfyear"] == "overdue"


def test_terms_contracts_and_questions() -> None:
    known = Known(
        begin=day("2025-01-01"),
        term_ends=day("2026-06-15"),
        registered=False,
        endings=(
            Ending("lease", "L-01", day("2026-06-10")),
            Ending("question", "Q-2026-001", day("2026-06-12")),
            Ending("question", "Q-2026-002", day("2026-06-13"), done=True),
        ),
    )
    assert due("2026-06-01", "2026-06-20", known, "2026-06-14") == [
        ("2026-06-10", "L-01", "", "done"),
        ("2026-06-12", "Q-2026-001", "", "overdue"),
        ("2026-06-13", "Q-2026-002", "", "done"),
        ("2026-06-15", "term", "", "open"),
        ("2026-06-15", "term", "", "open"),
    ]
    assert due("2026-03-31", "2026-03-31", known, "2026-03-01")[-1][1] != "supervisor"


def test_a_year_asked_in_pieces_is_the_year() -> None:
    profile = load_profile(None, "上海")

    def asked(first: str, last: str) -> tuple[Duty, ...]:
        return duties_due(profile, day(first), day(last), SINCE_2025, day("2026-05-05"))

    pieces = [
        one
        for month in range(1, 13)
        for one in asked(
            f"2026-{month:02d}-01",
            str(day(f"{2026 + month // 12}-{month % 12 + 1:02d}-01") - datetime.timedelta(days=1)),
        )
    ]
    assert tuple(pieces) == asked("2026-01-01", "2026-12-31")


def test_the_calendar_file_reads_back() -> None:
    found = duties_due(
        load_profile(None), day("2026-03-01"), day("2026-04-30"), SINCE_2025, day("2026-03-15")
    )
    data = calendar_file(found, "梧桐里")
    assert data == calendar_file(found, "梧桐里")
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [(event.decoded("dtstart"), str(event["summary"])) for event in events] == [
        (one.due, one.title) for one in found
    ]
    assert len({str(event["uid"]) for event in events}) == len(found)


@pytest.mark.parametrize(
    ("reached", "on", "seen"),
    [
        ("2026-06-30", "2026-07-20", ("2026-07-20", True)),
        ("2026-06-30", "2026-06-01", ("2026-06-30", True)),
        ("2036-12-31", "2026-06-01", ("2036-12-31", False)),
        ("2026-06-30", "2030-01-01", ("2026-06-30", False)),
    ],
)
def test_the_day_of_the_books(reached: str, on: str, seen: tuple[str, bool]) -> None:
    found, kept = book_day(day(reached), day(on))
    assert (str(found), kept) == seen


def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "2026-02-03")
    assert today() == day("2026-02-03")
    monkeypatch.setenv(VARIABLE, "yesterday")
    with pytest.raises(UsageError):
        today()
