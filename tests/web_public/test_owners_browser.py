"""The owners' site in a real Chromium, on a phone and on a screen: no error, nobody else asked."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from urllib.parse import urljoin

import pytest
from browsers import needs_chromium
from waitress import wasyncore
from waitress.server import create_server

from owners_ledger.web.public.front import make_app
from owners_ledger.web.public.server import Wish, site_of

pytestmark = needs_chromium
PAGES = [
    ("ledger/books/income_statement/", "10物业服务费"),
    ("ledger/books/balance_sheet/", "10银行存款"),
    ("ledger/books/trial_balance/", "10银行存款"),
    ("ledger/books/journal/", "月保洁费"),
    ("ledger/books/account/Income:10物业服务费/", "物业费"),
    ("ledger/books/account/Income:10物业服务费/?r=changes", "10物业服务费"),
    ("ledger/books/journal/?time=2026-02", "2月保洁费"),
]


@contextmanager
def served(world, *, codes=False):
    names = ["127.0.0.1"]
    wish = Wish(world.public, names=names, codes=world.shelf if codes else None)
    server = create_server(make_app(site_of(wish)), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/"
    finally:
        wasyncore.close_all(server._map)
        thread.join(10)
        server.task_dispatcher.shutdown()


@contextmanager
def window(browser, home, width, *, script=True):
    """A window in which nothing may go wrong, and nobody else may be asked."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="zh-CN", java_script_enabled=script
    )
    page = context.new_page()
    trouble = []
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("console", lambda said: said.type in ("error", "warning") and trouble.append(said.text))
    page.on("response", lambda got: got.status >= 400 and trouble.append(f"{got.status} {got.url}"))
    page.on(
        "request",
        lambda asked: asked.url.startswith((home, "data:")) or trouble.append(asked.url),
    )
    try:
        yield page
        assert trouble == []
    finally:
        context.close()


@pytest.fixture(scope="module")
def home(world):
    with served(world) as address:
        yield address


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_works_under_the_policy(browser, home, width):
    with window(browser, home, width) as page:
        page.goto(home)
        page.get_by_role("link", name="逐笔看账").first.click()
        page.get_by_text("10物业服务费").first.wait_for(state="attached")
        for path, expected in PAGES:
            page.goto(urljoin(home, path))
            page.get_by_text(expected).first.wait_for(state="attached")
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"


@pytest.mark.parametrize("width", [360, 1280])
def test_no_link_of_the_sidebar_or_the_pages_is_dead(browser, home, width):
    with window(browser, home, width) as page:
        seen = set()
        for path, expected in PAGES:
            page.goto(urljoin(home, path))
            page.get_by_text(expected).first.wait_for(state="attached")
            links = page.eval_on_selector_all(
                "a[href]", "all => all.map(one => new URL(one.getAttribute('href'), location).href)"
            )
            side = page.eval_on_selector_all(
                "aside a[href]", "all => all.map(one => one.innerText.trim())"
            )
            assert side == ["公示", "损益表", "资产负债表", "试算表", "日记账"] or width == 360, (
                side
            )
            seen |= set(links)
        assert not [link for link in seen if "#" in link.rstrip("#")]
        assert page.locator("a[href^='#']:visible").count() == 0
        assert len(seen) > 8
        for link in sorted(seen):
            answer = page.request.get(link)
            assert answer.status == 200, link


def test_keys_and_clicks_lead_to_no_closed_page(browser, home):
    with window(browser, home, 1280) as page:
        page.goto(urljoin(home, "ledger/books/journal/"))
        page.get_by_text("2月保洁费").first.wait_for()
        for keys in ("g q", "g e", "g n", "g o", "g d", "n", "?"):
            for key in keys.split():
                page.keyboard.press(key)
        assert page.url == urljoin(home, "ledger/books/journal/")
        assert page.locator("dialog, .overlay:visible, .keyboard-tooltip").count() == 0
        page.locator(".payee", has_text="清源保洁有限公司").first.click()
        page.wait_for_url("**filter=payee*")
        page.get_by_text("2月保洁费").first.wait_for()
        page.get_by_text("物业费").first.wait_for(state="detached")


def test_the_code_is_asked_for_and_opens_the_own_statement(browser, fresh):
    with served(fresh, codes=True) as home:
        for script in (True, False):
            with window(browser, home, 360, script=script) as page:
                page.goto(home)
                assert page.url == urljoin(home, "login")
                wide = page.locator("main").bounding_box()
                assert wide["x"] + wide["width"] <= 360
                assert page.locator("input#code").bounding_box()["height"] >= 44
                page.get_by_label("口令").fill(fresh.codes["1-1-101"].lower())
                page.get_by_role("button", name="进入").click()
                page.get_by_role("link", name="我家的对账单").first.click()
                page.get_by_text("欠 111.11").wait_for()
                page.get_by_role("link", name="退出").click()
                page.get_by_role("button", name="退出").click()
                page.get_by_label("口令").wait_for()


def test_a_wrong_code_is_a_sentence(browser, fresh):
    with served(fresh, codes=True) as home:
        page = browser.new_page()
        page.goto(home)
        page.get_by_label("口令").fill("XXXX-XXXX-XXXX")
        page.get_by_role("button", name="进入").click()
        page.get_by_role("alert").get_by_text("口令不对").wait_for()
        page.close()
