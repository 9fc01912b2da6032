"""What needs a sentence, at the limit and one fen below it, on ledgers to be counted by hand."""

from __future__ import annotations

import pytest
from tiny_ledger import D, report

from owners_ledger.books.notes import Notes
from owners_ledger.commitments.model import Budget
from owners_ledger.reporting import Sources

INTEREST = "Income:30其他收入:11利息"
REPAIR = "Expenses:30运行:36日常维修"
FEE = "Expenses:50管理:54银行手续费"
LIMITS = {
    "swing-year": "7",
    "swing-month": "10",
    "swing-above": "50.00",
    "disclose-above": "500.00",
}


def moved(when, account, amount, payee="甲公司", text="款"):
    """Money in (positive) or out against an account."""
    return (
        f'{when} * "{payee}" "{text}"\n  Assets:11库存现金  {amount} CNY\n'
        f"  {account}  {-D(amount)} CNY\n"
    )


def asked(text, period, notes=None, budget=None, **rules):
    """Kind, subject and share of every open point, totals aside."""
    sources = Sources(notes=notes or Notes(), budget=budget)
    found = report(text, period, sources=sources, rules={**LIMITS, **rules}).open_points
    return [(one.kind, one.subject, one.percent) for one in found if one.kind != "total-swing"]


@pytest.mark.parametrize(
    ("now", "points"),
    [
        ("1100.00", [("swing-month", "利息", D("10.0"))]),
        ("1099.99", []),
        ("900.00", [("swing-month", "利息", D("-10.0"))]),
        ("900.01", []),
        ("1000.00", []),
    ],
)
def test_ten_percent_on_the_month_is_reached_exactly(now, points):
    text = moved("2026-01-05", INTEREST, "1000.00") + moved("2026-02-05", INTEREST, now)
    assert asked(text, "2026-02") == points


@pytest.mark.parametrize(
    ("now", "points"),
    [
        ("1070.00", [("swing-year", "利息", D("7.0"))]),
        ("1069.99", []),
        ("930.00", [("swing-year", "利息", D("-7.0"))]),
        ("930.01", []),
    ],
)
def test_seven_percent_on_the_year_is_reached_exactly(now, points):
    """The month before lies between the two, within ten percent of either."""
    text = moved("2025-02-05", INTEREST, "1000.00")
    text += moved("2026-01-05", INTEREST, "1000.00") + moved("2026-02-05", INTEREST, now)
    assert asked(text, "2026-02") == points


@pytest.mark.parametrize(("now", "points"), [("150.00", 1), ("149.99", 0)])
def test_a_change_below_the_floor_needs_no_essay(now, points):
    """Half as much again, but only 50 yuan counts."""
    text = moved("2026-01-05", INTEREST, "100.00") + moved("2026-02-05", INTEREST, now)
    assert len(asked(text, "2026-02")) == points


def test_the_floor_is_the_threshold_of_the_list_of_payments_unless_said():
    text = moved("2026-01-05", INTEREST, "100.00") + moved("2026-02-05", INTEREST, "599.99")
    old = {"disclose-above": "500.00", "swing-percent": 20}
    assert report(text, "2026-02", rules=old).open_points == ()
    text += moved("2026-02-06", INTEREST, "0.01")
    points = report(text, "2026-02", rules=old).open_points
    assert [one.subject for one in points] == ["收入", "利息"]


def test_a_negative_base_and_a_negative_amount_count_by_their_distance():
    """A refund of 500 last month, 600 paid now: 1 100 on 500; then a refund again."""
    rules = {"disclose-above": "9000.00"}
    text = moved("2026-01-05", REPAIR, "500.00") + moved("2026-02-05", REPAIR, "-600.00")
    assert asked(text, "2026-02", **rules) == [("swing-month", "日常维修", D("220.0"))]
    text += moved("2026-03-05", REPAIR, "50.00")
    assert asked(text, "2026-03", **rules) == [("swing-month", "日常维修", D("-108.3"))]


def test_from_nothing_to_something_has_no_percentage():
    text = moved("2026-01-05", INTEREST, "100.00") + moved("2026-01-09", REPAIR, "-60.00")
    text += moved("2026-02-05", INTEREST, "100.00") + moved("2026-02-09", REPAIR, "-60.00")
    text += moved("2026-02-10", FEE, "-50.00")
    assert asked(text, "2026-02") == [("swing-month", "银行手续费", None)]


def test_the_first_month_and_the_first_year_have_nothing_to_compare_with():
    text = moved("2026-01-05", INTEREST, "9000.00") + moved("2026-01-09", REPAIR, "-8000.00")
    assert asked(text, "2026-01") == []
    text += moved("2026-02-05", INTEREST, "9000.00") + moved("2026-02-09", REPAIR, "-8000.00")
    assert asked(text, "2026-02") == []


def test_a_silent_line_is_asked_about_by_budget_or_by_its_past():
    budget = Budget("", {}, {"绿化": D("50.00"), "保险": D("49.99")})
    text = moved("2026-01-05", INTEREST, "49.99") + moved("2026-01-09", REPAIR, "-50.00")
    text += moved("2026-02-09", FEE, "-1.00")
    assert asked(text, "2026-02", budget=budget) == [
        ("zero", "日常维修", None),
        ("zero", "绿化", None),
    ]


def test_in_and_out_again_is_no_silent_line():
    text = moved("2026-01-05", REPAIR, "-40.00") + moved("2026-02-05", REPAIR, "-40.00")
    text += moved("2026-02-06", REPAIR, "40.00")
    assert asked(text, "2026-02") == []


