"""``owners-ledger import FILE…``: bank statements into the books, every line exactly once."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.i18n import _
from owners_ledger.money import show

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from owners_ledger.banking.booking.entries import Booked
    from owners_ledger.banking.booking.importing import Plan

_SHOWN = 10


@click.command(name="import", help=_("把银行流水记进账本：每一行恰好一次，拿不准的打上标记。"))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--account", metavar="A", help=_("文件没有写账号时，指明是哪个账户（代码、名称或账号）")
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=_("文件没有写起止日期、月末几天又没有流水时，写明下载到哪一天"),
)
@dry_run_option
@form_option
@pass_state
def command(
    state: State,
    files: tuple[Path, ...],
    *,
    account: str | None,
    until: datetime.datetime | None,
    dry_run: bool,
    form: str,
) -> None:
    """Plan, write, tell."""
    root = state.root()
    from owners_ledger.banking.booking.importing import import_statements  # noqa: PLC0415 - --help does without

    plan, written = import_statements(
        root, files, account, until=until.date() if until else None, dry_run=dry_run
    )
    for placed in plan.placed:
        for warning in (*placed.statement.warnings, *placed.warnings):
            click.echo(
                _("注意：{file}：{warning}").format(file=placed.source.name, warning=warning),
                err=True,
            )
    if form == "json":
        click.echo(json.dumps(plan.as_json(written), ensure_ascii=False))
        return
    click.echo(_summary(plan))
    for path in written:
        click.echo(_("已写入 {path}").format(path=path))
    if dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))
    elif not written:
        click.echo(_("全部流水都已在账上，没有需要写的。"))
    if review := [one for one in plan.booked if not one.match.certain]:
        click.echo(_review(review))


def _summary(plan: Plan) -> str:
    titles = [_("文件"), _("账户"), _("行数"), _("已有"), _("新增"), _("确定"), _("待核实")]
    rows = [titles]
    for one in plan.placed:
        counts = plan.counts(one)
        numbers = [counts[key] for key in ("lines", "known", "new", "certain", "review")]
        rows.append([Path(one.source.name).name, one.bank.name, *map(str, numbers)])
    widths = [max(_width(row[at]) for row in rows) for at in range(len(titles))]
    return "\n".join(
        "  ".join(_padded(cell, widths[at], right=at > 1) for at, cell in enumerate(row)).rstrip()
        for row in rows
    )


def _review(review: Sequence[Booked]) -> str:
    """What to look at first: the largest amounts."""
    lines = [_("待核实 {count} 笔，金额大的在前：").format(count=len(review))]
    largest = sorted(review, key=lambda one: -abs(one.new.line.amount))
    for one in largest[:_SHOWN]:
        lines.append(
            _("  {date}  {amount}  第 {number} 号  {reason}").format(
                date=one.new.line.date,
                amount=show(one.new.line.amount),
                number=one.new.number,
                reason=one.match.review,
            )
        )
        lines.extend(_("      可能是 {what}").format(what=what) for what in one.match.candidates)
    if len(review) > _SHOWN:
        lines.append(_("  其余 {count} 笔在账本里标着“!”。").format(count=len(review) - _SHOWN))
    return "\n".join(lines)


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank
