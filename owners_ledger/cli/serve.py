"""``owners-ledger serve``: the book in the browser, on this computer only."""

from __future__ import annotations

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.i18n import _


@click.command(help=_("在浏览器里看账（Fava，只在本机）。"))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=5000,
    show_default=True,
    help=_("端口"),
)
@click.option("--no-browser", is_flag=True, help=_("不自动打开浏览器"))
@pass_state
def command(state: State, port: int, no_browser: bool) -> None:
    """Load the book and serve it until Ctrl+C."""
    root = state.root()
    from owners_ledger.web.server import serve  # noqa: PLC0415 - Fava takes a second to import

    click.echo(_("正在打开账本……"), err=True)
    serve(root, port, browser=not no_browser)
