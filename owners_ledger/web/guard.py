"""What may be asked of the treasurer's Fava, and by whom.

Allowed is what the list below names; everything else is answered with a sentence and 403.

* The browser's own window on this computer: the address is ``127.0.0.1``, ``localhost`` or
  ``[::1]`` with the port served, and the page that asks is one of ours. A page of another port
  or program may only open ours as a whole window.
* Queries that read: ``SELECT``, ``BALANCES``, ``JOURNAL``, ``PRINT``, and stored queries of
  that kind by name.
* Files of the book: sources and documents inside the folder of the main file, statements to be
  read inside the import folders.

The extension asks it before every request (so a plain ``fava`` is guarded as well), and
``serve`` once more for the addresses that belong to no ledger.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from beanquery import ParseError
from beanquery import parser as bql
from fava.context import g
from fava.core import FavaLedger
from fava.helpers import FavaAPIError
from flask import Request, Response, abort, after_this_request, jsonify, make_response, request

from owners_ledger.i18n import _

HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
READING: Final = (bql.ast.Select, bql.ast.Balances, bql.ast.Journal, bql.ast.Print)

_parse: Callable[[str], object] = bql.parse
_READING_WORD = re.compile(r"\s*(select|balances|journal|print)\b", re.IGNORECASE)
_STORED = re.compile(r"\s*\.?run\s+(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_QUERIES = frozenset({"json_api.get_query", "download_query"})
_FILES = {
    "document": ("filename", "book"),
    "json_api.get_source": ("filename", "book"),
    "json_api.put_source": ("file_path", "book"),
    "json_api.put_move": ("filename", "book"),
    "json_api.delete_document": ("filename", "book"),
    "json_api.get_extract": ("filename", "inbox"),
}
_FOREIGN_CONTENT = frozenset({"document", "statement"})
_SHOWN = frozenset(
    {
        "application/pdf",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/csv",
        "text/plain",
    }
)
_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_FILE_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)


def protect() -> None:
    """Answer the request at hand with 403 unless it is allowed; harden the answer otherwise."""
    reason = foreign(request) or overreach(request, getattr(g, "ledger", None))
    if reason is not None:
        abort(_refusal(reason))
    after_this_request(harden)


def harden(response: Response) -> Response:
    """Add the headers that keep foreign text from acting and other sites from looking."""
    shows_file = request.endpoint in _FOREIGN_CONTENT
    headers = response.headers
    headers["Content-Security-Policy"] = _FILE_POLICY if shows_file else _PAGE_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint != "static":
        headers["Cache-Control"] = "private, no-store"
    if shows_file and response.mimetype not in _SHOWN:
        response.mimetype = "application/octet-stream"
        headers["Content-Disposition"] = "attachment"
    return response


def foreign(asked: Request) -> str | None:
    """Why a request does not come from our own page on this computer, or ``None``."""
    if not _is_own_address(asked):
        return _("这个地址不是本机账本的地址，请用 http://127.0.0.1 加端口打开")
    site = asked.headers.get("Sec-Fetch-Site", "same-origin")
    if site == "same-site" and _opens_window(asked):
        return None
    own = f"{asked.scheme}://{asked.host}".lower()
    origin = asked.headers.get("Origin", own).lower()
    referrer = asked.headers.get("Referer")
    if site in ("same-origin", "none") and origin == own and _origin(referrer, own) == own:
        return None
    return _("这个请求来自别的网页，账本只回答自己的页面")


def overreach(asked: Request, ledger: FavaLedger | None) -> str | None:
    """Why a request reaches beyond reading the book, or ``None``."""
    if asked.endpoint == "jump":
        return _("不支持这个地址")
    if ledger is None:
        return None
    if asked.endpoint in _QUERIES and not _only_reads(asked.args.get("query_string", ""), ledger):
        return _("这里只能查询：SELECT、BALANCES、JOURNAL、PRINT，或 run 加已存查询的名称")
    if asked.endpoint in _FILES or asked.endpoint == "statement":
        path = _path_asked(asked, ledger)
        if path is not None and not _is_within(path, asked.endpoint, ledger):
            return _("只能打开这本账文件夹里的文件")
    return None


def _is_own_address(asked: Request) -> bool:
    try:
        address = urlsplit(f"//{asked.headers.get('Host', '')}")
        port = address.port or 80
    except ValueError:
        return False
    plain = not (address.path or address.query or address.fragment or address.username)
    return plain and address.hostname in HOSTS and str(port) == asked.environ.get("SERVER_PORT")


def _opens_window(asked: Request) -> bool:
    return (
        asked.method == "GET"
        and asked.headers.get("Sec-Fetch-Mode") == "navigate"
        and asked.headers.get("Sec-Fetch-Dest") == "document"
    )


def _origin(address: str | None, own: str) -> str:
    if not address:
        return own
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _only_reads(text: str, ledger: FavaLedger) -> bool:
    stored = _STORED.fullmatch(text)
    if stored is None:
        return _is_reading(text)
    try:
        name, *more = shlex.split(stored["name"].rstrip("; \t"))
    except ValueError:
        return False
    texts = [query.query_string for query in ledger.all_entries_by_type.Query if query.name == name]
    return not more and all(map(_is_reading, texts))


def _is_reading(text: str) -> bool:
    if not _READING_WORD.match(text):
        return not text.strip()
    try:
        return isinstance(_parse(text), READING)
    except ParseError:
        return True  # Fava's own parser refuses it next, and says where


def _path_asked(asked: Request, ledger: FavaLedger) -> str | None:
    if asked.endpoint == "statement":
        try:
            return ledger.statement_path(
                asked.args.get("entry_hash", ""), asked.args.get("key", "")
            )
        except FavaAPIError:
            return None
    key, _place = _FILES[asked.endpoint or ""]
    values: Mapping[str, Any] = asked.args
    if asked.method == "PUT":
        body = asked.get_json(silent=True)
        values = body if isinstance(body, dict) else {}
    return str(values[key]) if values.get(key) else None


def _is_within(name: str, endpoint: str | None, ledger: FavaLedger) -> bool:
    book = Path(ledger.beancount_file_path).resolve().parent
    try:
        path = Path(name).resolve()
    except (OSError, ValueError):
        return False
    _key, place = _FILES.get(endpoint or "", ("", "book"))
    inboxes = [ledger.join_path(folder) for folder in ledger.fava_options.import_dirs]
    return path.is_relative_to(book) and (place == "book" or any(map(path.is_relative_to, inboxes)))


def _refusal(reason: str) -> Response:
    if (request.blueprint or "") == "json_api":
        answer = make_response(jsonify(error=reason), 403)
    else:
        answer = make_response(reason, 403, {"Content-Type": "text/plain; charset=utf-8"})
    return harden(answer)
