"""``owners-ledger statement FILE…``: what a bank file says, proved, without touching the books."""

from __future__ import annotations

import csv
import gc
import io
import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.i18n import _
from owners_ledger.money import ZERO, show, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from owners_ledger.banking.statement import Line, Statement

_FIELDS = (
    "date", "time", "amount", "balance", "counterparty", "counterparty_account",
    "text", "serial", "row",
)  # fmt: skip
_WIDEST = 36
_PIECE = 5000


@click.command(name="statement", short_help="读出银行流水，不动账本")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="输出的样子",
)
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    """读出银行或钱包的流水文件，逐行用余额证明，打印出来；账本一字不动。"""
    from owners_ledger.banking.reading.door import read_statements  # noqa: PLC0415 - --help does without
    from owners_ledger.errors import OwnersLedgerError  # noqa: PLC0415

    gc.disable()  # many lines, no cycles, a short life
    book: Path | None = getattr(ctx.obj, "book", None)
    found: list[Statement] = []
    refused: list[OwnersLedgerError] = []
    for file in files:
        try:
            found += read_statements(file, book)
        except OwnersLedgerError as error:
            refused.append(error)
    for piece in _FORMS[form](found) if found else ():
        click.echo(piece, nl=False)
    if form == "csv":
        for statement in found:
            for warning in statement.warnings:
                click.echo(f"{statement.file}: {warning}", err=True)
    for each in refused[:-1]:
        click.echo(str(each), err=True)
    if refused:
        raise refused[-1]


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
    widths = [max(_width(row[at]) for row in rows) for at in range(len(titles))]
    body = [
        "  ".join(
            _padded(cell, widths[at], right=at in (2, 3, 6)) for at, cell in enumerate(row)
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
        _short(line.counterparty or ""),
        _short(line.text or ""),
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


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank


def _short(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    kept = text
    while _width(kept) > _WIDEST - 2:
        kept = kept[:-1]
    return kept + "…"


_FORMS = {"table": _table, "csv": _csv, "json": _json}
