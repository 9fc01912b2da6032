"""``owners-ledger sample``: an invented estate of any size and age."""

from __future__ import annotations

from pathlib import Path

import click

from owners_ledger.i18n import _


@click.command(
    help=_(
        "在文件夹 DIR 里生成一个虚构小区的账本：登记簿、对账单、凭证和几年的账，"
        "最后一个季度的对账单等着导入。同样的选项总是生成同样的内容。"
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--flats", type=click.IntRange(4, 20_000), default=620, show_default=True, help=_("户数")
)
@click.option(
    "--years",
    type=click.IntRange(1, 30),
    default=1,
    show_default=True,
    help=_("已结的整年数（此外还有已结的半年和一个未结的季度）"),
)
@click.option("--seed", type=int, default=1, show_default=True, help=_("换一个数，就是另一个小区"))
@click.option("--replace", is_flag=True, help=_("覆盖那里已有的示例账本（不会覆盖真的账本）"))
@click.option("--dry-run", is_flag=True, help=_("只列出要建的文件，不写"))
def command(
    folder: Path, *, flats: int, years: int, seed: int, replace: bool, dry_run: bool
) -> None:
    """Generate, then put everything in place at one stroke."""
    from owners_ledger.sample import EstateSpec, book_files, place  # noqa: PLC0415 - loads beancount
    from owners_ledger.sample.in_place import refuse_taken  # noqa: PLC0415 - the same

    refuse_taken(folder, replace=replace)
    files = book_files(EstateSpec.aged(years, flats=flats, seed=seed))
    if dry_run:
        for name, _content in files:
            click.echo(folder / "ledger" / name)
        return
    count = place(folder, files, replace=replace)
    click.echo(
        _("示例小区建好了：{folder}（{flats} 户，{count} 个文件）").format(
            folder=folder, flats=flats, count=count
        )
    )
    click.echo(_("接下来：owners-ledger --book {folder} check").format(folder=folder))
