"""What the running balance catches: any single damage inside a file; and it never cries wolf."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from bank_files import CONTAINERS, Style, Truth, golden, grouped, plain, rows
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from layouts.damage import KINDS, damage_many, tally

from owners_ledger.banking.reading.profile import load_profiles
from owners_ledger.banking.reading.read import read_bytes
from owners_ledger.banking.reading.refusal import StatementError

PROFILES = load_profiles(None)
QUICK = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
COLUMNS = {
    "交易时间": "stamp", "借方发生额": "out", "贷方发生额": "in", "余额": "balance", "对方户名": "party",
    "对方账号": "party account", "摘要": "purpose", "交易流水号": "serial", "账号": "account", "币种": "currency",
}  # fmt: skip
NEEDED = {"交易时间", "借方发生额", "贷方发生额", "余额"}
ONE_AMOUNT = {"交易日期": "day", "交易时间": "clock", "借贷标志": "flag", "发生额": "abs", "余额": "balance", "用途": "purpose"}  # fmt: skip


def read_statements(file: Path):
    return read_bytes(file.read_bytes(), str(file), PROFILES)


@st.composite
def histories(draw: st.DrawFn, least: int = 1) -> list[Truth]:
    """A true history of an account: any amounts, equal ones too, several in one second."""
    fen = draw(
        st.lists(
            st.one_of(st.sampled_from([30000, -30000, 1, 99999999]), st.integers(-(10**9), 10**9)).filter(bool),
            min_size=least,
            max_size=12,
        )
    )  # fmt: skip
    balance = Decimal(draw(st.integers(0, 10**10))) / 100
    when = datetime.datetime.fromisoformat("2026-01-01 08:00:00")
    lines = []
    for number, each in enumerate(fen):
        when += datetime.timedelta(seconds=draw(st.sampled_from([0, 1, 3600, 86400])))
        amount = Decimal(each) / 100
        balance += amount
        lines.append(Truth(when, amount, balance, "李秋实", "6217990000100000033", f"{number}"))
    return lines


@QUICK
@given(data=st.data())
def test_true_statement_is_never_refused(data: st.DataObject, tmp_path) -> None:
    lines = data.draw(histories())
    columns = data.draw(st.sampled_from([COLUMNS, ONE_AMOUNT]))
    if columns is COLUMNS:
        extra = data.draw(st.sets(st.sampled_from(sorted(set(COLUMNS) - NEEDED))))
        names = data.draw(st.permutations(sorted(NEEDED | extra)))
    else:
        names = data.draw(st.permutations(sorted(columns)))
    style = Style(
        blank=data.draw(st.sampled_from(["", "0.00", "-", "0"])),
        money=data.draw(st.sampled_from([plain, grouped, lambda x: f"+{x}" if x > 0 else f"{x}"])),
        day=data.draw(st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y年%m月%d日"])),
        clock=data.draw(st.sampled_from(["%H:%M:%S", "%H%M%S"])),
        stamp=data.draw(
            st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y%m%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y%m%d%H%M%S000001", "%Y/%m/%d %H:%M:%S"])
        ),
        flags=data.draw(st.sampled_from([("借", "贷"), ("支出", "收入"), ("2", "1"), ("D", "C"), ("付", "收"), ("往账", "来账"), ("汇出", "汇入")])),
    )  # fmt: skip
    table = rows(names, [columns[name] for name in names], lines, style)
    if data.draw(st.booleans()):
        table[1:] = table[:0:-1]
    above = [["某某银行账户明细"]] + [
        ["查询条件", str(n)] for n in range(data.draw(st.integers(0, 25)))
    ]
    container = data.draw(st.sampled_from(sorted(CONTAINERS)))
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS[container](above + table))
    (statement,) = read_statements(file)
    read = [(line.date, line.time, line.amount, line.balance) for line in statement.lines]
    true = [(each.when.date(), each.when.time(), each.amount, each.balance) for each in lines]
    if read != true:  # nothing in the file may tell the two orders apart
        assert len({each.when for each in lines}) == 1
        assert sorted(read) == sorted(true)


def _table(lines: list[Truth], names: dict[str, str] = COLUMNS) -> list[list[str]]:
    return rows(list(names), list(names.values()), lines, Style())


def _adds_up(table: list[list[str]], columns: list[str]) -> bool:
    """Whether the damaged rows are again a history, from either end or with the sides swapped."""
    out, in_, balance = (columns.index(name) for name in ("借方发生额", "贷方发生额", "余额"))
    moved = [
        (Decimal(row[in_] or 0) - Decimal(row[out] or 0), Decimal(row[balance]))
        for row in table[1:]
    ]
    return any(
        all(before + side * amount == after for (_, before), (amount, after) in pairwise(way))
        for way in (moved, moved[::-1])
        for side in (1, -1)
    )


def _damaged(kind: str, table: list[list[str]], at: int, columns: list[str]) -> int:
    """Damage a row in place; the row that must be named."""
    out, in_, balance = (columns.index(name) for name in ("借方发生额", "贷方发生额", "余额"))
    row = table[at]
    if kind == "missing":
        del table[at]
    elif kind == "doubled":
        table.insert(at, list(row))
        return at + 2
    elif kind == "swapped":
        table[at], table[at + 1] = table[at + 1], row
    elif kind == "sign flipped":
        row[out], row[in_] = row[in_], row[out]
    else:
        place = balance if kind == "balance edited" else (out if row[out] else in_)
        text = row[place]
        first = next(at for at, mark in enumerate(text) if mark.isdigit())
        row[place] = text[:first] + str((int(text[first]) + 1) % 10) + text[first + 1 :]
    return at + 1


@pytest.mark.parametrize(
    "kind", ["missing", "doubled", "swapped", "sign flipped", "amount edited", "balance edited"]
)
@pytest.mark.parametrize("is_backwards", [False, True])
@QUICK
@given(data=st.data())
def test_damage_inside_a_file_is_refused_by_row(
    kind: str, is_backwards: bool, data: st.DataObject, tmp_path
) -> None:
    lines = data.draw(histories(least=5))
    assume(len({each.when for each in lines}) > 1)  # else the other order may be as true
    table = _table(lines)
    if is_backwards:
        table[1:] = table[:0:-1]
    at = data.draw(st.integers(2, len(lines) - 2))
    if kind == "swapped" and table[at] == table[at + 1]:
        return
    row = _damaged(kind, table, at, list(COLUMNS))
    assume(
        not _adds_up(table, list(COLUMNS))
    )  # a history as true as the first: arithmetic is blind
    file = tmp_path / "x.csv"
    file.write_bytes(CONTAINERS["csv utf-8"](table))
    with pytest.raises(StatementError) as caught:
        read_statements(file)
    assert caught.value.line is not None
    assert abs(caught.value.line - row) <= 2
    assert f"第 {caught.value.line} 行" in caught.value.message


DECLARED = [["总笔数", "9"], ["借方发生总额", "5565.50"], ["贷方发生总额", "61,092.17"], ["期初余额", "10,000.00"]]  # fmt: skip


@pytest.mark.parametrize("cut", [slice(0, 8), slice(1, 9)])
@pytest.mark.parametrize("declared", DECLARED, ids=lambda pair: pair[0])
def test_rows_cut_off_at_an_end_show_in_what_the_file_declares(cut, declared, tmp_path) -> None:
    lines = golden()[cut]
    if (declared[0] == "借方发生总额") or (declared[0] == "期初余额" and cut.start == 0):
        return  # the row cut off was income; the opening stands
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS["xlsx"]([declared, *_table(lines)]))
    with pytest.raises(StatementError) as caught:
        read_statements(file)
    assert caught.value.line == 1


def test_first_row_edited_shows_in_the_declared_sum(tmp_path) -> None:
    table = _table(golden())
    table[1][list(COLUMNS).index("贷方发生额")] = "12900.00"
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS["csv utf-8"](table))
    (statement,) = read_statements(file)
    assert statement.opening == 9900  # the ledger's last balance must refuse this one
    file.write_bytes(CONTAINERS["csv utf-8"]([*table, ["贷方合计", "61,092.17"]]))
    with pytest.raises(StatementError, match=r"61,092\.17.*61,192\.17"):
        read_statements(file)


def test_damage_of_every_kind_in_every_layout() -> None:
    """``python tests/banking/damage_run.py 20000`` does the same at length."""
    found, bad = tally(damage_many("test", 900))
    assert bad == []
    assert set(KINDS) == {kind for kind, _verdict in found}
    for kind in ("row missing", "row doubled", "neighbours swapped", "digit of a balance"):
        assert {verdict for each, verdict in found if each == kind} == {"refused at the row"}
    assert {verdict for each, verdict in found if each == "untouched"} <= {
        "accepted as true",
        "accepted in the other order",
    }


@pytest.mark.parametrize("is_backwards", [False, True])
def test_day_before_the_row_above_is_pointed_out(is_backwards: bool, tmp_path) -> None:
    table = _table(golden())
    table[5][0] = table[5][0].replace("2026-01", "2025-12")
    if is_backwards:
        table[1:] = table[:0:-1]
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS["csv utf-8"](table))
    (statement,) = read_statements(file)
    assert [each for each in statement.warnings if "早于前一笔" in each] == [
        f"这些行的日期早于前一笔，请核对：第 {table.index(next(r for r in table if '2025-12' in r[0])) + 1} 行"
    ]


def test_flag_and_column_must_agree(tmp_path) -> None:
    names = COLUMNS | {"借贷标志": "flag"}
    table = _table(golden(), names)
    table[1][-1] = "借"
    file = tmp_path / "x"
    file.write_bytes(CONTAINERS["csv utf-8"](table))
    with pytest.raises(StatementError, match="第 2 行"):
        read_statements(file)


@pytest.mark.parametrize("quote", range(0, 40, 3))
def test_lost_quotation_mark_is_refused(quote: int, tmp_path) -> None:
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in _table(golden()))
    places = [at for at, mark in enumerate(text) if mark == '"']
    place = places[(quote * 7) % len(places)]
    file = tmp_path / "x.csv"
    file.write_bytes((text[:place] + text[place + 1 :]).encode("gb18030"))
    with pytest.raises(StatementError):
        read_statements(file)


@pytest.mark.parametrize("container", ["csv utf-8", "csv gb18030", "pipe gb18030", "tab utf-16"])
def test_file_cut_anywhere_in_its_last_rows_is_refused_or_loses_whole_rows(
    container: str, tmp_path
) -> None:
    table = _table(golden())
    whole = CONTAINERS[container](table)
    file = tmp_path / "x"
    for cut in range(len(whole) - 300, len(whole) - 2):
        file.write_bytes(whole[:cut])
        try:
            (statement,) = read_statements(file)
        except StatementError:
            continue
        for line, true in zip(statement.lines, golden(), strict=False):
            assert (line.amount, line.balance) == (true.amount, true.balance)
