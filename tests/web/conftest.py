from __future__ import annotations

import pytest
from apps import app_of
from small_book import make_book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def app(book):
    with app_of(book) as app:
        yield app


@pytest.fixture
def client(app):
    return app.test_client()
