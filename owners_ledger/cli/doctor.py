"""``owners-ledger doctor``: is this machine ready, and the command that mends what is not."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.config import find_book
from owners_ledger.doctor import Diagnosis, examine
from owners_ledger.i18n import _


@click.command(
    help=_("检查这台电脑缺什么：排版用的系统库、中文字体、文件夹权限，逐项给出补上的命令。")
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json"]),
    default="table",
    help=_("输出格式"),
)
@pass_state
@click.pass_context
def command(ctx: click.Context, state: State, shape: str) -> None:
    """Exit with 1 where something needed is missing."""
    book = state.root() if state.book else find_book(Path.cwd())
    found = examine(book)
    ready = all(item.ok or not item.needed for item in found)
    if shape == "json":
        listed = {"ready": ready, "checks": [asdict(item) for item in found]}
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        _print(found, ready=ready)
    ctx.exit(0 if ready else 1)


def _print(found: list[Diagnosis], *, ready: bool) -> None:
    for item in found:
        mark = _("好") if item.ok else (_("缺") if item.needed else _("无"))
        click.echo(f"[{mark}] {item.message}")
        if item.remedy:
            click.echo(f"     → {item.remedy}")
    click.echo(_("这台电脑准备好了。") if ready else _("请按上面的箭头补上，再运行一次。"))
