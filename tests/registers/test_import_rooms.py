"""Room numbers in every spelling people use; what may mean two things is not guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owners_ledger.registers.importing.rooms import Known, part, read
from owners_ledger.registers.importing.unclear import UnclearError

HAN = "零一二三四五六七八九"
FULL = str.maketrans("0123456789-#", "０１２３４５６７８９－＃")
KNOWN = Known.of(["3-1-502", "3-2-502", "1-1-101", "5-101", "5-102"])


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN[ones]
    return (HAN[tens] if tens > 1 else "") + "十" + (HAN[ones] if ones else "")


STYLES = {
    "code": lambda b, s, r: f"{b}-{s}-{r}",
    "zeros": lambda b, s, r: f"{b:02}-{s:02}-{r:04}",
    "number sign": lambda b, s, r: f"{b}#{s}-{r}",
    "words": lambda b, s, r: f"{b}栋{s}单元{r}",
    "words and 室": lambda b, s, r: f"{b}栋{s}单元{r}室",
    "Chinese building": lambda b, s, r: f"{chinese(b)}栋{s}单元{r}",
    "Chinese both": lambda b, s, r: f"{chinese(b)}号楼{chinese(s)}单元{r}号",
    "幢": lambda b, s, r: f"{b}幢-{s}-{r}",
    "号楼": lambda b, s, r: f"{b}号楼{chinese(s)}单元{r}",
    "blanks": lambda b, s, r: f" {b} 栋 {s} 单元 {r} ",
    "full width": lambda b, s, r: f"{b}-{s}-{r}".translate(FULL),
    "long dashes": lambda b, s, r: f"{b}—{s}—{r}",
    "line break": lambda b, s, r: f"{b}栋{s}单元\n{r}",
}


@given(
    st.integers(1, 99),
    st.integers(1, 9),
    st.integers(1, 48),
    st.integers(1, 20),
    st.sampled_from(sorted(STYLES)),
    st.booleans(),
)
def test_every_spelling_of_a_room_is_that_room(building, stairwell, floor, number, style, knows):
    room = floor * 100 + number
    code = f"{building}-{stairwell}-{room}"
    known = Known.of([code]) if knows else Known()
    assert read(STYLES[style](building, stairwell, room), known).code == code


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 4820), st.sampled_from("栋幢座#"))
def test_building_and_stairwell_may_have_columns_of_their_own(building, stairwell, room, word):
    found = read(
        f"{room}室", KNOWN, building=part(f"{building}{word}"), stairwell=part(f"{stairwell}单元")
    )
    assert found.code == f"{building}-{stairwell}-{room}"


@pytest.mark.parametrize(
    ("text", "building", "stairwell", "code"),
    [
        ("A座1单元502", "", "", "A-1-502"),
        ("3栋1单元5层502", "", "", "3-1-502"),
        ("3-S-1", "", "", "3-S-1"),
        ("3-1-A02", "", "", "3-1-A02"),
        ("5-103", "", "", "5-103"),
        ("103", "5", "", "5-103"),
        ("5-103", "5", "", "5-103"),
        ("1-502", "3", "", "3-1-502"),
        ("1单元502", "3", "", "3-1-502"),
        ("3栋502", "3", "1", "3-1-502"),
        ("3栋1单元502", "3", "1", "3-1-502"),
    ],
)
def test_other_ways_to_write_it(text, building, stairwell, code):
    assert read(text, KNOWN, building=building, stairwell=stairwell).code == code


@pytest.mark.parametrize(
    ("text", "building", "stairwell", "why"),
    [
        ("3-502", "", "", "没有写单元（登记簿里有 3-1-502、3-2-502）"),
        ("3栋1502", "", "", "没有写单元"),
        ("1502", "", "", "没有写楼栋"),
        ("502", "3", "", "没有写单元"),
        ("1-502", "1", "", "可以读成"),
        ("3-1-502", "4", "1", "不符"),
        ("3-1-502", "3", "2", "不符"),
        ("31502", "", "", "看不懂"),
        ("3栋1单元5层2号", "", "", "看不懂"),
        ("3栋1单元6层502", "", "", "看不懂"),
        ("云杉3-1-502", "", "", "看不懂"),
        ("3-1-502-1", "", "", "看不懂"),
        ("2003-01-05 00:00:00", "", "", "日期"),
        ("3月1日", "", "", "日期"),
        ("", "3", "1", "没有房号"),
        ("=1+1", "", "", "看不懂"),
        ("502和503", "3", "1", "看不懂"),
    ],
)
def test_what_may_mean_something_else_is_refused(text, building, stairwell, why):
    with pytest.raises(UnclearError) as caught:
        read(text, KNOWN, building=building, stairwell=stairwell)
    assert why in caught.value.reason


@given(st.text(max_size=20), st.sampled_from(["", "3"]), st.sampled_from(["", "1"]))
def test_any_text_is_a_room_or_a_reason(text, building, stairwell):
    try:
        found = read(text, KNOWN, building=building, stairwell=stairwell)
    except UnclearError as error:
        assert error.reason  # noqa: PT017
    else:
        assert found.building
        assert found.room
        assert found.code.replace("-", "").isalnum()
        assert found.code.isascii()


def test_without_a_register_a_repeated_building_is_not_told_from_a_stairwell():
    with pytest.raises(UnclearError, match="可以读成 5-101、5-5-101"):
        read("5-101", Known(), building="5")
