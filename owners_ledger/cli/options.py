"""Options that commands have in common, said once."""

from __future__ import annotations

import click

from owners_ledger.i18n import N_

dry_run_option = click.option("--dry-run", is_flag=True, help=N_("只看结果，不写任何文件"))
form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help=N_("输出的样子"),
)
