from __future__ import annotations

import pytest
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
