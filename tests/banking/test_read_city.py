"""Banks nobody has described: read by what their columns are called and proved by the balance."""

from __future__ import annotations

import pytest
from bank_files import CONTAINERS, Style, as_csv, golden, rows
from layouts.city import city_bank
from layouts.known import Layout
from layouts.render import assert_says, invented, is_settled, table

from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes

PROFILES = load_profiles(None)
SEEDS = 200


def read(content: bytes):
    (statement,) = read_bytes(content, "流水", PROFILES)
    return statement


@pytest.mark.parametrize("container", CONTAINERS)
def test_invented_city_bank_is_read_field_by_field(container: str) -> None:
    place = list(CONTAINERS).index(container)
    for seed in range(place, SEEDS, len(CONTAINERS)):
        layout, lines = city_bank(seed), invented(f"city {seed}")
        if is_settled(layout, lines):
            assert_says(read(CONTAINERS[container](table(layout, lines))), layout, lines)


def layout_of(columns: dict[str, str], **how) -> Layout:
    return Layout("未识别银行", tuple(columns), own=columns, **how)


@pytest.mark.parametrize(
    ("first", "second"),
    [("账户余额", "交易后余额"), ("余额", "本次余额"), ("可用余额", "余额"), ("当前余额", "结余")],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_balance_is_the_column_that_the_amounts_prove(
    first: str, second: str, is_turned: bool
) -> None:
    """Of two columns called balance one may hold what is available, or today's balance."""
    columns = {"交易日期": "day", "支出": "out", "收入": "in"}
    meanings = ["other balance", "balance"] if is_turned else ["balance", "other balance"]
    layout = layout_of(columns | dict(zip([first, second], meanings, strict=True)))
    lines = invented("two balances", 8)
    if not is_turned and first != "可用余额":  # both columns follow from the amounts
        assert_says(read(as_csv(table(layout, lines))), layout, lines)
    grid = table(layout, lines)
    place = layout.meanings.index("other balance")
    for row in grid[1:]:
        row[place] = "77.00"  # the balance of the day of the download, on every row
    assert_says(read(as_csv(grid)), layout, lines)


def test_names_under_a_common_head_belong_to_it() -> None:
    upper = ("交易日期", "发生额", "", "余额", "对方信息", "", "", "摘要")
    lower = ("", "支出", "收入", "", "户名", "账号", "开户行", "")
    meanings = ("day", "out", "in", "balance", "party", "party account", "", "summary")
    lines = invented("common head", 9)
    grid = [list(upper), list(lower), *rows(upper, meanings, lines, Style())[1:]]
    statement = read(as_csv(grid))
    assert statement.account is None
    assert [line.counterparty for line in statement.lines] == [each.party or None for each in lines]
    assert [line.counterparty_account for line in statement.lines] == [
        each.party_account or None for each in lines
    ]


def test_account_column_of_the_other_side_does_not_split_the_statement() -> None:
    columns = {"交易日期": "day", "支出": "out", "收入": "in", "余额": "balance", "对方户名": "party", "账号": "party account"}  # fmt: skip
    layout = layout_of(columns)
    for seed in range(10):
        lines = invented(f"other side {seed}", 8)
        assert_says(read(as_csv(table(layout, lines))), layout, lines)


def test_cells_of_zeros_say_nothing() -> None:
    columns = {"交易日期": "day", "交易金额": "signed", "余额": "balance", "对方户名": "voucher", "对方账号": "voucher", "用途": "voucher", "流水号": "voucher"}  # fmt: skip
    statement = read(as_csv(table(layout_of(columns), golden())))
    for line in statement.lines:
        assert (line.counterparty, line.counterparty_account) == (None, None)
        assert (line.text, line.serial) == (None, None)


@pytest.mark.parametrize(
    "unit", ["（元）", "(人民币元)", "（单位：元）", "/元", "(RMB)", "(CNY)", "(¥)"]
)
def test_unit_behind_a_name_does_not_matter(unit: str) -> None:
    columns = {"交易日期": "day", f"支出金额{unit}": "out", f"收入金额{unit}": "in", f"余额{unit}": "balance"}  # fmt: skip
    lines = invented("units", 5)
    assert_says(read(as_csv(table(layout_of(columns), lines))), layout_of(columns), lines)
