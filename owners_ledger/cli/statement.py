"""``owners-ledger statement FILE…``: what a bank file says, proved, without touching the books."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from owners_ledger.cli.context import book_of
from owners_ledger.i18n import N_, _

if TYPE_CHECKING:
    from owners_ledger.banking.statement import Statement
    from owners_ledger.errors import OwnersLedgerError


@click.command(
    name="statement",
    short_help="读出银行流水，不动账本",
    help=N_("读出银行或钱包的流水文件，逐行用余额证明，打印出来；账本一字不动。"),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=N_("输出的样子"),
)
@click.option("--explain", is_flag=True, help=N_("说明这个文件是怎样认出来的，为什么这样读"))
@click.option(
    "--map", "want_map", is_flag=True, help=N_("教程序读一家新银行：一问一答，写成一份档案")
)
@click.option("--bank", metavar="NAME", help=N_("配合 --map：银行的名称"))
@click.option("--yes", is_flag=True, help=N_("配合 --map：不提问，只接受余额证明过的认法"))
@click.option("--dry-run", is_flag=True, help=N_("配合 --map：只显示档案，不写"))
@click.option("--force", is_flag=True, help=N_("配合 --map：读得出来的文件也写一份档案"))
@click.pass_context
def command(
    ctx: click.Context, files: tuple[Path, ...], form: str, *, explain: bool, want_map: bool,
    bank: str | None, yes: bool, dry_run: bool, force: bool,
) -> None:  # fmt: skip
    """Read, prove by the balance, tell."""
    _refuse_odd_options(
        files, form, explain=explain, want_map=want_map, rest=bank or yes or dry_run or force
    )
    if want_map:
        from owners_ledger.cli.statement_map import Wish, teach  # noqa: PLC0415 - seldom wanted

        teach(ctx, files[0], Wish(bank, yes=yes, dry_run=dry_run, force=force))
    elif explain:
        from owners_ledger.cli.statement_explain import show_explanations  # noqa: PLC0415 - the same

        show_explanations(ctx, files, form)
    else:
        _read(ctx, files, form)


def _refuse_odd_options(
    files: tuple[Path, ...], form: str, *, explain: bool, want_map: bool, rest: object
) -> None:
    """Options that say nothing together are a slip of the hand."""
    if want_map and explain:
        raise click.UsageError(_("--map 和 --explain 请分开用"))
    if want_map and len(files) > 1:
        raise click.UsageError(_("--map 一次只认一个文件"))
    if want_map and form != "table":
        raise click.UsageError(_("--map 没有别的输出样子"))
    if explain and form == "csv":
        raise click.UsageError(_("--explain 只有 table 和 json 两种样子"))
    if rest and not want_map:
        raise click.UsageError(_("--bank、--yes、--dry-run、--force 要和 --map 一起用"))


def _read(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    from owners_ledger.banking.reading.door import read_statements  # noqa: PLC0415 - --help does without
    from owners_ledger.cli.statement_show import FORMS  # noqa: PLC0415 - the same
    from owners_ledger.errors import OwnersLedgerError  # noqa: PLC0415 - the same

    gc.disable()  # many lines, no cycles, a short life
    book = book_of(ctx.obj)
    found: list[Statement] = []
    refused: list[OwnersLedgerError] = []
    for file in files:
        try:
            found += read_statements(file, book)
        except OwnersLedgerError as error:
            refused.append(error)
    for piece in FORMS[form](found) if found else ():
        click.echo(piece, nl=False)
    if form == "csv":
        for statement in found:
            for warning in statement.warnings:
                click.echo(f"{statement.file}: {warning}", err=True)
    for each in refused[:-1]:
        click.echo(str(each), err=True)
    if refused:
        raise refused[-1]
