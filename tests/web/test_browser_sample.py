"""The sample estate in a real Chromium: a whole year of 620 households."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest
from chromium import fits, needs_chromium, served, totals_agree, walk, window
from small_book import REPOSITORY, tree

from owners_ledger import money

CONFIG = REPOSITORY / "importers" / "config.py"
SAMPLE_PAGES = [
    ("income_statement/", "10物业服务费"),
    ("balance_sheet/", "10银行存款"),
    ("journal/", "物业服务费"),
    ("editor/", "invert-income-liabilities-equity"),
    ("extension/Disclosure/", "2026年6月财务收支公示"),
]

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    book = tmp_path_factory.mktemp("sample")
    for folder in ("ledger", "importers", "reports"):
        shutil.copytree(
            REPOSITORY / folder, book / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    before = tree(book)
    with served(book) as site:
        yield site
    written = {name for name in tree(book).items() if "__pycache__" not in name[0]}
    assert written == set(before.items())


def test_the_pages_load(browser, sample):
    walk(browser, sample, SAMPLE_PAGES)


@pytest.mark.parametrize("period", ["2026-06", "2026-Q1"])
def test_the_page_shows_the_figures_of_the_json(browser, sample, period):
    with window(browser, sample) as page:
        said = totals_agree(page, sample, period)
        text = page.locator(".ol").inner_text()
        for line in (*said["income"], *said["spending"]):
            if Decimal(line["amount"]):
                assert line["line"] in text
                assert money.show(Decimal(line["amount"])) in text
        page.set_viewport_size({"width": 360, "height": 800})
        assert fits(page)


def test_a_months_charges_are_one_line_in_the_journal(browser, sample):
    with window(browser, sample) as page:
        page.goto(sample.page("journal/?time=2026-06"))
        line = page.locator(".journal li p").filter(has_text="物业服务费 2026年6月").first
        line.wait_for()
        assert line.bounding_box()["height"] < 60


@pytest.mark.skipif(not CONFIG.is_file(), reason="importers/config.py is not there")
def test_the_import_page_knows_the_bank_files(browser, sample):
    with window(browser, sample) as page:
        page.goto(sample.page("import/"))
        page.get_by_text("2026-07-基本户.xlsx").first.wait_for(timeout=15000)
        said = page.request.get(sample.page("api/imports")).json()["data"]
        known = {file["basename"]: [one["account"] for one in file["importers"]] for file in said}
        assert len(known) >= 6
        assert all(len(accounts) == 1 for accounts in known.values()), known
        assert known["2026-07-基本户.xlsx"] == ["Assets:10银行存款:01基本户"]
