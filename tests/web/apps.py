"""The treasurer's Fava for a test; what it watches its files with is given back."""

from __future__ import annotations

from contextlib import contextmanager

from owners_ledger.web.server import make_app


@contextmanager
def app_of(book):
    app = make_app(book)
    try:
        yield app
    finally:
        for ledger in app.config["LEDGERS"].ledgers:
            ledger.watcher.__exit__(None, None, None)
