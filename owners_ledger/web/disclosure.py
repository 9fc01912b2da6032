"""Fava extension 公示: the notice of a period beside the books it was drawn from.

In the book's main file::

    2020-01-01 custom "fava-extension" "owners_ledger.web.disclosure"

It asks the guard before every request, so a plain ``fava`` is guarded too. All endpoints are
GET and write nothing; every figure comes from ``owners_ledger.reporting``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from fava.ext import FavaExtensionBase, extension_endpoint
from flask import Response, request

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.rendering.typography import show_money
from owners_ledger.web import guard
from owners_ledger.web.figures import Desk, View, open_desk

_Endpoint = Callable[[Any], Response]
_get = cast("Callable[[_Endpoint], _Endpoint]", extension_endpoint)


class Disclosure(FavaExtensionBase):
    """The page, and its figures and PDF."""

    report_title = "公示"
    has_js_module = True
    money = staticmethod(show_money)

    _desk: Desk | None = None

    def before_request(self) -> None:
        """Let pass what the guard allows."""
        guard.protect()

    def after_load_file(self) -> None:
        """Forget the figures of the books as they were."""
        self._desk = None

    def view(self) -> View:
        """What the page shows for the period asked for; a mistake is part of it, never a 500."""
        try:
            return self._current().view(_period())
        except OwnersLedgerError as error:
            return View(_period(), _period(), error=error)

    @_get
    def figures(self) -> Response:
        """The period's figures, as ``owners-ledger report --format json`` prints them."""
        return self._answer("json", "application/json")

    @_get
    def pdf(self) -> Response:
        """The period's notice as PDF."""
        return self._answer("pdf", "application/pdf")

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
