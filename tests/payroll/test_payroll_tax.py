"""Income tax to the fen: figures worked out by hand, and what holds for any income."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payroll_people import DAY, RATES, extra, month, person, year

from owners_ledger.payroll.refusals import PayrollError
from owners_ledger.payroll.tax import YearToDate, labour_tax, wage_tax

TABLE = (  # the annual table as the law prints it: up to, percent, quick deduction
    (36000, 3, 0),
    (144000, 10, 2520),
    (300000, 20, 16920),
    (420000, 25, 31920),
    (660000, 30, 52920),
    (960000, 35, 85920),
    (None, 45, 181920),
)


def by_hand(taxable_fen: int) -> int:
    """Tax in fen by slices of the brackets (no quick deduction), half up."""
    total, below = 0, 0
    for up_to, percent, _quick in TABLE:
        top = taxable_fen if up_to is None else min(taxable_fen, up_to * 100)
        total += max(top - below, 0) * percent
        below = top
    return (2 * total + 100) // 200


def taxes(*pays: object) -> list[str]:
    return [str(one.tax) for one in pays]


@pytest.mark.parametrize(
    ("fee", "tax"),
    [
        ("0.00", "0.00"),
        ("800.00", "0.00"),
        ("800.03", "0.01"),
        ("3000.00", "440.00"),
        ("4000.00", "640.00"),
        ("4000.01", "640.00"),
        ("5000.00", "800.00"),
        ("25000.00", "4000.00"),
        ("30000.00", "5200.00"),
        ("62500.00", "13000.00"),
        ("70000.00", "15400.00"),
    ],
)
def test_a_labour_fee_is_taxed_by_the_payment(fee, tax):
    assert labour_tax(RATES, DAY("2026-03-31"), Decimal(fee)) == Decimal(tax)


def test_a_wage_of_six_thousand_is_taxed_thirty_yuan_each_month():
    assert [taxes(*pays) for pays in year(person("6000.00")).values()] == [["30.00"]] * 12


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [
        ("36000.00", "1080.00"),
        ("36000.10", "1080.01"),
        ("120000.00", "9480.00"),
        ("144000.00", "11880.00"),
        ("300000.00", "43080.00"),
        ("1000000.00", "268080.00"),
    ],
)
def test_the_annual_table_to_the_fen(taxable, tax):
    so_far = YearToDate(income=Decimal(taxable) + 60000, months=12)
    found = wage_tax(RATES, DAY("2026-12-31"), so_far)
    assert (found.taxable, found.tax) == (Decimal(taxable), Decimal(tax))


def test_insurance_and_special_deductions_come_off_before_tax():
    so_far = YearToDate(Decimal("8000.00"), Decimal("840.00"), months=1)
    assert wage_tax(RATES, DAY("2026-01-31"), so_far).tax == Decimal("64.80")
    pay = month(
        person("8000.00"), of="2026-01", extras={"2026-01": [extra("专项附加扣除", "2000.00")]}
    )
    assert (pay.gross, pay.tax, pay.net) == tuple(map(Decimal, ("8000.00", "30.00", "7970.00")))


@given(
    st.lists(st.integers(0, 30_000_000), min_size=12, max_size=12),
    st.lists(st.integers(0, 600_000), min_size=12, max_size=12),
)
def test_what_is_withheld_through_a_year_is_the_highest_tax_it_reached(wages, special):
    """Equal to the annual tax wherever the taxable income never falls."""
    base = person("0.00")
    extras = {
        f"2026-{number + 1:02d}": [
            extra("奖金", f"{wage // 100}.{wage % 100:02d}"),
            extra("专项附加扣除", f"{less // 100}.{less % 100:02d}"),
        ]
        for number, (wage, less) in enumerate(zip(wages, special, strict=True))
    }
    pays = [pay for (pay,) in year(base, extras=extras).values()]
    due, cumulative = [], 0
    for wage, less in zip(wages, special, strict=True):
        cumulative += wage - less - 500_000
        due.append(by_hand(max(cumulative, 0)))
    withheld = sum(int(pay.tax * 100) for pay in pays)
    assert withheld == max(due)
    assert all(pay.tax >= 0 for pay in pays)
    assert all(pay.net + pay.own_share + pay.tax == pay.gross for pay in pays)


def test_tax_that_would_be_negative_is_withheld_as_nothing_and_kept_for_the_year():
    extras = {"2026-01": [extra("奖金", "20000.00")]}
    pays = [pay for (pay,) in year(person("3000.00"), extras=extras, until="2026-04").values()]
    assert taxes(*pays) == ["540.00", "0.00", "0.00", "0.00"]
    assert [str(pay.withholding.due) for pay in pays] == ["540.00", "480.00", "420.00", "360.00"]


def test_sixty_thousand_at_once_until_the_income_passes_it():
    """公告2020年第19号: 4,900 a month last year, 6,000 this year: nothing before November."""
    rows = (
        person("4900.00", end="2025-12-31"),
        person("6000.00", "2026-01-01", is_whole_year=True),
    )
    found = [str(pay.tax) for (pay,) in year(*rows).values()]
    assert found == ["0.00"] * 10 + ["180.00", "180.00"]


def test_sixty_thousand_last_year_is_within_the_limit():
    assert month(person("5000.00", is_whole_year=True)).withholding.free == Decimal("60000.00")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((person("5100.00", is_whole_year=True),), "61,200.00"),
        ((person("3000.00", "2025-02-01", is_whole_year=True),), "2025-01"),
        (
            (
                person("3000.00", end="2026-02-28", is_whole_year=True),
                person("3000.00", "2026-03-01"),
            ),
            "不一样",
        ),
    ],
)
def test_sixty_thousand_at_once_only_where_the_register_bears_it_out(rows, said):
    with pytest.raises(PayrollError, match=said) as refused:
        year(*rows, until="2026-03")
    assert refused.value.file == "ledger/registers/staff.csv"


def test_a_first_job_counts_the_deduction_from_january():
    """公告2020年第13号: July, 20,000: 7 × 5,000 are free; otherwise one month of 5,000."""
    plain = month(person("20000.00", "2026-07-01"), of="2026-07")
    first = month(person("20000.00", "2026-07-01", is_first_job=True), of="2026-07")
    assert taxes(plain, first) == ["450.00", "0.00"]
    (august,) = year(person("20000.00", "2026-07-01", is_first_job=True), until="2026-08")[
        "2026-08"
    ]
    assert august.tax == Decimal("0.00")  # 40,000 less 8 × 5,000
    (next_year,) = year(
        person("20000.00", "2025-07-01", "2026-02-28", is_first_job=True), until="2026-02"
    )["2026-02"]
    assert next_year.withholding.free == Decimal("10000.00")


def test_a_first_job_of_last_year_is_none_this_year():
    rows = (
        person("8000.00", "2025-07-01", "2026-01-10", is_first_job=True),
        person("8000.00", "2026-05-01"),
    )
    assert month(*rows, of="2026-05").withholding.free == Decimal("10000.00")


def test_only_months_employed_here_count_and_somebody_who_came_back_goes_on():
    rows = (person("8000.00", end="2026-02-10"), person("8000.00", "2026-05-20"))
    found = year(*rows, until="2026-06")
    assert found["2026-03"] == found["2026-04"] == ()
    (june,) = found["2026-06"]
    assert june.withholding.free == Decimal("20000.00")  # January, February, May, June
    income = Decimal("8000.00") + Decimal("2857.14") + Decimal("3096.77") + Decimal("8000.00")
    assert june.withholding.so_far.income == income


def test_payments_for_one_matter_count_as_one_and_other_matters_on_their_own():
    worker = person("0.00", employment="劳务", post="维修")
    extras = [
        extra("劳务费", "700.00", "疏通下水道"),
        extra("劳务费", "800.00", "修剪树枝"),
        extra("劳务费", "300.00", "疏通下水道"),
    ]
    pay = month(worker, extras={"2026-03": extras})
    assert (pay.gross, pay.tax, pay.net) == tuple(map(Decimal, ("1800.00", "40.00", "1760.00")))
    assert pay.shares == ()


def test_wage_and_labour_fee_in_one_year_do_not_mix():
    rows = (
        person("8000.00", end="2026-03-15"),
        person("3100.00", "2026-03-16", employment="劳务"),
    )
    (march,) = year(*rows, until="2026-03")["2026-03"]
    wage, fee = Decimal("3870.97"), Decimal("1600.00")  # 15/31 of 8,000; 16/31 of 3,100
    assert (march.wage, march.labour_tax) == (wage + fee, Decimal("160.00"))
    # 19,870.97 − 15,000.00 = 4,870.97; three percent are 146.13, of which 180.00 is withheld
    assert march.withholding.tax == Decimal("0.00")
