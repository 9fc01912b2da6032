"""Fava on the book, for the treasurer, on this computer only."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click
from cheroot.wsgi import Server
from fava.application import create_app
from flask import Flask

from owners_ledger.collector import collector_off
from owners_ledger.config import load_committee, main_file
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.web import guard

ADDRESS = "127.0.0.1"


class ServeError(OwnersLedgerError):
    """The page cannot be offered."""


def make_app(root: Path) -> Flask:
    """Fava with the guard in front, the book loaded.

    Args:
        root: the committee's folder.

    Raises:
        ConfigError: ``ledger/committee.toml`` is missing or wrong.
    """
    load_committee(root)
    with collector_off():
        app = create_app([main_file(root).resolve()], load=True)
    app.before_request(guard.protect)
    app.after_request(guard.harden)
    return app


def serve(root: Path, port: int, *, browser: bool) -> None:
    """Offer the book at ``http://127.0.0.1:<port>/`` until interrupted.

    Args:
        root: the committee's folder.
        port: 1 to 65535.
        browser: open the page in the default browser.

    Raises:
        ServeError: the port is taken, or may not be used.
    """
    server = Server((ADDRESS, port), None, server_name=ADDRESS)
    try:
        server.prepare()
    except OSError as error:
        raise ServeError(
            _("端口 {port} 用不了：可能已被另一个程序（或另一个账本窗口）占用").format(port=port),
            remedy=_("请换一个端口，例如 owners-ledger serve --port {other}。").format(
                other=port + 1 if port < 65535 else 5000
            ),
        ) from error
    try:
        server.wsgi_app = make_app(root)
        address = f"http://{ADDRESS}:{port}/"
        click.echo(_("账本已经打开：{address}").format(address=address))
        click.echo(_("只有这台电脑能看到。看完按 Ctrl+C 结束。"))
        if browser:
            webbrowser.open(address)
        server.serve()
    except KeyboardInterrupt:
        click.echo(_("账本已经关上。"))
    finally:
        server.stop()
