"""Meters and shared costs: between two readings, and to the fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from billing_rows import meter, month, reading, registers, tariff, unit
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.billing.explain import formula
from owners_ledger.billing.fen import apportion
from owners_ledger.billing.meters import meter_charges
from owners_ledger.billing.shared import Shared, SharedError, load_shared, shared_charges
from owners_ledger.billing.tariff import Floor
from owners_ledger.registers import RegisterError

WATER = tariff("4.10", id="water", name="水费", kind="meter", measure="立方米")
LIFT = tariff(None, id="lift", name="电梯电费", kind="share")
MARCH = month("2026-03")


def metered(readings, meters=None, when="2026-03", tariffs=(WATER,)):
    known = registers(units=[unit()], meters=meters or [meter()], readings=readings)
    charges, missing = meter_charges(known, tariffs, month(when))
    return [str(one.amount) for one in charges], [one.reason for one in missing]


def test_what_was_used_between_two_readings_at_the_rate():
    """(112.5 − 100) × 4.10 = 51.25."""
    readings = [reading("2026-02-27", "100"), reading("2026-03-28", "112.5")]
    assert metered(readings) == (["51.25"], [])
    known = registers(units=[unit()], meters=[meter()], readings=readings)
    (charge,), _missing = meter_charges(known, [WATER], MARCH)
    assert (charge.note, charge.pieces[0].unit) == ("表 W-1：100 → 112.5", "立方米")


def test_a_current_transformer_multiplies():
    """1.5 × 40 × 4.10 = 246.00."""
    readings = [reading("2026-02-27", "3"), reading("2026-03-28", "4.5")]
    assert metered(readings, [meter(factor="40")])[0] == ["246.00"]


def test_a_month_without_reading_is_listed_and_the_next_brings_both():
    readings = [reading("2026-01-31", "100"), reading("2026-03-31", "130")]
    assert metered(readings, when="2026-02") == ([], ["本月没有读数，上次读数在 2026-01-31"])
    assert metered(readings, when="2026-03") == (["123.00"], [])


def test_the_last_reading_of_the_month_counts_and_a_later_one_is_the_next_month_s():
    readings = [
        reading(*one)
        for one in (("2026-02-28", "10"), ("2026-03-15", "14"), ("2026-03-31", "20"), ("2026-04-01", "99"))
    ]  # fmt: skip
    assert metered(readings) == (["41.00"], [])


def test_a_first_month_starts_at_the_first_reading_and_one_alone_says_nothing():
    assert metered([]) == ([], ["还没有读数"])
    alone = [reading("2026-03-05", "7")]
    assert metered(alone) == ([], ["只有 2026-03-05 一个读数，还算不出用量"])
    assert metered([*alone, reading("2026-03-30", "9")]) == (["8.20"], [])


def test_a_meter_that_passes_to_another_flat_is_read_for_both():
    """The old flat to 16 March: 5 × 4.10; the new one from its own first reading: 3 × 4.10."""
    meters = [meter(end="2026-03-16"), meter(unit="1-1-102", start="2026-03-17")]
    readings = [
        reading(*one)
        for one in (("2026-02-28", "10"), ("2026-03-16", "15"), ("2026-03-17", "15"), ("2026-03-31", "18"))
    ]  # fmt: skip
    known = registers(units=[unit(), unit("1-1-102")], meters=meters, readings=readings)
    charges, missing = meter_charges(known, [WATER], MARCH)
    assert {one.unit: str(one.amount) for one in charges} == {
        "1-1-101": "20.50",
        "1-1-102": "12.30",
    }
    assert not missing


def test_two_meters_of_a_flat_are_one_charge_and_a_common_meter_none():
    meters = [meter(), meter("W-2"), meter("W-0", unit="")]
    readings = [
        reading(day, value, code)
        for code in ("W-1", "W-2", "W-0")
        for day, value in (("2026-02-28", "1"), ("2026-03-31", "2.5"))
    ]
    assert metered(readings, meters) == (["12.30"], [])


def test_a_meter_without_tariff_is_listed():
    readings = [reading("2026-02-28", "10"), reading("2026-03-31", "20")]
    assert metered(readings, tariffs=()) == ([], ["2026-03-31 没有适用的按表收费标准 water"])


def shared(amount, units, lift=LIFT, building="", stairwell=""):
    row = Shared("lift", Decimal(amount), "documents/1.pdf", building, stairwell, "a.csv", 2)
    charges, _missing = shared_charges(registers(units=units), [lift], MARCH, [row])
    return {one.unit: str(one.amount) for one in charges}


@given(
    st.integers(0, 10**9).map(lambda n: Decimal(n) / 100),
    st.lists(st.fractions(0, 10**6), min_size=1, max_size=40).filter(any),
)
def test_parts_sum_to_the_whole_and_none_is_a_fen_off(amount, weights):
    parts = apportion(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - Fraction(amount) * weight / sum(weights)) < Fraction(1, 100)


def test_by_area():
    """100.00 over 30, 30 and 40 ㎡; 10.00 over three equal flats leaves a fen for the first."""
    three = [unit(f"1-1-{n}", area) for n, area in enumerate(("30.00", "30.00", "40.00"), 1)]
    assert shared("100.00", three) == {"1-1-1": "30.00", "1-1-2": "30.00", "1-1-3": "40.00"}
    same = [unit(f"1-1-{n}") for n in (1, 2, 3)]
    assert shared("10.00", same) == {"1-1-1": "3.34", "1-1-2": "3.33", "1-1-3": "3.33"}


def test_per_flat_of_one_stairwell_and_part_of_a_month():
    """62.00: a whole month, and 15 of March's 31 days: 62 × 31/46 = 41.782… and 20.217…."""
    units = [unit("1-1-1"), unit("1-1-2", start="2026-03-17"), unit("1-2-1"), unit("2-1-1")]
    each = tariff(None, id="lift", kind="share", by="unit")
    assert shared("62.00", units, each, "1", "1") == {"1-1-1": "41.78", "1-1-2": "20.22"}


