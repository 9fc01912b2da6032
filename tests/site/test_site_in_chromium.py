"""The site in a real Chromium, opened from a folder: what an owner does with it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsers import needs_chromium
from site_reading import html_pages, poisoned, write

from owners_ledger.publishing.site import pages

pytestmark = needs_chromium

AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
# The newest month is drawn like all others.
OLD_MONTH = re.compile(r"month-(?!2026-06)|monthly|quarterly")


@contextmanager
def window(browser, folder, width=360, height=740, **more):
    """A window on a folder that must stay inside it and have nothing to complain about."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", **more
    )
    trouble = []
    page = context.new_page()
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("console", lambda said: trouble.append(f"console: {said.text}"))
    page.on("dialog", lambda one: (trouble.append(f"dialog: {one.message}"), one.dismiss()))
    page.on(
        "request",
        lambda asked: asked.url.startswith(folder.as_uri() + "/") or trouble.append(asked.url),
    )
    page.on("requestfailed", lambda asked: trouble.append(f"failed: {asked.url}"))
    try:
        yield page
        assert trouble == []
    finally:
        context.close()


def shown(built):
    return sorted(name for name in html_pages(built.files) if not OLD_MONTH.match(name))


def large(page):
    page.locator("label[for=large]").click()


@pytest.mark.parametrize(("width", "is_large"), [(360, False), (360, True), (1280, False)])
def test_every_page_can_be_read_and_used(browser, built, folder, width, is_large):
    with window(browser, folder, width) as page:
        for name in shown(built):
            page.goto((folder / name).as_uri())
            if is_large and not page.locator("#large").is_checked():
                large(page)
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            assert page.evaluate(AUDIT) == [], name


def test_this_month_fits_one_screen(browser, folder, built):
    with window(browser, folder) as page:
        page.goto((folder / "index.html").as_uri())
        button = page.get_by_role("link", name="看这个月的每一笔").bounding_box()
        assert button["y"] + button["height"] <= 740
        text = page.locator("main").inner_text()
        assert text.index("月末有") < text.index("与银行一致") < text.index("公示已贴出")


@pytest.mark.parametrize("scripts", [True, False])
def test_large_type_works_and_is_remembered_where_it_can_be(browser, folder, scripts):
    with window(browser, folder, java_script_enabled=scripts) as page:
        page.goto((folder / "index.html").as_uri())
        before = page.locator("h1").bounding_box()["height"]
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert page.locator("h1").bounding_box()["height"] > before * 1.2
        page.goto((folder / "notices.html").as_uri())
        assert page.locator("#large").is_checked() is scripts


def test_the_keyboard_skips_to_the_text(browser, folder):
    with window(browser, folder) as page:
        page.goto((folder / "month-2026-06.html").as_uri())
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        assert skip.bounding_box()["height"] > 30
        assert skip.evaluate("(one) => one === document.activeElement")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_line_opens_without_script(browser, folder, built):
    with window(browser, folder, java_script_enabled=False) as page:
        page.goto((folder / "month-2026-06.html").as_uri())
        line = page.locator("#out-1")
        assert not line.locator("table").is_visible()
        line.locator("summary").click()
        assert line.locator("table").is_visible()


def test_the_year_leads_to_the_opened_line_of_a_month(browser, folder):
    with window(browser, folder) as page:
        page.goto((folder / "year-2026.html").as_uri())
        page.locator("summary", has_text="公共水电").click()
        page.get_by_role("link", name="2026 年 6 月").locator("visible=true").first.click()
        page.wait_for_url("**/month-2026-06.html#out-*")
        opened = page.locator("details[open] summary")
        assert "公共水电" in opened.inner_text()


def test_the_form_composes_the_text_to_send(browser, folder, built):
    line = built.book.months[-1].figures.spending[1]
    with window(browser, folder) as page:
        page.goto((folder / "month-2026-06.html").as_uri())
        page.locator("summary", has_text=line.line).click()
        page.locator("details[open] .ask-about").click()
        page.get_by_label("想问什么").fill("公共水电 </textarea> 包括哪几块表？")
        expected = (
            f"【提问】云杉苑小区 2026年6月\n项目：2026-06/{line.id} {line.line} "
            f"{line.amount:,.2f} 元\n问题：公共水电 </textarea> 包括哪几块表？"
        )
        assert page.get_by_label("要发的文字").input_value() == expected
        page.get_by_role("button", name="复制这段文字").click()
        page.get_by_text("已复制").wait_for()
        page.get_by_label("想问什么").fill("")
        page.get_by_label("想问什么").focus()
        page.keyboard.press("Control+v")
        assert page.get_by_label("想问什么").input_value() == expected


def test_without_script_the_text_is_there_to_copy_by_hand(browser, folder):
    with window(browser, folder, java_script_enabled=False) as page:
        page.goto((folder / "questions.html").as_uri())
        assert "项目：" in page.get_by_label("要发的文字").input_value()
        assert not page.get_by_label("想问什么").is_visible()
        assert not page.get_by_role("button", name="复制这段文字").is_visible()


def test_paper_has_the_figures_and_no_buttons(browser, folder, tmp_path):
    from pypdf import PdfReader  # noqa: PLC0415 - only here

    with window(browser, folder, 1280) as page:
        page.goto((folder / "index.html").as_uri())
        page.pdf(path=tmp_path / "index.pdf", prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "index.pdf").pages]
    assert len(sheets) <= 2
    assert "439,646.80" in sheets[0]
    assert "目录" not in "".join(sheets)
    assert "大字" not in "".join(sheets)


def test_a_hostile_book_does_nothing_in_a_browser(browser, built, tmp_path):
    write(tmp_path, pages(None, poisoned(built.book)))
    with window(browser, tmp_path) as page:
        for path in sorted(tmp_path.glob("*.html")):
            if not OLD_MONTH.match(path.name):
                page.goto(path.as_uri())
                assert page.locator("script").count() == 1
                assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.goto((tmp_path / "month-2026-06.html").as_uri())
        page.locator("summary").first.click()
        page.locator("details[open] .ask-about").click()
        assert "<script>alert(1)</script>" in page.get_by_label("要发的文字").input_value()
