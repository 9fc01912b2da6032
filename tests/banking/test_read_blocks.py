"""Blocks, damaged cells and ambiguous orders of files with a single amount column."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from bank_files import ACCOUNT, CONTAINERS, HOLDER, Style, as_csv, as_html, golden, rows
from reading_here import read_statements

from owners_ledger.banking.reading.refusal import StatementError

FLAGGED = {"交易时间": "stamp", "借贷标志": "flag", "发生额": "abs", "余额": "balance", "对方单位": "party"}  # fmt: skip
SIGNED = {
    "交易日期[ Transaction Date ]": "day",
    "交易时间[ Transaction time ]": "clock",
    "交易金额[ Trade Amount ]": "signed",
    "交易后余额[ After-transaction balance ]": "balance",
    "付款人账号[ Debit Account No. ]": "payer account",
    "付款人名称[ Payer's Name ]": "payer",
    "收款人账号[ Payee's Account Number ]": "payee account",
    "收款人名称[ Payee's Name ]": "payee",
}
PAIR = [("2026-01-05 09:00:00", "", "500.00", "10500.00"), ("2026-01-05 09:00:00", "500.00", "", "10000.00")]  # fmt: skip


def table(names: dict[str, str], lines=None) -> list[list[str]]:
    return rows(list(names), list(names.values()), lines or golden(), Style())


def read(content: bytes, tmp_path: Path):
    file = tmp_path / "流水"
    file.write_bytes(content)
    return read_statements(file)


@pytest.mark.parametrize("names", [FLAGGED, SIGNED], ids=["flag", "sign"])
@pytest.mark.parametrize("container", CONTAINERS)
def test_accounts_in_blocks_with_one_amount_column(names, container: str, tmp_path: Path) -> None:
    parts = {"111": golden()[:4], "222": golden()[4:]}
    label = "查询账号[ Inquirer account number ]"
    grid = [row for no, part in parts.items() for row in [[label, no], *table(names, part)]]
    first, second = read(CONTAINERS[container](grid), tmp_path)
    assert [line.amount for line in (*first.lines, *second.lines)] == [e.amount for e in golden()]
    assert (first.account, second.account) == ("111", "222")


@pytest.mark.parametrize(("names", "column"), [(FLAGGED, 1), (FLAGGED, 2), (SIGNED, 2)])
def test_one_damaged_cell_is_named_by_row_and_text(names, column: int, tmp_path: Path) -> None:
    grid = table(names)
    grid[5][column] = "５０元整"
    with pytest.raises(StatementError, match="５０元整") as caught:
        read(as_csv(grid), tmp_path)
    assert caught.value.line == 6


def test_missing_row_is_named_although_a_total_is_declared(tmp_path: Path) -> None:
    grid = table(FLAGGED)
    del grid[4]
    with pytest.raises(StatementError, match=r"余额接不上.*总笔数 9 笔，表里有 8 笔") as caught:
        read(as_csv([["账号", ACCOUNT, "户名", HOLDER], ["总笔数", "9"], *grid]), tmp_path)
    assert caught.value.line == 7


@pytest.mark.parametrize(("opening", "first"), [("10,000.00", 500), ("10,500.00", -500)])
def test_declared_opening_decides_between_two_true_orders(
    opening: str, first: int, tmp_path: Path
) -> None:
    names = ["交易时间", "借方发生额", "贷方发生额", "余额"]
    grid = [["期初余额", opening], names, *map(list, PAIR)]
    (statement,) = read(as_csv(grid), tmp_path)
    assert [int(line.amount) for line in statement.lines] == [first, -first]


@pytest.mark.parametrize(
    ("serials", "first"), [(("S8", "S9"), 500), (("S9", "S8"), -500), (("S9", "S10"), 500)]
)
def test_serials_decide_between_two_true_orders(serials, first: int, tmp_path: Path) -> None:
    names = ["交易时间", "借方发生额", "贷方发生额", "余额", "交易流水号"]
    grid = [names, *([*row, serial] for row, serial in zip(PAIR, serials, strict=True))]
    (statement,) = read(as_csv(grid), tmp_path)
    assert [int(line.amount) for line in statement.lines] == [first, -first]


def test_web_page_rows_that_end_early_are_read(tmp_path: Path) -> None:
    grid = table({**FLAGGED, "交易流水号": "serial"})
    grid[5] = grid[5][:4]
    (statement,) = read(as_html(grid), tmp_path)
    assert (statement.lines[4].serial, statement.lines[4].counterparty) == (None, None)


def test_text_that_begins_with_an_empty_cell_is_no_workbook(tmp_path: Path) -> None:
    grid = [["", *row] for row in table(FLAGGED)]
    (statement,) = read(as_csv(grid, delimiter="\t", encoding="utf-16-le"), tmp_path)
    assert len(statement.lines) == 9


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_file_cut_in_a_character_is_called_cut(encoding: str, tmp_path: Path) -> None:
    grid = [*table(FLAGGED)[:-1], ["2026-01-22 09:00:00", "借", "1.00", "1.00", "张"]]
    content = as_csv(grid, encoding=encoding)
    with pytest.raises(StatementError, match="没有下载完整"):
        read(content[:-3], tmp_path)


def test_zip_of_an_unknown_version_is_refused_in_words(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    data = bytearray(out.getvalue())
    data[data.index(b"PK\x01\x02") + 6] = 0xE2
    with pytest.raises(StatementError):
        read(bytes(data), tmp_path)
