from __future__ import annotations

import fava.application
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


@pytest.fixture(autouse=True, scope="module")
def addresses_of_its_own():
    """Fava keeps addresses for the whole process; two sites under other prefixes need their own."""
    fava.application._cached_url_for.cache_clear()
    yield
    fava.application._cached_url_for.cache_clear()
