"""Statements on standard output: a table for a person, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from owners_ledger.cli.screen import padded, short, width
from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from owners_ledger.banking.statement import Line, Statement

_FIELDS = (
    "date", "time", "amount", "balance", "counterparty", "counterparty_account",
    "text", "serial", "row",
)  # fmt: skip
_PIECE = 5000
_WIDEST = 36


def _json(statements: Sequence[Statement]) -> Iterator[str]:
    """One object, or a list of several, in pieces: a year's lines need not be one long text."""
    single = len(statements) == 1
    yield "" if single else "["
    for number, statement in enumerate(statements):
        shown = statement.as_json()
        lines = shown["lines"]
        names = list(shown)
        before, after = names[: names.index("lines")], names[names.index("lines") + 1 :]
        yield ", " if number else ""
        yield _dumped({name: shown[name] for name in before})[:-1] + ', "lines": ['
        for start in range(0, len(lines), _PIECE):
            yield (", " if start else "") + _dumped(lines[start : start + _PIECE])[1:-1]
        yield "], " + _dumped({name: shown[name] for name in after})[1:]
    yield "\n" if single else "]\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _csv(statements: Sequence[Statement]) -> Iterator[str]:
    """All lines as one table; cells a spreadsheet would calculate are kept from it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "account", *_FIELDS])
    for statement in statements:
        for line in statement.as_json()["lines"]:
            record = [statement.file, statement.account, *(line[name] for name in _FIELDS)]
            plain = {"amount", "balance"}
            names = ["file", "account", *_FIELDS]
            writer.writerow(
                value if name in plain else _harmless(value)
                for name, value in zip(names, record, strict=True)
            )
    yield out.getvalue()


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") else text


def _table(statements: Sequence[Statement]) -> Iterator[str]:
    yield "\n\n".join(map(_one_table, statements)) + "\n"


def _one_table(statement: Statement) -> str:
    head = _("{file}  {bank}  账号 {account}  {first} 至 {last}").format(
        file=statement.file,
        bank=statement.bank,
        account=statement.account or _("（文件没有写）"),
        first=statement.first_date or "?",
        last=statement.last_date or "?",
    )
    titles = [_("日期"), _("时间"), _("金额"), _("余额"), _("对方"), _("用途摘要"), _("行")]
    rows = [titles, *map(_row, statement.lines)]
    widths = [max(width(row[at]) for row in rows) for at in range(len(titles))]
    body = [
        "  ".join(
            padded(cell, widths[at], right=at in (2, 3, 6)) for at, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]
    notes = [_("注意：{warning}").format(warning=warning) for warning in statement.warnings]
    return "\n".join([head, *body, _closing_line(statement), *notes])


def _row(line: Line) -> list[str]:
    return [
        str(line.date),
        str(line.time or ""),
        show(line.amount),
        "" if line.balance is None else show(line.balance),
        short(line.counterparty or "", _WIDEST),
        short(line.text or "", _WIDEST),
        str(line.row),
    ]


def _closing_line(statement: Statement) -> str:
    amounts = [line.amount for line in statement.lines]
    came, went = (
        total(each for each in amounts if each > ZERO),
        total(each for each in amounts if each < ZERO),
    )
    counted = _("共 {count} 笔  收入 {came}  支出 {went}").format(
        count=len(amounts), came=show(came), went=show(abs(went))
    )
    if statement.opening is None or statement.closing is None:
        return counted + _("  没有余额，未能证明")
    return _("期初 {opening}  {counted}  期末 {closing}  余额逐行相符").format(
        opening=show(statement.opening), counted=counted, closing=show(statement.closing)
    )


FORMS = {"table": _table, "csv": _csv, "json": _json}
