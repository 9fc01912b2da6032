"""The headline and the sentences at the foot: facts of the books, the committee's words first."""

from __future__ import annotations

from tiny_ledger import D, day, report

from owners_ledger.books.notes import Notes
from owners_ledger.commitments.model import Budget
from owners_ledger.reporting import Sources
from owners_ledger.reporting.sources import Tariff


def cash(when, account, amount, payee="甲公司", text="款"):
    """Money in (positive) or out against an account."""
    return (
        f'{when} * "{payee}" "{text}"\n  Assets:11库存现金  {amount} CNY\n'
        f"  {account}  {-D(amount)} CNY\n"
    )


INTEREST = "Income:30其他收入:11利息"
REPAIR = "Expenses:30运行:36日常维修"
FEE = "Expenses:50管理:54银行手续费"
RENT = "Assets:20应收款:03架空层租金"
JANUARY = cash("2026-01-05", INTEREST, "100.00") + cash("2026-01-09", REPAIR, "-40.00")
FEBRUARY = cash("2026-02-05", INTEREST, "90.00") + cash("2026-02-09", REPAIR, "-1000.00")


def words(**lines):
    return Sources(notes=Notes(lines=lines))


def notes(found):
    return [(note.reason, note.subject, note.text) for note in found.notes]


def test_the_headline_names_the_change_and_the_lines_behind_it():
    """60.00 left in January; 910.00 short in February: 970.00 worse, 960.00 of it by repairs."""
    assert report(JANUARY, "2026-01").headline == "本月收入比支出多 60.00 元。"
    assert report(JANUARY + FEBRUARY, "2026-02").headline == (
        "本月支出比收入多 910.00 元，上月收入比支出多 60.00 元；"
        "与上月相比，主要是日常维修多付 960.00 元，利息少收 10.00 元。"
    )


def test_the_committees_reason_goes_before_the_computed_one():
    words = Sources(notes=Notes(headline="更换了单元门。"))
    found = report(JANUARY + FEBRUARY, "2026-02", sources=words)
    assert found.headline.endswith("上月收入比支出多 60.00 元：更换了单元门。")


def test_the_same_surplus_says_so():
    again = JANUARY.replace("2026-01", "2026-02")
    assert report(JANUARY + again, "2026-02").headline == (
        "本月收入比支出多 60.00 元，与上月相同。"
    )


def test_swings_are_explained_from_the_limit_on():
    """Interest falls by 10 %, below the limit of 20; the fee by exactly 20 %; repairs rise.

    The number of movements is said only where it goes the same way: two fees of 8.00 are no
    reason for less than one of 10.00, a second repair is one for more.
    """
    text = JANUARY + FEBRUARY
    text += cash("2026-01-10", FEE, "-10.00") + cash("2026-02-10", FEE, "-6.00")
    text += cash("2026-02-11", FEE, "-2.00")
    text += cash("2026-02-12", REPAIR, "-40.00")
    assert notes(report(text, "2026-02")) == [
        ("swing", "日常维修", "比上月多 1,000.00 元（+2500.0%）：本月 2 笔，上月 1 笔。"),
        ("swing", "银行手续费", "比上月少 2.00 元（−20.0%）。"),
    ]


def test_a_line_new_in_the_period_says_so_in_a_word():
    text = JANUARY + FEBRUARY + cash("2026-02-10", FEE, "-6.00")
    assert ("swing", "银行手续费", "上月没有。") in notes(report(text, "2026-02"))


def test_equal_sides_are_called_equal():
    """100.00 in and out in January; nothing at all in February."""
    text = cash("2026-01-05", INTEREST, "100.00") + cash("2026-01-09", REPAIR, "-100.00")
    assert report(text, "2026-01").headline == "本月收入和支出一样多。"


def test_a_sentence_of_the_committee_stands_in_the_line_instead():
    found = report(JANUARY + FEBRUARY, "2026-02", sources=words(日常维修="换单元门"))
    assert notes(found) == []
    assert found.spending[0].note == "换单元门"


def test_zero_lines_say_when_there_was_something_and_what_is_due():
    text = JANUARY + cash("2026-02-05", INTEREST, "100.00")
    text += cash("2026-01-20", RENT, "500.00")
    text += (
        '2026-02-01 * "租金"\n  Assets:20应收款:03架空层租金  700.00 CNY\n    lease: "L-01"\n'
        "  Income:20公共收益:21架空层租金\n"
    )
    budget = Sources(budget=Budget("", {}, {"绿化": D("90.00")}))
    assert notes(report(text, "2026-02", sources=budget)) == [
        ("zero", "架空层租金", "本月应收 700.00 元没有收到；上次在 2026年1月。"),
        ("zero", "日常维修", "上次在 2026年1月。"),
        ("zero", "绿化", "还没有付过。"),
    ]  # fmt: skip


def test_other_spending_above_five_percent_is_opened():
    """30 of 530 is more than 5 %; 20 of 520 is not."""
    other = "Expenses:50管理:59其他"
    large = cash("2026-01-03", other, "-10.00", "甲公司", "横幅") + cash(
        "2026-01-04", other, "-20.00", "乙商行", "钥匙"
    )
    repair = cash("2026-01-09", REPAIR, "-500.00")
    assert notes(report(repair + large, "2026-01")) == [
        ("other", "其他支出", "其中：1月3日横幅（甲公司） 10.00 元；1月4日钥匙 20.00 元。"
         .replace("钥匙 ", "钥匙（乙商行） ")),
    ]  # fmt: skip
    assert notes(report(repair + cash("2026-01-03", other, "-20.00"), "2026-01")) == []


def test_uncertain_movements_are_counted_and_their_balance_named():
    text = cash("2026-01-05", "Liabilities:29待核实款项", "30.00").replace("*", "!")
    found = report(text, "2026-01")
    assert (found.review_count, found.review_amount) == (1, D("30.00"))
    assert notes(found)[-1] == (
        "review",
        "待核实款项",
        "本月有 1 笔收支尚待核实，期末待核实款项 30.00 元，查明后在下期说明。",
    )
    assert [(mark.name, mark.amount, mark.count) for mark in found.earmarks] == [
        ("待核实款项", D("30.00"), 1)
    ]


def test_a_rate_is_shown_as_it_was_passed():
    text = cash("2026-01-05", "Assets:20应收款:01物业费", "30.00")
    for rate, shown in (("0.80", "0.80 元/㎡·月"), ("0.855", "0.855 元/㎡·月")):
        tariffs = (
            Tariff("property-fee", D("9.99"), "", day("2020-01-01")),
            Tariff("property-fee", D(rate), "", day("2026-01-31")),
            Tariff("property-fee", D("7.77"), "", day("2026-02-01")),
        )
        (line,) = report(text, "2026-01", sources=Sources(tariffs=tariffs)).income
        assert line.derived == shown
