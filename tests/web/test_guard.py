"""The guard: what the treasurer's Fava answers, to whom, and that a refusal changes nothing."""

from __future__ import annotations

import pytest
from fava.application import create_app
from small_book import tree

HOME = {"Host": "127.0.0.1:5000"}
ENVIRON = {"SERVER_PORT": "5000", "SERVER_NAME": "127.0.0.1"}


@pytest.fixture(scope="module")
def slug(app):
    return app.config["LEDGERS"].first_slug()


@pytest.fixture
def ask(app, slug):
    """Send one request as a browser on port 5000 would."""
    client = app.test_client()

    def send(path, *, method="GET", headers=None, host="127.0.0.1:5000", **more):
        path = path if path.startswith("/") else f"/{slug}/{path}"
        return client.open(
            path,
            method=method,
            headers={"Host": host, **(headers or {})},
            environ_overrides={"SERVER_PORT": "5000"},
            buffered=True,
            **more,
        )

    return send


def test_every_endpoint_is_known(app):
    """Fava's routes as they were read; a new one must be looked at before it is let through."""
    assert sorted({rule.endpoint for rule in app.url_map.iter_rules()}) == sorted(
        [
            "account",
            "document",
            "download_journal",
            "download_query",
            "extension_endpoint",
            "extension_js_module",
            "extension_report",
            "help_page",
            "holdings_by",
            "index",
            "jump",
            "report",
            "statement",
            "static",
            "json_api.delete_document",
            "json_api.delete_source_slice",
            "json_api.get_account_report",
            "json_api.get_balance_sheet",
            "json_api.get_changed",
            "json_api.get_commodities",
            "json_api.get_context",
            "json_api.get_documents",
            "json_api.get_errors",
            "json_api.get_events",
            "json_api.get_extract",
            "json_api.get_help",
            "json_api.get_imports",
            "json_api.get_income_statement",
            "json_api.get_journal",
            "json_api.get_journal_page",
            "json_api.get_ledger_data",
            "json_api.get_narration_transaction",
            "json_api.get_narrations",
            "json_api.get_options",
            "json_api.get_payee_accounts",
            "json_api.get_payee_transaction",
            "json_api.get_query",
            "json_api.get_source",
            "json_api.get_source_slice",
            "json_api.get_statistics",
            "json_api.get_trial_balance",
            "json_api.put_add_document",
            "json_api.put_add_entries",
            "json_api.put_attach_document",
            "json_api.put_format_source",
            "json_api.put_move",
            "json_api.put_source",
            "json_api.put_source_slice",
            "json_api.put_upload_import_file",
        ]
    )


@pytest.mark.parametrize(
    "page",
    [
        "income_statement/", "balance_sheet/", "trial_balance/", "journal/", "query/", "holdings/",
        "documents/", "editor/", "import/", "options/", "statistics/", "errors/", "help/",
        "account/Assets:10银行存款:01基本户/", "api/changed", "api/errors", "api/ledger_data",
        "api/income_statement", "api/journal", "api/imports", "api/source", "api/options",
        "download-journal/", "/static/app.js",
    ],
)  # fmt: skip
@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5000", "[::1]:5000"])
def test_own_pages_are_answered(ask, page, host):
    answer = ask(page, host=host)
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert page.startswith("/static") or answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", ["/", "journal/", "api/changed", "api/errors", "/static/app.js"])
@pytest.mark.parametrize(
    "host",
    [
        "example.org:5000", "example.org", "127.0.0.1", "127.0.0.1:5001", "localhost", "",
        "127.0.0.1:5000@example.org", "example.org/127.0.0.1:5000", "127.0.0.1.example.org:5000",
        "localhost.:5000", "0.0.0.0:5000", "127.0.0.1:x", "[::1]", "[::1:5000",
    ],
)  # fmt: skip
def test_foreign_hosts_are_refused(ask, page, host):
    assert ask(page, host=host).status_code in (400, 403)


NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
FOREIGN = [
    {"Origin": "http://example.org"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:5001"},
    {"Origin": "https://127.0.0.1:5000"},
    {"Origin": "http://localhost:5000"},
    {"Referer": "http://example.org/127.0.0.1:5000/"},
    {"Referer": "http://127.0.0.1:5001/"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site", **NAVIGATION},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "none", "Origin": "http://example.org"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_foreign_pages_are_refused(ask, book, method, headers):
    before = tree(book)
    for path in ("journal/", "api/source", "api/source_slice", "api/changed", "/static/app.js"):
        answer = ask(path, method=method, headers=headers)
        assert answer.status_code in ((403,) if method in ("GET", "HEAD") else (403, 405))
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert tree(book) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "none", **NAVIGATION},
        {"Sec-Fetch-Site": "same-site", **NAVIGATION, "Referer": "http://localhost:8080/"},
        {"Sec-Fetch-Site": "same-origin", "Referer": "http://127.0.0.1:5000/x/journal/"},
        {"Origin": "http://127.0.0.1:5000"},
    ],
)
def test_own_window_and_own_pages_pass(ask, headers):
    assert ask("journal/", headers=headers).status_code == 200


