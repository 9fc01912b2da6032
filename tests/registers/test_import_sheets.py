"""``owners-ledger register import``: a committee's own spreadsheet in, nothing guessed or lost."""

from __future__ import annotations

import csv
import shutil
import time
from decimal import Decimal
from pathlib import Path

import pytest
from committee_register import (
    BAYS_FILE,
    OWNERS_FILE,
    UNITS_FILE,
    new_book,
    register,
    rows,
    run,
    said,
)
from committee_sheets import NOTES, UNITS, UNITS_CODES, as_csv, as_xls, as_xlsx

from owners_ledger.books.write import locked
from owners_ledger.registers import load_registers, validate
from owners_ledger.registers.importing.words import KINDS

SAMPLE = Path(__file__).parents[2] / "ledger" / "registers"


@pytest.fixture
def book(tmp_path):
    return new_book(tmp_path)


@pytest.fixture(params=["xlsx", "xls", "csv"])
def clear(request, tmp_path):
    """The same committee's list in each of its containers."""
    path = tmp_path / f"房屋.{request.param}"
    if request.param == "xlsx":
        merges = [("房屋", "A1:F1"), ("房屋", "C3:E3"), ("房屋", "B5:B9")]
        return as_xlsx(path, {"说明": NOTES, "房屋": UNITS}, merges)
    if request.param == "xls":
        return as_xls(path, {"说明": NOTES, "房屋": UNITS})
    return as_csv(path, UNITS)


def test_a_committees_list_becomes_the_register(book, clear):
    preview = said(book, "units", clear, "--from", "2026-03-01")
    assert [one["key"] for one in preview["new"]] == list(UNITS_CODES)
    assert [one["row"] for one in preview["new"]] == [5, 6, 7, 9, 11, 12]
    assert {one["column"]: one["letter"] for one in preview["columns"]} == {
        "楼栋": "B",
        "房号": "C",
        "建筑面积": "D",
        "用途": "E",
        "备注": "F",
    }
    assert preview["sums"] == [
        {"of": None, "count": 6, "建筑面积": "1554.12"},
        {"of": "1", "count": 4, "建筑面积": "1364.12"},
        {"of": "2", "count": 2, "建筑面积": "190.00"},
    ]
    assert not register(book, "units").exists()

    run(book, "units", clear, "--from", "2026-03-01", "--write")
    registers = load_registers(book)
    assert {one.code: str(one.area) for one in registers.units} == UNITS_CODES
    assert [one.use for one in registers.units].count("商铺") == 1
    assert {one.start.isoformat() for one in registers.units} == {"2026-03-01"}
    assert validate(registers) == []
    assert register(book, "units").read_bytes().startswith(b"\xef\xbb\xbf")

    before = register(book, "units").read_bytes()
    again = said(book, "units", clear, "--write")
    assert (again["same"], again["new"], again["changed"], again["written"]) == (6, [], [], [])
    assert register(book, "units").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "container"),
    [
        *((path.stem, "xlsx") for path in SAMPLE.glob("*.csv") if path.stem in KINDS),
        *((name, form) for name in ("units", "parking") for form in ("csv", "gb18030")),
    ],
)
def test_an_exported_register_is_nothing_new(book, tmp_path, name, container):
    shutil.copytree(SAMPLE, book / "ledger" / "registers", dirs_exist_ok=True)
    before = register(book, name).read_bytes()
    table = list(csv.reader(before.decode("utf-8-sig").splitlines()))
    path = tmp_path / f"{name}.{'xlsx' if container == 'xlsx' else 'csv'}"
    if container == "xlsx":
        as_xlsx(path, {"Sheet1": table})
    else:
        as_csv(path, table, "utf-8-sig" if container == "csv" else "gb18030")
    found = said(book, name, path, "--write")
    assert found["same"] == len(table) - 1
    assert [found[part] for part in ("new", "changed", "gone", "unclear", "written")] == [[]] * 5
    assert register(book, name).read_bytes() == before


