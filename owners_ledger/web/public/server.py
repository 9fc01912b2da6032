"""The owners' site as a process: bounded, confined, silent about who looks at what."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
from waitress.server import create_server

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.web.codes.shelf import Shelf
from owners_ledger.web.public import confine, edition
from owners_ledger.web.public.current import Current
from owners_ledger.web.public.door import Door, Place
from owners_ledger.web.public.front import Site, make_app
from owners_ledger.web.public.limits import Tries
from owners_ledger.web.public.sessions import Sessions, key_from

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_HANDED_OVER = 3  # systemd's first socket
_LOOK_EVERY = 2.0
_IN_MEMORY = 1 << 30
_LIMITS: Final = {
    "threads": 4,
    "connection_limit": 500,
    "channel_timeout": 30,
    "cleanup_interval": 5,
    "backlog": 256,
    "max_request_header_size": 16_384,
    "max_request_body_size": 4_096,
    # Answers wait in memory, never in temporary files.
    "inbuf_overflow": _IN_MEMORY,
    "outbuf_overflow": _IN_MEMORY,
    "expose_tracebacks": False,
    "ident": None,
}


class ServeError(OwnersLedgerError):
    """The site cannot be offered as wished."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the site is to be offered.

    Attributes:
        edition: the public name of the edition.
        listen, port: where it listens.
        names: host names it answers to, besides this computer's own.
        prefix: path before everything, "" or ``/gongshi``.
        proxy: address of the server in front, ``None``: there is none.
        codes: the folder of sealed letters, ``None``: everybody may look.
        key: the file of the key for cookies, ``None``: one until the server stops.
        unconfined: go on although files can still be written (to try it out).
    """

    edition: Path
    listen: str = "127.0.0.1"
    port: int = 8080
    names: Sequence[str] = field(default_factory=tuple)
    prefix: str = ""
    proxy: str | None = None
    codes: Path | None = None
    key: Path | None = None
    unconfined: bool = False


def site_of(wish: Wish) -> Site:
    """What is served.

    Raises:
        OwnersLedgerError: the edition, the codes or the key may not be used.
    """
    names = frozenset(name.lower() for name in wish.names) or frozenset(LOOPBACK)
    place = Place(names, wish.prefix)
    links = [(_("公示"), f"{wish.prefix}/")]
    door = None
    if wish.codes is not None:
        edition.refuse_private(wish.codes)
        keep = Sessions(Shelf(wish.codes), key_from(wish.key))
        door = Door(keep, place, Tries(), is_secure=wish.proxy is not None)
        links.append((_("我家的对账单"), f"{wish.prefix}/mine/"))
    return Site(Current(wish.edition, links), place, door)


def serve(wish: Wish) -> None:
    """Offer the site until the process is ended.

    Raises:
        ServeError: the port is taken, or files could still be written.
        OwnersLedgerError: the edition, the codes or the key may not be used.
    """
    _refuse_open_network(wish)
    _be_discreet()
    confine.give_up_writing()
    _prove(wish)
    served = site_of(wish)
    server = _listen(wish, make_app(served))
    served.current.watch(_LOOK_EVERY)
    address = f"http://{wish.listen}:{wish.port}{wish.prefix}/"
    click.echo(_("业主看账的网站已经打开：{address}").format(address=address))
    try:
        server.run()
    finally:
        served.current.stop()
        server.close()


def _refuse_open_network(wish: Wish) -> None:
    if wish.listen in LOOPBACK:
        return
    if wish.codes is not None and wish.proxy is None:
        raise ServeError(
            _("口令不能在没有加密的网络上传"),
            remedy=_(
                "请只在 127.0.0.1 上应答，前面放一个带 HTTPS 的服务器（docs/owners-fava.md）。"
            ),
        )
    if not wish.names:
        raise ServeError(
            _("在 {address} 上应答要写明网站的名字").format(address=wish.listen),
            remedy=_("例如 --host gongshi.example.org，可以写几个。"),
        )


def _prove(wish: Wish) -> None:
    folders = [wish.edition.resolve(), wish.edition.absolute().parent]
    folders += [wish.codes.absolute()] if wish.codes is not None else []
    found = confine.writable(folders)
    if not found:
        return
    if not wish.unconfined:
        raise ServeError(
            _("这个进程还能写文件（{path}），不能给业主用").format(path=found[0]),
            remedy=_(
                "请按 docs/owners-fava.md 用 systemd 运行；只在自己的电脑上试看，加 --unconfined。"
            ),
        )
    click.echo(_("注意：这个进程还能写文件，只可试看。"), err=True)


def _be_discreet() -> None:
    """Log when and what kind, never who, which address, or which words."""

    class Form(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
            ours = record.name.startswith("owners_ledger.")
            said = record.getMessage() if ours else kind or record.levelname
            return f"{self.formatTime(record)} {record.name} {said}"

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Form())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("owners_ledger").setLevel(logging.INFO)
    for name in ("fava", "waitress", "waitress.queue", "werkzeug"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.setLevel(logging.ERROR)


def _listen(wish: Wish, app: Any) -> Any:
    make: Any = create_server
    options: dict[str, Any] = dict(_LIMITS)
    if wish.proxy is not None:
        options |= {
            "trusted_proxy": wish.proxy,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    try:
        if os.environ.get("LISTEN_PID") == str(os.getpid()):
            return make(app, sockets=[socket.socket(fileno=_HANDED_OVER)], **options)
        return make(app, host=wish.listen, port=wish.port, **options)
    except OSError as error:
        raise ServeError(
            _("{address} 的端口 {port} 用不了：可能已被另一个程序占用").format(
                address=wish.listen, port=wish.port
            ),
            remedy=_("请用 --port 换一个端口。"),
        ) from error
