"""``owners-ledger report``: a notice from the books as PDF, page, spreadsheet, JSON."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from owners_ledger.cli.context import State
from owners_ledger.cli.kinds import KINDS, Asked, period_of
from owners_ledger.doctor import demand_typesetting
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _
from owners_ledger.periods import Period

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
    dry_run: bool,
) -> None:
    """Make a notice; all formats are ready and searched before the first is written."""
    if kind == _EXPECTED:
        from owners_ledger.cli.expected import report  # noqa: PLC0415 - a report's own

        report(state.root(), Period.parse(period), formats or "table")
        return
    chosen = _formats(formats or "pdf")
    wanted = period_of(kind, period)
    root = state.root()
    if "pdf" in chosen:
        demand_typesetting()
    with contextlib.ExitStack() as stack:
        set_page = None
        if "pdf" in chosen:
            from owners_ledger.rendering.worker import Setter  # noqa: PLC0415 - a command's own

            set_page = stack.enter_context(Setter())
        from owners_ledger.books.load import load_books  # noqa: PLC0415 - heavy
        from owners_ledger.cli.kinds import paper as paper_of  # noqa: PLC0415 - heavy
        from owners_ledger.registers import load_registers  # noqa: PLC0415 - a command's own
        from owners_ledger.rendering.produce import produce  # noqa: PLC0415 - heavy

        books, registers = load_books(root), load_registers(root)
        wanted_paper = paper_of(Asked(kind, root, books, registers, period, wanted, draft))
        made = produce(
            wanted_paper,
            books.committee,
            registers,
            book=root,
            formats=chosen,
            paper=paper,
            words=[part for name in books.chart.accounts for part in name.split(":")],
            set_page=set_page,
        )
    from owners_ledger.books.write import write_whole  # noqa: PLC0415 - heavy

    for warning in made.warnings:
        click.echo(_("提醒：{warning}").format(warning=warning), err=True)
    folder = output or root / "notices"
    to_stdout = chosen == ["json"]
    for name, content in made.files.items():
        path = folder / f"{wanted_paper.stem}{'-draft' if draft else ''}.{name}"
        if not dry_run:
            write_whole(path, content)
        click.echo(
            (_("会写入 {path}") if dry_run else _("已写入 {path}")).format(path=path), err=to_stdout
        )
    if to_stdout:
        click.echo(made.files["json"].decode(), nl=False)


def _formats(text: str) -> list[str]:
    chosen = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen:
        raise UsageError(
            _("不认识的格式：{text}").format(text=text),
            remedy=_("可用的格式：{known}。").format(known=", ".join(FORMATS)),
        )
    return chosen
