"""``owners-ledger reopen 2026-03 --reason …``: the seal comes off; that it did stays on record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.cli.options import dry_run_option, form_option
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.closing.reopen import Reopening


@click.command(
    "reopen",
    help=N_("重开一个已结账的月份（后面已结的月份一起重开）；原因永远保留，印在年度报告里。"),
)
@click.argument("period", required=False)
@click.option("--reason", help=N_("为什么重开"))
@click.option("--by", metavar="NAME", help=N_("谁重开的；默认 committee.toml 的 [closing] by"))
@click.option("--list", "listing", is_flag=True, help=N_("只列出重开过的记录"))
@dry_run_option
@form_option
@pass_state
def command(
    state: State,
    *,
    period: str | None,
    reason: str | None,
    by: str | None,
    listing: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Record, keep the old seals, take them off."""
    from owners_ledger.books.write import locked, write_all  # noqa: PLC0415 - a command's own
    from owners_ledger.closing.people import people  # noqa: PLC0415 - the same
    from owners_ledger.closing.reopen import load_reopenings, reopening  # noqa: PLC0415 - the same
    from owners_ledger.closing.seal import ClosingError, load_seals  # noqa: PLC0415 - the same
    from owners_ledger.config import load_committee  # noqa: PLC0415 - the same
    from owners_ledger.duties.clock import today  # noqa: PLC0415 - the same

    if listing:
        _list(load_reopenings(state.root()), form)
        return
    if period is None or reason is None:
        raise click.UsageError(_("请写明月份和 --reason"))
    month, root = Period.parse(period), state.root()
    if month.months != 1:
        raise UsageError(
            _("重开要写一个月份，如 2026-03"), remedy=_("它后面已结账的月份会一起重开。")
        )
    who = people(load_committee(root).raw, by, None)[0]
    if not who:
        raise ClosingError(_("重开要写明是谁"), remedy=_("请加 --by，写职务或姓名。"))
    with locked(root):
        added, files, seals = reopening(
            root,
            load_seals(root),
            load_reopenings(root),
            month,
            day=today(),
            by=who,
            reason=reason,
        )
        if not dry_run:
            write_all(files)  # the record first: a crash leaves a seal too many, never one too few
            for path in seals:
                path.unlink()
    written = [] if dry_run else [path.relative_to(root).as_posix() for path, _data in files]
    if form == "json":
        said = {"reopened": _as_json(added), "written": written}
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for one in added:
        click.echo(_("{month}已重开，原来的封条留底。").format(month=one.month.title))
    click.echo(_("改好之后请再结账，并公示更正。"))
    if dry_run:
        click.echo(_("只是预演，没有写入任何文件。"))


def _list(record: Sequence[Reopening], form: str) -> None:
    if form == "json":
        click.echo(json.dumps({"reopened": _as_json(record)}, ensure_ascii=False))
        return
    for one in record:
        click.echo(
            _("{day} {by} 重开 {month}：{reason}").format(
                day=one.day, by=one.by, month=one.month, reason=one.reason
            )
        )
    if not record:
        click.echo(_("没有重开过。"))


def _as_json(record: Sequence[Reopening]) -> list[dict[str, str]]:
    return [
        {
            "month": str(one.month),
            "day": one.day.isoformat(),
            "by": one.by,
            "reason": one.reason,
            "head": one.head,
        }
        for one in record
    ]
