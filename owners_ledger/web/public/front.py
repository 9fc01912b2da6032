"""The door: every request passes here, and what is not named here is closed.

Only GET and HEAD are answered, and POST to log in and out. A request for the ledger is put anew
from its checked parts before Fava sees it; cookies, bodies and other headers do not reach Fava.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import quote, urlencode

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from owners_ledger.i18n import _
from owners_ledger.web.public import allowed, frontend, site
from owners_ledger.web.public.books import SLUG
from owners_ledger.web.public.current import Current, Shown
from owners_ledger.web.public.door import Door, Place, message, not_allowed, refused_stranger

_BOOKS: Final = ("ledger", SLUG)
_STATIC: Final = ("ledger", "static")
_ICON: Final = "favicon.ico"  # browsers ask for one of their own accord
_AT_ONCE = 2
_PATIENCE = 5.0
_HEADERS: Final = {
    "Content-Security-Policy": site.PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "private, no-store",
}
_REFUSED: Final = {400: _("这个地址写得不对。"), 404: _("这里没有这一页。")}


@dataclass(frozen=True, slots=True)
class Site:
    """What is served, and to whom.

    Attributes:
        current: the edition shown.
        place: names and prefix.
        door: who may in with a code; ``None``: everybody.
    """

    current: Current
    place: Place
    door: Door | None = None


def make_app(served: Site) -> Flask:
    """The application: one door, nothing behind it is reached otherwise."""
    app = Flask("owners", static_folder=None, template_folder=None)
    app.logger.disabled = True
    turn = threading.BoundedSemaphore(_AT_ONCE)
    app.before_request(partial(_answer, served, turn))
    app.register_error_handler(HTTPException, _mistaken)
    app.after_request(_harden)
    return app


def _mistaken(error: HTTPException) -> Response:
    """Whatever went wrong within: one sentence, no detail."""
    return message(error.code or 500, _("这一页现在打不开，请过一会儿再试。"))


def _harden(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.remove("Server")
    return response


def _answer(served: Site, turn: threading.BoundedSemaphore) -> Response:
    asked: Request = request
    path = _path(asked, served.place)
    stopped = _stopped(served, asked, path)
    if stopped is not None:
        return stopped
    return _refused(404, served.place) if path is None else _found(served, path, turn)


def _stopped(served: Site, asked: Request, path: str | None) -> Response | None:
    """The answer to a request that gets no further than the door."""
    door = served.door
    if (strange := refused_stranger(asked, served.place)) is not None:
        return strange
    if door is not None and (handled := door.handle(asked, path)) is not None:
        return handled
    if asked.method not in ("GET", "HEAD"):
        return not_allowed("GET, HEAD")
    if path == _ICON:
        return Response(b"", 204)
    is_in = door is None or door.is_open_to(asked)
    return None if door is None or is_in else door.ask_for_code(asked)


def _found(served: Site, path: str, turn: threading.BoundedSemaphore) -> Response:
    place, shown = served.place, served.current.shown
    parts = tuple(path.split("/"))
    if parts[:2] == _STATIC:
        return _static(parts, place)
    if parts[:2] == _BOOKS:
        return _books(shown, parts, place, turn)
    if path in ("ledger", "ledger/"):
        return _to(place, f"ledger/{SLUG}/{frontend.PAGES[0]}/")
    return _page(shown, path, served)


def _path(asked: Request, place: Place) -> str | None:
    """The path below the prefix; ``None``: none of ours, or one that plays tricks."""
    try:
        path = asked.environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    if not path.startswith(f"{place.prefix}/"):
        return None
    path = path[len(place.prefix) + 1 :]
    odd = not path.isprintable() or "\\" in path or "%" in path
    steps = path.split("/")
    return None if odd or "" in steps[:-1] or {".", ".."} & set(steps) else path


def _page(shown: Shown, path: str, served: Site) -> Response:
    """A page or file of the edition."""
    place, door = served.place, served.door
    if path == "" and site.HOME not in shown.edition.files:
        return _to(place, f"ledger/{SLUG}/{frontend.PAGES[0]}/")
    found = site.file(shown.edition, path)
    if found is None:
        return _refused(404, place)
    if request.query_string:
        # Messengers hang words of their own on links: without them it is our page.
        return _to(place, path)
    kind, content = found
    is_page = kind.startswith("text/html")
    if path in ("", site.HOME):
        links = [(_("逐笔看账"), f"{place.prefix}/ledger/")]
        if door is not None:
            links += door.links()
        content = site.with_links(content, links)
    answer = Response(content, content_type=kind)
    if not is_page:
        answer.headers["Content-Security-Policy"] = site.FILE_POLICY
    if kind == "application/octet-stream":
        name = quote(path.rpartition("/")[2])
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _static(parts: tuple[str, ...], place: Place) -> Response:
    found = frontend.static().get(parts[2]) if len(parts) == 3 else None
    words = request.args.to_dict(flat=False)
    if found is None:
        return _refused(404, place)
    if set(words) - {"mtime"} or not all(one.isdigit() for ones in words.values() for one in ones):
        return _refused(400, place)
    answer = Response(found[1], content_type=found[0])
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _books(
    shown: Shown, parts: tuple[str, ...], place: Place, turn: threading.BoundedSemaphore
) -> Response:
    """A page or figure of Fava's."""
    below = parts[2:]
    is_page = below[:1] != ("api",)
    if is_page and below[-1:] != ("",):
        return _refused(404, place)
    asked = below[:-1] if is_page else below
    words: Mapping[str, list[str]] = request.args.to_dict(flat=False)
    status = allowed.status(asked, words, shown.books.known)
    if status != 200:
        return _refused(status, place, as_json=not is_page)
    if not asked:
        return _to(place, f"ledger/{SLUG}/{frontend.PAGES[0]}/")
    if not turn.acquire(timeout=_PATIENCE):
        answer = message(503, _("现在看的人太多，请过一会儿再试。"))
        answer.headers["Retry-After"] = "10"
        return answer
    try:
        return _ask_fava(shown, place, asked, words, is_page=is_page)
    finally:
        turn.release()


def _ask_fava(
    shown: Shown,
    place: Place,
    asked: tuple[str, ...],
    words: Mapping[str, list[str]],
    *,
    is_page: bool,
) -> Response:
    """The request put anew: a GET of checked parts and words, and nothing else."""
    path = "/".join(("", SLUG, *asked)) + ("/" if is_page else "")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": f"{place.prefix}/ledger",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode({name: values[0] for name, values in words.items()}),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
    }
    made = Response.from_app(shown.books.app, environ, buffered=True)
    if made.status_code != 200:
        # Fava's own words may name what it was asked for.
        return _refused(400 if made.status_code < 500 else 500, place, as_json=not is_page)
    return Response(made.get_data(), content_type=made.content_type)


def _to(place: Place, path: str) -> Response:
    return Response(b"", 303, {"Location": f"{place.prefix}/{quote(path)}"})


def _refused(status: int, place: Place, *, as_json: bool = False) -> Response:
    text = _REFUSED.get(status) or _("这一页现在打不开，请过一会儿再试。")
    if as_json:
        said = json.dumps({"error": text}, ensure_ascii=False)
        return Response(said, status, content_type="application/json")
    return message(status, text, home=f"{place.prefix}/")