def test_a_changed_area_ends_the_row_and_begins_another(book, tmp_path):
    register(book, "units", UNITS_FILE)
    path = as_csv(
        tmp_path / "u.csv",
        [["房号", "面积", "用途"], ["1-1-101", "88.56", "住宅"], ["1-1-102", "91.00", "住宅"]],
    )
    run(book, "units", path, "--write", code=1)
    assert register(book, "units").read_bytes().decode("utf-8-sig") == UNITS_FILE
    refusal = run(book, "units", path, "--write", code=1).stderr
    assert "--from" in refusal

    found = said(book, "units", path, "--write", "--from", "2026-03-01")
    assert found["changed"] == [
        {
            "row": 3,
            "key": "1-1-102",
            "column": "建筑面积",
            "old": "90.00",
            "new": "91.00",
            "from": "2026-03-01",
        }
    ]
    assert register(book, "units").read_bytes().decode("utf-8-sig") == (
        UNITS_FILE.replace("90.00,住宅,2020-01-01,", "90.00,住宅,2020-01-01,2026-02-28")
        + "1-1-102,1,1,1,91.00,住宅,2026-03-01,\r\n"
    )
    assert said(book, "units", path, "--from", "2026-03-01")["changed"] == []
    back = as_csv(tmp_path / "b.csv", [["房号", "面积"], ["1-1-102", "92.00"]])
    assert "不晚于" in run(book, "units", back, "--from", "2026-03-01", code=1).stdout


def test_a_new_owner_takes_the_old_ones_place(book, tmp_path):
    register(book, "units", UNITS_FILE)
    register(book, "households", OWNERS_FILE)
    path = as_xlsx(
        tmp_path / "业主.xlsx",
        {
            "业主": [
                ["业主信息登记表", "", ""],
                ["门牌号", "业主姓名", "联系方式"],
                ["1栋1单元101", "测丁", 19900000009],
                ["1#1-102", "测丙", 19900000003],
            ]
        },
    )
    run(book, "households", path, "--write", "--from", "2026-03-01")
    assert [tuple(row.values()) for row in rows(book, "households")] == [
        ("1-1-101", "测甲", "业主", "19900000001", "2020-01-01", "2026-02-28"),
        ("1-1-101", "测丁", "业主", "19900000009", "2026-03-01", ""),
        ("1-1-101", "测乙", "家属", "19900000002", "2020-01-01", ""),
        ("1-1-102", "测丙", "业主", "19900000003", "2020-01-01", ""),
    ]
    assert validate(load_registers(book)) == []
    assert said(book, "households", path)["same"] == 2


def test_two_spellings_of_one_name_are_not_two_people(book, tmp_path):
    register(book, "units", UNITS_FILE)
    register(book, "households", OWNERS_FILE)
    path = as_csv(tmp_path / "h.csv", [["房号", "业主"], ["1-1-101", "测甲、测戊"]])
    assert "可能是同一人" in run(book, "households", path, "--from", "2026-03-01", code=1).stdout


def test_a_bay_that_changes_hands_does_not_keep_the_plate(book, tmp_path):
    register(book, "units", UNITS_FILE)
    register(book, "parking", BAYS_FILE)
    path = as_xlsx(
        tmp_path / "车位.xlsx",
        {
            "车位": [
                ["车位号", "房号", "车牌号", "停车费(元/月)"],
                ["A-01", "", "", ""],
                ["A-02", "1-1-101", "", "100元/月"],
                ["合计", "", "", "100"],
            ]
        },
    )
    run(book, "parking", path, "--write", "--from", "2026-03-01")
    assert [tuple(row.values()) for row in rows(book, "parking")] == [
        ("A-01", "公共", "1-1-101", "渝A·D0001", "80.00", "2020-01-01", "2026-02-28"),
        ("A-01", "公共", "", "", "80.00", "2026-03-01", ""),
        ("A-02", "公共", "1-1-102", "渝A·D0002", "80.00", "2020-01-01", "2026-02-28"),
        ("A-02", "公共", "1-1-101", "", "100.00", "2026-03-01", ""),
    ]


def test_what_the_list_leaves_out_is_told_and_stays(book, tmp_path):
    register(book, "units", UNITS_FILE)
    path = as_csv(tmp_path / "u.csv", [["房号", "面积"], ["1-1-101", "88.56"]])
    found = said(book, "units", path, "--write")
    assert found["gone"] == ["1-1-102"]
    assert register(book, "units").read_bytes().decode("utf-8-sig") == UNITS_FILE


def test_what_the_other_registers_forbid_is_not_written(book, tmp_path):
    register(book, "units", UNITS_FILE)
    path = as_csv(tmp_path / "h.csv", [["房号", "业主"], ["9-9-909", "测甲"]])
    refusal = run(book, "households", path, "--from", "2026-01-01", "--write", code=1).stderr
    assert "9-9-909" in refusal
    assert not register(book, "households").exists()


