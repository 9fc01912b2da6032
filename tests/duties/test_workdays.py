"""Working days of 2025 and 2026, counted on the State Council's notices by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from owners_ledger.duties import ProfileError, load_workdays
from owners_ledger.duties.board import posted_to


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("when", "worked"),
    [
        ("2025-01-26", True),  # a Sunday worked for the Spring Festival
        ("2025-01-28", False),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2026-01-02", False),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-06-19", False),
        ("2026-09-20", True),
        ("2026-10-10", True),
        ("2026-10-17", False),  # an ordinary Saturday
        ("2026-10-19", True),
    ],
)
def test_holidays_and_swapped_days(when: str, worked: bool) -> None:
    assert load_workdays(None).is_working(day(when)) is worked


def test_2026_has_248_working_days() -> None:
    known = load_workdays(None)
    days = (day("2026-01-01") + datetime.timedelta(days=n) for n in range(365))
    # 261 weekdays, less the weekdays off (2 + 6 + 1 + 3 + 1 + 1 + 5), and 6 weekend days worked
    assert sum(map(known.is_working, days)) == 261 - 19 + 6


def test_counting_over_a_holiday() -> None:
    known = load_workdays(None)
    # 30 September to 10 October 2026: the 8th, 9th, and Saturday the 10th are worked
    assert known.after(day("2026-09-30"), 3, "工作日") == day("2026-10-10")
    assert known.after(day("2026-09-30"), 3, "自然日") == day("2026-10-03")


def test_a_year_without_notice_has_weekends_only_and_says_so() -> None:
    known = load_workdays(None)
    assert known.after(day("2031-09-30"), 3, "工作日") == day("2031-10-03")
    assert known.unknown(day("2026-12-01"), day("2031-01-01")) == (2027, 2028, 2029, 2030, 2031)


def test_the_committee_adds_a_year(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "holidays" / "2031.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'year = 2031\nsource = "通知"\n[[holiday]]\nname = "国庆节"\n'
        "from = 2031-10-01\nto = 2031-10-07\nworked = [2031-10-11]\n",
        encoding="utf-8",
    )
    raw = {"posting": {"days": 3, "kind": "工作日"}}
    assert posted_to(tmp_path, raw, "monthly", day("2031-09-30")) == day("2031-10-10")
    path.write_text('year = 2030\nsource = "通知"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match="year"):
        load_workdays(tmp_path)
