"""``owners-ledger publish``: the public edition, made whole and switched to in one step."""

from __future__ import annotations

import json
from pathlib import Path

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period


@click.command(
    "publish",
    help=N_("做出公开的一份：没有个人信息的账本、公示、网页、数据，任何人都能看、能核对。"),
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("放在哪里，默认账本文件夹的 public"),
)
@click.option("--through", metavar="YYYY-MM", help=N_("公开到哪个月，默认最后一个有收付款的月"))
@click.option("--dry-run", is_flag=True, help=N_("只做、只检查，不写文件"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=N_("输出的样子"),
)
@pass_state
def command(
    state: State, *, output: Path | None, through: str | None, dry_run: bool, form: str
) -> None:
    """Build, look through, switch."""
    root = state.root()
    target = (output or root / "public").absolute()
    wanted = None if through is None else _month(through)
    from owners_ledger.publishing.build import build  # noqa: PLC0415 - heavy
    from owners_ledger.publishing.edition import put  # noqa: PLC0415 - heavy

    made = build(root, wanted, target if target.exists() else None)
    is_new = False
    if not dry_run:
        is_new = put(target, made.files).is_new
    if form == "json":
        click.echo(
            json.dumps(
                {
                    "through": str(made.through),
                    "output": str(target),
                    "new": is_new,
                    "files": len(made.files),
                    "bytes": sum(map(len, made.files.values())),
                    "entries": made.entries,
                    "notices": len(made.book.notices),
                },
                ensure_ascii=False,
            )
        )
        return
    said = _("公开账本做好了，到 {month}：{files} 个文件，{entries} 笔分录，没有查到个人信息。")
    click.echo(said.format(month=made.through.title, files=len(made.files), entries=made.entries))
    if dry_run:
        click.echo(_("没有写入（--dry-run）。会放在 {path}").format(path=target))
    elif is_new:
        click.echo(_("已换上新的一份：{path}").format(path=target))
    else:
        click.echo(_("与现在公开的一份相同，没有变动：{path}").format(path=target))


def _month(text: str) -> Period:
    period = Period.parse(text)
    if period.months != 1:
        raise UsageError(
            _("--through 要写月份，不是 {text}").format(text=text),
            remedy=_("例如 --through 2026-03。"),
        )
    return period
