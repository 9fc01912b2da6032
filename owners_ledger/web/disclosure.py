"""Fava extension 公示: the notice of a period beside the books it was drawn from, and daily work.

In the book's main file::

    2020-01-01 custom "fava-extension" "owners_ledger.web.disclosure"

It asks the guard before every request, so a plain ``fava`` is guarded too. Figures come from
``owners_ledger.reporting`` and the rooms below it. ``settle`` and ``undo`` write, by ``review`` and
through the door (``web.door``); every other endpoint is a GET and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from fava.ext import FavaExtensionBase, extension_endpoint
from flask import Response, jsonify, request

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.rendering.typography import show_money
from owners_ledger.review.desk import Done
from owners_ledger.review.model import StaleError
from owners_ledger.web import guard
from owners_ledger.web.door import Door, refused
from owners_ledger.web.figures import Desk, View, open_desk
from owners_ledger.web.pages import TABS
from owners_ledger.web.pages.opened import Page, opened
from owners_ledger.web.session import Session

_Endpoint = Callable[[Any], Response]
_get = cast("Callable[[_Endpoint], _Endpoint]", extension_endpoint)


def _post(name: str) -> Callable[[_Endpoint], _Endpoint]:
    return cast("Callable[[_Endpoint], _Endpoint]", extension_endpoint(name, ["POST"]))


class Disclosure(FavaExtensionBase):
    """The pages, the notice's figures and PDF, and the decisions on flagged lines."""

    report_title = "公示"
    has_js_module = True
    money = staticmethod(show_money)
    tabs = TABS

    _desk: Desk | None = None

    def before_request(self) -> None:
        """Let pass what the guard allows."""
        guard.protect()

    def after_load_file(self) -> None:
        """Forget the figures of the books as they were."""
        self._desk = None

    def page(self) -> Page:
        """What the tab asked for shows."""
        return opened(request.args, self._current)

    def view(self) -> View:
        """The notice of the period asked for."""
        try:
            return self._current().view(_period())
        except OwnersLedgerError as error:
            return View(_period(), _period(), error=error)

    @cached_property
    def door(self) -> Door:
        """This process's token."""
        return Door()

    @cached_property
    def session(self) -> Session:
        """What this process has written."""
        return Session()

    @_get
    def figures(self) -> Response:
        """The period's figures, as ``owners-ledger report --format json`` prints them."""
        return self._answer("json", "application/json")

    @_get
    def pdf(self) -> Response:
        """The period's notice as PDF."""
        return self._answer("pdf", "application/pdf")

    @_post("settle")
    def settle(self) -> Response:
        """Decide a flagged line."""
        return self._write(self.session.settle)

    @_post("undo")
    def undo(self) -> Response:
        """Put the last decision back."""
        return self._write(self.session.undo)

    def _write(self, act: Callable[[Path, Any], Done]) -> Response:
        body = self.door.admitted(request)
        if isinstance(body, Response):
            return body
        try:
            done = act(self._root, body)
        except StaleError as error:
            return refused(error, 409)
        except OwnersLedgerError as error:
            return refused(error, 422)
        self.ledger.watcher.notify(done.path)
        warnings = [one.message for one in done.warnings]
        return jsonify(after=done.change.after, warnings=warnings)

    @property
    def _root(self) -> Path:
        return Path(self.ledger.beancount_file_path).resolve().parent.parent

    def _current(self) -> Desk:
        desk = self._desk
        if desk is None or not desk.is_current():
            desk = self._desk = open_desk(self.ledger)
        return desk

    def _answer(self, form: str, kind: str) -> Response:
        try:
            content = self._current().sheet(_period(), form)
        except OwnersLedgerError as error:
            return Response(f"{error}\n", 422, content_type="text/plain; charset=utf-8")
        return Response(content, content_type=kind)


def _period() -> str:
    return request.args.get("period", "")
