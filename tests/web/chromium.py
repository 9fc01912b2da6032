"""A book served on this computer, and a window of a real Chromium on it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from decimal import Decimal

from apps import app_of
from browsers import needs_chromium
from cheroot.wsgi import Server

from owners_ledger import money

__all__ = ["Site", "fits", "needs_chromium", "served", "totals_agree", "walk", "window"]


class Site:
    """A book being served."""

    def __init__(self, address, slug):
        self.address = address
        self.home = f"{address}/{slug}"

    def page(self, path):
        return f"{self.home}/{path}"

    def notice(self, period):
        return self.page(f"extension/Disclosure/?period={period}")


@contextmanager
def served(book):
    with app_of(book) as app:
        server = Server(("127.0.0.1", 0), app, server_name="127.0.0.1")
        server.prepare()
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield Site(
                f"http://127.0.0.1:{server.bind_addr[1]}", app.config["LEDGERS"].first_slug()
            )
        finally:
            server.stop()
            thread.join(10)


@contextmanager
def window(browser, site, width=1280):
    """A window that must not meet a script error, a refusal or another origin."""
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="zh-CN")
    trouble = []
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on(
        "console", lambda said: said.type == "error" and trouble.append(f"console: {said.text}")
    )
    page.on(
        "response", lambda got: got.status >= 400 and trouble.append(f"{got.status}: {got.url}")
    )
    page.on(
        "request",
        lambda asked: (
            asked.url.startswith((site.address + "/", "data:")) or trouble.append(asked.url)
        ),
    )
    try:
        yield page
        assert trouble == []
    finally:
        page.close()


def walk(browser, site, pages):
    with window(browser, site) as page:
        for path, expected in pages:
            page.goto(site.page(path), wait_until="domcontentloaded")
            page.get_by_text(expected).first.wait_for(state="attached", timeout=10000)
            assert "公示" in page.locator("aside").inner_text()
            page.wait_for_timeout(100)


def totals_agree(page, site, period):
    """The four figures on the page are those of the JSON, which is returned."""
    said = page.request.get(site.page(f"extension/Disclosure/figures?period={period}")).json()
    page.goto(site.notice(period))
    for key in ("opening", "income_total", "spending_total", "closing"):
        shown = page.locator(f"[data-figure={key}]").inner_text()
        assert shown == money.show(Decimal(said[key]))
    return said


def fits(page):
    """Whether the page can be read without sideways scrolling."""
    return page.evaluate(
        "(() => { const a = document.querySelector('article'); return a.scrollWidth <= a.clientWidth })()"
    )
