"""A month's pay: days, posts, insurance, what is refused."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payroll_people import RATES, extra, month, person, write, year

from owners_ledger.money import total
from owners_ledger.payroll.entries import entry
from owners_ledger.payroll.refusals import PayrollError
from owners_ledger.periods import Period
from owners_ledger.rates import RateError, load_rates

EMPLOYED = {"employment": "劳动合同"}


def test_a_raise_within_the_month_counts_by_calendar_days():
    """10 days of 3,000 and 21 of 3,100: 967.74 + 2,100.00, rounded once."""
    pay = month(person("3000.00", end="2026-03-10"), person("3100.00", "2026-03-11"))
    assert [str(one.wage) for one in pay.parts] == ["967.74", "2100.00"]
    assert (pay.days, pay.gross) == (31, Decimal("3067.74"))


@given(
    st.lists(st.integers(1, 30), max_size=4, unique=True),
    st.lists(st.integers(100, 2_000_000), min_size=5, max_size=5),
)
def test_the_parts_of_a_month_sum_to_its_exact_wage(cuts, wages):
    starts = [1, *(cut + 1 for cut in sorted(cuts))]
    ends = [*(start - 1 for start in starts[1:]), 31]
    rows = [
        person(f"{wage // 100}.{wage % 100:02d}", f"2026-03-{a:02d}", f"2026-03-{b:02d}")
        for a, b, wage in zip(starts, ends, wages, strict=False)
    ]
    pay = month(*rows)
    exact = sum(
        (Fraction(wage * (b - a + 1), 31) for a, b, wage in zip(starts, ends, wages, strict=False)),
        Fraction(0),
    )
    assert abs(Fraction(pay.wage) * 100 - exact) <= Fraction(1, 2)
    assert total(one.wage for one in pay.parts) == pay.wage
    if len(set(wages[: len(rows)])) == 1:
        assert pay.wage == rows[0].wage


def test_a_change_of_post_costs_each_post_its_part():
    rows = (
        person("3100.00", end="2026-03-10"),
        person("3100.00", "2026-03-11", post="秩序维护"),
    )
    pay = month(*rows, extras={"2026-03": [extra("加班费", "100.00")]})
    assert pay.by_post == {"保洁": Decimal("1000.00"), "秩序维护": Decimal("2200.00")}
    booked = entry([pay], Period.parse("2026-03"))
    assert {(one.account.rpartition(":")[2], str(one.units.number)) for one in booked.postings} == {
        ("21保洁", "1000.00"),
        ("22秩序维护", "2200.00"),
        ("10应付工资", "-3200.00"),
    }
    assert sum(one.units.number for one in booked.postings) == 0


def test_allowances_additions_and_subtractions_make_the_gross():
    rows = person("3000.00", allowance=Decimal("200.00"))
    given = [
        extra("加班费", "150.50"),
        extra("奖金", "300.00"),
        extra("缺勤扣款", "120.00"),
        extra("扣回多发", "0.50"),
        extra("专项附加扣除", "1000.00"),
    ]
    pay = month(rows, extras={"2026-03": given})
    assert (pay.gross, pay.net) == (Decimal("3530.00"), Decimal("3530.00"))


def shares(pay):
    return {one.kind: (str(one.base), str(one.employer), str(one.employee)) for one in pay.shares}


def test_insurance_by_kind_between_floor_and_cap():
    """By the shipped tables of 2026: floor 4,310.00, cap 21,549.00; the fund has neither."""
    low = shares(month(person("2600.00", **EMPLOYED)))
    assert low == {
        "养老": ("4310.00", "689.60", "344.80"),
        "医疗": ("4310.00", "374.97", "86.20"),
        "失业": ("4310.00", "21.55", "21.55"),
        "工伤": ("4310.00", "17.24", "0.00"),
        "公积金": ("2600.00", "130.00", "130.00"),
    }
    high = shares(month(person("30000.00", **EMPLOYED)))
    assert high["养老"] == ("21549.00", "3447.84", "1723.92")
    assert high["公积金"] == ("30000.00", "1500.00", "1500.00")


def test_bases_of_the_register_come_first_and_change_with_their_row():
    rows = (
        person("6000.00", end="2026-06-30", base=Decimal("5000.00"), **EMPLOYED),
        person(
            "6000.00", "2026-07-01", base=Decimal("5500.00"), fund_base=Decimal("0.00"), **EMPLOYED
        ),
    )
    june, july = (shares(month(*rows, of=of)) for of in ("2026-06", "2026-07"))
    assert (june["养老"][0], june["公积金"][0]) == ("5000.00", "6000.00")
    assert july["养老"][0] == "5500.00"
    assert "公积金" not in july


def test_the_insured_post_at_the_month_s_end_bears_the_employer_s_share():
    rows = (
        person("5000.00", end="2026-03-10", **EMPLOYED),
        person("5000.00", "2026-03-11", "2026-03-20", post="秩序维护", **EMPLOYED),
        person("5000.00", "2026-03-21", post="文员"),
    )
    pay = month(*rows)
    assert pay.insured_post == "秩序维护"
    assert pay.shares[0].base == Decimal("5000.00")


def test_retirees_and_labourers_are_not_insured():
    for employment in ("退休返聘", "劳务"):
        assert month(person("3000.00", employment=employment)).shares == ()


TABLE = """
[[base]]
from = 2026-01-01
floor = "4000.00"
cap = "20000.00"
source = "甲"
[[base]]
from = 2026-01-01
kind = "医疗"
floor = "5000.00"
source = "甲"
[[part-month]]
from = 2026-01-01
joined-by = 15
left-from = 16
source = "甲"
[[share]]
from = 2026-01-01
kind = "养老"
employer = "0.16"
employee = "0.08"
source = "甲"
[[share]]
from = 2026-01-01
kind = "医疗"
employer = "0.09"
employee = "0.02"
source = "甲"
[[share]]
from = 2026-01-01
kind = "失业"
employer = "0.005"
employee = "0.005"
source = "甲"
[[share]]
from = 2026-01-01
kind = "工伤"
employer = "0.002"
employee = "0"
source = "甲"
[[fund]]
from = 2026-01-01
floor = "3000.00"
cap = "9000.00"
employer = "0.07"
employee = "0.07"
step = "1"
source = "甲"
"""


@pytest.fixture
def city(tmp_path):
    """A city of the committee's own, with another division of months."""

    def load(text: str = TABLE):
        write(tmp_path, "ledger/rates/social-试样市.toml", text)
        return {"rates": load_rates(tmp_path), "city": "试样市"}

    return load


