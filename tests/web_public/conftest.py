from __future__ import annotations

import datetime

import fava.application
import pytest
import small_edition

from owners_ledger.web.codes import keys, register, shelf
from owners_ledger.web.public.front import make_app
from owners_ledger.web.public.server import Wish, site_of

CHEAP = keys.Cost(b"0123456789abcdef", 1 << 14)
DAY = datetime.date(2026, 3, 1)
LETTER = "<!DOCTYPE html><html><body><h1>对账单 {unit}</h1><p>欠 {owed}</p></body></html>"


class World:
    """An edition, codes of two households, a private book beside, and the site on it."""

    def __init__(self, root):
        self.root = root
        self.public = root / "public"
        small_edition.put(self.public)
        small_edition.plant_private_book(root)
        first = register.Register(CHEAP)
        self.register, self.codes = first.issue(["1-1-101", "1-1-102"], DAY, lambda: None)
        self.shelf = root / "codes"
        self.seal()

    def seal(self):
        letters = {
            unit: LETTER.format(unit=unit, owed=owed).encode()
            for unit, owed in (("1-1-101", "111.11"), ("1-1-102", "222.22"))
        }
        shelf.put(self.shelf, self.register, letters)

    def app(self, *, codes=False, **more):
        wish = Wish(
            self.public, names=["gongshi.example.org"], codes=self.shelf if codes else None, **more
        )
        return make_app(site_of(wish))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("world"))


@pytest.fixture
def fresh(tmp_path):
    return World(tmp_path)


class Visitor:
    """Somebody who asks the site, as a browser on its own pages would."""

    def __init__(self, app, address="203.0.113.7", *, cookies=True):
        self.client = app.test_client(use_cookies=cookies)
        self.address = address

    def ask(self, path, method="GET", *, host="gongshi.example.org", headers=None, **more):
        return self.client.open(
            path,
            method=method,
            base_url="http://gongshi.example.org",
            headers={"Host": host, **(headers or {})},
            environ_overrides={"REMOTE_ADDR": self.address},
            buffered=True,
            **more,
        )

    def log_in(self, code, **more):
        return self.ask("/login", "POST", data={"code": code}, **more)


@pytest.fixture
def visitor():
    return Visitor


@pytest.fixture(autouse=True, scope="module")
def addresses_of_its_own():
    """Fava keeps addresses for the whole process; two sites under other prefixes need their own."""
    fava.application._cached_url_for.cache_clear()
    yield
    fava.application._cached_url_for.cache_clear()
