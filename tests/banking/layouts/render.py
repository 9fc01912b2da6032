"""An invented history written in a layout, and what a reader must say about the file."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Sequence
from decimal import Decimal

from bank_files import ACCOUNT, Truth, cell
from layouts.known import TEXTS, Layout

from owners_ledger.banking.statement import Statement

PARTIES = (("李秋实", "6217990000100000033"), ("重庆匠杉装饰工程有限公司", "500501990099000003"), ("", ""), ("王·小明", "62179900001-0001"))  # fmt: skip
SAYINGS = ("停车费", "3-1-502 一月", "结息", "手续费", "退还押金 / 尾款", "房租（二季度）", "")


def invented(seed: object, count: int | None = None) -> list[Truth]:
    """A history: equal twins, pairs that cancel, several rows in one second, any number of rows."""
    chance = random.Random(f"history {seed}")
    balance = Decimal(chance.randint(0, 10**9)) / 100
    when = datetime.datetime.fromisoformat("2026-01-01 08:00:01")
    lines: list[Truth] = []
    for number in range(chance.randint(1, 14) if count is None else count):
        when += datetime.timedelta(seconds=chance.choice([0, 1, 61, 3601, 86400, 200_000]))
        fen = chance.choice([chance.randint(1, 10**8), chance.randint(1, 99), 30000, 100])
        amount = Decimal(chance.choice([fen, -fen])) / 100
        if lines and chance.random() < 0.3:
            amount = chance.choice([-lines[-1].amount, lines[-1].amount])
        balance += amount
        party, account = chance.choice(PARTIES)
        says = chance.choice(SAYINGS), chance.choice(SAYINGS), chance.choice(SAYINGS)
        lines.append(
            Truth(when, amount, balance, party, account, f"{number:03}{chance.randint(0, 10**6)}", *says)
        )  # fmt: skip
    return lines


def around(rows: Sequence[Sequence[str]], lines: Sequence[Truth]) -> list[list[str]]:
    """The rows above or below with what they declare about the history."""
    drawn = [line.amount for line in lines if line.amount < 0]
    paid_in = [line.amount for line in lines if line.amount > 0]
    says = {
        "opening": f"{lines[0].balance - lines[0].amount:,.2f}",
        "closing": f"{lines[-1].balance:,.2f}",
        "out": f"{-sum(drawn, Decimal(0)):,.2f}",
        "in": f"{sum(paid_in, Decimal(0)):,.2f}",
        "n": len(lines),
        "n_out": len(drawn),
        "n_in": len(paid_in),
        "first": _first(lines),
        "last": _last(lines),
    }
    return [[text.format(**says) if "{" in text else text for text in row] for row in rows]


def _first(lines: Sequence[Truth]) -> datetime.date:
    return lines[0].when.date().replace(day=1)


def _last(lines: Sequence[Truth]) -> datetime.date:
    return lines[-1].when.date() + datetime.timedelta(days=2)


def body(layout: Layout, lines: Sequence[Truth]) -> list[list[str]]:
    """The rows of the table, in the bank's order."""
    found = [[cell(each, line, layout.style) for each in layout.meanings] for line in lines]
    return found[::-1] if layout.is_newest_first else found


def table(layout: Layout, lines: Sequence[Truth]) -> list[list[str]]:
    """The whole grid."""
    head = [list(layout.header), *([list(layout.lower)] if layout.lower else [])]
    return [*around(layout.above, lines), *head, *body(layout, lines), *around(layout.below, lines)]


def is_settled(layout: Layout, lines: Sequence[Truth]) -> bool:
    """Whether the file can tell in which order its rows happened.

    Where all rows are of one moment, as the file shows it, the balances may prove both orders.
    """
    has_time = bool({"clock", "stamp"} & set(layout.meanings))
    moments = {line.when if has_time else line.when.date() for line in lines}
    if len(moments) > 1 or len(lines) == 1 or "balance" not in layout.meanings:
        return len(moments) > 1 or len(lines) == 1
    return any(
        later.balance + line.amount != line.balance for line, later in itertools.pairwise(lines)
    )


def assert_says(
    statement: Statement,
    layout: Layout,
    lines: Sequence[Truth],
    rows: Sequence[int] | None = None,
    skipped: tuple[int, ...] | None = None,
) -> None:
    """Every field of every line, and what the statement says of itself.

    Args:
        statement: what was read.
        layout: how the file was written.
        lines: what really happened.
        rows: the row of each line, oldest first, from 1; as ``table`` places them by default.
        skipped: rows that are no transactions; those below the table by default.
    """
    meanings = layout.meanings
    top = len(layout.above) + 1 + bool(layout.lower)
    if rows is None:
        rows = range(top + 1, top + 1 + len(lines))
        rows = list(rows)[::-1] if layout.is_newest_first else list(rows)
    if skipped is None:
        skipped = tuple(range(top + len(lines) + 1, top + len(lines) + 1 + len(layout.below)))
    has_time = bool({"clock", "stamp"} & set(meanings))
    pairs = {"payer", "payee"} & set(meanings)
    found = [
        (
            line.date,
            line.time,
            line.amount,
            line.balance,
            line.counterparty,
            line.counterparty_account,
            set(line.text.split(" / ")) if line.text else set(),
            line.serial,
            line.row,
        )
        for line in statement.lines
    ]
    expected = [
        (
            line.when.date(),
            line.when.time() if has_time else None,
            line.amount,
            line.balance if "balance" in meanings else None,
            (line.party or None) if "party" in meanings or pairs else None,
            (line.party_account or None)
            if {"party account", "payee account"} & set(meanings)
            else None,
            set(" / ".join(_texts(meanings, line)).split(" / ")) - {""},
            f"S{line.serial}" if "serial" in meanings else None,
            row,
        )
        for line, row in zip(lines, rows, strict=True)
    ]
    assert found == expected
    for line in statement.lines:
        for text in (line.counterparty, line.counterparty_account, line.text, line.serial):
            assert text is None or text.strip(" 0-/")
    assert layout.bank == statement.bank
    if "account" in meanings or layout.has_account:
        assert statement.account == ACCOUNT
    if "balance" in meanings:
        assert statement.opening == lines[0].balance - lines[0].amount
        assert statement.closing == lines[-1].balance
    days = (lines[0].when.date(), lines[-1].when.date())
    if layout.is_declared:
        days = (_first(lines), _last(lines))
    assert (statement.first_date, statement.last_date) == days
    assert statement.skipped_rows == skipped


def _texts(meanings: Sequence[str], line: Truth) -> list[str]:
    said = {"purpose": line.purpose, "summary": line.summary, "note": line.note}
    return [said[each] or "" for each in TEXTS if each in meanings]
