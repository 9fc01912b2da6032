"""Reading a register: what committees' spreadsheet programs write is read, the rest is named."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from owners_ledger.registers import RegisterError, Unit, units
from owners_ledger.registers.row import Row
from owners_ledger.registers.table import read_table

HEAD = "房号,楼栋,单元,楼层,建筑面积,用途,起,止"
LINE = "3-1-502,3,1,5,98.50,住宅,2020-01-01,"
EXPECTED = Unit(
    "3-1-502", "3", "1", "5", Decimal("98.50"), "住宅", datetime.date(2020, 1, 1), None, 2
)


def read(tmp_path, content):
    path = tmp_path / "units.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, units.COLUMNS, units.of, "registers/units.csv")


def refused(tmp_path, content) -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        read(tmp_path, content)
    assert caught.value.file == "registers/units.csv"
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEAD}\n{LINE}\n", id="plain"),
        pytest.param(
            f"{HEAD}\r\n{LINE}".encode("utf-8-sig"), id="BOM and CRLF, as Excel saves UTF-8"
        ),
        pytest.param(
            f"{HEAD}\r\n{LINE}\r\n".encode("gb18030"), id="GB18030, as Excel saves plain CSV"
        ),
        pytest.param(
            f"{HEAD},,\n{LINE},,\n,,,,,,,,,\n,,,\n\n", id="blank columns and rows at the end"
        ),
        pytest.param(f"{HEAD}\n{LINE[:-1]}\n", id="last empty cell missing"),
        pytest.param(f"{HEAD}\n{LINE.replace('2020-01-01', '2020/1/1')}", id="date with slashes"),
        pytest.param(f"{HEAD}\n{LINE.replace('2020-01-01', '2020-1-1')}", id="date without zeros"),
        pytest.param(f"{HEAD}\n{LINE.replace('98.50', '98.5')}", id="area without trailing zero"),
        pytest.param(f" 房号　,{HEAD[3:]}\n{LINE}", id="blanks around a header"),
        pytest.param(
            f"{HEAD}\n３－１－５０２{LINE[7:]}".replace("－", "-"), id="full-width digits in a code"
        ),
        pytest.param(
            f"{HEAD}\n\u202d3-1-502\u202c{LINE[7:]}", id="invisible marks of a pasted cell"
        ),
        pytest.param(f"{HEAD},备注\n{LINE},转让过", id="a remark column"),
        pytest.param(
            "止,起,用途,建筑面积,楼层,单元,楼栋,房号\n,2020-01-01,住宅,98.50,5,1,3,3-1-502",
            id="any order",
        ),
    ],
)
def test_reads_what_spreadsheet_programs_write(tmp_path, content):
    assert read(tmp_path, content) == (EXPECTED,)


def test_a_missing_file_is_an_empty_register(tmp_path):
    assert read_table(tmp_path / "none.csv", units.COLUMNS, units.of) == ()


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        ("98.50", "98.505", "建筑面积", "98.505"),
        ("98.50", "九十八", "建筑面积", "九十八"),
        ("98.50", "", "建筑面积", ""),
        ("住宅", "车库", "用途", "车库"),
        ("2020-01-01", "2021-02-29", "起", "2021-02-29"),
        ("2020-01-01", "20200101", "起", "20200101"),
        ("2020-01-01", "2020/1-1", "起", "2020/1-1"),
        ("2020-01-01", "43831", "起", "43831"),
        ("3-1-502", "2003/1/5", "房号", "2003/1/5"),
        ("3-1-502", "", "房号", ""),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_value(tmp_path, old, new, column, value):
    error = refused(
        tmp_path, f"{HEAD}\n{LINE.replace('502', '501', 1)}\n{LINE.replace(old, new, 1)}\n"
    )
    assert error.line == 3
    assert "3" in error.message
    assert column in error.message
    assert value in error.message


def test_the_allowed_values_are_named(tmp_path):
    assert "住宅 / 商铺" in refused(tmp_path, f"{HEAD}\n{LINE.replace('住宅', '车库')}").remedy


def test_every_wrong_row_is_reported(tmp_path):
    rows = "\n".join(LINE.replace("住宅", use) for use in ("住宅", "车库", "商铺", "会所"))
    error = refused(tmp_path, f"{HEAD}\n{rows}")
    assert [error.line, *(other.line for other in error.more)] == [3, 5]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (HEAD.replace(",楼层", ""), "楼层"),
        (HEAD.replace("楼层", "层数"), "层数"),
        (f"{HEAD},房号", "两次"),
        ("", "房号"),
    ],
)
def test_a_wrong_header_is_named_with_the_right_one(tmp_path, head, named):
    error = refused(tmp_path, f"{head}\n{LINE}\n")
    assert named in error.message
    assert HEAD in error.remedy


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(f'{HEAD}\n"{LINE}\n{LINE}\n', 2, id="a quote left open"),
        pytest.param(f"{HEAD}\n{LINE},,出租\n", 2, id="one cell too many"),
        pytest.param(f'{HEAD}\n"3-1\n-502"{LINE[7:]}\n', 2, id="a line break in a cell"),
        pytest.param(f"{HEAD}\n{LINE}\n".encode("utf-16"), None, id="UTF-16"),
        pytest.param(f"{HEAD}\n".encode() + b"\xff\xfe\x00\x80\n", None, id="neither encoding"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, content, line):
    assert refused(tmp_path, content).line == line


def row(**cells: str) -> Row:
    return Row("r.csv", 2, cells)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300", "300.00"),
        ("1,234.5", "1234.50"),
        ("24,000.00", "24000.00"),
        ("1,234,567", "1234567.00"),
    ],
)
def test_money_may_have_thousands_separators(text, amount):
    assert str(row(月租=text).money("月租")) == amount


@pytest.mark.parametrize(
    "text", ["", "-1", "1,5", "12,34.00", "1.234", "1e3", "３００", "300元", "NaN", "1_000", ",300"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(RegisterError, match="月租"):
        row(月租=text).money("月租")


@pytest.mark.parametrize("text", ["6.2179E+18", "1.39E+10", "1E+18"])
def test_a_number_a_spreadsheet_shortened_is_refused(text):
    with pytest.raises(RegisterError, match="账号"):
        row(账号=text).digits("账号")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_a_named_error(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        assert read_table(path, units.COLUMNS, units.of) == ()
    except RegisterError as error:
        assert error.file == str(path)  # noqa: PT017


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), min_size=8, max_size=8))
def test_any_cells_give_a_unit_or_an_error_at_their_row(tmp_path_factory, cells):
    try:
        unit = units.of(Row("r.csv", 7, dict(zip(units.COLUMNS, cells, strict=True))))
    except RegisterError as error:
        assert (error.file, error.line) == ("r.csv", 7)  # noqa: PT017
    else:
        assert unit.use in ("住宅", "商铺")