def test_a_committee_s_own_table_with_bases_by_kind_and_whole_yuan(city):
    found = shares(month(person("4321.00", **EMPLOYED), **city()))
    assert found["养老"] == ("4321.00", "691.36", "345.68")
    assert found["医疗"] == ("5000.00", "450.00", "100.00")
    assert found["公积金"] == ("4321.00", "302.00", "302.00")  # 302.47 to the yuan
    assert shares(month(person("2000.00", **EMPLOYED), **city()))["公积金"][0] == "3000.00"


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("2026-03-15", "", True),
        ("2026-03-16", "", False),
        ("2024-01-01", "2026-03-15", False),
        ("2024-01-01", "2026-03-16", True),
        ("2026-03-02", "2026-03-20", True),
        ("2024-01-01", "2026-03-31", True),
    ],
)
def test_who_pays_for_the_month_of_joining_or_leaving_is_the_table_s_rule(city, first, last, due):
    assert bool(month(person("4000.00", first, last, **EMPLOYED), **city()).shares) is due


def test_the_shipped_table_insures_both_months():
    assert month(
        person("4000.00", "2026-03-31", **EMPLOYED), extras={"2026-03": [extra("补发", "900.00")]}
    ).shares
    assert month(
        person("9000.00", end="2026-03-02", **EMPLOYED),
        extras={"2026-03": [extra("补发", "900.00")]},
    ).shares


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "工伤"', 'kind = "失业"', "失业"),
        ('kind = "养老"', 'kind = "生育"', "养老"),
        ('employer = "0.16"', 'employer = "16"', "0 和 1"),
        ('step = "1"', 'step = "0"', "step"),
        ('cap = "20000.00"\nsource', 'cap = "两万"\nsource', "cap"),
        ("[[base]]\nfrom = 2026-01-01\nfloor", "[[base]]\nfrom = 2026-04-01\nfloor", "缴费基数"),
    ],
)
def test_a_table_that_lacks_something_is_refused(city, old, new, said):
    assert old in TABLE
    with pytest.raises(RateError, match=said):
        month(person("4000.00", **EMPLOYED), **city(TABLE.replace(old, new, 1)))


@pytest.mark.parametrize("name", ["成都", "上海", "四川"])
def test_a_city_without_a_whole_table_says_which_file_to_write(name):
    with pytest.raises(RateError) as refused:
        month(person("4000.00", **EMPLOYED), city=name)
    assert f"social-{name}.toml" in f"{refused.value.file} {refused.value.remedy}"
    assert "docs/payroll.md" in refused.value.remedy


