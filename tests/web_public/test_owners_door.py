"""Every address, method and role; what was asked for changes nothing and shows nobody else's."""

from __future__ import annotations

import tempfile
from urllib.parse import quote

import pytest
import routes
from small_edition import CANARY, tree

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOREIGN = [
    {"Origin": "http://example.org"},
    {"Origin": "null"},
    {"Origin": "https://gongshi.example.org"},
    {"Origin": "http://gongshi.example.org.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
]
OVERRIDE = {
    "X-HTTP-Method-Override": "PUT", "X-Method-Override": "DELETE", "X-Original-URL": "/etc/passwd",
    "X-Rewrite-URL": "/ledger/books/editor/", "X-Forwarded-Host": "example.org",
}  # fmt: skip
ADDRESSES = [*routes.OPEN, *routes.CLOSED, "/login", "/logout", "/mine/"]


def strict(answer):
    """Headers that every answer has, whatever it says."""
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy or "script-src" not in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["Cache-Control"] in ("private, no-store", "private, max-age=3600")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers
    return answer


def silent(answer, world, *, of="1-1-102"):
    """Nothing private in it: no canary, no path of this computer, no letter of another."""
    said = answer.get_data() + str(answer.headers).encode()
    for word in (CANARY, str(world.root), f"对账单 {of}", "222.22", "site-packages"):
        assert word.encode() not in said
        assert quote(word).encode() not in said


@pytest.fixture(scope="module")
def apps(world):
    return world.app(), world.app(codes=True)


@pytest.fixture
def roles(apps, world, visitor):
    """Nobody, a household, a household whose code has ended, and a foreign page."""
    open_to_all, closed = apps
    holder, ended = visitor(closed, "203.0.113.1"), visitor(closed, "203.0.113.2")
    assert holder.log_in(world.codes["1-1-101"]).status_code == 303
    assert ended.log_in(world.codes["1-1-102"]).status_code == 303
    world.register = world.register.revoke("1-1-102", world.register.issued["1-1-102"].day)
    world.seal()
    return {
        "nobody": visitor(closed, "203.0.113.3"),
        "anybody": visitor(open_to_all, "203.0.113.4"),
        "holder": holder,
        "ended": ended,
    }


def expected(role, address, method):
    path = address.partition("?")[0]
    if method not in ("GET", "HEAD") and path not in ("/login", "/logout"):
        return {405}
    if path in ("/login", "/logout"):
        if role == "anybody":
            return {404, 405}
        return {200} if method in ("GET", "HEAD") else {303, 400} if method == "POST" else {405}
    if role in ("nobody", "ended"):
        return {303}
    if path == "/mine/":
        return {404} if role == "anybody" else {200}
    if address in routes.OPEN:
        return {303} if address in ("/ledger/", "/ledger/books/") else {200}
    return {404}


def test_every_address_method_and_role(world, roles, tmp_path, monkeypatch):
    temporary = world.root / "tmp"
    temporary.mkdir(exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(temporary)
    before = tree(world.root)
    asked = 0
    # Logging out comes last: it ends the session it is asked with.
    for role, one in roles.items():
        for address in sorted(ADDRESSES, key=lambda address: address == "/logout"):
            for method in routes.METHODS:
                if (address, method) == ("/logout", "POST"):
                    continue
                answer = strict(one.ask(address, method, headers=OVERRIDE))
                wanted = expected(role, address, method)
                assert answer.status_code in wanted, (role, method, address, answer.status_code)
                assert method != "HEAD" or answer.get_data() == b""
                silent(answer, world)
                asked += 1
    assert asked == len(roles) * (len(ADDRESSES) * len(routes.METHODS) - 1)
    for role, one in roles.items():
        assert one.ask("/logout", "POST").status_code == (405 if role == "anybody" else 303)
    assert roles["holder"].ask("/mine/").status_code == 303
    assert tree(world.root) == before


@pytest.mark.parametrize("headers", FOREIGN)
def test_foreign_pages_get_nothing(world, apps, visitor, headers):
    for app in apps:
        one = visitor(app, "203.0.113.9")
        for address in ADDRESSES:
            for method in routes.METHODS:
                answer = strict(one.ask(address, method, headers=headers))
                assert answer.status_code == 403
                assert len(answer.get_data()) < 3000
                assert "Set-Cookie" not in answer.headers


def test_a_link_from_elsewhere_leads_here_but_posts_nothing(apps, visitor):
    follows = {
        "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"
    }  # fmt: skip
    assert visitor(apps[0]).ask("/months.html", headers=follows).status_code == 200
    assert visitor(apps[1]).ask("/login", "POST", headers=follows).status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "example.org", "127.0.0.1", "", "gongshi.example.org.", "gongshi.example.org@example.org",
        "example.org/gongshi.example.org", "gongshi.example.org:x", "xgongshi.example.org", "[::1",
        "gongshi.example.org?x", "gongshi.example.org#x",
    ],
)  # fmt: skip
def test_other_names_are_refused(apps, visitor, host):
    for app in apps:
        for address in ("/", "/login", "/ledger/books/journal/", "/nothing"):
            answer = strict(visitor(app).ask(address, host=host))
            assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "//etc/passwd", "/../password.txt", "/data/../../password.txt", "/data/%2e%2e/edition.json",
        "/data/..%2f..%2fpassword.txt", "/%2e%2e/password.txt", "/data\\..\\edition.json", "/./",
        "/index.html%00.css", "/index.html%0a", "/data//months.csv", "/data/", "/data", "/ledger/books/../../",
        "/%252e%252e/password.txt", "/ledger%2Fmain.beancount%00", "/index.html/", "/\u202eindex.html",
        "/ledger/books/account/..%2f..%2fx/", "/%ff%fe", "/CON", "/index.html::$DATA", "/~root",
    ],
)  # fmt: skip
def test_path_tricks_lead_nowhere(world, apps, visitor, path):
    answer = strict(visitor(apps[0]).ask(path))
    assert answer.status_code == 404
    silent(answer, world)


