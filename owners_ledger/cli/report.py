"""``owners-ledger report``: a notice from the books as PDF, page, spreadsheet, JSON."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import State
from owners_ledger.cli.frozen import refuse_contradiction
from owners_ledger.cli.held import hold, notes_for, tell
from owners_ledger.cli.kinds import KINDS, Asked, period_of
from owners_ledger.doctor import demand_typesetting
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

if TYPE_CHECKING:
    from owners_ledger.cli.frozen import Settled
    from owners_ledger.rendering.document import Document
    from owners_ledger.rendering.paper import Paper
    from owners_ledger.rendering.produce import Produced
    from owners_ledger.reporting.points import OpenPoint

FORMATS = ("pdf", "html", "xlsx", "json")
_EXPECTED = "expected"


@click.command(
    "report",
    help=N_("出公示和报告：KIND 是哪一种，PERIOD 是期间（2026-03、2026-Q1、2026）或编号。"),
)
@click.argument("kind", type=click.Choice([*KINDS, _EXPECTED]))
@click.argument("period")
@click.option(
    "--format",
    "formats",
    help=N_("格式，逗号分开：pdf（默认）,html,xlsx,json；expected 用 table（默认）或 json"),
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help=N_("放在哪个文件夹")
)
@click.option("--paper", type=click.Choice(["a4", "a3"]), default="a4", help=N_("纸张"))
@click.option("--draft", is_flag=True, help=N_("草稿：每页有记号，对账单还没到齐也可以出"))
@click.option("--notes", is_flag=True, help=N_("草稿之外，写一份待填的说明文件（已有的不改）"))
@click.option("--reprint", is_flag=True, help=N_("张贴过的再印一份，印上“补发”"))
@click.option("--correct", metavar="WHY", help=N_("更正张贴过的公示，写明原因：另出一份更正公示"))
@click.option("--dry-run", is_flag=True, help=N_("只排版和检查，不写文件"))
@click.pass_obj
def command(
    state: State,
    *,
    kind: str,
    period: str,
    formats: str | None,
    output: Path | None,
    paper: str,
    draft: bool,
    notes: bool,
    reprint: bool,
    correct: str | None,
    dry_run: bool,
) -> None:
    """Make a notice; all formats are ready and searched before the first is written."""
    if kind == _EXPECTED:
        from owners_ledger.cli.expected import report  # noqa: PLC0415 - a report's own

        report(state.root(), Period.parse(period), formats or "table")
        return
    refuse_contradiction(draft=draft, reprint=reprint, why=correct)
    chosen = _formats(formats or "pdf")
    wanted = period_of(kind, period)
    if notes and (wanted is None or not draft):
        raise UsageError(
            _("--notes 要和 --draft 一起用，并且写期间"),
            remedy=_("例如：owners-ledger report monthly 2026-03 --draft --notes"),
        )
    root = state.root()
    if "pdf" in chosen:
        demand_typesetting()
    only_json = chosen == ["json"]
    with contextlib.ExitStack() as stack:
        set_page = _setter(stack) if "pdf" in chosen else None
        from owners_ledger.cli.kinds import paper as paper_of  # noqa: PLC0415 - heavy

        asked = _asked(kind, root, period, wanted, draft=draft)
        ready = replace(paper_of(asked), draft=draft)
        points: Sequence[OpenPoint] = getattr(ready.value, "open_points", ())
        held = bool(points) and not draft
        if held and not (dry_run and only_json):
            hold(kind, asked.wanted, points)
        from owners_ledger.cli.frozen import settle  # noqa: PLC0415 - heavy

        settled = settle(root, ready, draft=draft or held, reprint=reprint, why=correct)
        made = _produced(asked, settled.paper, chosen, paper, set_page)
    if not held:
        _put(settled, made, output or root / "notices", dry_run=dry_run, quiet=only_json)
    if draft:
        tell(points)
    if notes:
        click.echo(notes_for(root, asked.wanted, points, dry_run=dry_run), err=only_json)
    if only_json:
        click.echo(made.files["json"].decode(), nl=False)
    if held:
        hold(kind, asked.wanted, points)


def _setter(stack: contextlib.ExitStack) -> Callable[..., Document]:
    """The process that sets pages; it warms up while the books are read."""
    from owners_ledger.rendering.worker import Setter  # noqa: PLC0415 - a command's own

    return stack.enter_context(Setter())


def _asked(kind: str, root: Path, code: str, period: Period | None, *, draft: bool) -> Asked:
    from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own

    return Asked(kind, root, load_books(root), load_registers(root), code, period, draft)


def _produced(
    asked: Asked,
    ready: Paper,
    formats: Sequence[str],
    paper: str,
    set_page: Callable[..., Document] | None,
) -> Produced:
    from owners_ledger.rendering.produce import produce  # noqa: PLC0415 - heavy

    accounts = asked.books.chart.accounts
    return produce(
        ready,
        asked.books.committee,
        asked.registers,
        book=asked.root,
        formats=formats,
        paper=paper,
        words=[part for name in accounts for part in name.split(":")],
        set_page=set_page,
    )


def _put(settled: Settled, made: Produced, folder: Path, *, dry_run: bool, quiet: bool) -> None:
    """Write the files, or say what would be written; standard output is for JSON if ``quiet``."""
    for warning in made.warnings:
        click.echo(_("提醒：{warning}").format(warning=warning), err=True)
    files = settled.files(folder, made.files)
    if not dry_run:
        settled.write(files)
    for path, _content in files:
        said = _("会写入 {path}") if dry_run else _("已写入 {path}")
        click.echo(said.format(path=path), err=quiet)


def _formats(text: str) -> list[str]:
    chosen = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen:
        raise UsageError(
            _("不认识的格式：{text}").format(text=text),
            remedy=_("可用的格式：{known}。").format(known=", ".join(FORMATS)),
        )
    return chosen
