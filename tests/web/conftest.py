from __future__ import annotations

import pytest
from chromium import CHROMIUM, SWITCHES
from playwright.sync_api import sync_playwright
from small_book import make_book

from owners_ledger.web.server import make_app


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def app(book):
    return make_app(book)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES])
        yield browser
        browser.close()
