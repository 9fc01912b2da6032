"""All routes, all methods, from a page of somebody else: no answer, and not one byte changed."""

from __future__ import annotations

import pytest
from apps import app_of
from small_book import make_book, tree

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
FOREIGN = [
    {"Origin": "http://example.org"},
    {"Origin": "null"},
    {"Referer": "http://127.0.0.1:5001/"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    {"Host": "example.org:5000"},
]
VALUES = {
    "name": "Assets:10银行存款:01基本户",
    "report_name": "journal",
    "extension_name": "Disclosure",
    "result_format": "csv",
    "page_slug": "_index",
    "filename": "app.js",
}
ENDPOINTS = ["figures", "pdf", "settle", "undo"]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    book = make_book(tmp_path_factory.mktemp("routes"))
    with app_of(book) as app:
        yield book, app


def addresses(app, slug):
    """Every rule with something to fill its blanks."""
    urls = app.url_map.bind("127.0.0.1:5000", "/")
    known = {**VALUES, "bfile": slug, "aggregation_key": "account"}
    found = set()
    for rule in app.url_map.iter_rules():
        values = {name: known.get(name, "x") for name in rule.arguments if name != "endpoint"}
        for endpoint in ENDPOINTS if "endpoint" in rule.arguments else [""]:
            more = {"endpoint": endpoint} if endpoint else {}
            method = min(rule.methods - {"OPTIONS"})
            found.add(urls.build(rule.endpoint, {**values, **more}, method=method))
    return sorted(found)


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_route_answers_a_foreign_page(own, headers):
    book, app = own
    before, client = tree(book), app.test_client()
    asked = addresses(app, app.config["LEDGERS"].first_slug())
    assert len(asked) > 40
    for path in asked:
        for method in METHODS:
            answer = client.open(
                path,
                method=method,
                headers={"Host": "127.0.0.1:5000", **headers},
                environ_overrides={"SERVER_PORT": "5000"},
                json={"ref": "01/S4", "action": "accept", "number": 1},
                buffered=True,
            )
            allowed = (403, 400) if method in ("GET", "HEAD") else (403, 405, 400)
            assert answer.status_code in allowed, (method, path)
            assert "Access-Control-Allow-Origin" not in answer.headers
    assert tree(book) == before
