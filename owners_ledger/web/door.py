"""The one door by which the extension's pages write: a token, JSON, and not much of it.

The guard has refused foreign pages before. Whoever gets here must also know the token that only
our own page carries (drawn anew for every process), and speak JSON, which no form of another site
can.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from typing import Any, Final

from flask import Request, Response, jsonify, make_response

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _

TOKEN: Final = "X-Owners-Ledger-Token"  # noqa: S105 - a header's name
MOST_BYTES: Final = 64 * 1024


class Door:
    """A process's token, and who may pass with it."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)

    def admitted(self, asked: Request) -> Mapping[str, Any] | Response:
        """The request's JSON object, or the refusal."""
        given = asked.headers.get(TOKEN, "")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return refusal(403, _("这个页面已经过期"), _("请刷新页面，再记一次。"))
        if asked.mimetype != "application/json":
            return refusal(415, _("只收 JSON"))
        if asked.content_length is None or asked.content_length > MOST_BYTES:
            return refusal(413, _("内容太长"))
        body = asked.get_json(silent=True)
        if not isinstance(body, dict):
            return refusal(400, _("看不懂这个请求"))
        return body


def refusal(status: int, said: str, remedy: str = "") -> Response:
    """Why not, as the page shows it."""
    return make_response(jsonify(error=said, remedy=remedy), status)


def refused(error: OwnersLedgerError, status: int) -> Response:
    """An error in order: message and remedy."""
    return refusal(status, error.message, error.remedy)
