"""Fava's route table as it was read: rule, methods, and an address of it on our site."""

from __future__ import annotations

FAVA = [
    ("/", "GET", "/"),
    ("/<bfile>/", "GET", "/ledger/books/"),
    ("/<bfile>/<report_name>/", "GET", "/ledger/books/editor/"),
    ("/<bfile>/account/<name>/", "GET", "/ledger/books/account/Income:10物业服务费/"),
    ("/<bfile>/api/account_report", "GET", "/ledger/books/api/account_report"),
    ("/<bfile>/api/add_document", "PUT", "/ledger/books/api/add_document"),
    ("/<bfile>/api/add_entries", "PUT", "/ledger/books/api/add_entries"),
    ("/<bfile>/api/attach_document", "PUT", "/ledger/books/api/attach_document"),
    ("/<bfile>/api/balance_sheet", "GET", "/ledger/books/api/balance_sheet"),
    ("/<bfile>/api/changed", "GET", "/ledger/books/api/changed"),
    ("/<bfile>/api/commodities", "GET", "/ledger/books/api/commodities"),
    ("/<bfile>/api/context", "GET", "/ledger/books/api/context"),
    ("/<bfile>/api/document", "DELETE", "/ledger/books/api/document"),
    ("/<bfile>/api/documents", "GET", "/ledger/books/api/documents"),
    ("/<bfile>/api/errors", "GET", "/ledger/books/api/errors"),
    ("/<bfile>/api/events", "GET", "/ledger/books/api/events"),
    ("/<bfile>/api/extract", "GET", "/ledger/books/api/extract"),
    ("/<bfile>/api/format_source", "PUT", "/ledger/books/api/format_source"),
    ("/<bfile>/api/help", "GET", "/ledger/books/api/help"),
    ("/<bfile>/api/imports", "GET", "/ledger/books/api/imports"),
    ("/<bfile>/api/income_statement", "GET", "/ledger/books/api/income_statement"),
    ("/<bfile>/api/journal", "GET", "/ledger/books/api/journal"),
    ("/<bfile>/api/journal_page", "GET", "/ledger/books/api/journal_page"),
    ("/<bfile>/api/ledger_data", "GET", "/ledger/books/api/ledger_data"),
    ("/<bfile>/api/move", "PUT", "/ledger/books/api/move"),
    ("/<bfile>/api/narration_transaction", "GET", "/ledger/books/api/narration_transaction"),
    ("/<bfile>/api/narrations", "GET", "/ledger/books/api/narrations"),
    ("/<bfile>/api/options", "GET", "/ledger/books/api/options"),
    ("/<bfile>/api/payee_accounts", "GET", "/ledger/books/api/payee_accounts"),
    ("/<bfile>/api/payee_transaction", "GET", "/ledger/books/api/payee_transaction"),
    ("/<bfile>/api/query", "GET", "/ledger/books/api/query"),
    ("/<bfile>/api/source", "GET", "/ledger/books/api/source"),
    ("/<bfile>/api/source", "PUT", "/ledger/books/api/source"),
    ("/<bfile>/api/source_slice", "DELETE", "/ledger/books/api/source_slice"),
    ("/<bfile>/api/source_slice", "GET", "/ledger/books/api/source_slice"),
    ("/<bfile>/api/source_slice", "PUT", "/ledger/books/api/source_slice"),
    ("/<bfile>/api/statistics", "GET", "/ledger/books/api/statistics"),
    ("/<bfile>/api/trial_balance", "GET", "/ledger/books/api/trial_balance"),
    ("/<bfile>/api/upload_import_file", "PUT", "/ledger/books/api/upload_import_file"),
    ("/<bfile>/document/", "GET", "/ledger/books/document/"),
    ("/<bfile>/download-journal/", "GET", "/ledger/books/download-journal/"),
    ("/<bfile>/download-query/query_result.<result_format>", "GET", "/ledger/books/download-query/query_result.csv"),
    ("/<bfile>/extension/<extension_name>/", "GET", "/ledger/books/extension/Disclosure/"),
    ("/<bfile>/extension/<extension_name>/<endpoint>", "DELETE,GET,POST,PUT", "/ledger/books/extension/Disclosure/figures"),
    ("/<bfile>/extension_js_module/<extension_name>.js", "GET", "/ledger/books/extension_js_module/Disclosure.js"),
    ("/<bfile>/help/", "GET", "/ledger/books/help/"),
    ("/<bfile>/help/<page_slug>", "GET", "/ledger/books/help/_index"),
    ("/<bfile>/holdings/by_<any(account,currency,cost_currency):aggregation_key>/", "GET", "/ledger/books/holdings/by_account/"),
    ("/<bfile>/statement/", "GET", "/ledger/books/statement/"),
    ("/jump", "GET", "/jump"),
    ("/static/<path:filename>", "GET", "/ledger/static/app.js"),
]  # fmt: skip
PAGES = ["income_statement", "balance_sheet", "trial_balance", "journal"]
OPEN = [
    "/ledger/books/",
    *(f"/ledger/books/{page}/" for page in PAGES),
    "/ledger/books/account/Income:10物业服务费/",
    "/ledger/books/api/account_report?a=Income:10物业服务费&r=changes",
    "/ledger/books/api/account_report?a=Income:10物业服务费",
    "/ledger/books/api/balance_sheet",
    "/ledger/books/api/changed",
    "/ledger/books/api/income_statement?time=2026&filter=物业费",
    "/ledger/books/api/journal_page?page=1&order=desc",
    "/ledger/books/api/ledger_data",
    "/ledger/books/api/trial_balance",
    "/ledger/static/app.js",
    "/",
    "/index.html",
    "/months.html",
    "/site.css",
    "/data/months.csv",
    "/ledger/main.beancount",
    "/ledger/",
    "/edition.json",
    "/verify.py",
    "/公开账本-2026-02.zip",
]
CLOSED = sorted(
    {address for _rule, _methods, address in FAVA}
    - {address.partition("?")[0] for address in OPEN}
    | {f"/ledger/books/{page}/" for page in (
        "commodities", "documents", "errors", "events", "holdings", "import", "options", "query",
        "statistics", "nothing",
    )}
    | {
        "/ledger/books/account/Assets:99没有的/", "/ledger/books/journal", "/ledger/books/api/",
        "/books/journal/", "/static/app.js", "/ledger/static/app.js.map", "/ledger/static/../x",
        "/ledger/static/beancount-OG2DLLWG.js", "/favicon", "/book/ledger/main.beancount",
        "/ledger/committee.toml", "/ledger/registers/units.csv", "/password.txt", "/.git/config",
        "/codes/codes.toml", "/public/index.html", "/login/x",
    }
    - {""}
)  # fmt: skip
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
