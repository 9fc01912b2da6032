"""What a committee's sheet may hold: every cell is understood, or its row is told with a reason."""

from __future__ import annotations

import pytest
from committee_register import OWNERS_FILE, UNITS_FILE, new_book, register, rows, run, said
from committee_sheets import UNITS, as_csv, as_xlsx

from owners_ledger.registers import load_registers


@pytest.fixture
def book(tmp_path):
    return new_book(tmp_path)


@pytest.mark.parametrize(
    ("row", "place", "cell", "told"),
    [
        (13, 3, "1555.12", ("1555.12", "1554.12", "1.00")),
        (9, 3, 1364.11, ("1364.11", "1364.12", "0.01")),
        (13, 2, "7户", ("7户", "6")),
        (13, 3, "约1554", ("约1554",)),
    ],
)
def test_a_total_that_does_not_fit_is_refused_with_both_figures(
    book, tmp_path, row, place, cell, told
):
    sheet = [list(cells) for cells in UNITS]
    sheet[row][place] = cell
    path = as_xlsx(tmp_path / "u.xlsx", {"房屋": sheet})
    refusal = run(book, "units", path, "--from", "2026-03-01", "--write", code=1).stderr
    assert all(figure in refusal for figure in told)
    assert f"{row + 1}:" in refusal
    assert not register(book, "units").exists()


UNCLEAR = [
    ["房号", "建筑面积", "用途"],
    ["1-1-101", "88.56", "住宅"],
    ["1-102", "88.56", "住宅"],
    ["1-1-103", "约88", "住宅"],
    ["1-1-104", "88.56", "车库"],
    ["1-1-105", "", "住宅"],
    ["1-1-106", "0", "住宅"],
    ["1-1-107", "70", "住宅"],
    ["1-1-107", "70", "住宅"],
]


def test_rows_not_understood_are_listed_and_nothing_is_written(book, tmp_path):
    path = as_csv(tmp_path / "u.csv", UNCLEAR)
    found = said(book, "units", path, "--from", "2026-03-01", "--write", code=1)
    reasons = {one["row"]: one["reason"] for one in found["unclear"]}
    assert list(reasons) == [3, 4, 5, 6, 7, 8, 9]
    for row, word in (
        *((3, "单元"), (4, "约88"), (5, "车库"), (6, "建筑面积")),
        *((7, "0"), (8, "1-1-107"), (9, "第 8 行")),
    ):
        assert word in reasons[row]
    assert found["written"] == []
    assert not register(book, "units").exists()

    run(book, "units", path, "--from", "2026-03-01", "--write", "--skip-unclear")
    assert [row["房号"] for row in rows(book, "units")] == ["1-1-101"]


@pytest.mark.parametrize(
    ("name", "ok"),
    [
        ("=cmd|' /C calc'!A0", False),
        ("+SUM(A1)", False),
        ("@here", False),
        ("长" * 5000, False),
        ("测\u202e甲", True),
        ('测"甲"', True),
        ("测甲,测乙", True),
        ("O'Neil 测", True),
        ("测\n甲", True),
    ],
)
def test_hostile_names_are_harmless_or_refused(book, tmp_path, name, ok):
    register(book, "units", UNITS_FILE)
    path = as_xlsx(tmp_path / "h.xlsx", {"h": [["房号", "业主"], ["1-1-101", name]]})
    result = run(book, "households", path, "--from", "2026-01-01", "--write", code=0 if ok else 1)
    assert "\u202e" not in result.output
    assert len(result.output) < 2000
    if ok:
        (found,) = load_registers(book).households
        assert found.name == name.replace("\u202e", "").replace("\n", " ")
        again = as_csv(tmp_path / "h.csv", [["房号", "业主"], ["1-1-101", name]])
        assert said(book, "households", again)["same"] == 1
    else:
        assert not register(book, "households").exists()


def test_shortened_numbers_are_refused_and_exact_ones_kept(book, tmp_path):
    register(book, "units", UNITS_FILE)
    head = ["房号", "业主", "手机"]
    good = as_xlsx(tmp_path / "a.xlsx", {"a": [head, ["1-1-101", "测甲", 19900000001.0]]})
    bad = as_csv(tmp_path / "b.csv", [head, ["1-1-101", "测甲", "1.99E+10"]])
    long = as_xlsx(tmp_path / "c.xlsx", {"c": [head, ["1-1-101", "测甲", 6217990000000901]]})
    assert "15 位" in run(book, "households", long, "--from", "2026-01-01", code=1).stdout
    assert "科学计数" in run(book, "households", bad, "--from", "2026-01-01", code=1).stdout
    run(book, "households", good, "--from", "2026-01-01", "--write")
    assert rows(book, "households")[0]["电话"] == "19900000001"


def test_dates_are_read_in_the_spellings_of_spreadsheets(book, tmp_path):
    days = ["2026年3月1日", "2026.3.1", "2026/3/1", "46082", "2026-03-01 00:00:00", "20260301"]
    sheet = [["房号", "面积", "性质", "交房日期"]]
    sheet += [[f"1-1-10{place}", "80", "住宅", day] for place, day in enumerate(days, 1)]
    run(book, "units", as_csv(tmp_path / "u.csv", sheet), "--write")
    assert {row["起"] for row in rows(book, "units")} == {"2026-03-01"}


def test_columns_and_missing_values_can_be_told(book, tmp_path):
    sheet = [["户", "产权证面积", "备注"], ["1-1-101", "80", ""]]
    path = as_csv(tmp_path / "u.csv", sheet)
    options = ("--from", "2026-01-01", "--set", "用途=住宅")
    assert "--column" in run(book, "units", path, *options, code=1).stderr
    run(book, "units", path, *options, "--column", "房号=“户”", "--column", "建筑面积=B", "--write")
    assert rows(book, "units")[0]["建筑面积"] == "80.00"
    wrong = ("--column", "房号=户", "--column", "建筑面积=套内")
    missing = run(book, "units", path, *wrong, code=1)
    assert "产权证面积" in missing.stderr
    run(book, "units", path, "--column", "门=户", code=2)
    run(book, "units", path, "--set", "用途=车库", code=2)