def test_without_a_city_the_setting_is_named():
    with pytest.raises(PayrollError) as refused:
        month(person("4000.00", **EMPLOYED), city="")
    assert "[payroll]" in refused.value.remedy
    assert month(person("4000.00", **EMPLOYED, city="重庆"), city="").shares


@pytest.mark.parametrize(
    ("rows", "extras", "said"),
    [
        (
            [person("100.00", "2026-03-01", **EMPLOYED)],
            [],
            "实发是负数 −357.55：应发 100.00，社保公积金 457.55",
        ),
        ([person("3000.00")], [extra("缺勤扣款", "3000.01")], "实发是负数 −0.01"),
        ([person("3000.00")], [extra("奖金", "1.00", staff="S99", row=7)], "第 7 行.*S99"),
        ([person("3000.00", "2026-04-01")], [extra("奖金", "1.00")], "还没有入职"),
        ([person("3000.00", end="2025-12-31")], [extra("补发", "1.00")], "不在职"),
        ([person("3000.00", end="2026-02-28")], [extra("加班费", "1.00")], "不在职"),
        ([person("3000.00", employment="派遣", row=5)], [], "派遣"),
        ([person("3000.00"), person("3000.00", "2026-03-01", row=3)], [], "重叠"),
        ([person("3000.00", end="2026-03-09"), person("1.00", "2026-03-09", row=3)], [], "重叠"),
        ([person("3000.00")], [extra("劳务费", "1.00")], "劳务"),
        ([person("3000.00", employment="劳务")], [extra("专项附加扣除", "1.00")], "专项"),
    ],
)
def test_what_cannot_be_paid_is_refused_with_its_place(rows, extras, said):
    with pytest.raises(PayrollError, match=said) as refused:
        month(*rows, extras={"2026-03": extras})
    assert refused.value.remedy
    assert refused.value.file in ("ledger/registers/staff.csv", "ledger/payroll/2026-03.csv")


def test_somebody_who_has_left_may_still_get_what_was_owed():
    """The tax goes on from the months employed: 2 × 8,000 + 1,000 − 2 × 5,000, less 180.00."""
    rows = person("8000.00", end="2026-02-28")
    found = year(rows, extras={"2026-04": [extra("补发", "1000.00")]}, until="2026-04")
    assert found["2026-03"] == ()
    (april,) = found["2026-04"]
    assert (april.days, april.gross, april.tax) == (0, Decimal("1000.00"), Decimal("30.00"))
    assert april.by_post == {"保洁": Decimal("1000.00")}


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order):
    rows = [
        person("2600.00", end="2026-03-09", **EMPLOYED),
        person("2700.00", "2026-03-10", **EMPLOYED),
        person("2400.00", code="S10"),
        person("6500.00", code="S02", post="维修", **EMPLOYED),
        person("1000.00", code="S03", employment="劳务"),
        person("3000.00", "2026-02-10", code="S04", post="文员"),
    ]
    extras = [extra("奖金", "10.00"), extra("加班费", "20.00", staff="S10")]
    there = year(*rows, until="2026-03", extras={"2026-03": extras})
    turned = year(
        *(rows[place] for place in order), until="2026-03", extras={"2026-03": extras[::-1]}
    )
    assert turned == there
    assert [pay.person.code for pay in there["2026-03"]] == ["S01", "S02", "S03", "S04", "S10"]


@given(
    st.integers(300_000, 5_000_000),
    st.sampled_from(["劳动合同", "退休返聘", "劳务"]),
    st.integers(0, 500_000),
)
def test_net_share_and_tax_are_the_gross_and_the_entry_balances(wage, employment, more):
    one = person(f"{wage // 100}.{wage % 100:02d}", employment=employment)
    given = {"2026-03": [extra("奖金", f"{more // 100}.{more % 100:02d}")]}
    pay = month(one, extras=given)
    assert pay.net + pay.own_share + pay.tax == pay.gross
    postings = entry([pay], Period.parse("2026-03")).postings
    assert sum(each.units.number for each in postings) == 0
    assert all(each.units.number.as_tuple().exponent == -2 for each in postings)


def test_the_pay_is_a_plain_value():
    pay = month(person("3000.00"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        pay.labour_tax = Decimal("1.00")
    assert RATES.rows("iit", "bracket")
