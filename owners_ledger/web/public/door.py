"""Who may in: the names this site answers to, requests of other sites, and the code at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from flask import Request, Response

from owners_ledger.i18n import _
from owners_ledger.rendering import templates
from owners_ledger.web.public import sessions, site
from owners_ledger.web.public.limits import Tries
from owners_ledger.web.public.sessions import COOKIE, Sessions

_LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LONGEST_BODY = 1024
_METHODS: Final = {"login": "GET, HEAD, POST", "logout": "GET, HEAD, POST", "mine/": "GET, HEAD"}
_TITLE = "业主账本"
_NOTHING: Final = {"home": "", "login": "", "leave": "", "tried": ""}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site is.

    Attributes:
        names: host names it answers to, lower case, without port.
        prefix: path before everything, "" or ``/gongshi``.
    """

    names: frozenset[str]
    prefix: str = ""


def is_own_name(asked: Request, place: Place) -> bool:
    """Whether a request is for this site, and not for one that only leads here."""
    host = asked.environ.get("HTTP_HOST", "")
    try:
        address = urlsplit(f"//{host}")
        address.port  # noqa: B018 - it is parsed when it is read
    except ValueError:
        return False
    plain = not (address.path or address.query or address.fragment or "@" in host)
    return plain and (address.hostname or "") in place.names


def is_foreign(asked: Request) -> bool:
    """Whether a page of another site asks; following a link to one of our pages is not that."""
    own = f"{asked.scheme}://{asked.environ.get('HTTP_HOST', '')}".lower()
    origin = asked.headers.get("Origin")
    if origin is not None and origin.lower() != own:
        return True
    if asked.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
        return False
    follows = ("navigate", "document")
    how = asked.headers.get("Sec-Fetch-Mode"), asked.headers.get("Sec-Fetch-Dest")
    return asked.method not in ("GET", "HEAD") or how != follows


def message(status: int, text: str, **more: str) -> Response:
    """A page with one sentence, and a form where one is wanted.

    Args:
        status: of the answer.
        text: the sentence.
        more: ``home``, ``login``, ``leave`` (addresses) and ``tried`` (why it failed before).
    """
    given = {"title": _TITLE, "text": text, **_NOTHING, **more}
    page = templates.render(None, "public_message.html", given)
    answer = Response(page, status, content_type="text/html; charset=utf-8")
    # A form of a page without any referrer is sent with "Origin: null", like a stranger's.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def refused_stranger(asked: Request, place: Place) -> Response | None:
    """The refusal of a request for another name, or of another site; ``None``: it is neither."""
    if not is_own_name(asked, place):
        return message(400, _("这个网址不是本站的网址。"))
    if is_foreign(asked):
        return message(403, _("这个请求来自别的网站，本站不回答。"))
    return None


def not_allowed(methods: str) -> Response:
    """The refusal of every other method."""
    answer = message(405, _("本站只能看，不能改。"))
    answer.headers["Allow"] = methods
    return answer


class Door:
    """The code at the door: log in, log out, the household's own letter."""

    def __init__(
        self, sessions_: Sessions, place: Place, tries: Tries, *, is_secure: bool = False
    ) -> None:
        self._sessions, self._place, self._tries = sessions_, place, tries
        self._is_secure = is_secure

    def is_open_to(self, asked: Request) -> bool:
        """Whether a request comes with a cookie of a code that lets in."""
        return self._sessions.who(asked.cookies.get(COOKIE, "")) is not None

    def ask_for_code(self, asked: Request) -> Response:
        """To the form, where a person asks; a plain refusal where a page's script does."""
        if asked.headers.get("Sec-Fetch-Dest", "document") == "document":
            return Response(b"", 303, {"Location": f"{self._place.prefix}/login"})
        return message(403, _("请先输入口令。"))

    def handle(self, asked: Request, path: str | None) -> Response | None:
        """Answer what belongs to the door; ``None``: something else is asked."""
        if path is None or path not in _METHODS:
            return None
        answers = {
            ("login", "GET"): lambda _asked: self._form(200),
            ("login", "POST"): self._enter,
            ("logout", "GET"): lambda _asked: self._ask_to_leave(),
            ("logout", "POST"): self._leave,
            ("mine/", "GET"): self._letter,
        }
        answer = answers.get((path, "GET" if asked.method == "HEAD" else asked.method))
        return not_allowed(_METHODS[path]) if answer is None else answer(asked)

    def _form(self, status: int, tried: str = "") -> Response:
        return message(
            status,
            _("账目只给本小区业主看，请输入您家的口令。"),
            login=f"{self._place.prefix}/login",
            tried=tried,
        )

    def _enter(self, asked: Request) -> Response:
        length = asked.content_length
        if length is None or length > _LONGEST_BODY or asked.query_string:
            return self._form(400, _("请只填口令。"))
        if not self._tries.take(asked.remote_addr or ""):
            answer = self._form(429, _("试得太多了，请过一分钟再试。"))
            answer.headers["Retry-After"] = "60"
            return answer
        body = asked.get_data(cache=False).decode("ascii", "replace")
        cookie = self._sessions.enter(parse_qs(body, max_num_fields=4).get("code", [""])[0])
        if cookie is None:
            return self._form(403, _("口令不对，或已经换过。请照纸上的再输一次。"))
        answer = Response(b"", 303, {"Location": f"{self._place.prefix}/"})
        self._set(answer, cookie, sessions.SECONDS)
        return answer

    def links(self) -> list[tuple[str, str]]:
        """What stands in the home page's menu for somebody who is in."""
        prefix = self._place.prefix
        return [(_("我家的对账单"), f"{prefix}/mine/"), (_("退出"), f"{prefix}/logout")]

    def _ask_to_leave(self) -> Response:
        prefix = self._place.prefix
        return message(
            200,
            _("退出以后，要再输一次口令才能看。"),
            home=f"{prefix}/",
            leave=f"{prefix}/logout",
        )

    def _leave(self, asked: Request) -> Response:
        self._sessions.leave(asked.cookies.get(COOKIE, ""))
        answer = Response(b"", 303, {"Location": f"{self._place.prefix}/login"})
        self._set(answer, "", 0)
        return answer

    def _set(self, answer: Response, cookie: str, seconds: int) -> None:
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=seconds,
            path=f"{self._place.prefix}/",
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
        )

    def _letter(self, asked: Request) -> Response:
        keys = self._sessions.who(asked.cookies.get(COOKIE, ""))
        if keys is None:
            return self.ask_for_code(asked)
        if asked.query_string:
            return Response(b"", 303, {"Location": f"{self._place.prefix}/mine/"})
        letter = self._sessions.letter(keys)
        home = f"{self._place.prefix}/"
        if letter is None:
            return message(404, _("您家的对账单还没有放上来。"), home=home)
        links = [(_("回到公示首页"), home), (_("退出"), f"{self._place.prefix}/logout")]
        answer = Response(site.with_links(letter, links), content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = _LETTER_POLICY
        return answer
