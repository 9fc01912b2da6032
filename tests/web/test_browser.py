"""Fava as the treasurer sees it, in a real Chromium: pages, figures, a phone's width."""

from __future__ import annotations

import pytest
from chromium import fits, needs_chromium, served, totals_agree, walk, window
from small_book import make_book

pytestmark = needs_chromium

SMALL = [
    ("income_statement/", "10物业服务费"),
    ("balance_sheet/", "10银行存款"),
    ("trial_balance/", "10银行存款"),
    ("journal/", "一月保洁费"),
    ("editor/", "invert-income-liabilities-equity"),
    ("import/", "No importers configured"),
    ("query/?query_string=SELECT+account+WHERE+account~'物业'", "Income:10物业服务费"),
    ("account/Income:10物业服务费/", "1-1-101"),
    ("documents/", "2025-01.txt"),
    ("statistics/", "10银行存款"),
    ("options/", "invert-income-liabilities-equity"),
    ("errors/", "没有错误"),
    ("extension/Disclosure/", "2025年2月财务收支公示"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    with served(make_book(tmp_path_factory.mktemp("small"), hostile=False)) as site:
        yield site


def test_all_pages_load(browser, small):
    walk(browser, small, SMALL)


def test_the_page_shows_the_figures_of_the_json(browser, small):
    with window(browser, small) as page:
        for period in ("2025-01", "2025-02"):
            totals_agree(page, small, period)


def test_a_period_is_chosen_by_a_click(browser, small):
    with window(browser, small) as page:
        page.goto(small.notice("2025-02"))
        page.get_by_role("link", name="1月", exact=True).click()
        page.get_by_role("heading", name="2025年1月财务收支公示").wait_for()
        assert page.locator(".periods [aria-current=page]").inner_text() == "1月"
        page.go_back()
        page.get_by_role("heading", name="2025年2月财务收支公示").wait_for()


def test_a_line_to_review_leads_to_its_entry_and_to_the_editor(browser, small):
    with window(browser, small) as page:
        page.goto(small.notice("2025-02"))
        page.get_by_role("link", name="看这笔分录").click()
        page.get_by_text("candidate-1").first.wait_for()
        page.goto(small.notice("2025-02"))
        page.get_by_role("link", name="在编辑器里改").click()
        page.locator(".cm-content").get_by_text("不明来款").wait_for()


@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")  # WeasyPrint's own
def test_the_pdf_is_a_download(browser, small):
    with window(browser, small) as page:
        page.goto(small.notice("2025-02"))
        answer = page.request.get(small.page("extension/Disclosure/pdf?period=2025-02"))
        assert answer.body().startswith(b"%PDF-")
        with page.expect_download() as waiting:
            page.evaluate("document.querySelector('a[download]').click()")
        assert waiting.value.suggested_filename == "monthly-2025-02-draft.pdf"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_sideways_scrolling(browser, small, width):
    with window(browser, small, width) as page:
        for period in ("2025-01", "2025-02", "2030-01"):
            page.goto(small.notice(period))
            page.locator(".ol").wait_for()
            for details in page.locator(".ol summary").all():
                details.click()
            assert fits(page)


def test_foreign_text_does_not_act(browser, tmp_path):
    with served(make_book(tmp_path / "book")) as site:
        page = browser.new_page()
        for path in (
            "extension/Disclosure/?period=2025-02",
            "journal/",
            "account/Assets:10银行存款/",
        ):
            page.goto(site.page(path))
            page.get_by_text("来历不明").first.wait_for(state="attached")
            page.wait_for_timeout(300)
            assert page.evaluate("window.hacked") is None
        page.close()


def test_another_site_gets_nothing(browser, small):
    """A page of another origin on this computer can neither read nor write nor frame the book."""
    page = browser.new_page()
    page.route(
        "http://127.0.0.2/", lambda route: route.fulfill(body="<p>", content_type="text/html")
    )
    page.goto("http://127.0.0.2/")
    for method in ("GET", "PUT", "DELETE"):
        script = """([url, method]) => fetch(url, {method, mode: method == "GET" ? "no-cors" : "cors"})
            .then(answer => answer.type, () => "refused")"""
        assert page.evaluate(script, [small.page("api/source"), method]) in ("refused", "opaque")
    page.set_content(f'<iframe src="{small.page("journal/")}"></iframe>')
    page.wait_for_timeout(500)
    assert "物业费" not in "".join(frame.content() for frame in page.frames)
    page.close()
