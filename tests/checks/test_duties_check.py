"""``check`` warns ahead, ``calendar`` lists: over a small book on disk, with the clock set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checked_book import COMMITTEE, Book
from click.testing import CliRunner

from owners_ledger.cli import main
from owners_ledger.duties.clock import VARIABLE

PAID = """
2026-01-05 * "开账"
  Assets:11库存现金   10.00 CNY
  Income:10物业服务费  -10.00 CNY
2026-06-28 * "绿化"
  Assets:11库存现金   -1.00 CNY
  Expenses:30运行:33绿化  1.00 CNY
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = Book(tmp_path)
    made.ledger(PAID)
    return made


def said(book: Book, extra: str, on: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv(VARIABLE, on)
    book.write("ledger/committee.toml", extra + COMMITTEE)
    found = book.run("duties")
    assert {error.severity for error in found} <= {"warning"}
    return [error.said for error in found]


def test_without_a_place_nothing_is_said(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(book, "", "2026-07-25", monkeypatch) == []


def test_two_weeks_ahead_and_not_earlier(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    place = 'jurisdiction = "重庆"\n'
    assert said(book, place, "2026-07-16", monkeypatch) == []
    found = said(book, place, "2026-07-17", monkeypatch)
    assert len(found) == 3  # June, the second quarter, the maintenance fund of the half-year
    assert all("2026-07-31" in one for one in found)
    early = 'jurisdiction = "重庆"\nduties = { ahead = 0 }\n'
    assert said(book, early, "2026-07-30", monkeypatch) == []


def test_what_was_posted_is_done_and_what_was_not_is_overdue(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, period in (
        ("monthly", "2026-06"),
        ("quarterly", "2026-Q1"),
        ("quarterly", "2026-Q2"),
    ):
        book.write(f"ledger/posted/{kind}-{period}.toml", f'kind = "{kind}"\nperiod = "{period}"\n')
    found = said(book, 'jurisdiction = "重庆"\n', "2026-08-01", monkeypatch)
    months = ("2026年1月", "2026年2月", "2026年3月", "2026年4月", "2026年5月")
    assert [one for one in found if "已过期" in one and "公示" not in one] == []
    overdue = [month for month in months for one in found if one.startswith(month)]
    assert overdue == ["2026年3月", "2026年4月", "2026年5月"]  # older ones are no news


def test_old_books_say_the_same_for_ever(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    place = 'jurisdiction = "重庆"\n'
    assert said(book, place, "2026-08-20", monkeypatch) == []
    assert said(book, place, "2040-01-01", monkeypatch) == []


def test_a_board_shorter_than_the_rule(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    short = 'jurisdiction = "聊城"\nposting = { days = 7 }\n'
    (found,) = said(book, short, "2026-07-10", monkeypatch)
    assert "2026-07-17" in found
    assert "2026-08-09" in found


def test_a_broken_profile_is_an_error_with_its_file(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "2026-07-10")
    book.write("ledger/committee.toml", 'jurisdiction = "甲"\n' + COMMITTEE)
    book.write("reports/jurisdictions/甲.toml", "as-of = 1\n")
    (found,) = book.run("duties")
    assert found.severity == "error"
    assert found.source["filename"].endswith("reports/jurisdictions/甲.toml")


def test_calendar_as_table_json_and_ics(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "2026-07-10")
    book.write(
        "ledger/committee.toml",
        'jurisdiction = "重庆"\ntaxes = { payer = "small", place = "市区" }\n' + COMMITTEE,
    )
    book.load()
    span = ["--book", str(book.root), "calendar", "--from", "2026-07-01", "--to", "2026-07-31"]
    table = CliRunner().invoke(main, span)
    assert table.exit_code == 0, table.output
    assert "2026-07-31  待办  2026年第二季度公示" in table.stdout
    assert "重庆" in table.stderr
    found = json.loads(CliRunner().invoke(main, [*span, "--format", "json"]).stdout)
    assert {(one["kind"], one["what"], one["due"]) for one in found["duties"]} == {
        ("tax", "vat", "2026-07-15"),
        ("tax", "property", "2026-07-15"),
        ("tax", "stamp", "2026-07-15"),
        ("tax", "iit", "2026-07-15"),
        ("posting", "monthly", "2026-07-31"),
        ("posting", "quarterly", "2026-07-31"),
        ("posting", "maintenance-fund", "2026-07-31"),
    }
    assert found["verify"]
    ics = CliRunner().invoke(main, [*span, "--format", "ics"])
    assert ics.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    wrong = CliRunner().invoke(main, [*span[:-1], "2026-06-01"])
    assert wrong.exit_code == 2