def test_by_floor_the_ground_floor_bears_nothing():
    """Factors 0, 1, 1.5: 100 × 1/2.5 and 1.5/2.5."""
    floors = tuple(Floor(n, n, Decimal(f)) for n, f in ((1, "0"), (2, "1"), (3, "1.5")))
    lift = tariff(None, id="lift", kind="share", by="floor", floors=floors)
    units = [unit(f"1-1-{n}", floor=str(n)) for n in (1, 2, 3)]
    assert shared("100.00", units, lift) == {"1-1-2": "40.00", "1-1-3": "60.00"}
    with pytest.raises(SharedError, match="1-1-4"):
        shared("100.00", [*units, unit("1-1-4", floor="4")], lift)


@given(st.integers(1, 10**7), st.lists(st.integers(1, 30000), min_size=1, max_size=12))
def test_a_share_is_explained_by_its_pieces(fen, areas):
    units = [unit(f"1-1-{n}", f"{area / 100:.2f}") for n, area in enumerate(areas)]
    row = Shared("lift", Decimal(fen) / 100, "v", "", "", "a.csv", 2)
    charges, _missing = shared_charges(registers(units=units), [LIFT], MARCH, [row])
    assert sum(one.amount for one in charges) == row.amount
    for one in charges:
        assert abs(Fraction(one.amount) - sum(piece.exact for piece in one.pieces)) < Fraction(
            1, 100
        )


def test_a_share_in_words():
    row = Shared("lift", Decimal("10.00"), "v", "", "", "a.csv", 2)
    units = [unit("1-1-1", "98.00"), unit("1-1-2", "50.00")]
    (one, _other), _missing = shared_charges(registers(units=units), [LIFT], MARCH, [row])
    assert formula(one.pieces) == "10.00元 × 98.00㎡ ÷ 148.00㎡ × 31/31天"
    assert one.note == "凭证 v"


@pytest.mark.parametrize(("building", "tariffs"), [("9", [LIFT]), ("", [])])
def test_an_amount_nobody_bears_is_refused(building, tariffs):
    row = Shared("lift", Decimal("1.00"), "v", building, "", "ledger/shared/2026-03.csv", 7)
    with pytest.raises(SharedError) as refused:
        shared_charges(registers(units=[unit()]), tariffs, MARCH, [row])
    assert (refused.value.file, refused.value.line) == ("ledger/shared/2026-03.csv", 7)


def test_the_file_of_a_month(tmp_path):
    folder = tmp_path / "ledger" / "shared"
    folder.mkdir(parents=True)
    file = folder / "2026-03.csv"
    file.write_text('项目,金额,凭证,楼栋,单元\nlift,"1,234.50",documents/1.pdf,1,2\n', "utf-8")
    (row,) = load_shared(tmp_path, MARCH)
    assert (row.amount, row.building, row.stairwell) == (Decimal("1234.50"), "1", "2")
    assert load_shared(tmp_path, month("2026-04")) == ()
    for wrong in (
        "项目,金额,凭证\nlift,1.00,\n",
        "项目,金额,凭证,单元\nlift,1.00,v,2\n",
        "项目,金额\n",
    ):
        file.write_text(wrong, "utf-8")
        with pytest.raises(RegisterError):
            load_shared(tmp_path, MARCH)


def test_a_month_whose_amount_is_not_there_yet_says_so():
    _charges, missing = shared_charges(registers(units=[unit()]), [LIFT], MARCH, [])
    assert [(one.tariff, one.what) for one in missing] == [("lift", "ledger/shared/2026-03.csv")]
