"""The newer registers, and what their rows must not say together."""

from __future__ import annotations

import datetime
from decimal import Decimal

import openpyxl
import pytest

from owners_ledger.registers import (
    CommonSpace,
    Meter,
    Reading,
    RegisterError,
    Waiting,
    load_registers,
    validate,
)

FILES = {
    "units": (
        "房号,楼栋,单元,楼层,建筑面积,用途,起,止\n"
        "3-1-502,3幢,1单元,5层,98.50,住宅,2020-01-01,2025-06-30\n"
        "3-1-502,3,1,5,98.60,住宅,2025-07-01,\n"
        "3-1-1203,3,1,12,98.60,住宅,2020-01-01,\n"
        "A-2-101,A,2,1,45.00,商铺,2020-01-01,\n"
        "3-S-1,3,,负一,45.00,商铺,2020-01-01,\n"
    ),
    "households": "房号,姓名,身份,电话,起,止,委托\n3-1-502,测甲,业主,,2020-01-01,,测乙代收物业费至2026-12-31\n",
    "parking": (
        "车位,类型,房号,车牌,月租,起,止,使用人\n"
        "A-017,公共,3-1-502,,300,2025-01-01,,测丙\n"
        "B-001,产权,3-1-502,,,2025-01-01,2025-12-31,\n"
    ),
    "common": (
        "编号,类别,位置,空置原因,起,止\n"
        "A-017,车位,地面,,2020-01-01,\n"
        "B-001,车位,地下,,2026-01-01,\n"
        "K-01,快递柜,东门,合同到期未续,2020-01-01,\n"
    ),
    "leases": (
        "合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目,免租起,免租止,资源\n"
        "L-01,快递柜,东门,测试公司,,3600,年,0,2024-01-01,2024-12-31,Assets:20应收款:06设施场地费,2024-01-01,2024-01-31,K-01\n"
        "L-02,快递柜,东门,测试公司,,3600,年,0,2025-01-01,,Assets:20应收款:06设施场地费,,,K-01\n"
    ),
    "waiting": "房号,登记日,车牌,止\n3-1-1203,2026-02-01,,\n3-1-502,2026-01-05,渝A·D0009,\nA-2-101,2025-12-01,,2026-01-31\n",
    "meters": "表号,房号,项目,倍率,起,止\nW-1,3-1-502,water,,2025-01-01,\nE-1,,power,40,2025-01-01,2025-12-31\n",
    "readings": '表号,日期,读数\nW-1,2025-03-31,12.5\nW-1,2025-01-31,8\nE-1,2025-12-31,"1,234.25"\n',
    "concessions": (
        "房号,项目,原因,比例,决议,起,止\n"
        "3-1-502,property-fee,空置,0.70,2025-01,2025-01-01,2025-06-30\n"
        "3-1-502,property-fee,困难,50%,2025-02,2025-07-01,\n"
    ),
}
DAY = datetime.date


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "ledger" / "registers"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def change(book, name, old, new):
    path = book / "ledger" / "registers" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_column_lands_in_its_field(book):
    registers = load_registers(book)
    assert registers.waiting[1] == Waiting("3-1-502", DAY(2026, 1, 5), "渝A·D0009", 3)
    assert registers.common[2] == CommonSpace(
        "K-01", "快递柜", "东门", "合同到期未续", DAY(2020, 1, 1), None, 4
    )
    assert registers.meters == (
        Meter("W-1", "3-1-502", "water", Decimal(1), DAY(2025, 1, 1), None, 2),
        Meter("E-1", "", "power", Decimal(40), DAY(2025, 1, 1), DAY(2025, 12, 31), 3),
    )
    assert registers.readings[2] == Reading("E-1", DAY(2025, 12, 31), Decimal("1234.25"), 4)
    assert registers.households[0].mandate == "测乙代收物业费至2026-12-31"
    assert [bay.user for bay in registers.parking] == ["测丙", ""]


def test_lookups(book):
    registers = load_registers(book)
    assert [one.unit for one in registers.waiting_on(DAY(2026, 3, 1))] == ["3-1-502", "3-1-1203"]
    assert [one.unit for one in registers.waiting_on(DAY(2026, 1, 31))] == ["A-2-101", "3-1-502"]
    assert registers.space("K-01").place == "东门"
    assert registers.space("B-001", DAY(2025, 12, 31)) is None
    assert registers.meter("E-1", DAY(2026, 1, 1)) is None
    assert [one.value for one in registers.readings_of("W-1")] == [Decimal(8), Decimal("12.5")]
    assert registers.readings_of("W-9") == ()