def test_readings_run_forward_and_are_not_rewritten(book, tmp_path):
    register(book, "meters", "表号,房号,项目,倍率,起,止\nW-1,,water,1,2026-01-01,\n")
    register(book, "readings", "表号,日期,读数\nW-1,2026-01-31,100\n")
    head = ["水表号", "抄表日期", "本期读数"]
    for figure, word in (("99", "变小"), ("101", "")):
        path = as_csv(tmp_path / "r.csv", [head, ["W-1", "2026-02-28", figure]])
        result = run(book, "readings", path, "--write", code=1 if word else 0)
        assert word in result.output
    other = as_csv(tmp_path / "o.csv", [head, ["W-1", "2026-01-31", "90"]])
    assert "手工核对" in run(book, "readings", other, "--write", code=1).stdout
    assert [row["读数"] for row in rows(book, "readings")] == ["100", "101"]


def test_only_one_command_writes_at_a_time(book, tmp_path):
    path = as_csv(tmp_path / "u.csv", UNITS)
    with locked(book):
        run(book, "units", path, "--from", "2026-01-01")
        run(book, "units", path, "--from", "2026-01-01", "--write", code=1)
    assert not register(book, "units").exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"PK\x03\x04broken", b"just words\n"])
def test_what_is_no_list_is_refused(book, tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert "x.xlsx" in run(book, "units", path, code=1).stderr


def test_five_thousand_units_take_seconds(book, tmp_path):
    sheet = [["房号", "建筑面积(㎡)", "用途"]]
    sheet += [
        [f"{building}栋{stairwell}单元{floor * 100 + room}室", "88.56㎡", "住宅"]
        for building in range(1, 26)
        for stairwell in (1, 2)
        for floor in range(1, 26)
        for room in range(1, 5)
    ]
    sheet.append(["合计", str(Decimal("88.56") * 5000), ""])
    path = as_xlsx(tmp_path / "u.xlsx", {"u": sheet})
    began = time.monotonic()
    run(book, "units", path, "--from", "2026-01-01", "--write")
    took = time.monotonic() - began
    assert len(rows(book, "units")) == 5000
    assert said(book, "units", path)["same"] == 5000
    assert took < 10


@pytest.mark.parametrize(
    ("lower", "place"), [(["建筑面积", "套内面积"], "D"), (["套内面积", "建筑面积"], "E")]
)
def test_the_second_row_of_a_header_says_which_area_is_meant(book, tmp_path, lower, place):
    sheet = [
        ["楼栋", "单元", "房号", "面积（㎡）", "", "用途", "业主信息"],
        ["", "", "", *lower, "", "姓名"],
        ["9栋", "1单元", "101", "88.56" if place == "D" else "70", "70", "住宅", "测甲"],
    ]
    sheet[2][4] = "70" if place == "D" else "88.56"
    path = as_xlsx(tmp_path / "面积.xlsx", {"表": sheet}, [("表", "D1:E1"), ("表", "C1:C2")])
    preview = said(book, "units", path, "--from", "2026-03-01")
    assert {one["column"]: one["letter"] for one in preview["columns"]}["建筑面积"] == place
    assert [one["row"] for one in preview["new"]] == [3]
    assert preview["sums"][0]["建筑面积"] == "88.56"
    assert preview["unclear"] == []


@pytest.mark.parametrize(
    ("title", "rent", "cycle", "refused"),
    [
        ("租金（元/月）", "800", "季", True),
        ("租金（元/季）", "2400", "季", False),
        ("租金", "800元/月", "季", True),
        ("租金", "3600元/年", "年", False),
        ("租金", "3600元/年", "月", True),
        ("租金（元）", "800", "季", False),
    ],
)
def test_a_rent_for_another_time_than_the_cycle_is_refused(
    book, tmp_path, title, rent, cycle, refused
):
    head = [
        "合同编号",
        "类型",
        "位置",
        "承租方",
        title,
        "付款方式",
        "合同起始日",
        "合同终止日",
        "科目",
    ]
    row = ["L-1", "广告", "电梯", "测试公司", rent, cycle, "2026.3.1", "2027.2.28"]
    path = as_xlsx(tmp_path / "合同.xlsx", {"表": [head, [*row, "Assets:20应收款:05广告费"]]})
    preview = said(book, "leases", path, code=1 if refused else 0)
    assert len(preview["unclear"]) == refused
    assert len(preview["new"]) == (not refused)
    if refused:
        assert "请换算" in preview["unclear"][0]["reason"]


def test_a_years_parking_fee_is_not_a_months(book, tmp_path):
    sheet = [["车位号", "房号", "类型", "停车费（元/年）"], ["A-09", "1-1-101", "公共", "960"]]
    path = as_xlsx(tmp_path / "车位.xlsx", {"表": sheet})
    preview = said(book, "parking", path, "--from", "2026-03-01", code=1)
    assert preview["new"] == []
    assert "每年" in preview["unclear"][0]["reason"]
