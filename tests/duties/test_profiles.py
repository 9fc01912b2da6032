"""What the places demand, read off their rules by hand; nothing unread is cited as law."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.duties import (
    ProfileError,
    audits,
    least_days,
    load_profile,
    majority,
    posting,
    share_to_maintenance,
)
from owners_ledger.duties.board import board_days, too_short
from owners_ledger.duties.profile import MARKS
from owners_ledger.duties.workdays import load_workdays

FOLDER = Path(__file__).parents[2] / "reports" / "jurisdictions"
PLACES = sorted(path.stem for path in FOLDER.glob("*.toml"))
DAY = datetime.date(2026, 7, 1)
UNREAD = ("重庆", "湖南", "广州", "江苏", "深圳", "河南", "广西", "长沙")


@pytest.mark.parametrize("place", PLACES)
def test_every_rule_has_a_source_and_a_mark(place: str) -> None:
    profile = load_profile(None, "" if place == "default" else place)
    rules = [rule for name in profile.lineage for rule in profile.rules[name]]
    assert rules
    assert all(rule.source.text and rule.source.mark in MARKS for rule in rules)
    assert profile.lineage[-1] == "default"


@pytest.mark.parametrize("place", UNREAD)
def test_places_nobody_has_read_say_so_and_cite_no_law_of_their_own(place: str) -> None:
    profile = load_profile(None, place)
    assert profile.verify
    assert all(rule.source.mark != "法条" for rule in profile.rules[place])


@pytest.mark.parametrize(
    ("place", "what", "every", "mark"),
    [
        ("上海", "quarterly", "quarter", "法条"),
        ("上海市", "maintenance-fund", "half-year", "法条"),
        ("北京", "quarterly", "quarter", "法条"),
        ("北京", "member-fees", "half-year", "法条"),
        ("聊城", "quarterly", "quarter", "法条"),
        ("潍坊", "halfyear", "half-year", "法条"),
        ("杭州", "annual", "year", "法条"),
        ("丽水", "annual", "year", "法条"),
        ("清远", "quarterly", "quarter", "法条"),
        ("河南", "quarterly", "quarter", "报道"),
        ("青岛", "quarterly", "quarter", "建议"),  # its rule only says: regularly
        ("青岛", "regular", "regularly", "法条"),
        ("重庆", "quarterly", "quarter", "建议"),
        ("成都", "quarterly", "quarter", "建议"),
    ],
)
def test_how_often(place: str, what: str, every: str, mark: str) -> None:
    rule = posting(load_profile(None, place), what, DAY)
    assert rule is not None
    assert (rule.every, rule.sources["every"].mark) == (every, mark)


@pytest.mark.parametrize(
    ("place", "days", "kind", "least"),
    [
        ("重庆", 30, "自然日", None),
        ("青岛", 30, "自然日", (3, "自然日")),
        ("绍兴", 30, "自然日", (5, "工作日")),
        ("聊城", 30, "自然日", (30, "自然日")),
        ("河南", 30, "工作日", (30, "工作日")),
    ],
)
def test_how_long_it_hangs(place: str, days: int, kind: str, least: tuple[int, str] | None) -> None:
    profile = load_profile(None, place)
    assert board_days(profile, {}, "quarterly", DAY) == (days, kind)
    found = least_days(profile, "quarterly", DAY)
    assert (found and (found.days, found.day_kind)) == least


def test_the_committees_own_days_come_first_but_are_compared_with_the_rule() -> None:
    profile, known = load_profile(None, "河南"), load_workdays(None)
    own = {"posting": {"days": 30, "kind": "自然日"}}
    assert board_days(profile, own, "quarterly", DAY) == (30, "自然日")
    # 30 working days after Wednesday 1 July 2026: six weeks, no holiday among them
    assert too_short(profile, own, "quarterly", DAY, known) == (
        datetime.date(2026, 7, 31),
        datetime.date(2026, 8, 12),
    )
    assert too_short(load_profile(None, "青岛"), own, "quarterly", DAY, known) is None


@pytest.mark.parametrize(
    ("place", "percent", "more", "of", "every"),
    [
        ("", None, False, "net", ""),
        ("重庆", None, False, "net", ""),
        ("上海", Decimal(50), True, "net", "quarter"),
        ("北京", Decimal(50), False, "net", ""),
        ("湖州", Decimal(50), False, "balance", "quarter"),
        ("清远", Decimal(100), False, "net", "year"),
        ("杭州", None, False, "net", ""),
    ],
)
def test_the_share_of_the_maintenance_fund(
    place: str, percent: Decimal | None, more: bool, of: str, every: str
) -> None:
    share = share_to_maintenance(load_profile(None, place), DAY)
    assert share is not None
    assert (share.percent, share.more, share.of, share.every) == (percent, more, of, every)


def test_before_a_rule_begins_the_inherited_one_holds() -> None:
    shanghai = load_profile(None, "上海")
    before = share_to_maintenance(shanghai, datetime.date(2020, 12, 29))
    assert before is None  # the default begins on 2021-01-01
    after = share_to_maintenance(shanghai, datetime.date(2020, 12, 30))
    assert after is not None
    assert after.percent == Decimal(50)


def test_audits_of_hangzhou_and_of_anywhere() -> None:
    assert {one.trigger for one in audits(load_profile(None, ""), DAY)} == {"year", "term"}
    found = {one.trigger: one.source.mark for one in audits(load_profile(None, "杭州"), DAY)}
    assert found == {"year": "建议", "term": "法条", "chair": "法条", "finance": "法条"}
    (owners,) = (one for one in audits(load_profile(None, "聊城"), DAY) if one.trigger == "owners")
    assert owners.share == Fraction(1, 5)


@pytest.mark.parametrize(
    ("matter", "present", "agreed", "passes"),
    [
        ("fund-use", "66.67", "33.34", True),
        ("fund-use", "66.66", "66.66", False),  # less than two thirds take part
        ("fund-use", "80", "40", False),  # half is not more than half
        ("common-use", "80", "60", True),  # three quarters are enough
        ("common-use", "80", "59.99", False),
        ("fund-raise", "80", "60", True),
        ("rebuild", "80", "59.99", False),
        ("something else", "80", "40.01", True),
    ],
)
def test_majorities_of_the_civil_code(matter: str, present: str, agreed: str, passes: bool) -> None:
    rule = majority(load_profile(None, "重庆"), matter, DAY)
    assert rule is not None
    assert rule.source.mark == "法条"
    assert rule.passes(Decimal(100), Decimal(present), Decimal(agreed)) is passes


@given(total=st.integers(1, 3000), present=st.integers(0, 3000), agreed=st.integers(0, 3000))
def test_a_majority_is_exact(total: int, present: int, agreed: int) -> None:
    profile = load_profile(None)
    more = majority(profile, "other", DAY)
    three = majority(profile, "rebuild", DAY)
    assert more is not None
    assert three is not None
    quorum = 3 * present >= 2 * total and present > 0
    asked = Decimal(total), Decimal(present), Decimal(agreed)
    assert more.passes(*asked) == (quorum and 2 * agreed > present)
    assert three.passes(*asked) == (quorum and 4 * agreed >= 3 * present)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ('mark = "法条"', "as-of"),
        ("as-of = 2026-01-01\n[[posting]]\nfrom = 2026-01-01", "posting.what"),
        ('as-of = 2026-01-01\n[[posting]]\nwhat = "monthly"', "posting.from"),
        ('as-of = 2026-01-01\n[[posting]]\nwhat = "monthly"\nfrom = 2026-01-01', "posting.source"),
        (
            'as-of = 2026-01-01\n[[posting]]\nwhat = "m"\nfrom = 2026-01-01\nsource = "s"\nmark = "x"',
            "posting.mark",
        ),
        (
            (
                'as-of = 2026-01-01\n[[posting]]\nwhat = "m"\nfrom = 2026-01-01\nsource = "s"\n'
                'mark = "法条"\ndays = "3"'
            ),
            "posting.days",
        ),
        (
            (
                'as-of = 2026-01-01\n[[share]]\nwhat = "maintenance-fund"\nfrom = 2026-01-01\n'
                'source = "s"\nmark = "法条"\npercent = "101"'
            ),
            "share.percent",
        ),
        (
            (
                'as-of = 2026-01-01\n[[posting]]\nwhat = "m"\nfrom = 2026-01-01\nsource = "s"\n'
                'mark = "法条"\ndue = { month = 2, day = 30 }'
            ),
            "posting.due",
        ),
        ('as-of = 2026-01-01\n[[fines]]\nwhat = "m"', "fines"),
        ('as-of = 2026-01-01\ninherits = "别处"', "inherits"),
        ('as-of = 2026-01-01\ninherits = "甲"', "inherits"),
    ],
)
def test_a_profile_that_is_not_in_order_is_refused_by_file_and_key(
    tmp_path: Path, wrong: str, key: str
) -> None:
    path = tmp_path / "reports" / "jurisdictions" / "甲.toml"
    path.parent.mkdir(parents=True)
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ProfileError) as refused:
        load_profile(tmp_path, "甲")
    assert key in refused.value.message
    assert refused.value.file == str(path)
    assert refused.value.remedy


def test_the_committees_own_file_comes_before_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "jurisdictions" / "重庆.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'name = "重庆"\nas-of = 2026-01-01\n[[posting]]\nwhat = "quarterly"\nevery = "quarter"\n'
        'days = 40\nfrom = 2026-01-01\nsource = "某号文件"\nmark = "法条"\n',
        encoding="utf-8",
    )
    rule = posting(load_profile(tmp_path, "重庆"), "quarterly", DAY)
    assert rule is not None
    assert (rule.days, rule.sources["every"].text) == (40, "某号文件")
    assert posting(load_profile(tmp_path, "重庆"), "annual", DAY) is not None
