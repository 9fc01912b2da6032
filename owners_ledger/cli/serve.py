"""``owners-ledger serve``: the book in the browser; ``--public``: the owners' view of it."""

from __future__ import annotations

import re
from pathlib import Path

import click

from owners_ledger.cli.context import State, pass_state
from owners_ledger.errors import UsageError
from owners_ledger.i18n import N_, _

_OWN_PORT, _PUBLIC_PORT = 5000, 8080
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_-]+)*")


@click.command(help=N_("在浏览器里看账（Fava，只在本机）；--public 是给业主看的公开账本。"))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=N_("端口，默认 5000；--public 默认 8080"),
)
@click.option("--no-browser", is_flag=True, help=N_("不自动打开浏览器"))
@click.option("--public", "is_public", is_flag=True, help=N_("给业主看公开的一份，不是账本"))
@click.option(
    "--edition",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=N_("公开的一份在哪里，默认账本文件夹的 public"),
)
@click.option(
    "--listen", metavar="ADDRESS", help=N_("在哪个地址上应答，默认 127.0.0.1（前面另放服务器）")
)
@click.option(
    "--host", "hosts", multiple=True, metavar="NAME", help=N_("网站的名字，只应答这些；可以写几个")
)
@click.option("--prefix", metavar="/PATH", default="", help=N_("网址里的前缀，例如 /gongshi"))
@click.option("--proxy", metavar="ADDRESS", help=N_("前面的 HTTPS 服务器的地址，例如 127.0.0.1"))
@click.option(
    "--codes",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=N_("要输口令才能看：code statements 写出的文件夹"),
)
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("会话密钥；不给的，重新启动后要再输一次口令"),
)
@click.option("--unconfined", is_flag=True, help=N_("进程还能写文件也打开，只供试看"))
@pass_state
def command(
    state: State,
    *,
    port: int | None,
    no_browser: bool,
    is_public: bool,
    edition: Path | None,
    listen: str | None,
    hosts: tuple[str, ...],
    prefix: str,
    proxy: str | None,
    codes: Path | None,
    key: Path | None,
    unconfined: bool,
) -> None:
    """Load the book and serve it until Ctrl+C."""
    if not is_public:
        if any((edition, listen, hosts, prefix, proxy, codes, key, unconfined)):
            raise UsageError(
                _("这些选项只用于给业主看的网站"), remedy=_("请加 --public；账本只在这台电脑上看。")
            )
        _own(state, port or _OWN_PORT, browser=not no_browser)
        return
    if not _PREFIX.fullmatch(prefix):
        raise UsageError(
            _("--prefix 不能是 {text}").format(text=prefix), remedy=_("例如 --prefix /gongshi。")
        )
    found = edition or state.root() / "public"
    if not found.exists():
        raise UsageError(
            _("没有公开的一份：{path}").format(path=found),
            remedy=_("请先运行 owners-ledger publish，或用 --edition 指明它在哪里。"),
        )
    from owners_ledger.web.public.server import Wish, serve  # noqa: PLC0415 - slow import

    serve(
        Wish(
            found,
            listen or "127.0.0.1",
            port or _PUBLIC_PORT,
            hosts,
            prefix,
            proxy,
            codes,
            key,
            unconfined,
        )
    )


def _own(state: State, port: int, *, browser: bool) -> None:
    root = state.root()
    from owners_ledger.web.server import serve  # noqa: PLC0415 - Fava takes a second to import

    click.echo(_("正在打开账本……"), err=True)
    serve(root, port, browser=browser)
