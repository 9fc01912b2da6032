"""Spreadsheets as a committee might have them, as xlsx, xls and csv."""

from __future__ import annotations

import csv
import io

import openpyxl
import xlwt

UNITS = [
    ["测试苑小区房屋清册", "", "", "", "", ""],
    ["填表单位：业委会", "", "", "", "2026年3月", ""],
    ["序号", "楼栋", "房屋信息", "", "", "备注"],
    ["", "", "房号", "建筑面积（㎡）", "用途", ""],
    [1, "1栋", "1-1-0101", "88.56㎡", "住宅", ""],
    [2, "", "1#1-102", "８８.５６", "住宅", ""],
    [3, "", "一栋1单元201", 98.5, "住房", "转让过"],
    ["", "", "", "", "", ""],
    [4, "", "1栋2单元202室", "1,088.50", "商业", ""],
    ["", "小计", "", 1364.12, "", ""],
    [5, "二栋", "2幢-1-301", "100平方米", "住宅", ""],
    [6, "", "2号楼一单元302", 90.0, "住宅", ""],
    ["", "小计", "", 190, "", ""],
    ["合计", "", "6户", "1554.12", "", ""],
    ["制表：测试员", "", "审核：测试员", "", "", ""],
]
UNITS_CODES = {
    "1-1-101": "88.56",
    "1-1-102": "88.56",
    "1-1-201": "98.50",
    "1-2-202": "1088.50",
    "2-1-301": "100.00",
    "2-1-302": "90.00",
}
NOTES = [["说明"], ["面积以产权证为准"], ["房号共六户，面积另附"]]


def as_xlsx(path, sheets, merges=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, 1):
            for place, cell in enumerate(cells, 1):
                if cell != "":
                    where = sheet.cell(row, place)
                    where.value = cell
                    if isinstance(cell, str):
                        where.data_type = "s"  # a leading = is text, as it is in what people paste
    for name, area in merges:
        book[name].merge_cells(area)
    book.save(path)
    return path


def as_xls(path, sheets):
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell != "":
                    sheet.write(row, place, cell)
    book.save(str(path))
    return path


def as_csv(path, rows, encoding="gb18030"):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