def test_owners_and_tenants_side_by_side_are_not_mixed(book, tmp_path):
    sheet = [
        ["业主信息登记表"],
        ["单元", "房号", "业主信息", "", "租户信息", ""],
        ["", "", "姓名", "联系电话", "姓名", "电话"],
        ["1栋"],
        ["一单元", 101, "测甲", 19900000001, "测租", 19900000002],
    ]
    sheet = [["楼栋", *cells] if at == 1 else ["", *cells] for at, cells in enumerate(sheet)]
    sheet[3] = ["1栋"]
    path = as_xlsx(tmp_path / "h.xlsx", {"h": sheet})
    asked = run(book, "households", path, code=1).stderr
    assert "D 业主信息/姓名" in asked
    assert "F 租户信息/姓名" in asked
    for column, name, role, phone in (
        ("D", "测甲", "业主", "19900000001"),
        ("F", "测租", "租户", "19900000002"),
    ):
        register(book, "units", UNITS_FILE)
        options = ("--from", "2026-01-01", "--column", f"姓名={column}", "--write")
        run(book, "households", path, *options)
        last = rows(book, "households")[-1]
        assert (last["房号"], last["姓名"]) == ("1-1-101", name)
        assert (last["身份"], last["电话"]) == (role, phone)


def test_a_column_the_list_has_not_is_asked_for(book, tmp_path):
    path = as_csv(tmp_path / "u.csv", [["房号", "面积"], ["1-1-101", "80"]])
    assert "--set 用途=" in run(book, "units", path, "--from", "2026-01-01", code=1).stdout


def test_two_columns_or_sheets_that_fit_alike_are_asked_about(book, tmp_path):
    twice = as_csv(tmp_path / "t.csv", [["房号", "面积", "面积"], ["1-1-101", "80", "70"]])
    refusal = run(book, "units", twice, code=1).stderr
    assert "B" in refusal
    assert "C" in refusal
    one = [["房号", "面积", "用途"], ["1-1-101", "80", "住宅"]]
    both = as_xlsx(tmp_path / "b.xlsx", {"一期": one, "二期": one})
    assert "一期" in run(book, "units", both, "--from", "2026-01-01", code=1).stderr
    run(book, "units", both, "--from", "2026-01-01", "--sheet", "二期")
    assert "一期" in run(book, "units", both, "--sheet", "三期", code=1).stderr


def test_merged_cells_stand_for_those_below_but_not_across_buildings(book, tmp_path):
    sheet = [
        ["楼栋", "单元", "房号", "面积"],
        ["1栋", "1单元", 101, 80.0],
        ["", "", 102, 80.0],
        ["", "2单元", 101, 80.0],
        ["", "", "3-1-101", 80.0],
        ["2栋", "", 101, 80.0],
        ["", "1单元", 102, 80.0],
    ]
    path = as_xlsx(tmp_path / "u.xlsx", {"u": sheet})
    options = ("--from", "2026-01-01", "--set", "用途=住宅")
    found = said(book, "units", path, *options, "--skip-unclear", "--write")
    assert [row["房号"] for row in rows(book, "units")] == [
        "1-1-101",
        "1-1-102",
        "1-2-101",
        "3-1-101",
        "2-1-102",
    ]
    assert [(one["row"], "没有写单元" in one["reason"]) for one in found["unclear"]] == [(6, True)]


def test_a_register_in_another_encoding_keeps_its_line_ends(book, tmp_path):
    path = register(book, "units")
    path.write_bytes(UNITS_FILE.encode("gb18030"))
    more = as_csv(tmp_path / "u.csv", [["房号", "面积", "用途"], ["1-1-103", "70", "住宅"]])
    run(book, "units", more, "--from", "2026-01-01", "--write")
    assert path.read_bytes() == (UNITS_FILE + "1-1-103,1,1,,70.00,住宅,2026-01-01,\r\n").encode(
        "utf-8-sig"
    )


def test_an_estate_without_stairwells_needs_none(book, tmp_path):
    sheet = [
        ["楼栋", "房号", "面积"],
        ["1", "1-101", "80"],
        ["2", "2-101", "80"],
        ["2", "102", "80"],
    ]
    options = ("--from", "2026-01-01", "--set", "用途=住宅", "--write")
    run(book, "units", as_csv(tmp_path / "u.csv", sheet), *options)
    assert [row["房号"] for row in rows(book, "units")] == ["1-101", "2-101", "2-102"]
    sheet.append(["2", "1-103", "80"])
    register(book, "units").unlink()
    reasons = run(book, "units", as_csv(tmp_path / "u.csv", sheet), *options, code=1).stdout
    assert reasons.count("看不懂第") == 3


def test_no_end_and_no_name_are_told_apart_from_unclear_cells(book, tmp_path):
    register(book, "households", OWNERS_FILE)
    register(book, "units", UNITS_FILE)
    bays = [
        ["车位", "类型", "房号", "月租", "起", "止"],
        ["A-9", "公共", "1-1-101", "80", "2026.3.1", "长期"],
    ]
    run(book, "parking", as_csv(tmp_path / "p.csv", bays), "--write")
    assert [row["止"] for row in rows(book, "parking")] == [""]
    people = [["房号", "业主姓名"], ["1-1-101", ""]]
    said_of = run(book, "households", as_csv(tmp_path / "h.csv", people), code=1).stdout
    assert "“姓名”是空的" in said_of