@pytest.mark.parametrize(
    ("months", "now", "kind"),
    [
        (("2026-01", "2026-02", "2026-03"), "2026-04", "missing"),
        (("2026-01", "2026-03"), "2026-04", "zero"),
        (("2025-07", "2025-10", "2026-01"), "2026-04", "missing"),
        (("2025-04",), "2026-04", "missing"),
        (("2025-04", "2025-05"), "2026-04", "zero"),
    ],
)
def test_what_used_to_come_and_did_not_is_missing(months, now, kind):
    text = moved("2025-03-01", FEE, "-1.00")
    text += "".join(moved(f"{month}-09", REPAIR, "-60.00") for month in months)
    text += moved(f"{now}-02", FEE, "-1.00")
    assert asked(text, now) == [(kind, "日常维修", None)]


def test_a_supplier_who_is_not_paid_is_missing_though_the_line_goes_on():
    text = "".join(
        moved(f"2026-0{month}-09", REPAIR, "-60.00", "乙维修公司")
        + moved(f"2026-0{month}-10", REPAIR, "-60.00", "丙维修公司")
        for month in (1, 2, 3)
    )
    text += moved("2026-04-09", REPAIR, "-120.00", "乙维修公司")
    assert asked(text, "2026-04") == [("missing", "丙维修公司", None)]
    notes = Notes(missing={"丙维修公司": "合同三月底到期，不再续签。"})
    assert asked(text, "2026-04", notes) == []


@pytest.mark.parametrize(("amount", "points"), [("500.00", 1), ("499.99", 0)])
def test_a_new_payee_counts_from_the_threshold_over_the_whole_period(amount, points):
    first = D(amount) - D("200.00")
    text = moved("2026-01-05", REPAIR, "-500.00", "乙维修公司")
    text += moved("2026-02-05", REPAIR, f"-{first}", "丙维修公司")
    text += moved("2026-02-06", REPAIR, "-200.00", "丙维修公司")
    found = asked(text, "2026-02")
    assert found.count(("new-payee", "丙维修公司", None)) == points


def test_a_payee_is_new_again_after_a_year():
    text = moved("2025-01-05", REPAIR, "-600.00", "乙维修公司")
    text += moved("2025-02-05", FEE, "-1.00")
    text += moved("2026-01-05", REPAIR, "-600.00", "乙维修公司")
    assert ("new-payee", "乙维修公司", None) not in asked(text, "2026-01")
    later = text.replace("2026-01-05", "2026-02-05")
    assert ("new-payee", "乙维修公司", None) in asked(later, "2026-02")


def test_a_person_is_asked_about_only_as_a_class():
    text = moved("2026-01-05", FEE, "-1.00") + moved("2026-02-05", REPAIR, "-600.00", "王小明")
    found = report(text, "2026-02", rules=LIMITS)
    assert ("new-payee", "个人") in [(one.kind, one.subject) for one in found.open_points]
    assert "王小明" not in str(found.open_points)


def test_totals_are_asked_about_and_answered_by_side():
    text = moved("2026-01-05", INTEREST, "1000.00") + moved("2026-02-05", INTEREST, "1100.00")
    totals = [
        one for one in report(text, "2026-02", rules=LIMITS).open_points if one.subject == "收入"
    ]
    assert [(one.kind, one.against, one.percent) for one in totals] == [
        ("total-swing", "2026-01", D("10.0"))
    ]
    notes = Notes(totals={"收入": "存款利率调高了。"}, lines={"利息": "存款利率调高了。"})
    answered = report(text, "2026-02", sources=Sources(notes=notes), rules=LIMITS)
    assert answered.open_points == ()
    assert ("total", "收入合计", "存款利率调高了。") in [
        (one.reason, one.subject, one.text) for one in answered.notes
    ]


@pytest.mark.parametrize("text", ["", "正常", "无", "有变化", "正常。", "——"])
def test_a_sentence_that_says_nothing_leaves_the_point_open(text):
    book = moved("2026-01-05", INTEREST, "1000.00") + moved("2026-02-05", INTEREST, "1100.00")
    assert asked(book, "2026-02", Notes(lines={"利息": text})) == [
        ("swing-month", "利息", D("10.0"))
    ]


def test_a_sentence_for_nothing_is_found_and_the_nearest_name_is_said():
    book = moved("2026-01-05", REPAIR, "-100.00") + moved("2026-02-05", REPAIR, "-100.00")
    notes = Notes(
        lines={"日常维护": "换了三只水泵。"}, stray=("line",), payees={"甲公": "换了水泵。"}
    )
    points = report(book, "2026-02", sources=Sources(notes=notes), rules=LIMITS).open_points
    assert [(one.kind, one.subject) for one in points] == [
        ("sentence", "line"),
        ("sentence", "日常维护"),
        ("sentence", "甲公"),
    ]
    assert [
        ("lines" in one.question, "日常维修" in one.question, "甲公司" in one.question)
        for one in points
    ] == [
        (True, False, False),
        (True, True, False),
        (False, False, True),
    ]


def test_a_quarter_takes_the_months_sentences_on_payees():
    text = moved("2026-01-05", REPAIR, "-600.00") + moved(
        "2026-05-05", REPAIR, "-600.00", "乙维修公司"
    )
    said = Sources(payees_of_months={"乙维修公司": "水泵更换的施工单位。"})
    found = report(text, "2026-Q2", sources=said, rules=LIMITS)
    assert "乙维修公司" not in [one.subject for one in found.open_points if one.kind == "new-payee"]
    assert ("payee", "乙维修公司", "水泵更换的施工单位。") in [
        (one.reason, one.subject, one.text) for one in found.notes
    ]