JOURNAL = "/ledger/books/api/journal_page"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("filter=物业费", 200), ('filter=payee:"清源保洁有限公司"', 200), ("filter=-物业费", 200),
        ("time=2026-02", 200), ("time=2026-01 - 2026-02", 200), ("time=2026-Q1", 200),
        ("account=Income:10物业服务费", 200), ("interval=week", 200), ("conversion=CNY", 200),
        ("filter=(a%2B)%2B$", 400), ("filter=(a|a)*", 400), ("filter=[x]", 400), ("filter=a{9}", 400),
        ("filter=\\w", 400), ("filter=a?", 400), ("filter=^link", 400), ("filter=" + "长" * 81, 400),
        ("filter=<script>", 400), ("filter=a%00", 400), ("filter=a&filter=b", 400), ("unknown=1", 400),
        ("account=.*", 400), ("account=(x", 400), ("time=day-99999", 400), ("time=0001 - 9999", 400),
        ("time=2026-02 - 9999", 400), ("time=year", 400), ("time=((((", 400), ("interval=day", 400),
        ("conversion=USD", 400), ("query_string=select 1", 400), ("filename=/etc/passwd", 400),
        ('filter="', 400), ("filter=payee:", 400), ("time=2026-13", 400), ("_method=PUT", 400),
    ],
)  # fmt: skip
def test_words_are_plain_or_refused(world, apps, visitor, word, status):
    answer = strict(visitor(apps[0]).ask(f"{JOURNAL}?page=1&order=desc&{word}"))
    assert answer.status_code == status, answer.text
    assert answer.is_json
    silent(answer, world)


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "", "999999"])
def test_pages_are_numbers(apps, visitor, page):
    assert visitor(apps[0]).ask(f"{JOURNAL}?page={page}&order=desc").status_code == 400


def test_messengers_words_are_taken_off_a_link(apps, visitor):
    answer = visitor(apps[0]).ask("/months.html?from=singlemessage&isappinstalled=0")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/months.html")


def test_files_are_served_as_published(world, apps, visitor):
    """Byte by byte; only the home page has links more."""
    for path in sorted(world.public.rglob("*")):
        if path.is_file() and path.name != "index.html":
            name = path.relative_to(world.public).as_posix()
            assert visitor(apps[0]).ask(f"/{quote(name)}").get_data() == path.read_bytes()
    home = visitor(apps[0]).ask("/").text
    assert 'href="/ledger/"' in home
    assert "/ledger/" not in (world.public / "index.html").read_text("utf-8")
    assert "/mine/" not in home


def test_a_prefix_is_in_front_of_everything(world, visitor):
    one = visitor(world.app(prefix="/gongshi"))
    assert one.ask("/months.html").status_code == 404
    assert one.ask("/gongshi").status_code == 404
    assert one.ask("/gongshi/ledger/").headers["Location"].startswith("/gongshi/ledger/books/")
    assert 'href="/gongshi/ledger/"' in one.ask("/gongshi/").text