READING = [
    "SELECT date, account, position LIMIT 3",
    "  select account, sum(position) group by account;",
    "BALANCES",
    "journal 'Assets'",
    "PRINT FROM year = 2025",
    "run 余额",
    '.run "余额"',
    "",
]
OTHER = [
    ".output 不该有的文件", ".set format text", "set", ".reload", ".help", "help", ".history",
    ".clear", "clear", ".tables", ".explain SELECT 1", ".parse SELECT 1", ".errors", "errors",
    ".exit", "quit", "EOF", "?", "!ls", ".run", "run", "run 文件", '.run "文件"', "run a b",
    "run '", "CREATE TABLE t (a str)", "CREATE TABLE t USING 'csv:不该有的文件.csv'",
    "INSERT INTO postings (date) VALUES (2025-01-01)", "-- SELECT 1", "选择", ". output x",
    "\nrun\n文件", "SELECT1",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:commands without")
@pytest.mark.parametrize("text", READING)
def test_reading_queries_are_answered(ask, text):
    answer = ask("api/query", query_string={"query_string": text})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("text", OTHER)
def test_other_statements_are_refused(ask, book, text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = tree(book)
    for path in ("api/query", "download-query/query_result.csv"):
        answer = ask(path, query_string={"query_string": text})
        assert answer.status_code == 403
        assert "SELECT" in (answer.json["error"] if answer.is_json else answer.text)
    assert tree(book) == before
    assert not list(tmp_path.iterdir())


def test_a_query_can_be_downloaded(ask):
    answer = ask("download-query/query_result.csv", query_string={"query_string": "run 余额"})
    assert answer.status_code == 200
    assert "Assets:10银行存款:01基本户,4497.5" in answer.text


def outside(book):
    """Paths that are not the book's, in several spellings."""
    ledger = book / "ledger"
    return [
        "/etc/hostname",
        "../外面.txt",
        str(book / "外面.txt"),
        str(ledger / ".." / "外面.txt"),
        str(ledger / "inbox" / ".." / ".." / "外面.txt"),
        "外面.txt",
        "\0",
        str(ledger) + "x",
    ]


@pytest.mark.parametrize("place", range(8))
def test_paths_outside_the_book_are_refused(ask, book, place):
    name = outside(book)[place]
    before = tree(book)
    for path in ("document/", "api/source"):
        assert ask(path, query_string={"filename": name}).status_code == 403
    assert ask("api/extract", query_string={"filename": name, "importer": "x"}).status_code == 403
    assert ask("api/document", method="DELETE", query_string={"filename": name}).status_code == 403
    move = {"filename": name, "account": "Assets:10银行存款:01基本户", "new_name": "2025-01-01 x"}
    assert ask("api/move", method="PUT", json=move).status_code == 403
    put = {"file_path": name, "source": "", "sha256sum": ""}
    assert ask("api/source", method="PUT", json=put).status_code == 403
    assert tree(book) == before


def test_a_link_out_of_the_book_is_refused(ask, book):
    link = book / "ledger" / "inbox" / "link.txt"
    link.symlink_to(book / "外面.txt")
    try:
        assert ask("document/", query_string={"filename": str(link)}).status_code == 403
    finally:
        link.unlink()


def test_only_the_inbox_is_extracted(ask, book):
    source = str(book / "ledger" / "main.beancount")
    answer = ask("api/extract", query_string={"filename": source, "importer": "x"})
    assert answer.status_code == 403


def test_files_of_the_book_are_shown_safely(ask, book):
    inbox = book / "ledger" / "inbox"
    answer = ask("document/", query_string={"filename": str(inbox / "对账单.txt")})
    assert (answer.status_code, answer.text) == (200, "账单")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = ask("document/", query_string={"filename": str(inbox / "页面.html")})
    assert page.headers["Content-Disposition"] == "attachment"
    assert page.mimetype == "application/octet-stream"
    source = ask("api/source", query_string={"filename": str(book / "ledger/accounts.beancount")})
    assert source.status_code == 200
    assert (
        ask("api/source", query_string={"filename": str(inbox / "对账单.txt")}).status_code == 500
    )


def test_a_document_named_in_an_entry_is_shown(ask, app, book, slug):
    ledger = app.config["LEDGERS"][slug]
    entry = next(e for e in ledger.all_entries_by_type.Document)
    answer = ask("document/", query_string={"filename": entry.filename})
    assert (answer.status_code, answer.text) == (200, "凭证")


def test_jump_leads_nowhere(ask):
    assert ask("/jump", headers={"Referer": "http://127.0.0.1:5000/x/"}).status_code == 403


def test_a_plain_fava_is_guarded_by_the_extension(book):
    client = create_app([book / "ledger" / "main.beancount"], load=True).test_client()
    own = {"environ_overrides": {"SERVER_PORT": "5000"}}
    slug = client.get("/").headers["Location"].split("/")[1]
    home = client.get(f"/{slug}/journal/", headers={"Host": "127.0.0.1:5000"}, **own)
    assert home.status_code == 200
    assert "frame-ancestors 'none'" in home.headers["Content-Security-Policy"]
    away = client.get(f"/{slug}/journal/", headers={"Host": "example.org:5000"}, **own)
    assert away.status_code == 403
    query = client.get(
        f"/{slug}/api/query?query_string=.set", headers={"Host": "localhost:5000"}, **own
    )
    assert query.status_code == 403