def test_what_may_be_is_not_complained_about(book):
    assert validate(load_registers(book)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "row", "severity", "said"),
    [
        ("units", "2025-06-30", "2025-06-28", 3, "warning", "2025-06-29 至 2025-06-30"),
        ("units", "3-1-1203,3,1,12", "3-1-1203,4,1,12", 4, "warning", "楼栋"),
        ("units", "3-1-1203,3,1,12", "3-1-1203,3,二单元2,12", 4, "warning", "单元"),
        ("units", "3-1-1203,3,1,12", "3-1-1203,3,1,11层", 4, "warning", "11层"),
        ("units", "A-2-101,A", "A-2-101,B", 5, "warning", "“B”"),
        ("parking", "2025-01-01,2025-12-31", "2025-01-01,2026-01-01", 3, "error", "B-001"),
        ("leases", "2025-01-01,,", "2024-12-31,,", 3, "error", "L-01（第 2 行）"),
        ("leases", "2024-01-01,2024-01-31", "2023-12-31,2024-01-31", 2, "error", "超出"),
        ("leases", "2024-01-01,2024-01-31", "2024-12-01,2025-01-01", 2, "error", "超出"),
        ("leases", "2024-01-01,2024-01-31", "2024-01-01,", 2, "error", "不成一段"),
        ("leases", "2024-01-01,2024-01-31", "2024-02-01,2024-01-31", 2, "error", "不成一段"),
        ("concessions", "2025-07-01", "2025-06-30", 3, "warning", "0.35"),
        ("waiting", "A-2-101", "A-2-109", 4, "error", "A-2-109"),
        ("meters", "3-1-502", "3-1-520", 2, "error", "3-1-520"),
        ("meters", "E-1,,power,40,2025-01-01,2025-12-31", "W-1,,power,40,2025-01-01,", 3, "error", "重叠"),
        ("common", "K-01,快递柜", "K-02,快递柜", 2, "error", "K-01"),
        ("readings", "E-1,2025-12-31", "E-1,2026-01-01", 4, "error", "2026-01-01"),
        ("readings", "E-1", "E-2", 4, "error", "E-2"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_found_at_its_row(book, name, old, new, row, severity, said):
    change(book, name, old, new)
    findings = [one for one in validate(load_registers(book)) if said in one.message]
    assert findings
    assert (findings[0].line, findings[0].severity) == (row, severity)
    assert findings[0].remedy


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("12.5", "7.9999", 2, ("7.9999", "8", "变小")),
        ("2025-01-31,8", "2025-03-31,12.5", 3, ("两个读数",)),
        ("12.5", "-1", 2, ("读数", "-1")),
        ("12.5", "1.23456", 2, ("1.23456",)),
        ("12.5", "1e3", 2, ("1e3",)),
    ],
)
def test_a_meter_that_runs_backwards_is_refused(book, old, new, line, said):
    change(book, "readings", old, new)
    with pytest.raises(RegisterError) as caught:
        load_registers(book)
    assert (caught.value.file, caught.value.line) == ("ledger/registers/readings.csv", line)
    assert all(word in caught.value.message for word in said)


def saved_as_csv(rows, **how):
    """Cells as a spreadsheet program keeps them, saved as CSV the way WPS and Excel do."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    lines = []
    for row in book.active.iter_rows(values_only=True):
        cells = []
        for cell in row:
            if isinstance(cell, datetime.datetime | datetime.date):
                text = f"{cell.year}/{cell.month}/{cell.day}"
            elif isinstance(cell, float):
                text = f"{cell:,.2f}"
            else:
                text = "" if cell is None else str(cell)
            cells.append(f'"{text}"' if "," in text or '"' in text else text)
        lines.append(",".join(cells))
    return ("\r\n".join(lines) + "\r\n").encode(how["encoding"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_register_saved_by_a_spreadsheet_program_is_the_same(book, encoding):
    before = load_registers(book).units
    path = book / "ledger" / "registers" / "units.csv"
    rows = [["房号", "楼栋", "单元", "楼层", "建筑面积", "用途", "起", "止", None, None]]
    rows += [
        [
            one.code, one.building, one.stairwell, one.floor, float(one.area), one.use,
            one.start, one.end, None, None,
        ]
        for one in before
    ]  # fmt: skip
    rows += [[None] * 10, [None] * 10]
    path.write_bytes(saved_as_csv(rows, encoding=encoding))
    assert load_registers(book).units == before
    rows[1][4] = 1098.5
    path.write_bytes(saved_as_csv(rows, encoding=encoding))
    assert load_registers(book).units[0].area == Decimal("1098.50")
