"""Every layout known of a bank, in every container and many variants: each field of each line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from bank_files import ACCOUNT, CONTAINERS, HOLDER, Style, as_csv, golden, rows
from layouts.known import LAYOUTS, WITHOUT_BALANCE, Layout
from layouts.render import assert_says, invented, is_settled, table
from layouts.vary import written
from reading_here import read_statements

from owners_ledger import resources
from owners_ledger.banking.reading.bank_names import is_same_bank
from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes

ALL = {**LAYOUTS, **WITHOUT_BALANCE}
PROFILES = load_profiles(None)


def read(content: bytes):
    (statement,) = read_bytes(content, "流水", PROFILES)
    return statement


@pytest.mark.parametrize("name", ALL)
def test_layout_is_read_field_by_field_in_every_container(name: str) -> None:
    layout = ALL[name]
    several = any("\n" in cell for row in layout.above for cell in row)
    for number, (container, write) in enumerate(CONTAINERS.items()):
        if several and container.startswith("pipe"):
            continue
        lines = invented(f"{name} {number}")
        statement = read(write(table(layout, lines)))
        if not is_settled(layout, lines):
            continue
        assert_says(statement, layout, lines)
        expected = ["只有一个来源"] * (name == "bank of chongqing")
        expected += ["无法证明"] * (name in WITHOUT_BALANCE)
        assert len(statement.warnings) == len(expected), statement.warnings
        for warning, part in zip(statement.warnings, expected, strict=True):
            assert part in warning


@pytest.mark.parametrize("name", sorted(set(ALL) - {"icbc few ticked, no mark"}))
def test_variant_of_a_layout_says_the_same(name: str) -> None:
    for seed in range(5):
        lines = invented(f"{name} variant {seed}")
        file = written(ALL[name], lines, f"{name} {seed}")
        statement = read(file.content)
        if is_settled(file.layout, lines):
            assert_says(statement, file.layout, lines, file.rows, file.skipped)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_statement_of_few_rows(count: int) -> None:
    for name in ("ccb C", "boc", "cib", "pab 11"):
        for seed in range(5):
            lines = invented(f"few {name} {seed}", count)
            if is_settled(LAYOUTS[name], lines):
                assert_says(read(as_csv(table(LAYOUTS[name], lines))), LAYOUTS[name], lines)


def test_bank_that_lists_the_newest_first_is_believed_where_nothing_else_tells() -> None:
    layout = LAYOUTS["cib"]
    lines = [
        each
        for seed in range(200)
        if not is_settled(layout, lines := invented(f"pair {seed}", 2))
        for each in lines
    ][:2]
    assert lines[0].amount == -lines[1].amount
    assert_says(read(as_csv(table(layout, lines))), layout, lines)


def test_header_of_one_bank_is_told_apart_by_the_committees_account(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "ledger").mkdir(parents=True)
    committee = (resources.data_dir("ledger") / "committee.toml").read_text(encoding="utf-8")
    own = committee.replace('bank = "中国建设银行"', 'bank = "国家开发银行"')
    (book / "ledger" / "main.beancount").write_text("", encoding="utf-8")
    (book / "ledger" / "committee.toml").write_text(own, encoding="utf-8")
    file = tmp_path / "流水.xls"
    file.write_bytes(as_csv(table(LAYOUTS["ccb B 17"], golden())))
    assert [each.bank for each in read_statements(file)] == ["中国建设银行"]
    assert [each.bank for each in read_statements(file, book)] == ["国家开发银行"]
    (book / "ledger" / "committee.toml").write_text(committee, encoding="utf-8")
    assert [each.bank for each in read_statements(file, book)] == ["中国建设银行"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("建设银行", "中国建设银行", True),
        ("中国银行", "中国工商银行", False),
        ("中国银行", "中国银行股份有限公司", True),
        ("重庆银行", "重庆农村商业银行", False),
        ("重庆农商行", "重庆农村商业银行", True),
        ("四川农信", "四川银行", False),
        ("国家开发银行", "中国建设银行", False),
    ],
)
def test_names_of_one_bank(one: str, other: str, is_same: bool) -> None:
    assert is_same_bank(one, other) is is_same
    assert is_same_bank(other, one) is is_same


def test_title_of_another_bank_outweighs_columns_that_are_alike() -> None:
    header = LAYOUTS["abc 1b"].header
    layout = Layout("云杉村镇银行", header, Style(), {}, (("云杉村镇银行账户明细",),))
    lines = invented("title", 9)
    assert_says(read(as_csv(table(layout, lines))), layout, lines)
    branch = Layout("桐梓银行", header, Style(), {}, (("开户行：桐梓银行渝北支行",), ("户名：" + HOLDER,)))  # fmt: skip
    assert_says(read(as_csv(table(branch, lines))), branch, lines)


def test_payer_and_payee_tell_the_own_account() -> None:
    statement = read(as_csv(table(LAYOUTS["bank of chongqing"], golden())))
    assert statement.account == ACCOUNT
    assert {line.counterparty for line in statement.lines} == {
        each.party or None for each in golden()
    }


def test_sides_named_the_other_way_round_are_found_out() -> None:
    names = ["交易时间", "借方金额", "贷方金额", "账户余额", "对方户名"]
    meanings = ["stamp", "in", "out", "balance", "party"]
    statement = read(as_csv(rows(names, meanings, golden(), Style())))
    assert [line.amount for line in statement.lines] == [each.amount for each in golden()]
    assert any("相反" in warning for warning in statement.warnings)


@pytest.mark.parametrize(
    ("written_amount", "amount"),
    [
        ("１，２３４．５０", "1234.50"),
        ("¥ 1,234.50", "1234.50"),
        ("+¥1,234.50", "1234.50"),
        ("￥1234.5元", "1234.50"),
        ("（1,234.50）", "-1234.50"),
        ("－1,234.50", "-1234.50"),
        ("RMB1,234.50", "1234.50"),
        ("1 234.50", "1234.50"),
        ("12 345 678.90", "12345678.90"),
    ],
)
def test_amount_however_written(written_amount: str, amount: str) -> None:
    grid = [["交易日期", "交易金额", "余额"], ["2026-01-05", written_amount, "5000.00"]]
    (line,) = read(as_csv(grid)).lines
    assert line.amount == Decimal(amount)


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-01-05 09:12:31.000",
        "2026-01-05T09:12:31+08:00",
        "2026-01-05-09.12.31.123456",
        "2026年1月5日 09时12分31秒",
        "2026010509:12:31",
        "20260105091231",
        "2026/1/5 9:12:31",
    ],
)
def test_moment_however_written(stamp: str) -> None:
    (line,) = read(as_csv([["交易时间", "交易金额", "余额"], [stamp, "1.00", "1.00"]])).lines
    assert f"{line.date} {line.time}" == "2026-01-05 09:12:31"
