"""What every page of the site promises, read from its bytes."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from site_reading import HARM, Reading, html_pages, poisoned, target

from owners_ledger.books.load import load_books
from owners_ledger.publishing import lint
from owners_ledger.publishing.model import ReleasedCopy
from owners_ledger.publishing.site import pages
from owners_ledger.publishing.site.charts import HATCHED, SOLID, Group, chart
from owners_ledger.registers import load_registers
from owners_ledger.rendering.document import RenderError
from owners_ledger.rendering.privacy import Guard, PrivacyError

REPOSITORY = Path(__file__).parents[2]
LIMIT = 200_000
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@pytest.fixture(scope="module")
def site(built):
    return html_pages(built.files)


def money(text):
    return Decimal(text.replace(",", "").replace("−", "-"))


def test_there_is_a_page_for_each_promise(built, site):
    months = {f"month-{one.month}.html" for one in built.book.months}
    works = {f"work-{one.code}.html" for one in built.book.projects}
    assert set(site) == months | works | {
        *("index.html", "months.html", "year-2025.html", "year-2026.html", "property.html"),
        *("works.html", "budget.html", "notices.html", "questions.html", "vouchers.html"),
        *("check.html", "data.html"),
    }


def test_the_manifest_holds_every_page(built):
    listed = {one["path"] for one in json.loads(built.files["edition.json"])["files"]}
    assert set(pages(None, built.book)) <= listed


def test_a_page_and_all_it_needs_stay_below_the_limit(built, site):
    shared = len(built.files["site.css"]) + len(built.files["site.js"])
    sizes = {name: len(built.files[name]) + shared for name in site}
    assert max(sizes.values()) < LIMIT, sizes


def test_a_month_of_a_huge_estate_is_split(built):
    month = built.book.months[-1]
    rows = tuple(
        dataclasses.replace(row, summary=f"{row.summary}{copy}，写得很长的一段用途说明")
        for copy in range(60)
        for row in month.rows
    )
    huge = dataclasses.replace(built.book, months=(dataclasses.replace(month, rows=rows),))
    made = html_pages(found := pages(None, huge))
    assert max(map(len, found.values())) < LIMIT
    shown = sum(
        len(reading.all("tr")) - len(reading.all("thead")) - len(reading.all("tfoot"))
        for name, reading in made.items()
        if re.match(r"month-2026-06-(in|out)-", name)
    )
    inline = sum(
        1
        for one in made["month-2026-06.html"].all("td")
        if "day" in one.attributes.get("class", "")
    )
    assert shown + inline == len(rows)
    assert_links_resolve(made, found, {"公开账本-2026-06.zip"})


def test_many_notices_and_questions_are_split(built):
    questions = tuple(
        dataclasses.replace(one, number=f"{one.number}-{copy}")
        for copy in range(70)
        for one in built.book.questions
    )
    book = dataclasses.replace(built.book, notices=built.book.notices * 8, questions=questions)
    made = html_pages(found := pages(None, book))
    assert max(map(len, found.values())) < LIMIT
    assert sum(
        len(made[name].all("li")) for name in made if re.match(r"notices(-\d+)?\.html", name)
    ) >= len(book.notices)
    for reading in made.values():
        assert len(reading.ids) == len(set(reading.ids))


def assert_links_resolve(site, files, others=frozenset()):
    for name, reading in site.items():
        for address in reading.addresses:
            if address.startswith("tel:"):
                continue
            path, anchor = target(address)
            where = path or name
            if path.startswith(("data/", "ledger/", "notices/", "verify", "edition")):
                continue
            assert where in files or where in others, f"{name}: {address}"
            if anchor:
                assert anchor in site[where].ids, f"{name}: {address}"


def test_every_link_and_anchor_resolves(built, site):
    for name, reading in site.items():
        for address in reading.addresses:
            path, anchor = target(address)
            if not address.startswith("tel:"):
                assert (path or name) in built.files, f"{name}: {address}"
                assert not anchor or anchor in site[path or name].ids, f"{name}: {address}"


def test_no_address_leads_out_of_the_folder(built, site):
    for name, reading in site.items():
        for address in reading.addresses:
            assert not re.match(r"/|\\|\.\.|(?!tel:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE), (
                f"{name}: {address}"
            )
    for name in ("site.css", "site.js"):
        assert not re.search(rb"https?:|//[a-z]|@import|url\(", built.files[name])


def test_ids_are_used_once(site):
    for name, reading in site.items():
        assert len(reading.ids) == len(set(reading.ids)), name


def test_every_page_has_its_policy_and_nothing_inline(built, site):
    for name, reading in site.items():
        metas = {
            one.attributes.get("http-equiv"): one.attributes.get("content")
            for one in reading.all("meta")
        }
        assert metas["Content-Security-Policy"] == POLICY, name
        assert [one.attributes for one in reading.all("script")] == [
            {"src": "site.js", "defer": None}
        ]
        assert not reading.all("style", "iframe", "object", "embed", "base", "img")
        for one in reading.elements:
            assert not any(key == "style" or key.startswith("on") for key in one.attributes), name


def test_headings_begin_with_one_and_skip_none(site):
    for name, reading in site.items():
        levels = [int(one.tag[1]) for one in reading.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert (levels[0], levels.count(1)) == (1, 1), name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_pages_have_language_title_and_landmarks(site):
    titles = [reading.all("title")[0].text for reading in site.values()]
    assert len(set(titles)) == len(titles)
    for reading in site.values():
        assert reading.all("html")[0].attributes["lang"] == "zh-Hans"
        assert [len(reading.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]
        names = [one.attributes["aria-label"] for one in reading.all("nav")]
        assert len(set(names)) == len(names) >= 2
        assert reading.all("a")[0].attributes == {"class": "skip", "href": "#main"}


def test_every_header_of_a_table_says_what_it_heads(site):
    for name, reading in site.items():
        for one in reading.all("th"):
            assert one.attributes.get("scope") in ("col", "row"), name
            assert one.text.strip(), name
        assert len(reading.all("caption")) == len(reading.all("table"))


def test_every_control_has_a_label(site):
    for name, reading in site.items():
        labels = {one.attributes["for"] for one in reading.all("label")}
        for one in reading.all("input", "select", "textarea"):
            assert one.attributes["id"] in labels, f"{name}: {one}"


def test_the_first_page_has_the_months_figures(built, site):
    figures = built.book.months[-1].figures
    boxes = [money(one.text) for one in site["index.html"].all("dd")]
    assert boxes == [
        figures.opening, figures.income_total, figures.spending_total, figures.closing,
    ]  # fmt: skip
    cells = [
        one.text for one in site["index.html"].all("td") if "amount" in one.attributes["class"]
    ]
    accounts = [money(one) for one in cells[: len(figures.accounts)]]
    held, free = map(money, cells[len(figures.accounts) :][:2])
    assert sum(accounts) == figures.closing == held + free
    assert free == figures.free


def test_each_line_of_a_month_opens_to_entries_that_add_up_to_it(built, site):
    for month in built.book.months:
        reading = site[f"month-{month.month}.html"]
        shown = [
            (one.text.split()[0], money(one.text.split()[-1])) for one in reading.all("summary")
        ]
        figures = month.figures
        expected = [
            (line.line, line.amount)
            for line in (*figures.income, *figures.spending)
            if line.amount or any(row.line == line.line for row in month.rows)
        ]
        assert [(name, amount) for name, amount in shown] == expected
        signs = dict.fromkeys((line.line for line in figures.income), 1)
        for name, amount in shown:
            rows = [row.amount for row in month.rows if row.line == name]
            assert sum(rows) * signs.get(name, -1) == amount
        days = [one for one in reading.all("td") if "day" in one.attributes.get("class", "")]
        assert len(days) == len(month.rows)


def test_a_years_lines_add_up_to_its_months(built, site):
    months = [one.figures for one in built.book.months if one.month.startswith("2026")]
    reading = site["year-2026.html"]
    opening, income, spending, closing = (money(one.text) for one in reading.all("dd"))
    assert (opening, closing) == (months[0].opening, months[-1].closing)
    assert (income, spending) == (months[-1].income_year, months[-1].spending_year)
    assert sum(money(one.text.split()[-1]) for one in reading.all("summary")) == income + spending


def test_every_notice_is_listed_with_its_code_and_files(built, site):
    cards = [
        one for one in site["notices.html"].all("li") if "card" in one.attributes.get("class", "")
    ]
    for one, card in zip(built.book.notices, cards, strict=True):
        shown = card.text.replace(" ", "")
        assert one.title.replace(" ", "") in shown
        assert one.seal in card.text
        if page := dict(one.files).get("html"):
            assert one.seal in built.files[page].decode(), "the code the sheet itself bears"
        assert one.number.replace(" ", "") in shown
    linked = set(site["notices.html"].addresses)
    assert {path for one in built.book.notices for _kind, path in one.files} <= linked


def test_hostile_text_stays_text(built):
    made = html_pages(pages(None, poisoned(built.book)))
    plain = html_pages(pages(None, built.book))
    for name, reading in made.items():
        kinds = [one.tag for one in reading.elements]
        twin = next(
            (twin for key, twin in plain.items() if key == name or key[:6] == name[:6] == "work-P"),
            None,
        )
        for one in reading.elements:
            assert not any(key.startswith("on") for key in one.attributes), f"{name}: {one}"
        assert (kinds.count("script"), kinds.count("img")) == (1, 0)
        if twin:
            assert kinds == [one.tag for one in twin.elements], name
    assert "{{ 7*7 }}" in "".join(one.text for one in made["index.html"].elements)
    assert HARM.split("<")[0] in made["index.html"].all("a")[1].text


def test_a_chart_tells_its_figures_to_those_who_cannot_see_it():
    drawn = chart(
        "c",
        "收支",
        [
            Group("<1>月", (("收", Decimal("12345.67")), ("支", Decimal("-20000.00")))),
            Group("2月", (("收", Decimal("98765.43")), ("支", Decimal("0.00")))),
        ],
        (SOLID, HATCHED),
    )
    reading = Reading(str(drawn).encode())
    svg = reading.all("svg")[0].attributes
    assert svg["role"] == "img"
    assert svg["aria-labelledby"].split() == [
        reading.all("title")[0].attributes["id"], reading.all("desc")[0].attributes["id"],
    ]  # fmt: skip
    assert reading.all("desc")[0].text == (
        "<1>月 收 1.2，支 −2.0；2月 收 9.9，支 0.0。单位：万元。"
    )
    bars = [one.attributes for one in reading.all("rect") if one.attributes.get("stroke")]
    bars.sort(key=lambda one: float(one["y"]))
    assert [one["fill"] for one in bars] == [SOLID, "url(#c-hatched)"] * 2
    long, short = (float(bars[place]["width"]) for place in (2, 0))
    assert long / short == pytest.approx(98765.43 / 12345.67, rel=0.02)
    assert not re.search(r"\d\.\d{3,}", str(drawn)), "coordinates to a tenth"


@pytest.mark.parametrize("keep", [1, 2])
def test_a_young_book_has_a_site_too(built, keep):
    young = dataclasses.replace(
        built.book, months=built.book.months[:keep], contracts=(), places=(), projects=(),
        budget=None, questions=(), notices=(), heads=(), consult="", contacts=(),
        posting_places=(),
    )  # fmt: skip
    made = html_pages(found := pages(None, young))
    assert not {"budget.html", "works.html", "property.html"} & set(made)
    assert_links_resolve(made, found, {"公开账本-2026-06.zip"})
    assert bool(made["index.html"].all("svg")) == (keep > 1)


def test_what_slips_into_a_page_is_found_before_it_is_public(built):
    guard = Guard.of(load_registers(REPOSITORY), load_books(REPOSITORY).committee, ())
    leaking = dataclasses.replace(built.book, consult="请找值班的人，电话 13812345678")
    lint.look_at_files(guard, pages(None, built.book), frozenset(), ())
    with pytest.raises(PrivacyError, match=r"vouchers\.html"):
        lint.look_at_files(guard, pages(None, leaking), frozenset(), ())


def test_released_copies_of_vouchers_can_be_opened(built):
    copy = ReleasedCopy("基本户-312", "2026年公众责任险", "监督小组", "vouchers/001-ab.jpg")
    found = html_pages(pages(None, dataclasses.replace(built.book, released=(copy,))))
    link = next(
        one
        for one in found["vouchers.html"].all("a")
        if one.attributes["href"] == "vouchers/001-ab.jpg"
    )
    assert "公众责任险" in link.text
    assert "监督小组批准" in link.text


def test_the_same_book_gives_the_same_bytes_and_soon(built):
    begin = time.process_time()
    first = pages(None, built.book)
    assert time.process_time() - begin < 2
    assert pages(None, built.book) == first


def test_the_committees_own_template_and_style_come_first(built, tmp_path):
    own = tmp_path / "reports/site"
    own.mkdir(parents=True)
    (own / "data.html").write_text(
        "{% extends 'site/_page.html' %}{% block title %}自家{% endblock %}"
    )
    (own / "site.css").write_text("/* 自家 */")
    (own / "site.js").write_text("fetch('x')")
    found = pages(tmp_path, built.book)
    assert "<title>自家" in found["data.html"].decode()
    assert found["site.css"].decode() == "/* 自家 */"
    assert found["site.js"] == pages(None, built.book)["site.js"], "scripts are ours alone"
    (own / "data.html").write_text("{{ b.secret }}")
    with pytest.raises(RenderError, match="secret"):
        pages(tmp_path, built.book)
