"""Shapes a file may have besides a single plain table: blocks, pages, totals, several sheets."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from bank_files import CONTAINERS, Style, as_csv, as_xls, as_xlsx, golden, rows
from reading_here import read_statements

from owners_ledger.banking.reading.refusal import StatementError

NAMES = ["交易时间", "借方发生额", "贷方发生额", "余额", "对方户名", "摘要", "交易流水号"]
MEANINGS = ["stamp", "out", "in", "balance", "party", "purpose", "serial"]
AMOUNTS = [line.amount for line in golden()]


def table(lines=None) -> list[list[str]]:
    return rows(NAMES, MEANINGS, lines or golden(), Style())


def read(content: bytes, tmp_path: Path, **how):
    file = tmp_path / "流水"
    file.write_bytes(content)
    return read_statements(file, **how)


def read_csv(grid: list[list[str]], tmp_path: Path):
    return read(as_csv(grid, encoding="utf-8"), tmp_path)


@pytest.mark.parametrize("container", CONTAINERS)
def test_several_accounts_in_blocks(container: str, tmp_path: Path) -> None:
    blocks = [
        *([["查询账号[ Inquirer account number ]", "111"], ["总笔数[ Total number ]", "4"], *table(golden()[:4])]),
        *([["查询账号[ Inquirer account number ]", "222"], ["总笔数[ Total number ]", "5"], *table(golden()[4:])]),
        *([["查询账号[ Inquirer account number ]", "333"], ["总笔数[ Total number ]", "0"], NAMES]),
    ]  # fmt: skip
    first, second, third = read(CONTAINERS[container](blocks), tmp_path)
    assert (first.account, second.account, third.account) == ("111", "222", "333")
    assert [line.amount for line in (*first.lines, *second.lines)] == AMOUNTS
    assert second.opening == first.closing
    assert [line.row for line in second.lines] == [11, 12, 13, 14, 15]
    assert third.lines == ()
    assert first.skipped_rows == second.skipped_rows == ()


def test_several_accounts_by_row(tmp_path: Path) -> None:
    lines = table()
    for at, row in enumerate(lines):
        row.append("账号" if not at else "111" if at < 5 else "222")
    mixed = [lines[0], *lines[5:], *lines[1:5]]
    second, first = read_csv(mixed, tmp_path)
    assert (first.account, second.account) == ("111", "222")
    assert [line.amount for line in (*first.lines, *second.lines)] == AMOUNTS


def test_pages_with_repeated_header_and_page_totals(tmp_path: Path) -> None:
    whole = table()
    page = [
        *whole[:5],
        ["过次页", "3,560.50", "13,400.00", "19839.50"],
        ["第 1 页 / 共 2 页"],
        [],
        NAMES,
        ["承前", "3,560.50", "13,400.00", "19839.50"],
        *whole[5:],
        ["本页累计借方发生额", "2005.00", "本页累计贷方发生额", "47692.17"],
        ["合计", "5,565.50", "61,092.17"],
    ]
    for content in (as_xlsx(page), as_csv(page)):
        (statement,) = read(content, tmp_path)
        assert [line.amount for line in statement.lines] == AMOUNTS
        assert statement.skipped_rows == (6, 7, 10, 16, 17)


def test_pages_that_repeat_the_account_are_one_statement(tmp_path: Path) -> None:
    whole = table()
    head = [["活期账户明细"], ["账号：111  币种：人民币"]]
    pages = [
        *head,
        *whole[:5],
        ["借方合计", "3,560.50"],
        *head,
        NAMES,
        *whole[5:],
        ["借方合计", "2,005.00"],
    ]
    (statement,) = read_csv(pages, tmp_path)
    assert statement.account == "111"
    assert [line.amount for line in statement.lines] == AMOUNTS


@pytest.mark.parametrize(
    "label", ["账号：111", "账号 111", "账号:\t111", "户名：甲 账号：111", "查询账号[ No ] :111"]
)
def test_account_label_and_number_in_one_cell(label: str, tmp_path: Path) -> None:
    (statement,) = read(as_xls([[label], *table()]), tmp_path)
    assert statement.account == "111"


def test_reversal_written_with_a_sign_keeps_the_chain(tmp_path: Path) -> None:
    lines = rows(
        ["交易日期", "借贷标志", "金额", "余额"],
        ["day", "flag", "signed", "balance"],
        golden(),
        Style(),
    )
    lines[7][1] = "借"  # a returned payment booked as a positive debit by its sign
    (statement,) = read_csv(lines, tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS
    sides = table()
    sides[7][1:3] = ["-2,000.00", ""]  # the same in two columns: a negative debit
    (statement,) = read_csv(sides, tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS


def test_opening_row_with_a_date_but_no_amount_is_no_transaction(tmp_path: Path) -> None:
    grid = table()
    grid.insert(1, ["2026-01-01 00:00:00", "", "", "10000.00", "", "期初余额", ""])
    (statement,) = read_csv(grid, tmp_path)
    assert statement.skipped_rows == (2,)
    assert statement.opening == 10000


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "5.00", "", "65521.67", "", "手续费", ""], "没有日期"),
        (["见附件", "", "8.00", "65534.67", "", "合计3户", ""], "没有日期"),
        (["2026-01-22 09:00:00", "", "", "65534.67", "", "停车费", ""], "没有发生额"),
        (["2026-02-30 09:00:00", "", "8.00", "65534.67", "", "", ""], "没有“2026-02-30"),
        (["1989-01-22 09:00:00", "", "8.00", "65534.67", "", "", ""], "不在"),
        (["2999-01-22 09:00:00", "", "8.00", "65534.67", "", "", ""], "不在"),
        (["2026-01-22 09:00:00", "8.00", "8.00", "65526.67", "", "", ""], "同时有数"),
        (["2026-01-22 09:00:00", "", "8.005", "65534.67", "", "", ""], "不是金额"),
        (["2026-01-22 09:00:00", "", "８.0a", "65534.67", "", "", ""], "不是金额"),
        (["2026-01-22 09:00:00", "", "1e5", "165526.67", "", "", ""], "不是金额"),
        (["2026-01-22 09:00:00", "", "1,00.00", "65626.67", "", "", ""], "不是金额"),
        (["2026-01-22 09:00:00", "", "8.00", "", "", "", ""], "余额是空的"),
        (["2026-01-22 09:00:00", "", "8.00"], "只有 3 列"),
        (["1"], "只有 1 列"),
        (["2026-01-22 09:00:00", "", "8.00", "65534.67", "a", "b", "c", "d"], "有 8 列"),
        (["2026-01-22 09:00:00", "", "8.00", "65534.67", "a" * 5000, "", ""], "过长"),
    ],
)  # fmt: skip
def test_row_that_cannot_be_understood_is_refused(row: list[str], why: str, tmp_path: Path) -> None:
    with pytest.raises(StatementError, match=why) as caught:
        read_csv([*table(), row], tmp_path)
    assert caught.value.line == 11


def test_calendar_of_the_day_after_tomorrow_is_accepted(tmp_path: Path) -> None:
    soon = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    soon += datetime.timedelta(days=2)
    (statement,) = read_csv(
        [*table(), [f"{soon:%Y-%m-%d %H:%M:%S}", "", "8.00", "65534.67", "", "", ""]], tmp_path
    )
    assert statement.last_date == soon.date()


def test_serials_that_repeat_or_went_through_a_number_are_not_used(tmp_path: Path) -> None:
    grid = table()
    grid[2][6] = grid[3][6] = "重复"
    grid[4][6] = "6.2E+18"
    grid[5][6] = "2026000000001203.0"
    (statement,) = read_csv(grid, tmp_path)
    assert [line.serial is None for line in statement.lines] == [False, *[True] * 4, *[False] * 4]
    assert len(statement.warnings) == 2
    assert "第 3、4 行" in "".join(statement.warnings)


def test_short_serial_in_a_number_cell_has_all_its_digits(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for at, row in enumerate(table()):
        book.active.append([*row[:6], row[6] if not at else 202690000000001 + at])
    out = io.BytesIO()
    book.save(out)
    (statement,) = read(out.getvalue(), tmp_path)
    assert [line.serial for line in statement.lines] == [
        str(202690000000001 + at) for at in range(1, 10)
    ]
    assert statement.warnings == ()


@pytest.mark.parametrize("day", ["02/03/2026", "26-03-02", "2-3-26"])
def test_order_of_day_and_month_is_not_guessed(day: str, tmp_path: Path) -> None:
    grid = table()
    grid[5][0] = day
    with pytest.raises(StatementError, match=f"第 6 行：日期“{day}”的写法认不出") as caught:
        read_csv(grid, tmp_path)
    assert caught.value.line == 6


@pytest.mark.parametrize("form", ["%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%d %b %Y %H:%M:%S"])
def test_month_by_its_english_name(form: str, tmp_path: Path) -> None:
    grid = table()
    for row, line in zip(grid[1:], golden(), strict=True):
        row[0] = line.when.strftime(form)
    (statement,) = read_csv(grid, tmp_path)
    assert [line.date for line in statement.lines] == [line.when.date() for line in golden()]


def test_month_without_rows_has_one_balance(tmp_path: Path) -> None:
    head = [["期初余额", "10,000.00", "期末余额", "10,000.00"], NAMES]
    (statement,) = read_csv(head, tmp_path)
    assert (statement.opening, statement.closing) == (Decimal(10000), Decimal(10000))
    head[0][3] = "9,000.00"
    with pytest.raises(StatementError, match="表里却没有交易") as caught:
        read_csv(head, tmp_path)
    assert caught.value.line == 1


SUMS = {"": ("5,565.50", "61,092.17"), "one side": ("", "61,092.17")}


@pytest.mark.parametrize("kind", SUMS)
def test_rows_of_sums_add_up_the_rows_above(kind: str, tmp_path: Path) -> None:
    out, in_ = SUMS[kind]
    grid = [*table(), ["合计：", out, in_, "", "", "", ""]]
    grid.insert(5, ["本日合计", "", "600.00", "", "", "", ""])
    (statement,) = read_csv(grid, tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS
    assert statement.skipped_rows == (6, 12)
    for changed in (5, 11):
        wrong = [list(row) for row in grid]
        wrong[changed][2] = "700.00"
        with pytest.raises(StatementError, match=f"第 {changed + 1} 行的合计") as caught:
            read_csv(wrong, tmp_path)
        assert caught.value.line == changed + 1
    with pytest.raises(StatementError, match="第 11 行的合计"):
        read_csv([*grid[:10], grid[11]], tmp_path)  # the last row is gone
    grid[5] = grid[11]  # the whole file's sum on each page
    (statement,) = read_csv(grid, tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS


def test_workbook_numbers_are_amounts_and_dates_but_no_serials(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(NAMES)
    for line in golden():
        out, in_ = max(-line.amount, 0), max(line.amount, 0)
        book.active.append(
            [line.when, float(out) or None, float(in_) or None, float(line.balance) + 1e-11, line.party, 501, 7]
        )  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    (statement,) = read(out.getvalue(), tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS
    assert [(line.date, line.time) for line in statement.lines] == [
        (line.when.date(), line.when.time()) for line in golden()
    ]
    assert {line.serial for line in statement.lines} == {None}
    assert {line.text for line in statement.lines} == {"501"}
    book.active["D5"] = 19539.503
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(StatementError, match="不是金额"):
        read(out.getvalue(), tmp_path)


def test_excel_day_numbers_and_compact_numbers_as_dates(tmp_path: Path) -> None:
    names = ["交易日期", "交易时间", "金额", "余额", "收/支"]
    grid = [names, ["46026.0", "93001.0", "5.00", "5.00", "收"], [20260105.0, 0.5, 2.0, 3.0, "支"]]
    book = openpyxl.Workbook()
    for row in [names, [46026, 93001, 5, 5, "收"], [20260105, 0.5, 2, 3, "支"]]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    (statement,) = read(out.getvalue(), tmp_path)
    assert grid
    assert [(line.date, line.time, line.amount) for line in statement.lines] == [
        (datetime.date(2026, 1, 4), datetime.time(9, 30, 1), Decimal(5)),
        (datetime.date(2026, 1, 5), datetime.time(12), Decimal(-2)),
    ]


def test_other_sheets_are_named_not_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table())))
    book.create_sheet("说明").append(["说明文字"])
    book.create_sheet("空的")
    out = io.BytesIO()
    book.save(out)
    (statement,) = read(out.getvalue(), tmp_path)
    assert [warning for warning in statement.warnings if "说明" in warning]
    assert "空的" not in statement.warnings[0]


def test_without_balances_completeness_is_not_provable(tmp_path: Path) -> None:
    grid = [row[:3] + row[4:] for row in table()]
    (statement,) = read_csv([grid[0], *grid[:0:-1]], tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS
    assert (statement.opening, statement.closing) == (None, None)
    assert {line.balance for line in statement.lines} == {None}
    assert any("无法证明" in warning for warning in statement.warnings)


def test_foreign_currency_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="美元"):
        read_csv([["账号", "1"], ["币种", "美元"], *table()], tmp_path)


def test_invisible_characters_do_not_survive(tmp_path: Path) -> None:
    grid = table()
    grid[3][4] = "\u200b李\u202e秋\x00实\x07\t"
    grid[3][5] = "停车\r\n费\u3000１月"
    (statement,) = read(as_xls(grid), tmp_path)
    assert statement.lines[2].counterparty == "李秋实"
    assert statement.lines[2].text == "停车 费 １月"


def test_own_profile_in_the_book_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "book" / "importers" / "banks"
    folder.mkdir(parents=True)
    (folder / "village.toml").write_text(
        'bank = "桐梓村镇银行"\nlayouts = ["时刻,钱,结存,户头"]\n'
        '[columns]\ntime = ["时刻"]\namount = ["钱"]\nbalance = ["结存"]\ncounterparty = ["户头"]\n',
        encoding="utf-8",
    )
    names = ["时刻", "钱", "结存", "户头"]
    grid = rows(names, ["stamp", "signed", "balance", "party"], golden(), Style())
    file = tmp_path / "x"
    file.write_bytes(as_csv(grid))
    with pytest.raises(StatementError, match="认不出表头"):
        read_statements(file)
    (statement,) = read_statements(file, tmp_path / "book", name="一月.csv")
    assert (statement.bank, statement.profile) == ("桐梓村镇银行", "village")
    assert [line.amount for line in statement.lines] == AMOUNTS
    assert statement.file == "一月.csv"


def test_head_of_a_page_whose_cells_reach_down_and_across(tmp_path: Path) -> None:
    head = (
        '<tr><th rowspan="2">交易时间</th><th colspan="2">发生额</th><th rowspan="2">余额</th>'
        '<th colspan="2">对方信息</th><th rowspan="2">摘要</th></tr>'
        "<tr><th>支出</th><th>收入</th><th>户名</th><th>账号</th></tr>"
    )
    meanings = ["stamp", "out", "in", "balance", "party", "party account", "purpose"]
    body = rows([""] * len(meanings), meanings, golden(), Style())[1:]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in body)
    page = f'<html><table><tr><td colspan="7">明细</td></tr>{head}{cells}</table></html>'
    (statement,) = read(page.encode("gb18030"), tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS
    assert [(line.counterparty, line.counterparty_account) for line in statement.lines] == [
        (each.party or None, each.party_account or None) for each in golden()
    ]
    assert statement.account is None


@pytest.mark.parametrize("glue", [" ", "\n", "/", ""])
def test_names_in_two_languages(glue: str, tmp_path: Path) -> None:
    names = {
        "交易时间": "Transaction Time",
        "支出金额": "Debit Amount",
        "收入金额": "Credit Amount",
        "账户余额": "Balance",
        "对方户名": "Counterparty's Name",
        "摘要": "Remark",
        "交易流水号": "Serial No.",
    }
    grid = table()
    grid[0] = [f"{name}{glue}{english}" for name, english in names.items()]
    (statement,) = read(as_csv(grid), tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS
    assert [line.serial for line in statement.lines] == [f"S{each.serial}" for each in golden()]


def test_remarks_below_a_table_of_text_are_skipped(tmp_path: Path) -> None:
    below = [["操作员：张三", "复核：李四"], ["经办网点: 0301", "第 1 页"][:1], ["以下空白"]]
    (statement,) = read_csv([*table(), *below], tmp_path)
    assert statement.skipped_rows == (11, 12, 13)
    with pytest.raises(StatementError, match="只有 2 列"):
        read_csv([*table(), ["2026-01-22 09:00:00", "张三"]], tmp_path)


def test_amounts_without_a_side_are_sent_to_the_mapping(tmp_path: Path) -> None:
    grid = [["交易日期", "走向", "发生额", "余额", "摘要"]]
    for line in golden():
        word = "上" if line.amount > 0 else "下"
        grid.append([str(line.when.date()), word, str(abs(line.amount)), str(line.balance), "某事"])
    with pytest.raises(StatementError, match="没有认出哪一列") as caught:
        read_csv(grid, tmp_path)
    assert "--map" in caught.value.remedy
    grid[0][1] = "方向(D/C)"
    for row in grid[1:]:
        row[1] = "C" if row[1] == "上" else "D"
    (statement,) = read_csv(grid, tmp_path)
    assert [line.amount for line in statement.lines] == AMOUNTS


def test_names_every_bank_may_use_claim_no_bank(tmp_path: Path) -> None:
    names = ["交易日期", "交易时间", "借方金额", "贷方金额", "余额", "对方户名", "对方账号", "摘要"]
    meanings = ["day", "clock", "out", "in", "balance", "party", "party account", "purpose"]
    (statement,) = read_csv(rows(names, meanings, golden(), Style()), tmp_path)
    assert (statement.profile, statement.bank) == ("generic", "未识别银行")
